#!/usr/bin/env python3
"""Names, tags, trees and events together: goes on from a shipped int8 file, rounding as it does, and adds the event heads (events/heads.py).

Every step reads a batch of one kind, drawn by its share: windows of the corpora with the file's own answers beside the annotation (as student.py
does), passages with all their events, or passages of which a teacher has answered (events/teach.py). The encoder under all of them is one.
"""

import argparse
import copy
import pickle
import random
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parent / "events"))

import corpora
import decode
import events.train as decoder
import losses
import shipped
import student
from batch import Labels, Plan, batches
from examples import RELATED, SIDES, TAGS, batch, examples
from heads import EventHeads
from loss import loss
from network import WIDTH, Network
from passages import read
from rounding import RoundedLinear, round_linear_layers
from train import Log, evaluate
from windows import WINDOW, Pieces

AMONG = 200  # pieces among which parties are looked for


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpora.add_arguments(p)
    p.add_argument("--model", type=Path, required=True, help="folder with model.onnx, vocab.txt and labels.json to go on from")
    p.add_argument("--start", type=Path, help="run of this script to go on from; the file's answers are learnt all the same")
    p.add_argument("--passages", type=Path, nargs="+", required=True)
    p.add_argument("--taught", nargs="*", default=[], help="PASSAGES.jsonl=ANSWERS.jsonl, what a teacher said of them (events/teach.py)")
    p.add_argument("--anaphors", type=Path, nargs="*", default=[], help="texts with pronouns and nouns and whom they mean (events/antecedents.py)")
    p.add_argument("--anaphors-dev", type=Path, help="the same, to score on")
    p.add_argument("--dev", type=Path, required=True)
    p.add_argument("--fold", help="k/n: leave the k-th of n parts of the articles out, and score on it in place of --dev")
    p.add_argument("--score", type=Path, required=True)
    p.add_argument("--dossier", required=True)
    p.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="CoNLL-U files that are learnt from the file's answers alone")
    p.add_argument("--unlabelled-share", type=float, default=0.3)
    p.add_argument("--renamed", type=int, default=2)
    p.add_argument("--renamed-share", type=float, default=0.3)
    p.add_argument("--cache", type=Path, help="where the corpora with the file's answers are kept for the next run with the same of them")
    p.add_argument("--borrow", type=Path, nargs="*", default=[])
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--shares", type=float, nargs=4, default=[0.4, 0.25, 0.25, 0.1], help="of steps: corpora, annotated passages, taught passages, anaphors")
    p.add_argument("--steps", type=int, default=4200)
    p.add_argument("--every", type=int, default=700, help="steps between figures")
    p.add_argument("--budget", type=int, default=2048, help="pieces a batch of the corpora")
    p.add_argument("--batch", type=int, default=8, help="passages a batch")
    p.add_argument("--lr", type=float, default=1.2e-4)
    p.add_argument("--heads-lr", type=float, default=4e-4)
    p.add_argument("--events-lr", type=float, default=1e-3)
    p.add_argument("--hidden", type=float, default=0.05, help="share of a passage's words that stand as [MASK]")
    p.add_argument("--syntax", type=float, default=0.8)
    p.add_argument("--average", type=float, default=0.997)
    p.add_argument("--rounded-from", type=int, default=0, help="step from which on products are rounded to int8, as in the shipped file")
    p.add_argument("--heads-only", action="store_true", help="the network stays as it is; the scorers of events learn alone")
    p.add_argument("--seed", type=int, default=171)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


class Joint(torch.nn.Module):
    """Called with a batch of passages it gives what the event heads read of each word."""

    def __init__(self, network: Network, sizes: dict[str, int]):
        super().__init__()
        self.network, self.heads = network, EventHeads(WIDTH, **sizes)

    def forward(self, rows):
        return self.heads.projection(rows.at_words(self.network.encoded(rows.ids, rows.types, rows.mask)).float())


SIZES = {"hidden": 128, "inner": 128, "bilinear": 48}


def taught_corpora(a, pieces: Pieces, labels: Labels):
    """The corpora with the file's own answers."""
    a.halved = []
    if a.cache and a.cache.exists():
        with a.cache.open("rb") as file:
            return pickle.load(file)
    data = student.read(a, random.Random(a.seed))
    own = Network.of(shipped.weights_of(a.model)).eval()
    student.teach([d for name in student.CORPORA for d in data.get(name, [])], own, None, 0.0, pieces, labels, torch.device("cpu"))
    student.believe(data)
    if a.cache:
        with a.cache.open("wb") as file:
            pickle.dump(data, file, protocol=pickle.HIGHEST_PROTOCOL)
    return data


def endless(a, data, pieces: Pieces, labels: Labels, rng: random.Random):
    """Batches of the corpora, epoch after epoch."""
    shares, epoch = {"unlabelled": a.unlabelled_share, "renamed": a.renamed_share}, 0
    while True:
        groups = batches(student.epoch_windows(data, pieces, rng, shares), a.budget, rng)
        yield from Plan(groups, pieces, labels, a.seed * 1000 + epoch).loader(0, False)
        epoch += 1


def optimizer_of(a, model: Joint) -> torch.optim.Optimizer:
    body = {"words", "positions", "cases", "norm", "layers"}
    rate = lambda name: a.events_lr if name.startswith("heads.") else a.lr if name.split(".")[1] in body else a.heads_lr
    groups: dict[tuple[float, float], list] = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        groups.setdefault((rate(name), 0.01 if p.dim() > 1 else 0.0), []).append(p)
    settings = [{"params": p, "lr": r, "peak": r, "weight_decay": decay} for (r, decay), p in groups.items()]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


@torch.no_grad()
def antecedents_right(mean: Joint, rows, pieces: Pieces) -> float | None:
    """Share of pronouns and nouns of which the likeliest word is one that names whom they mean."""
    right = n = 0
    mean.eval()
    for i in range(0, len(rows), 16):
        part = batch(rows[i : i + 16], pieces.mask)
        words = mean(part)
        pairs, kinds, told = part.anaphors()
        if pairs:
            best = mean.heads.parties(words, part, pairs, kinds)[:, 2].argmax(-1).tolist()
            nobody = part.first.shape[1]
            right, n = right + sum(b in (t or [nobody]) for b, t in zip(best, told)), n + len(pairs)
    return round(right / n, 4) if n else None


@torch.no_grad()
def facts_found(mean: Joint, rows, pieces: Pieces) -> dict[str, float]:
    """Facts between the right words, each read where it is likelier than none."""
    hit = told = given = 0
    mean.eval()
    nominal = {TAGS.index(tag) for tag in ("NOUN", "PROPN", "PRON")}
    for e in rows:
        part = batch([e], pieces.mask)
        pairs = [(0, w) for w, tag in enumerate(e.tag) if tag in nominal]
        if not pairs or e.facts is None:
            continue
        scores = mean.heads.facts(mean(part), part, pairs).masked_fill(~part.candidate[0][None, :, None], -1e4)
        best = scores.argmax(-1) * part.candidate
        found = {(RELATED[best[k, w]], pairs[k][1], w) for k, w in best.nonzero().tolist() if pairs[k][1] != w}
        gold = {(f.relation, f.subject, f.object) for f in e.facts}
        hit, told, given = hit + len(found & gold), told + len(gold), given + len(found)
    return {"p": round(hit / max(1, given), 4), "r": round(hit / max(1, told), 4), "f1": round(2 * hit / max(1, told + given), 4)}


def grown(scorers: dict, heads: EventHeads) -> dict:
    """Scorers of an earlier shape with rows and columns for what they did not score, as they begin."""
    out = dict(heads.state_dict())
    if all(out[k].shape == v.shape for k, v in scorers.items()):
        return scorers
    for name in ("role", "nobody"):
        for part in ("weight", "bias"):
            out[f"{name}.{part}"][: len(scorers[f"{name}.{part}"])] = scorers[f"{name}.{part}"]
    out["kind.weight"][: len(scorers["kind.weight"])] = scorers["kind.weight"]
    sides = scorers["role.weight"].shape[0]
    before = [size * sides // SIDES if i in (3, 4) else size for i, size in enumerate(heads.sizes)]
    for part in ("weight", "bias"):
        key = f"projection.{part}"
        own, old = out[key].split(heads.sizes), scorers[key].split(before)
        out[key] = torch.cat([torch.cat([o, new[len(o) :]]) for o, new in zip(old, own)])
    return {**scorers, **{k: out[k] for k in out if k not in scorers or out[k].shape != scorers[k].shape}}


def figures(a, mean: Joint, data, dev, gold_file, pieces: Pieces, labels: Labels, anaphors) -> dict:
    found = decoder.predict(mean, dev, pieces, AMONG, WINDOW)
    mean.eval()
    torch.save(found, a.out / "dev.pt")
    least, _, best = max(decode.sweep(decode.scorer(a.score), gold_file, dev, found), key=lambda s: s[2]["full"]["f1"])
    of_events = {"least": least, "full": best["full"], "loose": best["loose"], "standing": best["standing_right"]}
    of_events["antecedents_right"] = antecedents_right(mean, anaphors, pieces)
    of_events["facts"] = facts_found(mean, [e for p in dev for e in examples(p, pieces, AMONG, WINDOW)], pieces)
    return of_events | evaluate(mean.network, data, pieces, labels, WINDOW, torch.device("cpu"))


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(a.threads)
    log, rng = Log(a.out / "log.jsonl"), random.Random(a.seed)
    known = shipped.copy_labels(a.model, a.out)
    pieces, labels = Pieces(str(a.out / "vocab.txt")), Labels(known["deprel"])
    passages, dev, gold_file = decoder.parted(a)
    gold = [e for p in passages for e in examples(p, pieces, AMONG, WINDOW)]
    a.window, a.read = AMONG, WINDOW
    taught = [pair for both in a.taught for pair in decoder.answered(a, both, pieces)]
    told = [e for file in a.anaphors for p in read(a.dossier, file) for e in examples(p, pieces, AMONG, WINDOW) if e.anaphors]
    told += [e for e in gold if e.anaphors]
    told_dev = [e for p in read(a.dossier, a.anaphors_dev) for e in examples(p, pieces, AMONG, WINDOW) if e.anaphors] if a.anaphors_dev else []
    answer_of = {id(e): answer for e, answer in taught}
    data = taught_corpora(a, pieces, labels)
    log.say({"windows": len(gold), "taught": len(taught), "with anaphors": len(told), "development passages": len(dev)})
    torch.manual_seed(a.seed)
    model = Joint(Network.of(shipped.weights_of(a.start or a.model)), SIZES)
    scorers = torch.load(a.start / "events.pt", weights_only=True) if a.start else shipped.events(a.model / "model.onnx")
    if scorers:
        model.heads.load_state_dict(grown(scorers, model.heads))
    model.network.requires_grad_(not a.heads_only)
    optimizer, mean = optimizer_of(a, model), copy.deepcopy(model).eval()
    kept, live = list(mean.parameters()), list(model.parameters())
    streams = {
        "corpora": endless(a, data, pieces, labels, rng),
        "annotated": decoder.shuffled(gold, a.batch, rng),
        "taught": decoder.shuffled([e for e, _ in taught], a.batch, rng) if taught else None,
        "anaphors": decoder.shuffled(told, a.batch, rng) if told else None,
    }
    log.say({"arguments": {k: str(v) for k, v in vars(a).items()}})
    total = {name: [0.0, 0] for name in streams}
    model.train()
    for step in range(a.steps):
        if step == a.rounded_from:
            for net in (model, mean):
                round_linear_layers(net.network)
                net.heads.projection.__class__ = RoundedLinear
        name = rng.choices(list(streams), a.shares)[0]
        rows = next(streams[name])
        if name == "corpora":
            objective = loss(model.network(rows.ids, rows.types, rows.mask), rows, a.syntax)
        else:
            rows = batch(rows, pieces.mask, a.hidden, rng)
            read_of = (model.heads, model(rows), rows)
            if name == "annotated":
                objective = losses.annotated(*read_of) + losses.facts(*read_of, rng)
            elif name == "anaphors":
                objective = losses.antecedents(*read_of)
            else:
                objective = losses.taught(*read_of, [answer_of[id(e)] for e in rows.examples])
        share = min(16 * (step + 1) / a.steps, max(0.01, 1 - step / a.steps) * 16 / 15)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(1.0, share)
        optimizer.zero_grad(set_to_none=True)
        objective.backward()
        torch.nn.utils.clip_grad_norm_(live, 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(kept, live, 1 - min(a.average, (step + 1) / (step + 10)))
        total[name] = [total[name][0] + float(objective.detach()), total[name][1] + 1]
        if (step + 1) % a.every == 0 or step + 1 == a.steps:
            torch.save(mean.network.state_dict(), a.out / "checkpoint.pt")
            torch.save(mean.heads.state_dict(), a.out / "events.pt")
            means = {k: round(s / max(1, n), 3) for k, (s, n) in total.items()}
            log.say({"step": step + 1, "loss": means, **figures(a, mean, data, dev, gold_file, pieces, labels, told_dev)})
            total = {name: [0.0, 0] for name in streams}


if __name__ == "__main__":
    main()
