"""Reads the training corpora into one sentence type.

A corpus rarely answers every question the network is asked: UNER has no MISC, EWT no MISC either, CoNLL-2003 no
trees. A tag is therefore a *set* of allowed tags, held as a bit mask over NER_TAGS, and the loss is taken over the
set (partial-label learning: -log of the probability mass inside it). Mask 0 means "not annotated".
"""

import argparse
import csv
import json
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

NER_TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
BIT = {tag: 1 << i for i, tag in enumerate(NER_TAGS)}
OUTSIDE_OR_MISC = BIT["O"] | BIT["B-MISC"] | BIT["I-MISC"]
UPOS_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
HYPHENATED = ("conll2003", "conll04", "wikigold")  # corpora that keep words whole at hyphens
PARTED = 0.4  # share of their documents whose words are parted there (split_hyphens), as UD's are
CONLL04_TYPES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


@dataclass
class Sentence:
    words: list[str]
    ner: list[int]  # bit mask over NER_TAGS a word; 0 = not annotated
    upos: list[str] = field(default_factory=list)  # empty = not annotated
    head: list[int] = field(default_factory=list)  # 1-based, 0 = root
    deprel: list[str] = field(default_factory=list)
    soft: object = None  # the teachers' probabilities (batch.Soft)
    pieces: int | None = None  # how many, once counted (windows.Pieces.length)


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


def kept_aside(document: Document) -> bool:
    """A tenth of the worldwide articles, by what they begin with, is looked at and never trained on."""
    return zlib.crc32(" ".join(document[0].words).encode()) % 10 == 0


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


GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES = set(
    "president vice prime minister premier chancellor secretary ambassador envoy king queen prince princess emperor empress lord lady sir dame "
    "duke count baron pope cardinal archbishop bishop saint st father senator sen representative rep congressman congresswoman governor gov mayor "
    "judge justice attorney general gen admiral adm colonel col major maj captain capt lieutenant lt sergeant sgt commander chief director "
    "chairman speaker professor prof doctor dr mr mrs ms miss madam foreign defense defence state interior former deputy".split()
)
KIND = {kind: BIT["B-" + kind] | BIT["I-" + kind] for kind in ("PER", "ORG", "LOC", "MISC")}


def gum_masks(rows: list[list[str]]) -> list[int]:
    """Masks from GUM's entity annotation. A mention that is linked to an encyclopedia's entry is named: its proper nouns
    are of its type. Proper nouns elsewhere may be names or not; other words are none, or part of a longer name."""
    masks, open_ = [], []
    for cols in rows:
        value = re.search(r"(?:^|\|)Entity=([^|]*)", cols[9])
        closing = []
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", value.group(1) if value else ""):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                # GRP-etype-infstat-salience-centering-minspan-link[-identity]
                open_.append((fields[0], fields[1] if len(fields) > 1 else "", len(fields) >= 8))
                if part.endswith(")"):
                    closing.append(fields[0])
            else:
                closing.append(fields[0])
        named = [kind for _, kind, linked in open_ if linked]
        if cols[3] == "PROPN" and cols[1].lower().rstrip(".") in TITLES:
            mask = 0  # part of the mention for GUM, no part of the name for CoNLL-2003
        elif cols[3] == "PROPN":
            mask = 0
            for kind in named:
                mask |= KIND[GUM_TYPES.get(kind, "MISC")] | (BIT["O"] if kind not in GUM_TYPES else 0)
        else:
            mask = 0 if named else OUTSIDE_OR_MISC
        masks.append(mask)
        for group in closing:
            for i in range(len(open_) - 1, -1, -1):
                if open_[i][0] == group:
                    del open_[i]
                    break
    return masks


def conllu_documents(paths: list[Path], ner: dict[str, list[str]] | None = None) -> list[Document]:
    """UD files, a document at every `# newdoc`. `ner` adds entity tags without MISC to the sentences it knows; without it
    GUM's own entities are read."""
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
                if ner is None:
                    masks = gum_masks(rows)
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


WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|\w+|[^\w\s]")


def held_out(name: str) -> bool:
    """A third of re3d's documents is never trained on, so that a figure on it means something."""
    return zlib.crc32(name.encode()) % 3 == 0


def gazetteer_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8") as f:
        return list(csv.reader(line for line in f if not line.startswith("#")))[1:]


def re3d_documents(path: Path, countries: Path) -> list[Document]:
    """re3d's documents as entity text. It counts roles and acting countries as organisations and leaves names out: a country is
    a place or an organisation, a title a person or nothing, and a capitalised word outside all mentions is left open."""
    rows = gazetteer_rows(countries)
    places = {n.lower() for r in rows for n in [r[1], *r[2].split("|")] if n}
    peoples = {n.lower() for r in rows for n in r[3].split("|") if n}
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if held_out(record["id"]):
            continue
        text, sentences, words, masks = record["text"], [], [], []
        spans = [(e["start"], e["end"], CONLL04_TYPES.get(e["type"])) for e in record["entities"]]
        for match in WORD.finditer(text):
            word, around = match.group(), [s for s in spans if s[0] <= match.start() < s[1]]
            first = not words
            if not around:
                mask = 0 if word[0].isupper() else OUTSIDE_OR_MISC
            elif word.lower() in {"the", "a", "an"} or not any(kind for _, _, kind in around):
                mask = OUTSIDE_OR_MISC if word.islower() else 0
            elif not word[0].isupper() or first:
                mask = 0
            else:
                start, end, kind = min((s for s in around if s[2]), key=lambda s: s[1] - s[0])
                mask = KIND[kind]
                name = re.sub(r"^(?:the|a|an) ", "", text[start:end], flags=re.I).lower()
                if name in places:
                    mask |= KIND["LOC"] | KIND["ORG"]
                elif word.lower() in peoples:
                    mask |= KIND["MISC"]
                elif kind == "PER":
                    mask |= BIT["O"]
            words.append(word)
            masks.append(mask)
            if word in ".!?" and text[match.end() : match.end() + 1].isspace():
                sentences.append(Sentence(words, masks))
                words, masks = [], []
        if words:
            sentences.append(Sentence(words, masks))
        documents.append(sentences)
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


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Where annotated text lies: the options that every script that trains has."""
    p.add_argument("--corpora", type=Path, required=True, help="folder laid out as README.md says")
    p.add_argument("--conll04", type=Path, help="CoNLL04 train.jsonl (optional)")
    p.add_argument("--re3d", type=Path, help="re3d dev.jsonl (optional): two thirds of it are trained on")


def load(a: argparse.Namespace) -> dict[str, list[Document]]:
    """Every corpus that is there, by name, given what `add_arguments` asks for."""
    folder = a.corpora
    uner = uner_tags(folder / "uner_ewt")
    corpora = {
        "conll2003": conll_documents(folder / "conll2003/train.conll"),
        "conll2003_dev": conll_documents(folder / "conll2003/dev.conll"),
        "wikigold": [c for d in conll_documents(folder / "wikigold/wikigold.conll.txt") for c in chunked(d, 12)],
        "ewt": conllu_documents(sorted((folder / "ewt").glob("*.conllu")), uner),
        "gum": conllu_documents(sorted((folder / "gum/train").glob("*.conllu"))),
        "gum_dev": conllu_documents(sorted((folder / "gum/dev").glob("*.conllu"))),
    }
    worldwide = folder / "worldwide/train.conll"
    if worldwide.exists():
        documents = conll_documents(worldwide)
        corpora["worldwide"] = [d for d in documents if not kept_aside(d)]
        corpora["worldwide_dev"] = [d for d in documents if kept_aside(d)]
    if a.conll04 and a.conll04.exists():
        corpora["conll04"] = conll04_documents(a.conll04)
    if a.re3d and a.re3d.exists():
        countries = Path(__file__).parents[2] / "data/gazetteer/countries.csv"
        corpora["re3d"] = re3d_documents(a.re3d, countries)
    return corpora
