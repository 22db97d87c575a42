"""Soft targets from trained networks: what an ensemble thinks of every word, also of those that no corpus annotates.

Distillation after Hinton et al. 2015 ("Distilling the Knowledge in a Neural Network"), at temperature 1. The mean of the
teachers' probabilities is computed once for each sentence, in packed windows like those of training, and kept in half precision.
"""

from dataclasses import dataclass
from pathlib import Path

import torch

from corpora import Document, Sentence
from network import Network
from windows import WINDOW, Pieces, batches, inputs, pack


@dataclass
class Soft:
    """Probabilities for a sentence of n words."""

    ner: torch.Tensor  # n x tags
    upos: torch.Tensor  # n x tags
    deprel: torch.Tensor  # n x labels
    arcs: torch.Tensor  # n x (1 + n), column 0 the root


def load_networks(paths: list[Path], sizes: tuple[int, int, int]) -> list[Network]:
    networks = []
    for path in paths:
        network = Network(*sizes)
        network.load_state_dict(torch.load(path, weights_only=True))
        networks.append(network.eval())
    return networks


def mean_weights(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of checkpoints that began alike (Wortsman et al. 2022, "Model soups")."""
    states = [torch.load(path, weights_only=True) for path in paths]
    return {k: sum(s[k] for s in states) / len(states) for k in states[0]}


@torch.no_grad()
def teach(documents: list[Document], networks: list[Network], pieces: Pieces) -> None:
    """Gives every sentence its `soft` targets."""
    windows = [w for d in documents for w in pack(d, pieces, WINDOW)]
    for group in batches(windows, 4096, None):
        with torch.autocast("cpu", torch.bfloat16):
            answers = [network(*inputs(group)) for network in networks]
        ner, upos, deprel = (sum(a[i].float().softmax(-1) for a in answers) / len(answers) for i in range(3))
        arcs = [a[3].float() for a in answers]
        for row, window in enumerate(group):
            at = 0
            for sentence in window.sentences:
                first = torch.tensor(window.first[at : at + len(sentence.words)])
                at += len(sentence.words)
                columns = torch.cat([torch.zeros(1, dtype=torch.long), first])
                inside = [a[row, first][:, columns].softmax(-1) for a in arcs]
                half = lambda t: t[row, first].half()
                sentence.soft = Soft(half(ner), half(upos), half(deprel), (sum(inside) / len(inside)).half())


def unlabelled_documents(path: Path) -> list[Document]:
    """The words of a CoNLL-U file (`dossier parse` writes them from raw text), without its annotation."""
    documents: list[Document] = [[]]
    words: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("# newdoc"):
            documents.append([])
        elif line and line[0].isdigit():
            words.append(line.split("\t")[1])
        elif not line and words:
            documents[-1].append(Sentence(words, [0] * len(words)))
            words = []
    return [d for d in documents if d]
