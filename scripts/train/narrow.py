#!/usr/bin/env python3
"""Takes attention heads and inner units out of a network, those that the others can best make up for, and lets the others make up for them.

  narrow.py MODEL OUT --corpora CORPORA [--share 0.4]

What a product adds to the residual is kept as near as can be, in squares, to what it added over some text: units are taken out one at a time,
heads as groups of 32, each time the least missed, and the rows that stay are solved for again (Hassibi and Stork 1993, "Optimal brain surgeon",
on one layer's inputs as in Frantar and Alistarh 2022). Where to take them is decided over all layers together, by what is lost of the variance of the
sum that the next norm reads, for each operation saved. OUT is a run for student.py to go on from (`--start`).
"""

import argparse
import json
from pathlib import Path

import torch

import corpora
import shipped
from batch import Labels, in_order
from network import HEAD_WIDTH, WIDTH, Network
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


class Seen:
    """Second moments of what a product reads, a column of ones at the end, and the variance of the sum behind it."""

    def __init__(self, size: int):
        self.moments = torch.zeros(size + 1, size + 1, dtype=torch.float64)
        self.variance, self.rows = 0.0, 0

    def add(self, rows: torch.Tensor) -> None:
        rows = torch.cat([rows, torch.ones(len(rows), 1)], 1)
        self.moments += (rows.T @ rows).double()
        self.rows += len(rows)


@torch.no_grad()
def look(network: Network, plan) -> list[dict[str, Seen]]:
    """What `out` and `down` of every layer read."""
    seen = [{"out": Seen(layer.out.in_features), "down": Seen(layer.down.in_features)} for layer in network.layers]
    mask: torch.Tensor

    def watch(product, norm, of):
        product.register_forward_pre_hook(lambda _, given: of.add(given[0][mask]))

        def summed(_, given):
            of.variance += given[0][mask].var(-1, unbiased=False).double().sum().item() * WIDTH

        norm.register_forward_pre_hook(summed)

    for layer, of in zip(network.layers, seen):
        watch(layer.out, layer.out_norm, of["out"])
        watch(layer.down, layer.down_norm, of["down"])
    for batch in plan:
        mask = batch.mask.bool()
        network(batch.ids, batch.types, batch.mask)
    return seen


@torch.no_grad()
def removal(product: torch.nn.Linear, seen: Seen, group: int, step: int) -> list[tuple[float, list[int], torch.Tensor]]:
    """What is lost, which groups stay, and the weights with the bias as their last column, after each step of removals."""
    weights = torch.cat([product.weight, product.bias[:, None]], 1).double()
    moments = seen.moments
    damped = moments + torch.eye(len(moments)) * moments.diagonal().mean() * DAMPING
    inverse = torch.linalg.inv(damped)
    left = list(range(product.in_features // group))
    steps, lost = [], 0.0
    while len(left) > step:
        columns = torch.tensor([[g * group + i for i in range(group)] for g in left])
        blocks = inverse[columns[:, :, None], columns[:, None, :]]
        part = weights[:, columns].transpose(0, 1)  # groups x outputs x group
        missed = (part @ torch.linalg.inv(blocks) * part).sum((1, 2))
        worst = int(missed.argmin())
        at = columns[worst]
        solved = torch.linalg.inv(blocks[worst]) @ inverse[at]
        weights = weights - weights[:, at] @ solved
        inverse = inverse - inverse[:, at] @ solved
        weights[:, at] = 0
        lost += missed[worst].item()
        del left[worst]
        if len(left) % step == 0:
            steps.append((lost / seen.variance, list(left), weights.clone()))
    return steps


def choose(curves, costs, share: float) -> list[int]:
    """How many steps of each curve to take: always the one that loses least for what it saves."""
    total = sum(cost * (len(curve) + 1) for curve, cost in zip(curves, costs))
    taken, saved = [0] * len(curves), 0.0
    while saved < share * total:
        loss = lambda c, n: curves[c][n - 1][0] if n else 0.0
        open_curves = [c for c in range(len(curves)) if taken[c] < len(curves[c])]
        best = min(open_curves, key=lambda c: (loss(c, taken[c] + 1) - loss(c, taken[c])) / costs[c])
        taken[best] += 1
        saved += costs[best]
    return taken


@torch.no_grad()
def narrowed(state, layer: int, name: str, step) -> None:
    """Replaces a product's weights, and those that make what it reads."""
    _, left, weights = step
    at = f"layers.{layer}."
    sources, group = (("query", "key", "value"), HEAD_WIDTH) if name == "out" else (("up",), 1)
    rows = torch.tensor([g * group + i for g in left for i in range(group)])
    state[at + name + ".weight"], state[at + name + ".bias"] = weights[:, rows].float(), weights[:, -1].float()
    for source in sources:
        for part in (".weight", ".bias"):
            state[at + source + part] = state[at + source + part][rows].clone()


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    labels = Labels(shipped.copy_labels(a.model, a.out)["deprel"])
    pieces, state = Pieces(str(a.out / "vocab.txt")), shipped.weights_of(a.model)
    network = Network.of(state).eval()
    data = corpora.load(a)
    documents = [d for name in ("conll2003", "gum", "re3d") for d in data.get(name, [])]
    documents = documents[:: max(1, sum(len(s.words) for d in documents for s in d) * 5 // 4 // a.pieces)]
    seen = look(network, in_order(documents, pieces, labels, WINDOW, 4096).loader(0, False))
    places = [(i, name) for i in range(len(seen)) for name in ("out", "down")]
    curves, costs = [], []
    for i, name in places:
        group, step, cost = (HEAD_WIDTH, HEADS_STEP, HEAD_COST) if name == "out" else (1, INNER_STEP, UNIT_COST)
        curves.append(removal(getattr(network.layers[i], name), seen[i][name], group, step))
        costs.append(cost * step)
    taken = choose(curves, costs, a.share)
    for (i, name), curve, n in zip(places, curves, taken):
        if n:
            narrowed(state, i, name, curve[n - 1])
        left = len(curve[n - 1][1]) if n else getattr(network.layers[i], name).in_features // (HEAD_WIDTH if name == "out" else 1)
        print(json.dumps({"layer": i, "product": name, "left": left, "lost": round(curve[n - 1][0], 5) if n else 0.0}), flush=True)
    Network.of(state)
    torch.save(state, a.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
