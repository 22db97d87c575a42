#!/usr/bin/env python3
"""Writes a trained checkpoint as the model folder that dossier loads: model.onnx (int8), vocab.txt, labels.json.

  export.py RUN_FOLDER MODEL_FOLDER [--fp32]

int8 is dynamic quantisation: weights signed per channel with reduced range (a hedge for CPUs without VNNI), the
embedding tables too. rten computes unsigned per-channel weights wrongly, so the weight type is not a free choice.
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from network import Network


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
    network.eval()
    plain = a.run / "model_fp32.onnx"
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "types", "mask", "ner", "upos", "deprel")}
    axes["arcs"] = {0: "batch", 1: "pieces", 2: "pieces"}
    torch.onnx.export(
        network,
        (example, torch.zeros_like(example), example),
        str(plain),
        input_names=["ids", "types", "mask"],
        output_names=["ner", "upos", "deprel", "arcs"],
        dynamic_axes=axes,
        opset_version=17,
    )
    if a.fp32:
        shutil.copy(plain, a.model / "model.onnx")
    else:
        quantize_dynamic(
            str(plain),
            str(a.model / "model.onnx"),
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    for name in ("vocab.txt", "labels.json"):
        shutil.copy(a.run / name, a.model / name)
    print(f"{a.model / 'model.onnx'}: {(a.model / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
