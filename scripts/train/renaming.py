#!/usr/bin/env python3
"""Annotated documents again, with other names of their kinds in the places of theirs.

  renaming.py CORPORA/conll2003/dev.conll --names CORPORA/wikigold/wikigold.conll.txt > renamed.conll

writes what `dossier tag --format conll2003` reads: how well names are found that the network has not learnt by heart.

A network of this size learns names by heart; the same sentence with other people, places and teams tells it what the context says
(mention replacement, Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition").
"""

import argparse
import csv
import random
from collections.abc import Sequence
from pathlib import Path

from corpora import BIT, NER_TAGS, Document, Sentence, conll_documents, gazetteer_rows

GAZETTEER = Path(__file__).parents[2] / "data/gazetteer"
OFTEN = 2  # mentions of a name that a run must have found
LONGEST = 5  # words of a name that a run found
TEAMS = 0.3  # share of the one-word organisations that get the name of a place, as teams have
Name = tuple[str, ...]


def names_of(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Spans of words [start, end) and their kinds, where the annotation leaves one tag open."""
    spans: list[tuple[int, int, str]] = []
    for at, mask in enumerate(sentence.ner):
        tag = NER_TAGS[mask.bit_length() - 1] if mask.bit_count() == 1 else "O"
        if tag[0] == "B":
            spans.append((at, at + 1, tag[2:]))
        elif tag[0] == "I" and spans and spans[-1][1] == at and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], at + 1, tag[2:])
    return spans


def cased_as(word: str, model: str) -> str:
    return word.upper() if len(model) > 1 and model.isupper() else word


def found_names(tables: Path) -> set[tuple[str, Name]]:
    """Kinds and names that a run of `dossier extract` found several times (its entities.csv)."""
    kinds = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
    with (tables / "entities.csv").open(encoding="utf-8") as rows:
        often = [r for r in csv.DictReader(rows) if r["type"] in kinds and int(r["mentions"]) >= OFTEN]
    return {(kinds[r["type"]], tuple(r["name"].split())) for r in often}


class Names:
    """What may be borrowed: every name of the given documents and runs once, with the gazetteer's places and peoples."""

    def __init__(self, documents: list[Document], runs: Sequence[Path] = ()):
        seen: dict[str, set[Name]] = {"PER": set(), "ORG": set(), "LOC": set(), "MISC": set()}
        for sentence in (s for d in documents for s in d):
            for start, end, kind in names_of(sentence):
                words = sentence.words[start:end]
                if words[0][0].isupper() and not (len(words) > 1 and all(w.isupper() for w in words)):
                    seen[kind].add(tuple(words))
        for kind, name in sorted({n for run in runs for n in found_names(run)}):
            if all(w[0].isalnum() for w in name) and len(name) <= LONGEST:
                seen[kind].add(name)
        people = [n for n in seen["PER"] if len(n) == 2 and all(w.isalpha() and w.istitle() for w in n)]
        self.first, self.last = sorted({n[0] for n in people}), sorted({n[1] for n in people})
        self.one = sorted(n for n in seen["ORG"] if len(n) == 1)
        self.several = sorted(n for n in seen["ORG"] if len(n) > 1)
        self.places = sorted(seen["LOC"] | column("places.csv", 1) | column("countries.csv", 1) | column("countries.csv", 4))
        peoples = sorted(n for n in column("countries.csv", 3) if len(n) == 1)
        self.peoples = {many: [n for n in peoples if n[0].endswith("s") == many] for many in (False, True)}

    def instead_of(self, name: Name, kind: str, rng: random.Random) -> Name:
        if kind == "LOC":
            return rng.choice(self.places)
        if kind == "ORG" and len(name) == 1:
            return rng.choice(self.places if rng.random() < TEAMS else self.one)
        if kind == "ORG":
            return rng.choice(self.several)
        peoples = self.peoples[name[-1].endswith("s")]
        return rng.choice(peoples) if name in peoples else name


def column(file: str, index: int) -> set[Name]:
    return {tuple(n.split()) for row in gazetteer_rows(GAZETTEER / file) for n in row[index].split("|") if n and n[0].isupper()}


def renamed(document: Document, names: Names, rng: random.Random) -> Document:
    """The document with other names, each the same all through it."""
    known: dict[tuple[str, Name], Name] = {}

    def once(kind: str, name: Name, draw) -> Name:
        key = (kind, tuple(w.lower() for w in name))
        if key not in known:
            known[key] = draw()
        return known[key]

    def part(word: str, pool: list[str]) -> str:
        if len(word.strip(".")) < 2 or word.islower():
            return word
        return cased_as(once("PER", (word,), lambda: (rng.choice(pool),))[0], word)

    def other(name: Name, kind: str) -> Name:
        if kind == "PER":
            return (*(part(word, names.first) for word in name[:-1]), part(name[-1], names.last))
        return tuple(cased_as(word, name[0]) for word in once(kind, name, lambda: names.instead_of(name, kind, rng)))

    copy = []
    for sentence in document:
        words, masks, at = [], [], 0
        for start, end, kind in names_of(sentence):
            name = other(tuple(sentence.words[start:end]), kind)
            words += [*sentence.words[at:start], *name]
            masks += [*sentence.ner[at:start], BIT["B-" + kind], *[BIT["I-" + kind]] * (len(name) - 1)]
            at = end
        copy.append(Sentence(words + sentence.words[at:], masks + sentence.ner[at:]))
    return copy


def rows(sentence: Sentence) -> list[str]:
    """As CoNLL-2003 writes them, in IOB1: B- only between two names of one kind."""
    tags = [NER_TAGS[mask.bit_length() - 1] for mask in sentence.ner]
    before = ["O", *tags]
    plain = lambda tag, last: tag if tag[0] == "B" and last[1:] == tag[1:] else tag.replace("B-", "I-")
    return [f"{word} NN I-NP {plain(tag, last)}" for word, tag, last in zip(sentence.words, tags, before)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("file", type=Path, help="in CoNLL-2003's columns")
    p.add_argument("--names", type=Path, nargs="+", required=True, help="files in the same columns whose names are borrowed, beside the gazetteer's")
    p.add_argument("--seed", type=int, default=5)
    a = p.parse_args()
    names, rng = Names([d for path in a.names for d in conll_documents(path)]), random.Random(a.seed)
    for document in conll_documents(a.file):
        print("-DOCSTART- -X- O O\n")
        for sentence in renamed(document, names, rng):
            print("\n".join(rows(sentence)) + "\n")


if __name__ == "__main__":
    main()
