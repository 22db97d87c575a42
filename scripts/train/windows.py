"""Words to pieces, sentences to windows. The Rust side (src/encoder) does the same: keep both alike."""

import random
from dataclasses import dataclass

import torch
from tokenizers import BertWordPieceTokenizer

from corpora import Document, Sentence

WINDOW = 80  # pieces, [CLS] and [SEP] included; 128 up to run 10
HIDDEN = 0.05  # of the words in training stand as [MASK], so that context counts besides the name itself
WORD_PIECES = 12  # pieces kept of one word: addresses and other long strings tell nothing further on
CASES = ["other", "title", "single capital", "all capitals", "digit", "mixed"]


def case_of(word: str) -> int:
    """Index into CASES."""
    if any(c.isdigit() for c in word):
        return 4
    letters = [c for c in word if c.isalpha()]
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 0
    if all(upper):
        return 2 if len(upper) == 1 else 3
    return 1 if upper[0] and not any(upper[1:]) else 5


class Pieces:
    def __init__(self, vocabulary: str):
        self.tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self.cls, self.sep, self.unk, self.mask = (
            self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self.cache: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        if word not in self.cache:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.cache[word] = ids[:WORD_PIECES] or [self.unk]
        return self.cache[word]

    def length(self, sentence: Sentence) -> int:
        if sentence.pieces is None:
            sentence.pieces = sum(len(self(w)) for w in sentence.words)
        return sentence.pieces


@dataclass
class Window:
    ids: list[int]
    types: list[int]
    first: list[int]  # position of the first piece of each word
    ner: list[int]
    upos: list[str]
    head: list[int]  # position of the head's first piece, 0 = root, -1 = not annotated
    deprel: list[str]
    sentences: list[Sentence]


def build(sentences: list[Sentence], pieces: Pieces, casing: random.Random | None = None) -> Window:
    w = Window([pieces.cls], [0], [], [], [], [], [], sentences)
    for s in sentences:
        style = casing.random() if casing else 1.0
        starts = []
        for word in s.words:
            ids = pieces(word)
            if casing and casing.random() < HIDDEN:
                ids = [pieces.mask] * len(ids)
            starts.append(len(w.ids))
            w.ids += ids
            # Headlines: now and then a sentence in Title Case, in capitals or without any.
            case = case_of(word)
            if style < 0.08 and case < 4:
                case = 1 if style < 0.04 else 3 if style < 0.06 else 0
            w.types += [case] * len(ids)
        n = len(s.words)
        w.first += starts
        w.ner += s.ner
        w.upos += s.upos or [""] * n
        w.head += [starts[h - 1] if h else 0 for h in s.head] or [-1] * n
        w.deprel += s.deprel or [""] * n
    w.ids.append(pieces.sep)
    w.types.append(0)
    return w


@dataclass
class Packed:
    """Consecutive sentences that stand in one window."""

    sentences: list[Sentence]
    length: int  # pieces, [CLS] and [SEP] included


def pack(document: Document, pieces: Pieces, limit: int) -> list[Packed]:
    """Consecutive sentences into windows of at most `limit` pieces (a longer sentence stands alone)."""
    windows, group, size = [], [], 2
    for sentence in document:
        length = pieces.length(sentence)
        if length + 2 > 500:
            continue
        if group and size + length > limit:
            windows.append(Packed(group, size))
            group, size = [], 2
        group.append(sentence)
        size += length
    if group:
        windows.append(Packed(group, size))
    return windows


def inputs(windows: list[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """ids, types and mask, padded to the longest window."""
    length = max(len(w.ids) for w in windows)
    pad = lambda rows: torch.tensor([r + [0] * (length - len(r)) for r in rows])
    return pad([w.ids for w in windows]), pad([w.types for w in windows]), pad([[1] * len(w.ids) for w in windows])
