"""Windows to batches of tensors, and the order in which an epoch reads them."""

import random
from dataclasses import dataclass, fields

import numpy
import torch

from corpora import UPOS_TAGS, Document
from windows import Packed, Pieces, build, pack

NOT_ANNOTATED = -100


@dataclass
class Soft:
    """What teachers think of the words of a batch, or of a sentence: probabilities for n words."""

    ner: torch.Tensor  # n x tags
    upos: torch.Tensor  # n x tags
    deprel: torch.Tensor  # n x labels
    arcs: torch.Tensor  # n x columns: positions of the window in a batch; in a sentence 1 + n, column 0 the root


@dataclass
class Batch:
    """Labels stand at the first piece of each word, in tensors of the shape of `ids`."""

    ids: torch.Tensor  # [windows, pieces]
    types: torch.Tensor
    mask: torch.Tensor  # 1 = piece, 0 = pad
    ner: torch.Tensor  # set of allowed tags as bits, 0 = not annotated
    upos: torch.Tensor  # index, or NOT_ANNOTATED; so are the next two
    head: torch.Tensor  # position in the window
    deprel: torch.Tensor
    words: torch.Tensor  # [n] index of each word's first piece in the flattened window grid
    soft: Soft | None

    def to(self, device: torch.device) -> "Batch":
        return self.each(lambda t: t.to(device, non_blocking=True))

    def pin_memory(self) -> "Batch":
        return self.each(torch.Tensor.pin_memory)

    def each(self, change) -> "Batch":
        soft = self.soft and Soft(*(change(getattr(self.soft, f.name)) for f in fields(Soft)))
        return Batch(*(change(getattr(self, f.name)) for f in fields(Batch)[:-1]), soft)


class Labels:
    """Names of tags to their columns."""

    def __init__(self, deprels: list[str]):
        self.deprels = deprels
        self.upos = {t: i for i, t in enumerate(UPOS_TAGS)} | {"": NOT_ANNOTATED}
        self.deprel = {t: i for i, t in enumerate(deprels)} | {"": NOT_ANNOTATED}

    def deprel_of(self, label: str) -> int:
        return self.deprel.get(label, self.deprel.get(label.split(":")[0], NOT_ANNOTATED))


def collate(group: list[Packed], pieces: Pieces, labels: Labels, casing: random.Random | None = None) -> Batch:
    windows = [build(p.sentences, pieces, casing) for p in group]
    length = max(len(w.ids) for w in windows)
    grid = lambda fill: numpy.full((len(windows), length), fill, dtype=numpy.int64)
    ids, types, mask, ner = (grid(0) for _ in range(4))
    upos, head, deprel = (grid(NOT_ANNOTATED) for _ in range(3))
    words = []
    for row, w in enumerate(windows):
        n = len(w.ids)
        ids[row, :n], types[row, :n], mask[row, :n] = w.ids, w.types, 1
        ner[row, w.first] = w.ner
        upos[row, w.first] = [labels.upos.get(t, NOT_ANNOTATED) for t in w.upos]
        head[row, w.first] = [h if h >= 0 else NOT_ANNOTATED for h in w.head]
        deprel[row, w.first] = [labels.deprel_of(r) for r in w.deprel]
        words += [row * length + p for p in w.first]
    soft = soft_targets(windows, length) if windows[0].sentences[0].soft is not None else None
    tensors = [torch.from_numpy(g) for g in (ids, types, mask, ner, upos, head, deprel)]
    return Batch(*tensors, torch.tensor(words), soft)


def soft_targets(windows, length: int) -> Soft:
    sentences = [s for w in windows for s in w.sentences]
    join = lambda name: torch.from_numpy(numpy.concatenate([getattr(s.soft, name) for s in sentences]))
    arcs = numpy.zeros((sum(len(s.words) for s in sentences), length), dtype=numpy.float16)
    row = 0
    for w in windows:
        at = 0
        for s in w.sentences:
            n = len(s.words)
            arcs[row : row + n, [0] + w.first[at : at + n]] = s.soft.arcs
            at, row = at + n, row + n
    return Soft(join("ner"), join("upos"), join("deprel"), torch.from_numpy(arcs))


def batches(windows: list[Packed], budget: int, rng: random.Random | None) -> list[list[Packed]]:
    """Windows of like length together, at most `budget` pieces a batch with its padding."""
    noise = (lambda: rng.random() * 12) if rng else (lambda: 0.0)
    ordered = sorted(windows, key=lambda w: w.length + noise())
    out, group, longest = [], [], 0
    for w in ordered:
        if group and max(longest, w.length) * (len(group) + 1) > budget:
            out.append(group)
            group, longest = [], 0
        group.append(w)
        longest = max(longest, w.length)
    out.append(group)
    if rng:
        rng.shuffle(out)
    return out


class Plan(torch.utils.data.Dataset):
    """Batches in their order; each draws its hidden words and its casing from its own seed, whatever process builds it."""

    def __init__(self, groups: list[list[Packed]], pieces: Pieces, labels: Labels, seed: int | None):
        self.groups, self.pieces, self.labels, self.seed = groups, pieces, labels, seed

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, index: int) -> Batch:
        casing = None if self.seed is None else random.Random(f"{self.seed}/{index}")
        return collate(self.groups[index], self.pieces, self.labels, casing)

    def loader(self, workers: int, pin: bool):
        return torch.utils.data.DataLoader(self, batch_size=None, num_workers=workers, pin_memory=pin, prefetch_factor=8 if workers else None)


def in_order(documents: list[Document], pieces: Pieces, labels: Labels, window: int, budget: int) -> Plan:
    """Every sentence once, as it stands."""
    packed = [w for d in documents for w in pack(d, pieces, window)]
    return Plan(batches(packed, budget, None), pieces, labels, None)
