"""Passages as tensors: pieces of a window of sentences, and what each word is as seen from each other word."""

import random
from dataclasses import dataclass

import numpy as np
import torch

from passages import CLASSES, FACTS, MODALITIES, Anaphor, Event, Fact, Passage
from windows import Pieces, case_of

KINDS = ["none", *CLASSES]
# What the scorer of parties has in place of a class where it looks for whom a pronoun or a noun means, and for facts of a word.
PRONOUN, NOMINAL, FACT = range(len(KINDS), len(KINDS) + 3)
SIDES = 4  # source, target, antecedent, the other party of a fact
RELATED = ["none", *FACTS]
# Relations as the scorer of parties sees them: those that tell active from passive and owner from complement keep their subtype.
KEPT = ("nsubj:pass", "obl:agent", "nmod:poss", "acl:relcl")
RELATIONS = (
    "other acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith "
    "iobj list mark nmod nsubj nummod obj obl orphan parataxis punct root vocative xcomp"
).split() + list(KEPT)
NAMES = ["O", "PER", "ORG", "LOC", "MISC"]
TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
DISTANCES = [1, 2, 3, 4, 5, 8, 12, 20, 35, 60]  # words; from each on a bucket of its own
LONGEST = 400  # pieces of a window, whatever its sentences
NOWHERE = len(RELATIONS)  # the path's end that has no step
SIZES = {"distance": 2 * len(DISTANCES) + 1, "sentence": 4, "up": 5, "down": 5, "own": len(RELATIONS), "into": NOWHERE + 1, "from": NOWHERE + 1}


def relation(deprel: str) -> int:
    name = deprel if deprel in KEPT else deprel.split(":")[0]
    return RELATIONS.index(name) if name in RELATIONS else 0


@dataclass
class Window:
    ids: list[int]
    types: list[int]


@dataclass
class Example:
    passage: Passage
    words: range  # of the passage
    windows: list["Window"]  # as the encoder reads them, one by one
    first: list[tuple[int, int]]  # window of each word, and position of its first piece there
    candidate: list[bool]  # words that may head a party
    tag: list[int]
    name: list[int]
    seen: dict[str, torch.Tensor]  # words x words: what the second is as seen from the first
    events: list[Event]  # words counted from the window's first
    main: Event | None
    anaphors: list[Anaphor]
    facts: list[Fact] | None


def windows_of(passage: Passage, pieces: Pieces, limit: int, inside: range | None = None) -> list[range]:
    """Consecutive sentences of at most `limit` pieces, [CLS] and [SEP] included."""
    inside = inside or range(len(passage.words))
    out, start, size, count = [], inside.start, 2, inside.stop
    bounds = [i for i in inside if i == start or passage.sentence[i] != passage.sentence[i - 1]] + [count]
    for a, b in zip(bounds, bounds[1:]):
        length = sum(len(pieces(w)) for w in passage.words[a:b])
        if a > start and size + length > limit:
            out.append(range(start, a))
            start, size = a, 2
        size += length
    return out + [range(start, count)] if count > start else out


def paths(passage: Passage, words: range) -> dict[str, torch.Tensor]:
    """Distance, sentences apart and the way through the tree from each word (row) to each other (column)."""
    n, first = len(words), words.start
    head = [passage.head[i] - first if passage.head[i] in words else -1 for i in words]
    relations = np.array([relation(passage.deprel[i]) for i in words], dtype=np.uint8)
    sentence = np.array([passage.sentence[i] for i in words])
    at = np.arange(n)
    steps = np.searchsorted(DISTANCES, np.abs(at[None, :] - at[:, None]), side="right")
    apart = np.clip(sentence[None, :] - sentence[:, None], -2, 1)
    seen = {
        "distance": np.where(at[None, :] >= at[:, None], steps, len(DISTANCES) + steps),
        "sentence": np.choose(apart + 2, [3, 2, 0, 1]),
        "up": np.full((n, n), 4),
        "down": np.full((n, n), 4),
        "own": np.broadcast_to(relations, (n, n)),
        "into": np.full((n, n), NOWHERE),
        "from": np.full((n, n), NOWHERE),
    }
    chains, depth = [], [0] * n
    for i in range(n):
        chain, above = [i], head[i]
        while above >= 0 and above not in chain:
            chain.append(above)
            above = head[above]
        chains.append(chain)
        depth[i] = len(chain)
    for b in sorted(range(n), key=depth.__getitem__):
        above = head[b]
        if above >= 0 and depth[above] < depth[b]:
            # Where b is no ancestor, the ways meet where they do for its head.
            up = seen["up"][:, above]
            seen["up"][:, b] = np.where(up < 3, up + 1, up)
            seen["down"][:, b] = seen["down"][:, above]
            seen["into"][:, b] = np.where(up == 0, relations[b], seen["into"][:, above])
            seen["from"][:, b] = seen["from"][:, above]
        for a in range(n):
            if b in chains[a]:
                below = chains[a].index(b)
                seen["up"][a, b], seen["down"][a, b], seen["into"][a, b] = 0, min(below, 3), NOWHERE
                seen["from"][a, b] = relations[chains[a][below - 1]] if below else NOWHERE
    return {name: torch.from_numpy(values.astype(np.uint8)) for name, values in seen.items()}


def moved(event: Event, words: range) -> Event:
    inside = lambda party: [w - words.start for w in party if w in words]
    parties = {role: [p for party in all if (p := inside(party))] for role, all in event.parties.items()}
    return Event(event.trigger - words.start, event.event, parties, event.modality, event.negated)


def anaphors_of(passage: Passage, words: range) -> list[Anaphor]:
    """Those of a window. Whom a pronoun in its first sentence means may stand before it: such a one is told only where they stand in the window too,
    as are all nouns, which reach back further."""
    out = []
    for a in passage.anaphors:
        if a.word not in words:
            continue
        inside = [w - words.start for w in a.antecedents if w in words]
        opens = words.start > 0 and passage.sentence[a.word] == passage.sentence[words.start]
        beyond = bool(a.antecedents) if passage.upos[a.word] == "NOUN" else opens
        if inside or not beyond:
            out.append(Anaphor(a.word - words.start, inside))
    return out


def facts_of(passage: Passage, words: range) -> list[Fact] | None:
    if passage.facts is None:
        return None
    inside = [f for f in passage.facts if f.subject in words and f.object in words]
    return [Fact(f.relation, f.subject - words.start, f.object - words.start) for f in inside]


def read_by(passage: Passage, pieces: Pieces, words: range, limit: int) -> tuple[list[Window], list[tuple[int, int]]]:
    """Words in windows of at most `limit` pieces, and where each stands. What a window has no place for is left out."""
    windows, first = [], []
    for part in windows_of(passage, pieces, limit, words):
        window = Window([pieces.cls], [0])
        for i in part:
            own = pieces(passage.words[i])
            if len(window.ids) + len(own) + 1 > LONGEST:
                break
            first.append((len(windows), len(window.ids)))
            window.ids += own
            window.types += [case_of(passage.words[i])] * len(own)
        window.ids.append(pieces.sep)
        window.types.append(0)
        windows.append(window)
        if len(first) < part.stop - words.start:
            break
    return windows, first


def examples(passage: Passage, pieces: Pieces, limit: int, read: int | None = None) -> list[Example]:
    """`limit`: pieces among which parties are looked for; `read`: pieces that the encoder reads at once (as many, if none is said)."""
    out = []
    for words in windows_of(passage, pieces, limit):
        windows, first = read_by(passage, pieces, words, read or limit)
        words = range(words.start, words.start + len(first))
        upos = [passage.upos[i] for i in words]
        out.append(
            Example(
                passage,
                words,
                windows,
                first,
                [tag in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "SYM", "DET", "VERB") for tag in upos],
                [TAGS.index(tag) for tag in upos],
                [NAMES.index(passage.name[i].split("-")[-1]) for i in words],
                paths(passage, words),
                [moved(e, words) for e in passage.events if e.trigger in words],
                passage.main and moved(passage.main, words),
                anaphors_of(passage, words),
                facts_of(passage, words),
            )
        )
    return out


@dataclass
class Batch:
    examples: list[Example]
    ids: torch.Tensor  # windows x pieces, as are the next two
    types: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor  # examples x words: place in the flattened grid of windows
    words: torch.Tensor  # examples x words: whether there is one
    candidate: torch.Tensor
    tag: torch.Tensor
    name: torch.Tensor

    def at_words(self, vectors: torch.Tensor) -> torch.Tensor:
        """Vectors of pieces, windows x pieces x width, as vectors of words, examples x words x width."""
        return vectors.flatten(0, 1)[self.first]

    def seen(self, pairs: list[tuple[int, int]]) -> dict[str, torch.Tensor]:
        """What all words are as seen from words of examples: pairs x words."""
        width = self.first.shape[1]
        out = {name: torch.zeros(len(pairs), width, dtype=torch.long) for name in SIZES}
        for row, (example, word) in enumerate(pairs):
            for name, values in self.examples[example].seen.items():
                out[name][row, : values.shape[1]] = values[word].long()
        return out

    def anaphors(self) -> tuple[list[tuple[int, int]], torch.Tensor, list[list[int]]]:
        """Of all examples: where each stands, what it is, and the words that name whom it means."""
        found = [(i, a) for i, e in enumerate(self.examples) for a in e.anaphors]
        noun = TAGS.index("NOUN")
        kinds = [NOMINAL if self.examples[i].tag[a.word] == noun else PRONOUN for i, a in found]
        return [(i, a.word) for i, a in found], torch.tensor(kinds), [a.antecedents for _, a in found]


def batch(rows: list[Example], mask_id: int, hidden: float = 0.0, rng: random.Random | None = None) -> Batch:
    """`hidden`: share of the words that stand as [MASK]."""
    windows = [w for e in rows for w in e.windows]
    length, width = max(len(w.ids) for w in windows), max(len(e.first) for e in rows)
    zeros = lambda *shape: torch.zeros(*shape, dtype=torch.long)
    out = Batch(rows, *(zeros(len(windows), length) for _ in range(3)), *(zeros(len(rows), width) for _ in range(5)))
    out.words, out.candidate = out.words.bool(), out.candidate.bool()
    above = 0
    for i, e in enumerate(rows):
        n = len(e.first)
        for at, window in enumerate(e.windows):
            ids, starts = list(window.ids), [position for owner, position in e.first if owner == at]
            for start, end in zip(starts, starts[1:] + [len(ids) - 1]):
                if hidden and rng and rng.random() < hidden:
                    ids[start:end] = [mask_id] * (end - start)
            out.ids[above + at, : len(ids)] = torch.tensor(ids)
            out.types[above + at, : len(ids)] = torch.tensor(window.types)
            out.mask[above + at, : len(ids)] = 1
        out.first[i, :n] = torch.tensor([(above + at) * length + position for at, position in e.first])
        out.words[i, :n] = True
        out.candidate[i, :n] = torch.tensor(e.candidate)
        out.tag[i, :n] = torch.tensor(e.tag)
        out.name[i, :n] = torch.tensor(e.name)
        above += len(e.windows)
    return out


__all__ = ["FACT", "KINDS", "MODALITIES", "NAMES", "NOWHERE", "RELATED", "SIDES", "SIZES", "TAGS", "Batch", "Example", "batch", "examples", "relation"]
