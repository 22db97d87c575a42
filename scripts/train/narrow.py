#!/usr/bin/env python3
"""Takes attention heads and inner units out of a network, those that the others can best make up for, and lets the others make up for them.

  narrow.py MODEL OUT --corpora CORPORA [--share 0.4]

What a product adds to the residual is kept as near as can be, in squares, to what it is to add over some text: units are taken out one at a time,
heads as groups of 32, each time the least missed, and the rows that stay are solved for again (Hassibi and Stork 1993, "Optimal brain surgeon",
on one layer's inputs as in Frantar and Alistarh 2022). How many go where is decided first, over all layers together, by what is lost of the variance of the
sum that the next norm reads, for each operation saved. Then layer by layer: each makes up for what those before it have lost.
OUT is a run for student.py to go on from (`--start`).
"""

import argparse
import copy
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

import corpora
import shipped
from batch import Labels, in_order
from network import HEAD_WIDTH, WIDTH, Layer, Network, absent
from windows import WINDOW, Pieces

INNER_STEP = 64  # inner units go in steps of what the engine's vectors hold
HEADS_STEP = 2  # and so do heads: two of them are as wide
# Costs as seen in a profile of the engine, in operations: attention itself is dear for its operations.
HEAD_COST, UNIT_COST = 4 * WIDTH * HEAD_WIDTH * 1.9, 2 * WIDTH * 1.2
DAMPING = 1e-4  # of the mean diagonal


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("out", type=Path)
    corpora.add_arguments(p)
    p.add_argument("--share", type=float, default=0.4, help="of the layers' operations that are to go")
    p.add_argument("--pieces", type=int, default=120_000, help="pieces of text that are looked at")
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


@dataclass
class Step:
    """What is lost, as a share of the variance, the groups that stay, and the weights with the bias as their last column."""

    lost: float
    left: list[int]
    weights: torch.Tensor


class Stage:
    """A product that adds to the residual, and what may be taken out of it."""

    def __init__(self, layer: int, name: str):
        self.layer, self.name = layer, name
        self.group, self.step, cost = (HEAD_WIDTH, HEADS_STEP, HEAD_COST) if name == "out" else (1, INNER_STEP, UNIT_COST)
        self.cost = cost * self.step
        self.sources = ("query", "key", "value") if name == "out" else ("up",)

    def read(self, layer, x, keys):
        """What the product reads, behind `x`."""
        return layer.mixed(x, keys) if self.name == "out" else F.gelu(layer.up(x))

    def norm(self, layer):
        return layer.out_norm if self.name == "out" else layer.down_norm


@dataclass
class Seen:
    """Over all pieces: second moments of what a product reads, a column of ones at its end, their products with what it is to add, and the variance of the
    sum behind it."""

    moments: torch.Tensor
    targets: torch.Tensor
    variance: float


class Text:
    """The state of two networks, stage by stage, over the same batches: of the one that is copied and of the one that is made narrower."""

    def __init__(self, network: Network, plan):
        self.masks = [batch.mask.bool() for batch in plan]
        self.keys = [absent(batch.mask, torch.float32) for batch in plan]
        self.copied = [network.embedded(batch.ids, batch.types) for batch in plan]
        self.narrow = list(self.copied)

    def see(self, stage: Stage, copied: Layer, narrow: Layer) -> Seen:
        """Takes the copied network through the stage, and looks at what the narrow one has to add to follow it."""
        moments, targets, variance = 0, 0, 0.0
        product, norm = getattr(copied, stage.name), stage.norm(copied)
        for i, (mask, keys) in enumerate(zip(self.masks, self.keys)):
            total = self.copied[i] + product(stage.read(copied, self.copied[i], keys))
            rows = stage.read(narrow, self.narrow[i], keys)[mask]
            rows = torch.cat([rows, torch.ones(len(rows), 1)], 1).double()
            moments = moments + rows.T @ rows
            targets = targets + rows.T @ (total - self.narrow[i])[mask].double()
            variance += total[mask].var(-1, unbiased=False).double().sum().item() * WIDTH
            self.copied[i] = norm(total)
        return Seen(moments, targets, variance)

    def go_on(self, stage: Stage, narrow: Layer) -> None:
        product, norm = getattr(narrow, stage.name), stage.norm(narrow)
        for i, keys in enumerate(self.keys):
            x = self.narrow[i]
            self.narrow[i] = norm(x + product(stage.read(narrow, x, keys)))


def solved(product: torch.nn.Linear, seen: Seen) -> tuple[torch.Tensor, torch.Tensor]:
    """The weights, with the bias as their last column, that add what is to be added best, and the moments that they were solved with."""
    weights = torch.cat([product.weight, product.bias[:, None]], 1).double()
    damping = torch.eye(len(seen.moments), dtype=torch.float64) * seen.moments.diagonal().mean() * DAMPING
    moments = seen.moments + damping
    return torch.linalg.solve(moments, seen.targets + damping @ weights.T).T, moments


def removal(weights: torch.Tensor, moments: torch.Tensor, stage: Stage, variance: float, most: int | None = None) -> list[Step]:
    """One step after the other, `most` of them or all but the last, each with those taken out that the others make up for best."""
    inverse = torch.linalg.inv(moments)
    left = list(range((len(moments) - 1) // stage.group))
    steps, lost = [Step(0.0, list(left), weights.clone())], 0.0
    while len(left) > stage.step and len(steps) - 1 != most:
        columns = torch.tensor([[g * stage.group + i for i in range(stage.group)] for g in left])
        blocks = torch.linalg.inv(inverse[columns[:, :, None], columns[:, None, :]])
        part = weights[:, columns].transpose(0, 1)  # groups x outputs x group
        missed = (part @ blocks * part).sum((1, 2))
        worst = int(missed.argmin())
        at = columns[worst]
        others = blocks[worst] @ inverse[at]
        weights.addmm_(weights[:, at], others, alpha=-1)
        inverse.addmm_(inverse[:, at], others, alpha=-1)
        weights[:, at] = 0
        lost += missed[worst].item()
        del left[worst]
        if len(left) % stage.step == 0:
            steps.append(Step(lost / variance, list(left), weights.clone()))
    return steps


def choose(curves: list[list[Step]], stages: list[Stage], share: float) -> list[int]:
    """How many steps of each curve to take: always the one that loses least for what it saves."""
    total = sum(stage.cost * len(curve) for curve, stage in zip(curves, stages))
    taken, saved = [0] * len(curves), 0.0
    while saved < share * total:
        further = [c for c in range(len(curves)) if taken[c] + 1 < len(curves[c])]
        loss = lambda c: (curves[c][taken[c] + 1].lost - curves[c][taken[c]].lost) / stages[c].cost
        best = min(further, key=loss)
        taken[best] += 1
        saved += stages[best].cost
    return taken


def narrowed(layer: Layer, stage: Stage, step: Step) -> None:
    """Replaces a product's weights, and those that make what it reads."""
    rows = torch.tensor([g * stage.group + i for g in step.left for i in range(stage.group)])
    product = getattr(layer, stage.name)
    product.weight.data, product.bias.data = step.weights[:, rows].float(), step.weights[:, -1].float()
    for source in (getattr(layer, name) for name in stage.sources):
        source.weight.data, source.bias.data = source.weight.data[rows].clone(), source.bias.data[rows].clone()
    if stage.name == "out":
        layer.heads = len(step.left)


@torch.no_grad()
def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    labels = Labels(shipped.copy_labels(a.model, a.out)["deprel"])
    pieces, network = Pieces(str(a.out / "vocab.txt")), Network.of(shipped.weights_of(a.model)).eval()
    data = corpora.load(a)
    documents = [d for name in ("conll2003", "gum", "re3d") for d in data.get(name, [])]
    documents = documents[:: max(1, sum(len(s.words) for d in documents for s in d) * 5 // 4 // a.pieces)]
    plan = list(in_order(documents, pieces, labels, WINDOW, 4096).loader(0, False))
    stages = [Stage(i, name) for i in range(len(network.layers)) for name in ("out", "down")]
    text, curves = Text(network, plan), []
    for stage in stages:
        layer = network.layers[stage.layer]
        seen = text.see(stage, layer, layer)
        curves.append(removal(*solved(getattr(layer, stage.name), seen), stage, seen.variance))
        text.narrow = list(text.copied)
    taken = choose(curves, stages, a.share)
    text, narrow = Text(network, plan), copy.deepcopy(network)
    for stage, n in zip(stages, taken):
        layer = narrow.layers[stage.layer]
        seen = text.see(stage, network.layers[stage.layer], layer)
        step = removal(*solved(getattr(layer, stage.name), seen), stage, seen.variance, n)[n]
        narrowed(layer, stage, step)
        text.go_on(stage, layer)
        print(json.dumps({"layer": stage.layer, "product": stage.name, "left": len(step.left), "lost": round(step.lost, 5)}), flush=True)
    torch.save(narrow.state_dict(), a.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
