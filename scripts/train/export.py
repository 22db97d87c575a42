#!/usr/bin/env python3
"""Writes a trained checkpoint as the model folder that dossier loads: model.onnx (int8), vocab.txt, labels.json, probe.json.

  export.py RUN_FOLDER MODEL_FOLDER [--fp32]

int8 is dynamic quantisation: weights signed per channel with reduced range (a hedge for CPUs without VNNI), the
embedding tables too. rten computes unsigned per-channel weights wrongly, so the weight type is not a free choice;
probe.json (an input with PyTorch's scores for it) lets dossier refuse a file that its engine computes wrongly.
"""

import argparse
import json
import shutil
from pathlib import Path

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from corpora import Sentence
from fused import Fused
from network import Network
from windows import Pieces, build, inputs

INPUTS, OUTPUTS = ["ids", "types", "mask"], ["ner", "upos", "deprel", "arcs"]

PROBE = [
    "On Monday , President Ann Mwangi of Kenya told reporters in NAIROBI that 2,500 troops from the McKinley Brigade would leave Sudan .",
    "Officials denied it .",
]


def named_weights(path: Path, network: torch.nn.Module) -> None:
    """Gives the products' weights, which PyTorch's exporter numbers, the names of their layers."""
    model = onnx.load(str(path))
    weights = {n: w.detach().t().numpy() for n, w in network.named_parameters() if w.dim() == 2}
    names = {}
    for tensor in model.graph.initializer:
        if tensor.name.startswith("onnx::MatMul"):
            values = onnx.numpy_helper.to_array(tensor)
            found = [n for n, w in weights.items() if w.shape == values.shape and (w == values).all()]
            names[tensor.name] = tensor.name = found[0]
    for node in model.graph.node:
        node.input[:] = [names.get(i, i) for i in node.input]
    onnx.save(model, str(path))


def probe(network: torch.nn.Module, model: Path, vocabulary: Path, fp32: bool) -> dict:
    """The stored input with PyTorch's scores. An int8 file may be off by twice what ONNX Runtime makes of it."""
    pieces = Pieces(str(vocabulary))
    windows = [build([Sentence(text.split(), [0] * len(text.split()))], pieces) for text in PROBE]
    given = inputs(windows)
    with torch.no_grad():
        expected = network(*given)
    mask = given[2].bool()
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    got = session.run(OUTPUTS, {name: value.numpy() for name, value in zip(INPUTS, given)})
    tolerance = {}
    for name, a, b in zip(OUTPUTS, expected, got):
        off = (a - torch.from_numpy(b)).abs()
        off = off[mask[:, :, None] & mask[:, None, :]] if name == "arcs" else off[mask]
        tolerance[name] = 1e-3 if fp32 else round(2 * off.max().item(), 3)
    return {
        "ids": [w.ids for w in windows],
        "types": [w.types for w in windows],
        "tolerance": tolerance,
        "scores": {name: [round(v, 4) for v in a.flatten().tolist()] for name, a in zip(OUTPUTS, expected)},
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("model", type=Path)
    p.add_argument("--fp32", action="store_true", help="write the weights as they are (90 MB)")
    a = p.parse_args()
    a.model.mkdir(parents=True, exist_ok=True)
    labels = json.loads((a.run / "labels.json").read_text())
    network = Network(len(labels["ner"]), len(labels["upos"]), len(labels["deprel"]))
    network.load_state_dict(torch.load(a.run / "checkpoint.pt", weights_only=True))
    fused = Fused(network, int8=not a.fp32).eval()
    plain, model = a.run / "model_fp32.onnx", a.model / "model.onnx"
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {name: {0: "batch", 1: "pieces"} for name in (*INPUTS, "ner", "upos", "deprel")}
    axes["arcs"] = {0: "batch", 1: "pieces", 2: "pieces"}
    torch.onnx.export(
        fused,
        (example, torch.zeros_like(example), example),
        str(plain),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
    )
    named_weights(plain, fused)
    if a.fp32:
        shutil.copy(plain, model)
    else:
        quantize_dynamic(
            str(plain),
            str(model),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    for name in ("vocab.txt", "labels.json"):
        shutil.copy(a.run / name, a.model / name)
    stored = probe(network.eval(), model, a.model / "vocab.txt", a.fp32)
    (a.model / "probe.json").write_text(json.dumps(stored) + "\n")
    print(f"{model}: {model.stat().st_size / 1e6:.1f} MB; scores may be off by {stored['tolerance']}")


if __name__ == "__main__":
    main()
