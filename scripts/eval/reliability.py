#!/usr/bin/env python3
"""Are mentions with a score near 0.9 right nine times in ten? Compares the score column of mentions.csv with the gold sets.

  reliability.py --tables FOLDER [--eval ../shared/eval] [--svg models/reliability.svg] [--fit models/labels.json]

FOLDER is what `evaluate.py --keep FOLDER` left. Names that the model found count (source `model`), on politics, conll04 and the third of re3d that was
never trained on; a mention is right where the scorer would say so: it overlaps a gold mention of its type. Prints one JSON object. --fit changes the calibration in labels.json so that scores fit these
sets (build again afterwards, and do not fit twice without building between). Standard library only.
"""

import argparse
import csv
import json
import math
import zlib
from pathlib import Path

EDGES = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]
TYPES = {"Person": "PERSON", "Organisation": "ORGANIZATION", "Location": "LOCATION"}


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--tables", type=Path, required=True)
    p.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    p.add_argument("--svg", type=Path)
    p.add_argument("--fit", type=Path, metavar="LABELS")
    return p.parse_args()


def judged(gold: Path, table: Path, keep=lambda _: True) -> list[tuple[float, bool]]:
    """(score, right) of every name in the table of a gold set."""
    spans = {}
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if keep(record["id"]):
            spans[record["id"]] = [(e["start"], e["end"], TYPES.get(e["type"])) for e in record["entities"]]
    out = []
    with table.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["source"] == "model" and row["type"] in TYPES.values() and row["article_id"] in spans:
                start, end = int(row["start"]), int(row["end"])
                right = any(start < e and s < end and kind == row["type"] for s, e, kind in spans[row["article_id"]])
                out.append((float(row["score"]), right))
    return out


def bins(pairs: list[tuple[float, bool]]) -> list[dict]:
    rows = []
    for low, high in zip(EDGES, EDGES[1:]):
        inside = [(s, r) for s, r in pairs if low <= s < high or s == high == 1.0]
        if inside:
            n = len(inside)
            rows.append({"from": low, "to": high, "n": n, "score": round(sum(s for s, _ in inside) / n, 3), "right": round(sum(r for _, r in inside) / n, 3)})
    return rows


def fitted(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of the logistic function that makes the judgements likeliest (Newton's method)."""
    logits = [(math.log(min(max(s, 1e-3), 0.9995) / (1 - min(max(s, 1e-3), 0.9995))), r) for s, r in pairs]
    slope, offset = 0.5, 0.5
    for _ in range(100):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, right in logits:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + offset))))
            g0, g1, w = g0 + (right - p) * x, g1 + right - p, p * (1 - p)
            h00, h01, h11 = h00 + w * x * x, h01 + w * x, h11 + w
        determinant = h00 * h11 - h01 * h01
        # Half steps: far from the answer whole ones may overshoot.
        slope += 0.5 * (g0 * h11 - g1 * h01) / determinant
        offset += 0.5 * (g1 * h00 - g0 * h01) / determinant
    return slope, offset


def drawn(rows: list[dict]) -> str:
    """Right answers against scores, a dot a bin, its area by the number of mentions."""
    x, y = (lambda v: 50 + 300 * v), (lambda v: 330 - 300 * v)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="380" height="380" font-family="sans-serif" font-size="12">',
        '<rect width="380" height="380" fill="white"/>',
        f'<path d="M{x(0)} {y(0)}H{x(1)}M{x(0)} {y(0)}V{y(1)}" stroke="black" fill="none"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="gray" stroke-dasharray="4"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<text x="{x(tick) - 8}" y="350">{tick}</text><text x="16" y="{y(tick) + 4}">{tick}</text>')
    parts.append('<text x="150" y="370">score of a mention</text><text x="60" y="24">share that is right</text>')
    line = " ".join(f"{x(r['score']):.1f},{y(r['right']):.1f}" for r in rows)
    parts.append(f'<polyline points="{line}" fill="none" stroke="steelblue"/>')
    for r in rows:
        parts.append(f'<circle cx="{x(r["score"]):.1f}" cy="{y(r["right"]):.1f}" r="{2 + math.log10(r["n"]) * 2:.1f}" fill="steelblue"/>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def main():
    a = arguments()
    held_out = lambda name: zlib.crc32(name.encode()) % 3 == 0
    pairs = []
    for name, keep in (("politics", lambda _: True), ("conll04", lambda _: True), ("re3d", held_out)):
        pairs += judged(a.eval / name / "dev.jsonl", a.tables / f"{name}-dev" / "mentions.csv", keep)
    rows = bins(pairs)
    error = sum(r["n"] * abs(r["score"] - r["right"]) for r in rows) / len(pairs)
    if a.fit:
        labels = json.loads(a.fit.read_text(encoding="utf-8"))
        before = labels.get("calibration", {"slope": 1.0, "offset": 0.0})
        slope, offset = fitted(pairs)
        labels["calibration"] = {"slope": round(slope * before["slope"], 4), "offset": round(slope * before["offset"] + offset, 4)}
        a.fit.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    if a.svg:
        a.svg.write_text(drawn(rows), encoding="utf-8")
    print(json.dumps({"mentions": len(pairs), "expected_calibration_error": round(error, 4), "bins": rows}))


if __name__ == "__main__":
    main()
