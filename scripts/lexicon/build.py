#!/usr/bin/env python3
"""Writes data/lexicon/verbs.tsv: the base forms of verbs seen more than once in UD English EWT and GUM.

  build.py CORPORA > data/lexicon/verbs.tsv      CORPORA holds ewt/*.conllu and gum/train/*.conllu

Irregular forms are kept by hand in data/lexicon/irregular.tsv: the corpora miss many and misspell some.
"""

import collections
import re
import sys
from pathlib import Path

def main() -> None:
    seen = collections.Counter()
    folder = Path(sys.argv[1])
    for path in sorted((folder / "ewt").glob("*.conllu")) + sorted((folder / "gum/train").glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cols = line.split("\t")
            if len(cols) == 10 and cols[0].isdigit() and cols[3] == "VERB" and "Typo=Yes" not in cols[5]:
                if re.fullmatch(r"[a-z]{2,}", cols[2]):
                    seen[cols[2]] += 1
    print("# Verbs seen in UD English EWT and GUM (CC BY-SA 4.0), listed by scripts/lexicon/build.py.\nlemma")
    for lemma, n in sorted(seen.items()):
        if n > 1 and lemma != "flead":
            print(lemma)


if __name__ == "__main__":
    main()
