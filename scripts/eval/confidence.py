#!/usr/bin/env python3
"""Is a row with confidence near 0.8 right eight times in ten? Compares the confidence column of relations.csv with the gold sets.

  confidence.py --tables FOLDER [--eval ../shared/eval] [--fit data/rules/modality.toml]

FOLDER is what `evaluate.py --only conll04,plover --keep FOLDER` left. Of CoNLL04 count the relations that its annotators marked (all of them, as
re3d's did not), of PLOVER's gold records the events; a row is right where the scorer says so: for CoNLL04 the parties and the kind, for PLOVER the event, and its
source. Prints one JSON object. --fit changes the calibration in modality.toml so that confidences fit these sets (build again afterwards, and do not
fit twice without building between). Standard library only.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from reliability import bins, fitted

MARKED = ("Work_For", "OrgBased_In", "Live_In", "Located_In", "Kill")


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tables", type=Path, required=True)
    p.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    p.add_argument("--fit", type=Path, metavar="MODALITY")
    return p.parse_args()


def facts(score, gold: Path, tables: Path) -> list[tuple[float, bool]]:
    """(confidence, right) of every row of a kind that CoNLL04 marks."""
    rows, out = score.table(str(tables), "relations.csv"), []
    kinds = set().union(*(score.FAMILY[kind] for kind in MARKED))
    for doc in score.gold_rows(gold):
        golds = [(tuple(r["source"]), tuple(r["target"]), score.FAMILY[r["type"]]) for r in doc["relations"]]
        for row in rows.get(doc["id"], []):
            names = {row["relation"], row["event"]}
            if names & kinds and row["object_start"]:
                s, o = (int(row["subject_start"]), int(row["subject_end"])), (int(row["object_start"]), int(row["object_end"]))
                joins = lambda a, b: score.overlap(s, a) and score.overlap(o, b) or score.overlap(s, b) and score.overlap(o, a)
                out.append((float(row["confidence"]), any(names & family and joins(a, b) for a, b, family in golds)))
    return out


def events(score, gold: Path, tables: Path) -> list[tuple[float, bool]]:
    """(confidence, right) of every event in PLOVER's gold records."""
    rows, out = score.table(str(tables), "relations.csv"), []
    for record in score.gold_rows(gold):
        want = score.PLOVER.get(record["event"], record["event"])
        for row in rows.get(record["id"], []):
            if row["event"]:
                sources = record["source"] + (record["target"] if want in score.SYMMETRIC else [])
                out.append((float(row["confidence"]), row["event"] == want and score.actor_hit(row, "subject", sources)))
    return out


def main():
    a = arguments()
    sys.path.insert(0, str(a.eval))
    import score

    pairs = facts(score, a.eval / "conll04/dev.jsonl", a.tables / "conll04-dev") + events(score, a.eval / "plover/dev.jsonl", a.tables / "plover-dev")
    slope, offset = fitted(pairs)
    report = {"rows": len(pairs), "right": round(sum(r for _, r in pairs) / len(pairs), 3), "confidence": round(sum(c for c, _ in pairs) / len(pairs), 3), "bins": bins(pairs), "slope": slope, "offset": offset}
    print(json.dumps(report))
    if a.fit:
        text = a.fit.read_text(encoding="utf-8")
        old_slope, old_offset = (float(re.search(rf"^{name} = (\S+)$", text, re.M)[1]) for name in ("slope", "offset"))
        for name, value in (("slope", slope * old_slope), ("offset", slope * old_offset + offset)):
            text = re.sub(rf"^{name} = \S+$", f"{name} = {value:.3f}", text, flags=re.M)
        a.fit.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
