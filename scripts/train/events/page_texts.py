"""The articles of pages whose text people marked, as silver.py reads articles: `id` and `text` a line.

  page_texts.py eval/pages/dev.jsonl.gz > pages.jsonl
"""

import gzip
import json
import sys


def main() -> None:
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        for page in map(json.loads, file):
            paragraphs = [p for p in page["gold"].get("text", "").split("\n") if p.strip()]
            if paragraphs:
                print(json.dumps({"id": page["id"], "text": "\n\n".join(paragraphs)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
