"""Pronouns and nouns and whom they mean, for the scorer of antecedents: one text a line with `anaphors`, each a `span` and its `antecedents`.

  antecedents.py --gum FOLDER --eval FOLDER > antecedents.jsonl
  antecedents.py --gap FILE.tsv > gap.jsonl

Of GUM (`*.conllu` with coreference; `eval/gumtext.py` reads it) all third-person pronouns and all definite nouns are told, those that mean nobody
named before too. Of GAP
(Webster et al. 2018) the one pronoun of a text is told where one of its two names is meant.
"""

import argparse
import csv
import json
import sys
from pathlib import Path

THIRD = set(
    "he him his himself she her hers herself it its itself they them their theirs themselves who which whose that this these those".split()
)
DEFINITE = set("the this that these those both".split())
LONGEST = 60  # words of an antecedent: a longer one is a clause


def gum(folder: Path, readers: Path):
    sys.path.append(str(readers))
    from gumtext import load

    for file in sorted(folder.glob("*.conllu")):
        document = load(str(file))
        words, chains = document["toks"], {}
        for mention in document["mentions"]:
            chains.setdefault(mention["id"], []).append(mention)
        told = []
        by_word = {m["head"]: m for m in document["mentions"] if m["first"] == m["last"]}
        for at, (start, end, form, *_) in enumerate(words):
            if form.lower() not in THIRD or words[at][3] not in ("PRON", "DET"):
                continue
            mention = by_word.get(at)
            chain = chains.get(mention["id"], []) if mention else []
            before = [m for m in chain if m["head"] < at and m["last"] - m["first"] < LONGEST]
            if mention is None and form.lower() in ("who", "which", "whose", "that", "this", "these", "those"):
                continue
            told.append({"span": [start, end], "antecedents": [list(words[m["head"]][:2]) for m in before]})
        for mention in document["mentions"]:
            head, first = words[mention["head"]], words[mention["first"]]
            if head[3] == "NOUN" and first[2].lower() in DEFINITE and mention["last"] - mention["first"] < LONGEST:
                before = [m for m in chains[mention["id"]] if m["last"] < mention["first"] and m["last"] - m["first"] < LONGEST]
                told.append({"span": list(head[:2]), "antecedents": [list(words[m["head"]][:2]) for m in before]})
        if told:
            yield {"id": document["name"], "text": document["text"], "anaphors": told}


def gap(file: Path):
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            right = [n for n in "AB" if row[f"{n}-coref"] == "TRUE"]
            at = int(row["Pronoun-offset"])
            names = [[int(row[f"{n}-offset"]), int(row[f"{n}-offset"]) + len(row[n])] for n in right]
            if names:
                yield {"id": row["ID"], "text": row["Text"], "anaphors": [{"span": [at, at + len(row["Pronoun"])], "antecedents": names}]}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--gum", type=Path)
    p.add_argument("--eval", type=Path, help="folder with gumtext.py")
    p.add_argument("--gap", type=Path)
    a = p.parse_args()
    for record in (gum(a.gum, a.eval) if a.gum else gap(a.gap)):
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
