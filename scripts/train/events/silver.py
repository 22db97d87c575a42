"""Passages of news that nobody annotated, for a teacher to answer: `id` and `text` a line, in an order that is drawn once.

  silver.py [PREFIX=]FILE.conll|FILE.jsonl ... > silver.jsonl

A prefix goes before the ids of a file. Of CoNLL files the words are joined again; of articles (`id`, `text`) the paragraphs are taken together up to a length. Short passages are left out.
"""

import json
import random
import re
import sys
from pathlib import Path

LONGEST, SHORTEST = 140, 25  # words of a passage
NO_SPACE_BEFORE = re.compile(r" ([.,;:!?%)\]]|'s|n't|'re|'ve|'ll|'d|'m)(?= |$)")
NO_SPACE_AFTER = re.compile(r"([(\[$]) ")


def joined(words: list[str]) -> str:
    """Words as a sentence, with quotation marks put to what they enclose."""
    text = NO_SPACE_AFTER.sub(r"\1", NO_SPACE_BEFORE.sub(r"\1", " ".join(words).replace("`` ", '"').replace(" ''", '"')))
    parts = text.split(' " ' if text.count('"') > 1 else "\0")
    return "".join(p + ("" if i + 1 == len(parts) else ' "' if i % 2 == 0 else '" ') for i, p in enumerate(parts)).strip()


# Words that a tokeniser set apart and `joined` does not put together, as later annotations have them.
TIDIED = [(" ’ s", "’s"), ("“ ", "“"), (" ”", "”"), (" - ", "-"), ("U. S.", "U.S."), (" ’ ", "’")]


def tidied(text: str) -> str:
    for apart, together in TIDIED:
        text = text.replace(apart, together)
    return text


def conll(file: Path):
    """(id, sentences) of each document."""
    number, sentences, words = 0, [], []
    for line in [*file.read_text(encoding="utf-8").split("\n"), "", "-DOCSTART-"]:
        if line.startswith("-DOCSTART-"):
            if sentences:
                yield f"{file.parent.name}-{file.stem}-{number}", sentences
            number, sentences = number + 1, []
        elif line.strip():
            words.append(line.split()[0])
        elif words:
            sentences.append(joined(words))
            words = []


def articles(file: Path):
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], [p for p in record["text"].split("\n\n") if len(p.split()) > 4]


def passages(parts: list[str]):
    own: list[str] = []
    for part in parts:
        if own and sum(len(p.split()) for p in [*own, part]) > LONGEST:
            yield " ".join(own)
            own = []
        own.append(part)
    if own:
        yield " ".join(own)


def main() -> None:
    out = []
    for argument in sys.argv[1:]:
        prefix, _, name = argument.rpartition("=")
        file = Path(name)
        for id_, parts in (conll if file.suffix == ".conll" else articles)(file):
            for n, text in enumerate(passages(parts)):
                figures = sum(c.isdigit() for c in text) / max(1, len(text))
                if len(text.split()) >= SHORTEST and figures < 0.1:
                    out.append({"id": f"{prefix}{id_}#{n}", "text": text})
    random.Random(1).shuffle(out)
    for passage in out:
        print(json.dumps(passage, ensure_ascii=False))


if __name__ == "__main__":
    main()
