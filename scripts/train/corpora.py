"""Reads the training corpora into one sentence type.

A corpus rarely answers every question the network is asked: UNER has no MISC, EWT no MISC either, CoNLL-2003 no
trees. A tag is therefore a *set* of allowed tags, held as a bit mask over NER_TAGS, and the loss is taken over the
set (partial-label learning: -log of the probability mass inside it). Mask 0 means "not annotated".
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

NER_TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
BIT = {tag: 1 << i for i, tag in enumerate(NER_TAGS)}
OUTSIDE_OR_MISC = BIT["O"] | BIT["B-MISC"] | BIT["I-MISC"]
UPOS_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
CONLL04_TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


@dataclass
class Sentence:
    words: list[str]
    ner: list[int]  # bit mask over NER_TAGS a word; 0 = not annotated
    upos: list[str] = field(default_factory=list)  # empty = not annotated
    head: list[int] = field(default_factory=list)  # 1-based, 0 = root
    deprel: list[str] = field(default_factory=list)


Document = list[Sentence]


def to_iob2(tags: list[str]) -> list[str]:
    """IOB1 or IO tags as IOB2: the first word of every entity gets B-."""
    out, before = [], "O"
    for tag in tags:
        starts = tag != "O" and (before == "O" or before[2:] != tag[2:] or tag[0] == "B")
        out.append("B-" + tag[2:] if starts else tag)
        before = tag
    return out


def conll_documents(path: Path, tag_column: int = -1) -> list[Document]:
    """Column files with blank lines between sentences and -DOCSTART- between documents."""
    documents: list[Document] = [[]]
    rows: list[list[str]] = []

    def flush():
        if rows:
            tags = to_iob2([r[tag_column] for r in rows])
            documents[-1].append(Sentence([r[0] for r in rows], [BIT[t] for t in tags]))
            rows.clear()

    for line in path.read_text(encoding="utf-8").splitlines():
        cols = line.split()
        if not cols:
            flush()
        elif cols[0] == "-DOCSTART-":
            flush()
            documents.append([])
        else:
            rows.append(cols)
    flush()
    return [d for d in documents if d]


def chunked(document: Document, size: int) -> list[Document]:
    return [document[i : i + size] for i in range(0, len(document), size)]


def uner_tags(folder: Path) -> dict[str, list[str]]:
    """sent_id -> IOB2 tags of UNER's English EWT."""
    tags, name = {}, ""
    for path in sorted(folder.glob("*.iob2")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# sent_id = "):
                name = line[len("# sent_id = ") :].strip()
                tags[name] = []
            elif line and not line.startswith("#"):
                tags[name].append(line.split("\t")[2])
    return tags


def conllu_documents(paths: list[Path], ner: dict[str, list[str]] | None = None) -> list[Document]:
    """UD files, a document at every `# newdoc`. `ner` adds entity tags without MISC to the sentences it knows."""
    documents: list[Document] = []
    for path in paths:
        documents.append([])
        name, rows = "", []
        for line in path.read_text(encoding="utf-8").splitlines() + [""]:
            if line.startswith("# newdoc"):
                documents.append([])
            elif line.startswith("# sent_id = "):
                name = line[len("# sent_id = ") :].strip()
            elif line and line[0].isdigit():
                cols = line.split("\t")
                if cols[0].isdigit():
                    rows.append(cols)
            elif not line and rows:
                words = [c[1].replace("\u00a0", " ") for c in rows]
                tags = (ner or {}).get(name, [])
                masks = [OUTSIDE_OR_MISC if t == "O" else BIT.get(t, 0) for t in tags]
                documents[-1].append(
                    Sentence(
                        words,
                        masks if len(masks) == len(words) else [0] * len(words),
                        [c[3] for c in rows],
                        [int(c[6]) for c in rows],
                        [c[7] for c in rows],
                    )
                )
                rows = []
    return [d for d in documents if d]


def conll04_documents(path: Path) -> list[Document]:
    """One-sentence documents, tokens between blanks. What is `Other` or unmarked may be MISC: CoNLL04 does not say."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        words, masks, at = [], [], 0
        for word in record["text"].split(" "):
            mask = OUTSIDE_OR_MISC
            for e in record["entities"]:
                if e["start"] <= at < e["end"] and e["type"] in CONLL04_TYPES:
                    mask = BIT[("B-" if at == e["start"] else "I-") + CONLL04_TYPES[e["type"]]]
            if word:
                words.append(word)
                masks.append(mask)
            at += len(word) + 1
        documents.append([Sentence(words, masks)])
    return documents


def split_hyphens(sentence: Sentence) -> Sentence:
    """CoNLL-2003 keeps `Jean-Claude` and `Paris-based` whole where UD, and our tokeniser, split at the hyphen. A copy of
    the sentence split the UD way; a part-lowercase MISC compound (`U.S.-led`) has no clear tag after the split."""
    words, masks = [], []
    for word, mask in zip(sentence.words, sentence.ner):
        parts = word.split("-")
        if len(parts) == 1 or not all(p and p[0].isalpha() for p in parts):
            words.append(word)
            masks.append(mask)
            continue
        tag = NER_TAGS[mask.bit_length() - 1]
        unclear = tag.endswith("MISC") and any(p[0].islower() for p in parts[1:])
        for i, part in enumerate(p for q in parts for p in (q, "-")):
            if i == 2 * len(parts) - 1:
                break
            words.append(part)
            inside = BIT["I-" + tag[2:]] if tag != "O" else BIT["O"]
            masks.append(0 if unclear else mask if i == 0 else inside)
    return Sentence(words, masks)


def load(folder: Path, conll04: Path | None) -> dict[str, list[Document]]:
    """Every corpus that is there, by name."""
    uner = uner_tags(folder / "uner_ewt")
    corpora = {
        "conll2003": conll_documents(folder / "conll2003/train.conll"),
        "conll2003_dev": conll_documents(folder / "conll2003/dev.conll"),
        "wikigold": [c for d in conll_documents(folder / "wikigold/wikigold.conll.txt") for c in chunked(d, 12)],
        "ewt": conllu_documents(sorted((folder / "ewt").glob("*.conllu")), uner),
        "gum": conllu_documents(sorted((folder / "gum/train").glob("*.conllu"))),
        "gum_dev": conllu_documents(sorted((folder / "gum/dev").glob("*.conllu"))),
    }
    if conll04 and conll04.exists():
        corpora["conll04"] = conll04_documents(conll04)
    return corpora
