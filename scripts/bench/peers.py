#!/usr/bin/env python3
"""dossier and its peers side by side, in one sitting, on the same articles and two cores: words a second, peak memory, ratios.

  python3 -m venv peers && peers/bin/pip install -r scripts/bench/requirements-peers.txt
  cargo build --release --examples && cargo build --release
  peers/bin/python scripts/bench/peers.py [--words 200000] [--rounds 3]

Whole jobs, from text to entities:
  dossier extract                two threads; names, trees, amounts, relations, tables
  spaCy                          tagger, parser and entity recogniser in en_core_web_sm's architecture, two processes
  transformers pipeline          token classification with a BERT of dossier's size (weights do not change its speed), PyTorch on two threads
The bare network on full windows, in pieces a second, two workers of one thread each:
  dossier                        the shipped file, embedded engine
  ONNX Runtime (Python)          the shipped file, its attention spelt out in standard operators

What the processor's best instruction for bytes gives in registers alone, as so many pieces a second: what no network of this size can be faster than.

Every round runs all of them, one after the other; medians are printed. spaCy learns for a minute from dossier's own parses of the sample articles, so
that its trees have an ordinary shape. Compare figures of one sitting only.
"""

import argparse
import functools
import json
import math
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

import samples
from samples import ROOT

WINDOWS, LENGTH = 12, 80


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--words", type=int, default=200_000, help="size of the dump; the slow peers read a tenth of it")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    p.add_argument("--peer", help=argparse.SUPPRESS)
    return p.parse_args()


def watched(command: list) -> tuple[str, float, float]:
    """Output, seconds and peak MB of a command and all its children."""
    start, peak = time.perf_counter(), 0
    child = psutil.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.append(child.stdout.read()))
    reader.start()
    while child.poll() is None:
        try:
            family = [child, *child.children(recursive=True)]
            peak = max(peak, sum(p.memory_info().rss for p in family))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.05)
    seconds = time.perf_counter() - start
    reader.join()
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return output[0], seconds, peak / 1e6


def peer_spacy(a, work: Path) -> dict:
    import spacy

    nlp = spacy.load(work / "spacy")
    batch = json.loads((work / "few.json").read_text())
    start = time.perf_counter()
    n = sum(len(doc) for doc in nlp.pipe(batch, n_process=2, batch_size=4))
    return {"words": n, "seconds": time.perf_counter() - start}


def peer_transformers(a, work: Path) -> dict:
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast, pipeline

    torch.set_num_threads(2)
    torch.manual_seed(7)
    config = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, num_labels=9)
    tokenizer = BertTokenizerFast(str(ROOT / "models/vocab.txt"), model_max_length=512)
    tagger = pipeline("token-classification", model=BertForTokenClassification(config).eval(), tokenizer=tokenizer, aggregation_strategy="simple")
    batch = json.loads((work / "few.json").read_text())
    paragraphs = [p for text in batch for p in text.split("\n") if p.strip()]
    start = time.perf_counter()
    for _ in tagger(paragraphs, batch_size=16):
        pass
    seconds = time.perf_counter() - start
    return {"words": sum(len(t.split()) for t in batch), "seconds": seconds}


@functools.cache
def operations_a_piece() -> int:
    """Products and sums of bytes; attention's, which are not of bytes, are left out."""
    import onnx

    arrays = onnx.load(str(ROOT / "models/model.onnx")).graph.initializer
    return sum(2 * math.prod(t.dims) for t in arrays if t.name.endswith(".weight_quantized"))


def spelt_out(work: Path) -> Path:
    """The shipped graph without its packed attention, which ONNX Runtime does not compute on CPUs."""
    import numpy
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(ROOT / "models/model.onnx"))
    nodes = []
    constant = lambda name, values, kind=numpy.int64: model.graph.initializer.append(numpy_helper.from_array(numpy.array(values, kind), name))
    constant("_axes", [1, 2])
    constant("_first", [0])
    constant("_rows", [0, 0, -1])
    constant("_one", 1.0, numpy.float32)
    constant("_far", -10000.0, numpy.float32)
    for node in model.graph.node:
        if node.op_type != "MultiHeadAttention":
            nodes.append(node)
            continue
        packed, mask, out = node.input[0], node.input[4], node.output[0]
        step = lambda op, given, ends, **settings: nodes.append(helper.make_node(op, given, [f"{out}.{e}" for e in ends], **settings))
        at = lambda name: f"{out}.{name}"
        step("Transpose", [packed], ["parts"], perm=[3, 0, 2, 1, 4])
        step("Split", [at("parts")], ["q", "k", "v"], axis=0)
        step("Transpose", [at("k")], ["kt"], perm=[0, 1, 2, 4, 3])
        step("MatMul", [at("q"), at("kt")], ["scores"])
        step("Cast", [mask], ["present"], to=1)
        step("Sub", ["_one", at("present")], ["absent"])
        step("Mul", [at("absent"), "_far"], ["bias"])
        step("Unsqueeze", [at("bias"), "_axes"], ["wide"])
        step("Add", [at("scores"), at("wide")], ["masked"])
        step("Softmax", [at("masked")], ["weights"], axis=-1)
        step("MatMul", [at("weights"), at("v")], ["mixed"])
        step("Transpose", [at("mixed")], ["turned"], perm=[0, 1, 3, 2, 4])
        step("Squeeze", [at("turned"), "_first"], ["flat"])
        nodes.append(helper.make_node("Reshape", [at("flat"), "_rows"], [out]))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    path = work / "spelt_out.onnx"
    onnx.save(model, str(path))
    return path


def peer_onnxruntime(a, work: Path) -> dict:
    """One session of one thread; the caller starts two of these."""
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(work / "spelt_out.onnx"), options, providers=["CPUExecutionProvider"])
    ids = ((numpy.arange(WINDOWS * LENGTH) * 7919) % 30_522).reshape(WINDOWS, LENGTH).astype(numpy.int64)
    given = {"ids": ids, "types": ids % 2, "mask": numpy.ones_like(ids)}
    session.run(None, given)
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < 6:
        session.run(None, given)
        done += 1
    return {"pieces": done * WINDOWS * LENGTH, "seconds": time.perf_counter() - start}


PEERS = {"spacy": peer_spacy, "transformers": peer_transformers, "onnxruntime": peer_onnxruntime}


def make_spacy(work: Path) -> None:
    """A pipeline of en_core_web_sm's shape, taught for a few rounds by dossier's parses."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    parsed, _, _ = watched([ROOT / "target/release/dossier", "parse", ROOT / "data/articles"])
    nlp = spacy.blank("en")
    embedding = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"], "rows": [5000, 1000, 2500, 2500, 50, 50], "include_static_vectors": False},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1, "maxout_pieces": 3},
    }
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tok2vec", config={"model": embedding})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    transition = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True}
    nlp.add_pipe("parser", config={"model": {**transition, "state_type": "parser", "tok2vec": listener}})
    nlp.add_pipe("ner", config={"model": {**transition, "state_type": "ner", "tok2vec": embedding}})
    examples = []
    for block in parsed.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        words = [r[1] for r in rows]
        tags = [dict(f.split("=", 1) for f in r[9].split("|")).get("NER", "O") for r in rows]
        heads = [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)]
        doc = Doc(nlp.vocab, words=words, tags=[r[3] for r in rows], heads=heads, deps=[r[7] if r[6] != "0" else "ROOT" for r in rows], ents=tags)
        examples.append(Example(Doc(nlp.vocab, words=words), doc))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(6):
        for i in range(0, len(examples), 32):
            nlp.update(examples[i : i + 32], sgd=optimizer)
    nlp.to_disk(work / "spacy")


def one_round(a, work: Path) -> dict[str, tuple[float, float]]:
    """Rate (words or pieces a second) and peak MB of everyone."""
    out: dict[str, tuple[float, float]] = {}
    _, seconds, peak = watched([ROOT / "target/release/dossier", "extract", work / "all.jsonl", "--out", work / "out", "--threads", "2", "--quiet"])
    lines = (work / "out/articles.csv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("tokens")
    import csv

    words = sum(int(row[column]) for row in csv.reader(lines[1:]))
    out["dossier extract"] = (words / seconds, peak)
    me = [sys.executable, __file__, "--work", work, "--peer"]
    for name, label in (("spacy", "spaCy, two processes"), ("transformers", "transformers pipeline")):
        answer, _, peak = watched([*me, name])
        told = json.loads(answer.strip().splitlines()[-1])
        out[label] = (told["words"] / told["seconds"], peak)
    answer, _, peak = watched([ROOT / "target/release/examples/encoder", WINDOWS, LENGTH, 2])
    out["network: dossier"] = (float(answer), peak)
    answer, _, _ = watched([ROOT / "target/release/examples/peak", 2])
    if told := json.loads(answer):
        out[f"network: registers alone ({told['instruction']})"] = (told["operations"] / operations_a_piece(), 0.0)
    pair = [subprocess.Popen([str(c) for c in [*me, "onnxruntime"]], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [json.loads(p.communicate()[0].strip().splitlines()[-1]) for p in pair]
    out["network: ONNX Runtime (Python)"] = (sum(t["pieces"] / t["seconds"] for t in told), 0.0)
    return out


def main():
    a = arguments()
    if a.peer:
        print(json.dumps(PEERS[a.peer](a, a.work)))
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        everything = samples.repeated(a.words)
        with (work / "all.jsonl").open("w", encoding="utf-8") as f:
            for i, text in enumerate(everything):
                f.write(json.dumps({"id": f"a{i}", "text": text, "date": "2020-01-01"}) + "\n")
        (work / "few.json").write_text(json.dumps(list(samples.repeated(a.words // 4))))
        make_spacy(work)
        spelt_out(work)
        rounds = [one_round(a, work) for _ in range(a.rounds)]
    ours = {"words": "dossier extract", "pieces": "network: dossier"}
    print("| | a second | peak MB | dossier is |")
    print("| --- | --- | --- | --- |")
    for name in rounds[0]:
        kind = "pieces" if name.startswith("network") else "words"
        rate = statistics.median(r[name][0] for r in rounds)
        peak = max(r[name][1] for r in rounds)
        ratio = statistics.median(r[ours[kind]][0] / r[name][0] for r in rounds)
        print(f"| {name} | {rate:,.0f} {kind} | {peak:,.0f} | {ratio:.2f} times as fast |".replace(" | 0 |", " | |"))


if __name__ == "__main__":
    main()
