"""Soft targets from trained networks: what an ensemble thinks of every word, also of those that no corpus annotates.

Distillation after Hinton et al. 2015 ("Distilling the Knowledge in a Neural Network"), at temperature 1. The mean of the
teachers' probabilities is computed once for each sentence, each teacher in windows of its own length, and kept in half precision.
"""

from collections import defaultdict
from pathlib import Path

import torch

from batch import Labels, Soft, in_order
from corpora import Document, Sentence
from network import Network
from precision import products
from windows import Pieces


def mean_weights(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of checkpoints that began alike (Wortsman et al. 2022, "Model soups")."""
    states = [torch.load(path, weights_only=True) for path in paths]
    return {k: sum(s[k] for s in states) / len(states) for k in states[0]}


def by_window(teachers: list[str]) -> dict[int, list[Path]]:
    """`checkpoint.pt:256` reads windows of 256 pieces."""
    found = defaultdict(list)
    for teacher in teachers:
        path, _, window = teacher.partition(":")
        found[int(window or 128)].append(Path(path))
    return found


@torch.no_grad()
def teach(documents: list[Document], teachers: list[str], pieces: Pieces, labels: Labels, device, workers: int) -> None:
    """Gives every sentence its `soft` targets."""
    share = 1 / len(teachers)
    for window, paths in by_window(teachers).items():
        networks = [Network.of(torch.load(path, weights_only=True)).eval().to(device) for path in paths]
        plan = in_order(documents, pieces, labels, window, 4096 if device.type == "cpu" else 32768)
        for group, batch in zip(plan.groups, plan.loader(workers, device.type == "cuda")):
            batch = batch.to(device)
            with products(device):
                answers = [network(batch.ids, batch.types, batch.mask) for network in networks]
            keep(group, batch, [tuple(o.float() for o in a) for a in answers], share)


def keep(group, batch, answers, share: float) -> None:
    at_words = lambda t: t.flatten(0, 1)[batch.words]
    host = lambda t: (share * t).half().cpu().numpy()
    ner, upos, deprel = (host(sum(at_words(a[i]).softmax(-1) for a in answers)) for i in range(3))
    elsewhere = ~candidates(group, batch)
    arcs = host(sum(at_words(a[3]).masked_fill(elsewhere, -1e4).softmax(-1) for a in answers))
    columns = (batch.words % batch.ids.shape[1]).tolist()
    at = 0
    for packed in group:
        for sentence in packed.sentences:
            rows = slice(at, at + len(sentence.words))
            at = rows.stop
            new = (ner[rows], upos[rows], deprel[rows], arcs[rows, [0] + columns[rows]])
            old = sentence.soft
            if old is not None:
                new = (n + o for n, o in zip(new, (old.ner, old.upos, old.deprel, old.arcs)))
            sentence.soft = Soft(*new)


def candidates(group, batch) -> torch.Tensor:
    """[n, pieces] Where a word's head may stand: the root, or a first piece of its own sentence."""
    lengths = torch.tensor([len(s.words) for p in group for s in p.sentences])
    sentence = torch.repeat_interleave(torch.arange(len(lengths)), lengths).to(batch.words.device)
    owner = torch.full_like(batch.ids, -1)
    owner.view(-1)[batch.words] = sentence
    allowed = owner[batch.words // batch.ids.shape[1]] == sentence[:, None]
    allowed[:, 0] = True
    return allowed


def unlabelled_documents(path: Path) -> list[Document]:
    """The words of a CoNLL-U file (`dossier parse` writes them from raw text), without its annotation."""
    documents: list[Document] = [[]]
    words: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                documents.append([])
            elif line[0].isdigit():
                words.append(line.split("\t")[1])
            elif line == "\n" and words:
                documents[-1].append(Sentence(words, [0] * len(words)))
                words = []
    return [d for d in documents if d]
