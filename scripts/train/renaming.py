"""Annotated documents again, with other names of their kinds in the places of theirs.

A network of this size learns names by heart; the same sentence with other people, places and teams tells it what the context says
(mention replacement, Dai and Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition").
"""

import csv
import random
from pathlib import Path

from corpora import BIT, NER_TAGS, Document, Sentence

GAZETTEER = Path(__file__).parents[2] / "data/gazetteer"
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


class Names:
    """What may be borrowed: every name of the given documents once, with the gazetteer's places and peoples."""

    def __init__(self, documents: list[Document]):
        seen: dict[str, set[Name]] = {"PER": set(), "ORG": set(), "LOC": set(), "MISC": set()}
        for sentence in (s for d in documents for s in d):
            for start, end, kind in names_of(sentence):
                words = sentence.words[start:end]
                if words[0][0].isupper() and not (len(words) > 1 and all(w.isupper() for w in words)):
                    seen[kind].add(tuple(words))
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
    with (GAZETTEER / file).open(encoding="utf-8") as lines:
        rows = list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
    return {tuple(n.split()) for row in rows for n in row[index].split("|") if n and n[0].isupper()}


def renamed(document: Document, names: Names, rng: random.Random) -> Document:
    """The document with other names, each the same all through it."""
    known: dict[tuple[str, Name], Name] = {}

    def borrowed(name: Name, kind: str) -> Name:
        key = (kind, tuple(w.lower() for w in name))
        if key not in known:
            known[key] = names.instead_of(name, kind, rng)
        return known[key]

    def person(name: Name) -> Name:
        return tuple(
            word if len(word.strip(".")) < 2 or word.islower() else cased_as(part(word, names.last if at == len(name) - 1 else names.first), word)
            for at, word in enumerate(name)
        )

    def part(word: str, pool: list[str]) -> str:
        key = ("PER", (word.lower(),))
        if key not in known:
            known[key] = (rng.choice(pool),)
        return known[key][0]

    copy = []
    for sentence in document:
        words, masks, at = [], [], 0
        for start, end, kind in names_of(sentence):
            name = tuple(sentence.words[start:end])
            other = person(name) if kind == "PER" else tuple(cased_as(w, name[0]) for w in borrowed(name, kind))
            words += [*sentence.words[at:start], *other]
            masks += [*sentence.ner[at:start], BIT["B-" + kind], *[BIT["I-" + kind]] * (len(other) - 1)]
            at = end
        copy.append(Sentence(words + sentence.words[at:], masks + sentence.ner[at:]))
    return copy
