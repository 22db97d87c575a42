"""Puts annotations and the texts that they are of together, as train.py reads passages.

  annotated.py ANNOTATIONS.jsonl[.gz] TEXTS.jsonl ... > passages.jsonl

Texts are found by `id`: silver.jsonl (silver.py), sets with a main event (plv), unread passages. An annotation whose text is in none of them is left
out, and counted at the end.
"""

import gzip
import json
import sys
from pathlib import Path

from silver import tidied


def lines(path: str):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else Path(path).open(encoding="utf-8")
    with opened as file:
        yield from map(json.loads, file)


def main():
    annotations, *files = sys.argv[1:]
    texts = {record["id"]: record["text"].strip() for file in files for record in lines(file)}
    missing = 0
    for record in lines(annotations):
        text = record.pop("text", None) or texts.get(record["id"])
        if record.pop("tidied", False) and text:
            text = tidied(text)
        if text is None:
            missing += 1
            continue
        print(json.dumps({**record, "article": record["id"].rsplit("#", 1)[0], "text": text}, ensure_ascii=False))
    if missing:
        print(f"{missing} annotations have no text", file=sys.stderr)


if __name__ == "__main__":
    main()
