"""What a teacher answers on passages that nobody annotated, for a student to learn.

  teach.py --body mpnet:FILE --checkpoint CHECKPOINT.pt --vocabulary VOCAB --passages SILVER.jsonl --dossier BINARY --out ANSWERS.jsonl

One line a window of sentences: `passage`, `start` and `words` say where it is, and `triggers` what is likely there, each with `at` (word of the
window), `kinds` (class and probability), `parties` (for each role word and probability, -1 for nobody), `modality` and `negated`. Small probabilities
are left out. A run that is stopped goes on where it was.
"""

import argparse
import json
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from examples import Example, batch, examples  # noqa: E402
from model import Decoder  # noqa: E402
from passages import read_plain  # noqa: E402
from windows import Pieces  # noqa: E402

WORTH = 0.05  # least probability of a trigger whose parties are told
TOLD = 0.02  # least probability of a class or a word that is told
BATCH, CHUNK = 16, 256  # windows at once; windows sorted by length at once


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--body", required=True)
    p.add_argument("--checkpoint", type=Path, required=True)
    p.add_argument("--vocabulary", type=Path, required=True)
    p.add_argument("--passages", type=Path, required=True)
    p.add_argument("--dossier", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--window", type=int, default=200)
    p.add_argument("--threads", type=int, default=1)
    return p.parse_args()


def likely(probabilities: torch.Tensor) -> list[list[float]]:
    return [[i, round(p, 3)] for i, p in enumerate(probabilities.tolist()) if p > TOLD]


@torch.no_grad()
def answers(model: Decoder, windows: list[Example], mask: int) -> list[dict]:
    rows = batch(windows, mask)
    words = model(rows)
    triggers = model.heads.triggers(words, rows).softmax(-1)
    out = [{"passage": e.passage.id, "start": e.words.start, "words": len(e.first), "triggers": []} for e in windows]
    pairs = [(i, w) for i, e in enumerate(windows) for w in range(len(e.first)) if 1 - triggers[i, w, 0] > WORTH]
    if not pairs:
        return out
    kinds = torch.stack([triggers[i, w, 1:] for i, w in pairs]).argmax(-1) + 1
    parties = model.heads.parties(words, rows, pairs, kinds).softmax(-1)
    modality, negated = model.heads.standing(words, pairs)
    for k, (i, w) in enumerate(pairs):
        n = len(windows[i].first)
        sides = [likely(parties[k, r, :n]) + [[-1, round(float(parties[k, r, -1]), 3)]] for r in range(2)]
        out[i]["triggers"].append(
            {
                "at": w,
                "kinds": likely(triggers[i, w]),
                "parties": sides,
                "modality": [round(p, 3) for p in modality[k].softmax(-1).tolist()],
                "negated": round(float(negated[k].sigmoid()), 3),
            }
        )
    return out


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    pieces = Pieces(str(a.vocabulary))
    model = Decoder(a.body)
    model.load_state_dict(torch.load(a.checkpoint, weights_only=True))
    model.eval()
    done = {json.loads(line)["passage"] for line in a.out.read_text(encoding="utf-8").splitlines()} if a.out.exists() else set()
    passages = [p for p in read_plain(a.dossier, a.passages) if p.id not in done]
    with open(a.out, "a", encoding="utf-8") as out:
        for i in range(0, len(passages), CHUNK):
            rows = [e for p in passages[i : i + CHUNK] for e in examples(p, pieces, a.window)]
            rows.sort(key=lambda e: len(e.first))
            found = [x for j in range(0, len(rows), BATCH) for x in answers(model, rows[j : j + BATCH], pieces.mask)]
            out.write("".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in found))
            out.flush()
            print(i + len(passages[i : i + CHUNK]), "of", len(passages), "passages", flush=True)


if __name__ == "__main__":
    main()
