#!/usr/bin/env python3
"""Goes on from a shipped int8 file: its names learn from a wider teacher (names.py), its tags and trees from themselves, rounding as the file does.

Answers are asked for once, for every sentence: for names the teacher's probabilities and the file's own, mixed. With --start it is a narrower
network (narrow.py) that learns them.
"""

import argparse
import copy
import functools
import random
from pathlib import Path

import numpy
import torch

import corpora
import mpnet
import renaming
import shipped
import teacher
from batch import Labels, Plan, batches, in_order
from corpora import NER_TAGS
from loss import loss
from network import Network
from precision import products
from rounding import round_linear_layers
from train import Clock, Log, evaluate, optimizer_of, train_epoch
from windows import WINDOW, Packed, Pieces, pack

CORPORA = ("conll2003", "wikigold", "conll04", "re3d", "ewt", "gum", "worldwide", "renamed", "unlabelled")


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    corpora.add_arguments(p)
    p.add_argument("--model", type=Path, required=True, help="folder with model.onnx, vocab.txt and labels.json to go on from")
    p.add_argument("--start", type=Path, help="run of narrow.py to train instead of the file, whose answers are learnt all the same")
    p.add_argument("--names", type=Path, help="names.pt of names.py; without it the file's own names are all that is learnt besides the annotation")
    p.add_argument("--names-weight", type=float, default=0.75, help="weight of the wider teacher's answers beside the file's own")
    p.add_argument("--names-for", nargs="+", choices=CORPORA, default=CORPORA, help="corpora that the wider teacher is asked about; the others learn the file's own names")
    p.add_argument("--halved", type=Path, nargs="*", default=[], help="CoNLL-U files of which half of the documents are learnt from the answers alone")
    p.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="CoNLL-U files of which all are")
    p.add_argument("--unlabelled-share", type=float, default=0.6, help="share of these that an epoch sees")
    p.add_argument("--renamed", type=int, default=2, help="copies of CoNLL-2003 with other names (renaming.py), beside it")
    p.add_argument("--borrow", type=Path, nargs="*", default=[], help="folders with tables of `dossier extract`, whose names are borrowed for these copies")
    p.add_argument("--renamed-share", type=float, default=0.5, help="share of the copies that an epoch sees")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--heads-lr", type=float, default=4e-4)
    p.add_argument("--syntax", type=float, default=1.0, help="what tags and trees weigh beside names")
    p.add_argument("--budget", type=int, default=2048, help="pieces a batch")
    p.add_argument("--average", type=float, default=0.998)
    p.add_argument("--seed", type=int, default=61)
    p.add_argument("--minutes", type=float, help="training ends by then")
    p.add_argument("--device", default="cpu")
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def read(a, rng: random.Random):
    data = corpora.load(a)
    borrowed = renaming.Names(data["conll2003"], a.borrow)
    for name in corpora.HYPHENATED:
        documents = data.get(name, [])
        data[name] = [[corpora.split_hyphens(s) for s in d] if rng.random() < corpora.PARTED else d for d in documents]
    data["renamed"] = [renaming.renamed(d, borrowed, rng) for _ in range(a.renamed) for d in data["conll2003"]]
    halved = [d for path in a.halved for d in teacher.unlabelled_documents(path)]
    rng.shuffle(halved)
    data["unlabelled"] = halved[: len(halved) // 2] + [d for path in a.unlabelled for d in teacher.unlabelled_documents(path)]
    return data


@torch.no_grad()
def teach(documents, own: Network, wider: mpnet.NameTeacher | None, weight: float, pieces: Pieces, labels: Labels, device: torch.device) -> None:
    """Gives every sentence its soft targets; `weight` is the wider teacher's."""
    if not documents:
        return
    plan = in_order(documents, pieces, labels, WINDOW, 4096)
    for group, batch in zip(plan.groups, plan.loader(0, False)):
        batch = batch.to(device)
        with products(device):
            answers = [o.float() for o in own(batch.ids, batch.types, batch.mask)]
            names = wider(batch.ids, batch.types, batch.mask).float() if wider else answers[0]
        mixed = weight * names.softmax(-1) + (1 - weight) * answers[0].softmax(-1)
        teacher.keep(group, batch, [(mixed.clamp_min(1e-9).log(), *answers[1:])], 1.0)


def believe(data) -> None:
    """Of the names of some corpora the annotation is learnt alone: what the file itself thinks of them is what it is to unlearn."""
    for sentence in (s for name in ("renamed", "worldwide") for d in data.get(name, []) for s in d if s.soft is not None):
        known = numpy.array([mask.bit_count() == 1 for mask in sentence.ner])
        tags = numpy.array([max(mask.bit_length() - 1, 0) for mask in sentence.ner])
        sentence.soft.ner[known] = numpy.eye(len(NER_TAGS), dtype=sentence.soft.ner.dtype)[tags[known]]


def epoch_windows(data, pieces: Pieces, rng: random.Random, shares: dict[str, float]) -> list[Packed]:
    windows = []
    for name in CORPORA:
        for document in data.get(name, []):
            if rng.random() > shares.get(name, 1):
                continue
            windows += pack(document, pieces, rng.choices([WINDOW, WINDOW // 2, 3], [0.7, 0.15, 0.15])[0])
    return windows


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    a.int8 = True
    log, device = Log(a.out / "log.jsonl"), torch.device(a.device)
    torch.set_num_threads(a.threads)
    known = shipped.copy_labels(a.model, a.out)
    pieces, labels, rng = Pieces(str(a.out / "vocab.txt")), Labels(known["deprel"]), random.Random(a.seed)
    data = read(a, rng)
    own = Network.of(shipped.weights_of(a.model)).eval().to(device)
    network = Network.of(shipped.weights_of(a.start or a.model)).to(device)
    wider = None
    if a.names:
        wider = mpnet.NameTeacher(len(NER_TAGS)).to(device).eval()
        wider.load_state_dict(torch.load(a.names, weights_only=True))
    for asked in (True, False):
        taught = [d for name in CORPORA if (name in a.names_for) == asked for d in data.get(name, [])]
        teach(taught, own, wider if asked else None, a.names_weight, pieces, labels, device)
        log.say({"taught": sum(len(s.words) for d in taught for s in d), "wider": bool(wider and asked)})
    believe(data)
    del own, wider
    round_linear_layers(network)
    torch.manual_seed(a.seed)
    optimizer = optimizer_of(a, network, device)
    shares = {"unlabelled": a.unlabelled_share, "renamed": a.renamed_share}
    plan = [batches(epoch_windows(data, pieces, rng, shares), a.budget, rng) for _ in range(a.epochs)]
    clock = Clock(sum(map(len, plan)), a.minutes)
    numbers = {k: v for k, v in vars(a).items() if isinstance(v, (int, float))}
    log.say({"arguments": numbers, "steps": clock.steps, "deprels": len(labels.deprels)})
    mean = copy.deepcopy(network).eval()
    look = lambda: evaluate(mean, data, pieces, labels, WINDOW, device)
    log.say({"epoch": 0, **look()})
    for epoch, groups in enumerate(plan):
        loader = Plan(groups, pieces, labels, a.seed * 1000 + epoch).loader(0, False)
        running = train_epoch(network, mean, optimizer, loader, clock, a, device, functools.partial(loss, syntax=a.syntax))
        torch.save({k: v.cpu() for k, v in mean.state_dict().items()}, a.out / "checkpoint.pt")
        log.say({"epoch": epoch + 1, "step": clock.step, "loss": round(running.item(), 4), **look()})
        if clock.over:
            break


if __name__ == "__main__":
    main()
