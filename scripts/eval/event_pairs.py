#!/usr/bin/env python3
"""How well rows of relations.csv are joined into events: precision and recall over pairs that were read.

  dossier extract state-department.jsonl --out OUT && event_pairs.py OUT

The pairs are of `data/annotations/event-pairs.jsonl`, whose articles are press releases of the US Department of State (public domain, gathered from
markschaver/State-Department-PR). Half of them were joined when they were drawn, half were rows of the same class, sides and days that were not: so
the figures are of hard pairs, and not of a whole run. A pair of which a row is not there any more is counted apart.
"""

import csv
import json
import sys
from pathlib import Path

PAIRS = Path(__file__).parents[2] / "data/annotations/event-pairs.jsonl"


def main() -> None:
    uid_of = {}
    with (Path(sys.argv[1]) / "relations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["event"]:
                uid_of[row["article_id"], int(row["trigger_start"]), row["subject_text"], row["object_text"]] = row["event_uid"]
    both = told = joined = gone = 0
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        a, b = (uid_of.get((r["article"], r["trigger"][0], r["subject"], r["object"])) for r in (pair["a"], pair["b"]))
        if not a or not b:
            gone += 1
            continue
        both, told, joined = both + (pair["same"] and a == b), told + pair["same"], joined + (a == b)
    print(json.dumps({"p": round(both / max(1, joined), 4), "r": round(both / max(1, told), 4), "pairs": told, "joined": joined, "gone": gone}))


if __name__ == "__main__":
    main()
