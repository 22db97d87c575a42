#!/usr/bin/env python3
"""Runs dossier on the gold sets and prints the figures of docs/benchmarks.md, as the scorer gives them. Standard library only.

  evaluate.py [--dossier target/release/dossier] [--eval ../shared/eval] [--corpora ../shared/corpora] [--only NAME,...]

The gold sets are not part of this repository; scripts/eval/README.md says where each comes from.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--dossier", type=Path, default=Path("target/release/dossier"))
    p.add_argument("--eval", type=Path, default=Path("../shared/eval"), help="folder with score.py and the gold sets")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder with conll2003 and gum")
    p.add_argument("--model", type=Path, help="model folder in place of the one built in")
    p.add_argument("--events", choices=["rules", "learned", "both"], default="both", help="who finds events")
    p.add_argument("--only", default="", help="names of sets, such as plover,re3d")
    p.add_argument("--keep", type=Path, help="folder to keep the tables in")
    return p.parse_args()


def run(*command):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} {command[1]}: exit code {done.returncode}")
    return done.stdout


class Evaluation:
    def __init__(self, a, work):
        self.a, self.work = a, work
        self.model = ["--model", a.model] if a.model else []

    def score(self, mode, *files):
        if mode == "relations":
            files = (*files[:-1], with_subjects(files[-1]))
        return json.loads(run(sys.executable, self.a.eval / "score.py", mode, *files))

    def extract(self, gold):
        out = self.work / f"{gold.parent.name}-{gold.stem}"
        # What is gold was told of the texts alone: names in a record's title would count as wrong.
        run(self.a.dossier, "extract", gold, "--out", out, "--sections", "body", "--quiet", "--events", self.a.events, *self.model)
        return out

    def tables(self, name, modes):
        gold = self.a.eval / name / "dev.jsonl"
        out = self.extract(gold)
        return {mode: self.score(mode, gold, out) for mode in modes}

    def re3d_held_out(self):
        """The documents of re3d that scripts/train never trains on (scripts/train/corpora.py: held_out)."""
        lines = (self.a.eval / "re3d/dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        gold = self.work / "re3d_held_out.jsonl"
        kept = [line for line in lines if zlib.crc32(json.loads(line)["id"].encode()) % 3 == 0]
        gold.write_text("".join(kept), encoding="utf-8")
        out = self.extract(gold)
        return {mode: self.score(mode, gold, out) for mode in ("entities", "relations")}

    def passages(self):
        gold = self.a.corpora / "events/dev.jsonl"
        return self.score("passages", gold, self.extract(gold))

    def amounts(self):
        figures = {}
        for kind in ("currency", "percent"):
            gold = self.a.eval / "amounts" / f"{kind}-dev.jsonl"
            figures[kind] = self.score("amounts", gold, self.extract(gold))
        right = sum(f["value_right"] * f["n"] for f in figures.values())
        figures["value_right"] = round(right / sum(f["n"] for f in figures.values()), 4)
        return figures

    def conll2003(self):
        predicted = self.work / "conll2003.txt"
        run(self.a.dossier, "tag", self.a.corpora / "conll2003/dev.conll", "--format", "conll2003", "--out", predicted, *self.model)
        # The scorer reads the gold tag in the second last column; the file's own tags are IOB1.
        return self.score("ner", predicted)

    def parse(self):
        gold, predicted = self.work / "gum.conllu", self.work / "gum-predicted.conllu"
        gold.write_text("\n".join(p.read_text(encoding="utf-8") for p in sorted((self.a.corpora / "gum/dev").glob("*.conllu"))), encoding="utf-8")
        run(self.a.dossier, "tag", gold, "--format", "conllu", "--out", predicted, *self.model)
        return self.score("parse", gold, predicted)

    def sentences(self):
        """F1 of whole sentences (CoNLL 2018 shared task's measure) on GUM dev's raw text, its paragraphs kept apart by blank lines."""
        raw, gold = self.work / "gum.jsonl", {}
        with raw.open("w", encoding="utf-8") as out:
            for path in sorted((self.a.corpora / "gum/dev").glob("*.conllu")):
                text, gold[path.stem] = raw_text(path)
                out.write(json.dumps({"id": path.stem, "text": text}) + "\n")
        parsed = self.work / "gum-raw.conllu"
        run(self.a.dossier, "parse", raw, "--clean", "never", "--out", parsed, *self.model)
        found = sentence_spans(parsed)
        hit = sum(len(gold[d] & found.get(d, set())) for d in gold)
        n_gold, n_found = sum(map(len, gold.values())), sum(map(len, found.values()))
        return {"p": round(hit / n_found, 4), "r": round(hit / n_gold, 4), "f1": round(2 * hit / (n_found + n_gold), 4), "n": n_gold}


def with_subjects(out: Path) -> Path:
    """Tables with the relations alone that have a subject: the scorer's mode `relations` knows no others."""
    copy = out.with_name(out.name + "-subjects")
    copy.mkdir(exist_ok=True)
    with open(out / "relations.csv", newline="", encoding="utf-8") as file, open(copy / "relations.csv", "w", newline="", encoding="utf-8") as kept:
        rows = csv.DictReader(file)
        writer = csv.DictWriter(kept, rows.fieldnames)
        writer.writeheader()
        writer.writerows(row for row in rows if row["subject_start"])
    return copy


def raw_text(path: Path) -> tuple[str, set[tuple[int, int]]]:
    """A document's text out of its CoNLL-U sentences, and where each of them stands."""
    text, spans, paragraph = "", set(), False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# text = "):
            text += "" if not text else "\n\n" if paragraph else " "
            sentence = line[len("# text = ") :].strip()
            spans.add((len(text), len(text) + len(sentence)))
            text, paragraph = text + sentence, False
    return text, spans


def sentence_spans(parsed: Path) -> dict[str, set[tuple[int, int]]]:
    spans, document, open_ = {}, "", None
    for line in parsed.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("# newdoc id = "):
            document = line[len("# newdoc id = ") :]
        elif line and line[0].isdigit():
            misc = dict(f.split("=", 1) for f in line.split("\t")[9].split("|"))
            start, end = int(misc["start_char"]), int(misc["end_char"])
            open_ = (open_[0] if open_ else start, end)
        elif not line and open_:
            spans.setdefault(document, set()).add(open_)
            open_ = None
    return spans


def main():
    a = arguments()
    with tempfile.TemporaryDirectory() as folder:
        work = a.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        e = Evaluation(a, work)
        sets = {
            "re3d": lambda: e.tables("re3d", ["entities", "relations"]),
            "re3d_held_out": e.re3d_held_out,
            "politics": lambda: e.tables("politics", ["entities"]),
            "conll04": lambda: e.tables("conll04", ["entities", "relations"]),
            "plover": lambda: e.tables("plover", ["events"]),
            "passages": e.passages,
            "plv": lambda: e.tables("plv", ["pairs"])["pairs"],
            "coders": lambda: e.tables("coders", ["coders"])["coders"],
            "cameo": lambda: e.tables("cameo", ["quads"])["quads"],
            "amounts": e.amounts,
            "conll2003": e.conll2003,
            "gum": e.parse,
            "sentences": e.sentences,
        }
        chosen = [n for n in a.only.split(",") if n] or list(sets)
        for name in chosen:
            print(json.dumps({name: sets[name]()}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
