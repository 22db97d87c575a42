#!/usr/bin/env python3
"""Fits the confidence of rows of events and facts (data/rules/learned.toml, table `confidence`) on annotated passages. Standard library only.

  event_confidence.py GOLD.jsonl SCORE.py [--dossier target/release/dossier] [--model DIR] [--curve]

A row is right where class (of facts: relation) and both parties are. Prints the table to put into learned.toml, and how sure rows of each tenth of confidence are, by
five-fold cross-validation. --curve prints precision and recall from each confidence on, of the binary as it is.
"""

import argparse
import csv
import json
import math
import subprocess
import tempfile
from pathlib import Path

from scorer import scorer


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("score", type=Path)
    p.add_argument("--dossier", default="target/release/dossier")
    p.add_argument("--model", type=Path)
    p.add_argument("--curve", action="store_true")
    return p.parse_args()


def rows(a, settings: str | None) -> list[dict]:
    """Rows with these weights of confidence."""
    with tempfile.TemporaryDirectory() as folder:
        command = [a.dossier, "extract", str(a.gold), "--out", f"{folder}/out", "--quiet", "--clean", "never", "--any-language"]
        command += ["--model", str(a.model)] if a.model else []
        if settings:
            Path(folder, "learned.toml").write_text(settings, encoding="utf-8")
            command += ["--rules", f"{folder}/learned.toml"]
        subprocess.run(command, check=True)
        with open(f"{folder}/out/relations.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))


def weights(first: int, second: int) -> str:
    """All that there is, each row with one of the two things that are said for it as its confidence."""
    both = f"rule = {first}, class = {second}"
    return (
        "[least]\nrow = 0.0\nrule = 0.0\nfact = 0.1\nfact_of_rule = 0.0\n[confidence]\n"
        f"learned = {{ offset = 0, class = {first}, parties = {second} }}\nconfirmed = {{ offset = 0, {both} }}\n"
        f"fact = {{ offset = 0, class = 1 }}\nconfirmed_fact = {{ offset = 0, {both} }}\n"
    )


def kind_of(row: dict) -> str:
    learned = row["rule"] == "learned"
    if row["event"]:
        return "learned" if learned else "confirmed"
    return "fact" if learned else "confirmed_fact"


MUTUAL = {"alias_of", "family_of", "ally_of", "opponent_of"}


def is_right_fact(scoring, row: dict, facts: list[dict]) -> bool:
    def between(fact, one, other):
        subject, object_ = scoring.span_of(row, "subject"), scoring.span_of(row, "object")
        return scoring.touches(subject, [fact[one]]) and scoring.touches(object_, [fact[other]])

    same = [f for f in facts if f["relation"] == row["relation"]]
    return any(between(f, "subject", "object") or f["relation"] in MUTUAL and between(f, "object", "subject") for f in same)


def is_right(scoring, row: dict, events: list[dict]) -> bool:
    def side(which, want):
        span = scoring.span_of(row, which)
        return scoring.touches(span, want) if want else span is None

    for event in events:
        if event["event"] != row["event"]:
            continue
        source, target = scoring.places_of(event["source"]), scoring.places_of(event["target"])
        ways = [(source, target)] + [(target, source)] * (event["event"] in scoring.SYMMETRIC)
        if any(side("subject", s) and side("object", t) for s, t in ways):
            return True
    return False


def log_odds(p: float) -> float:
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def fitted(data: list[tuple[list[float], bool]], ridge: float = 1.0) -> list[float]:
    """Weights of logistic regression, the first of which stands alone, by Newton's method; `ridge` pulls the others to nought."""
    n = len(data[0][0]) + 1
    w = [0.0] * n
    for _ in range(30):
        gradient, hessian = [0.0] * n, [[0.0] * n for _ in range(n)]
        for features, right in data:
            x = [1.0, *features]
            p = logistic(sum(a * b for a, b in zip(w, x)))
            for i in range(n):
                gradient[i] += (p - right) * x[i]
                for j in range(n):
                    hessian[i][j] += p * (1 - p) * x[i] * x[j]
        for i in range(1, n):
            gradient[i] += ridge * w[i]
            hessian[i][i] += ridge
        w = [a - b for a, b in zip(w, solved(hessian, gradient))]
    return w


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination."""
    rows_ = [[*row, value] for row, value in zip(matrix, right)]
    n = len(rows_)
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows_[r][i]))
        rows_[i], rows_[pivot] = rows_[pivot], rows_[i]
        for r in range(n):
            if r != i:
                factor = rows_[r][i] / rows_[i][i]
                rows_[r] = [a - factor * b for a, b in zip(rows_[r], rows_[i])]
    return [rows_[i][n] / rows_[i][i] for i in range(n)]


def reliability(pairs: list[tuple[float, bool]]) -> None:
    for low in range(0, 10):
        inside = [right for p, right in pairs if low / 10 <= p < (low + 1) / 10 + (low == 9)]
        if inside:
            print(f"  {low / 10:.1f} to {(low + 1) / 10:.1f}: {len(inside):4} rows, {sum(inside) / len(inside):.2f} right")


def curve(a, scoring) -> None:
    gold = [json.loads(line) for line in a.gold.read_text(encoding="utf-8").splitlines()]
    events = {r["id"]: r["events"] for r in gold}
    found = [r for r in rows(a, None) if r["event"]]
    right = [(float(r["confidence"]), is_right(scoring, r, events[r["article_id"]]), r) for r in found]
    print("| confidence from | rows | right | events found |\n| --- | --- | --- | --- |")
    for least in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [(ok, r) for p, ok, r in right if p >= least]
        hit = sum(any(is_right(scoring, r, [e]) for ok, r in kept if ok and r["article_id"] == rec["id"]) for rec in gold for e in rec["events"])
        total = sum(len(rec["events"]) for rec in gold)
        print(f"| {least:.1f} | {len(kept)} | {sum(ok for ok, _ in kept) / max(1, len(kept)):.2f} | {hit / total:.2f} |")


def main():
    a = arguments()
    scoring = scorer(a.score)
    if a.curve:
        curve(a, scoring)
        return
    gold = {r["id"]: r for r in map(json.loads, a.gold.read_text(encoding="utf-8").splitlines())}
    first = rows(a, weights(1, 0))
    second = {r["uid"]: r for r in rows(a, weights(0, 1))}
    names, out = {"learned": ["class", "parties"], "confirmed": ["rule", "class"], "fact": ["class"], "confirmed_fact": ["rule", "class"]}, []
    for kind, features_of in names.items():
        data, folds = [], []
        for row in first:
            # Of rows that say the same the surer one is given, which need not be the same in both runs.
            if kind_of(row) != kind or row["uid"] not in second:
                continue
            both = [log_odds(float(row["confidence"])), log_odds(float(second[row["uid"]]["confidence"]))]
            told = gold[row["article_id"]]
            right = is_right(scoring, row, told["events"]) if row["event"] else is_right_fact(scoring, row, told["facts"])
            data.append((both[: len(features_of)], right))
            folds.append(sum(map(ord, row["article_id"])) % 5)
        w = fitted(data)
        named = ", ".join(f"{name} = {weight:.2f}" for name, weight in zip(features_of, w[1:]))
        out.append(f"{kind} = {{ offset = {w[0]:.2f}, {named} }}")
        held = []
        for fold in range(5):
            own = fitted([d for d, f in zip(data, folds) if f != fold])
            score = lambda x: own[0] + sum(a * b for a, b in zip(own[1:], x))
            held += [(logistic(score(x)), right) for (x, right), f in zip(data, folds) if f == fold]
        print(f"{kind}: {len(data)} rows, {sum(right for _, right in data) / max(1, len(data)):.2f} right")
        reliability(held)
    print("\n".join(out))


if __name__ == "__main__":
    main()
