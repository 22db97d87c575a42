"""Predictions to rows, and their score by eval/score.py."""

import csv
import itertools
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "eval"))

from passages import ROLES, Passage  # noqa: E402
from scorer import scorer  # noqa: E402, F401

INSIDE = {"compound", "flat", "amod", "nummod", "det", "nmod:desc"}  # what belongs to a party's words
COLUMNS = (
    "article_id subject_start subject_end object_start object_end relation event negated modality trigger confidence "
    "subject_country object_country cameo subject_text object_text"
).split()


def span(passage: Passage, head: int) -> tuple[int, int]:
    first = last = head
    below = [i for i in range(len(passage.words)) if passage.head[i] == head and passage.deprel[i] in INSIDE]
    for i in sorted(below, reverse=True):
        first = i if i == first - 1 else first
    for i in sorted(below):
        last = i if i == last + 1 and passage.deprel[i] == "flat" else last
    return passage.offsets[first][0], passage.offsets[last][1]


def sides(scores: list[float], further: float) -> list[int | None]:
    """The best word, and the others that are `further` of it; None where nobody is likelier."""
    *words, nobody = scores
    best = max(range(len(words)), key=words.__getitem__, default=None)
    if best is None or nobody >= words[best]:
        return [None]
    return [best] + [i for i, p in enumerate(words) if i != best and p >= further * words[best]]


def rows(passage: Passage, predicted: list[dict], least: float, further: float) -> list[dict]:
    """`least`: the trigger's probability; `further`: share of the best party's that another needs."""
    out = []
    for event in predicted:
        if event["p"] < least:
            continue
        for a, b in itertools.product(*(sides(event[role], further) for role in ROLES)):
            if a is not None and a == b:
                continue
            row = {
                "article_id": passage.id,
                "relation": event["event"].lower(),
                "event": event["event"],
                "negated": "true" if event["negated"] > 0.5 else "false",
                "modality": event["modality"],
                "trigger": passage.words[event["trigger"]],
                "confidence": round(event["p"], 3),
            }
            for side, word in (("subject", a), ("object", b)):
                row[side + "_start"], row[side + "_end"] = span(passage, word) if word is not None else ("", "")
            out.append(row)
    return out


def evaluate(scoring, gold: Path, all_rows: list[dict], mode: str = "passages") -> dict:
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/relations.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(all_rows)
        return getattr(scoring, mode)(str(gold), folder)


def sweep(scoring, gold: Path, passages: list[Passage], predicted: dict[str, list[dict]], mode: str = "passages"):
    """Scores at several thresholds: (least, further, score)."""
    for further in (0.5,):
        for least in (0.2, 0.3, 0.4, 0.5, 0.6):
            found = [r for p in passages for r in rows(p, predicted.get(p.id, []), least, further)]
            yield least, further, evaluate(scoring, gold, found, mode)
