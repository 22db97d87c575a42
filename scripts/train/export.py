#!/usr/bin/env python3
"""Writes a trained checkpoint as the model folder that dossier loads: model.onnx (int8), vocab.txt, labels.json, probe.json.

  export.py RUN_FOLDER MODEL_FOLDER [--fp32]

int8: weights signed per channel with reduced range (a hedge for CPUs without VNNI), the table of pieces with a scale a row, activations with one
range a product, measured on the sample articles (they differ little from text to text: a few outlying dimensions make them). So what a window
gives does not depend on its neighbours in a batch. rten computes unsigned per-channel weights wrongly, so the weight type is not a free
choice; probe.json (an input with PyTorch's scores for it) lets dossier refuse a file that its engine computes wrongly.
"""

import argparse
import copy
import json
import shutil
import sys
from pathlib import Path

import numpy
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from corpora import WORD, Sentence
from fused import Fused
from network import Network
from windows import WINDOW, Pieces, build, inputs, pack

sys.path.append(str(Path(__file__).parent / "events"))

from examples import KINDS, RELATED, RELATIONS  # noqa: E402
from passages import MODALITIES  # noqa: E402

INPUTS, OUTPUTS, EVENTS = ["ids", "types", "mask"], ["ner", "upos", "deprel", "arcs"], "events"

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
        if node.op_type == "MultiHeadAttention":
            packed, mask = node.input
            node.input[:] = [packed, "", "", "", mask]
    onnx.save(model, str(path))


def ranges(network: torch.nn.Module, pieces: Pieces) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """The least and the largest input of every linear layer, column by column, over the sample articles."""
    found: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}

    def watch(name):
        def hook(_, given):
            rows = given[0].flatten(0, -2)
            low, high = rows.amin(0).clamp_max(0), rows.amax(0).clamp_min(0)
            if name in found:
                low, high = torch.minimum(low, found[name][0]), torch.maximum(high, found[name][1])
            found[name] = (low, high)

        return hook

    layers = [(n, m) for n, m in network.named_modules() if isinstance(m, torch.nn.Linear)]
    hooks = [m.register_forward_pre_hook(watch(n)) for n, m in layers]
    for path in sorted((Path(__file__).parents[2] / "data/articles").glob("*.txt")):
        paragraphs = [WORD.findall(p) for p in path.read_text(encoding="utf-8").split("\n") if p.strip()]
        document = [Sentence(words, [0] * len(words)) for words in paragraphs if words]
        with torch.no_grad():
            for window in pack(document, pieces, WINDOW):
                network(*inputs([build(window.sentences, pieces)]))
    for hook in hooks:
        hook.remove()
    return found


def column_factors(network: Fused, found: dict[str, tuple[torch.Tensor, torch.Tensor]]) -> list[dict[str, torch.Tensor]]:
    """Factors that even out the columns behind each norm against the rows of the weights that read them (Xiao et al. 2023,
    "SmoothQuant", with alpha 0.5)."""
    factors = []
    for i, layer in enumerate(network.layers):
        factors.append({})
        for name, product in (("qkv", layer.qkv), ("up", layer.up)):
            low, high = found[f"layers.{i}.{name}"]
            size = torch.maximum(-low, high).clamp_min(1e-5)
            columns = (size / product.weight.detach().abs().amax(0).clamp_min(1e-5)).sqrt()
            factors[-1][name] = columns / columns.log().mean().exp()
    return factors


def whole(columns: tuple[torch.Tensor, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    return columns[0].min(), columns[1].max()


def fixed_ranges(path: Path, found: dict[str, tuple[torch.Tensor, torch.Tensor]]) -> None:
    """Turns the quantisation of activations as they come into one with known ranges."""
    model = onnx.load(str(path))
    graph = model.graph
    layer_of = {n.input[0]: n.input[1].removesuffix(".weight_quantized") for n in graph.node if n.op_type == "MatMulInteger"}
    nodes = []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            low, high = (v.item() for v in whole(found[layer_of[node.output[0]]]))
            scale = numpy.float32((high - low) / 255)
            zero = numpy.uint8(min(255, max(0, round(-low / scale))))
            quantised, scale_name, zero_name = node.output
            graph.initializer.append(onnx.numpy_helper.from_array(scale, scale_name))
            graph.initializer.append(onnx.numpy_helper.from_array(zero, zero_name))
            node = onnx.helper.make_node("QuantizeLinear", [node.input[0], scale_name, zero_name], [quantised], name=node.name)
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, str(path))


def rounded(network: torch.nn.Module, found: dict[str, tuple[torch.Tensor, torch.Tensor]]) -> torch.nn.Module:
    """A copy of the network that computes in int8's steps, to know how far off they may be."""
    network = copy.deepcopy(network)

    def hook(low, high):
        scale = (high - low) / 255
        zero = round(-low / scale)
        return lambda _, given: (((given[0] / scale).round() + zero).clamp(0, 255) - zero) * scale

    for name, module in network.named_modules():
        if isinstance(module, torch.nn.Linear):
            step = module.weight.data.abs().amax(-1, keepdim=True) / 64
            module.weight.data = (module.weight.data / step).round() * step
            module.register_forward_pre_hook(lambda m, g, h=hook(*(v.item() for v in whole(found[name]))): (h(m, g),))
    return network


def probe(network, shipped: torch.nn.Module, pieces: Pieces, fp32: bool) -> dict:
    """The stored input with PyTorch's scores. An int8 file may be off by three times what its roundings make of them in PyTorch: processors whose sums
    differ in the last digit round otherwise here and there, and what computes wrongly is off by ten times as much."""
    windows = [build([Sentence(text.split(), [0] * len(text.split()))], pieces) for text in PROBE]
    given = inputs(windows)
    with torch.no_grad():
        expected = network(*given)
        got = shipped(*given)
    names = (OUTPUTS + [EVENTS])[: len(expected)]
    mask = given[2].bool()
    tolerance = {}
    for name, a, b in zip(names, expected, got):
        off = (a - b).abs()
        off = off[mask[:, :, None] & mask[:, None, :]] if name == "arcs" else off[mask]
        # What is stored of events has two digits.
        tolerance[name] = (1e-3 if fp32 else round(3 * off.max().item(), 3)) + 0.01 * (name == EVENTS)
    return {
        "ids": [w.ids for w in windows],
        "types": [w.types for w in windows],
        "tolerance": tolerance,
        # Of events there are many columns, all of one product: two digits keep the file small.
        "scores": {name: [round(v, 2 if name == EVENTS else 4) for v in a.flatten().tolist()] for name, a in zip(names, expected)},
    }


def events_of(run: Path) -> tuple[dict[str, torch.Tensor], torch.nn.Linear | None]:
    """The scorers of events (events/heads.py) by name, and the layer that they read; nothing where the run has none."""
    if not (run / "events.pt").exists():
        return {}, None
    state = torch.load(run / "events.pt", weights_only=True)
    weight, bias = state.pop("projection.weight"), state.pop("projection.bias")
    projection = torch.nn.Linear(weight.shape[1], weight.shape[0])
    projection.load_state_dict({"weight": weight, "bias": bias})
    return state, projection


def answers_of(network: Network, projection: torch.nn.Linear | None):
    """What the trained network itself answers, fused in nothing: what a file is held against."""

    def answers(ids, types, mask):
        words = network.encoded(ids, types, mask)
        return *network.answers(words, mask), *([projection(words)] if projection else [])

    return answers


def event_labels(projection: torch.nn.Linear | None) -> dict:
    if projection is None:
        return {}
    return {"events": {"classes": KINDS, "modalities": MODALITIES, "facts": RELATED, "relations": RELATIONS, "columns": projection.out_features}}


def add_arrays(path: Path, arrays: dict[str, torch.Tensor]) -> None:
    """Puts the scorers of events into the file. The graph does not use them: whoever runs it reads them beside it."""
    model = onnx.load(str(path))
    model.graph.initializer.extend(onnx.numpy_helper.from_array(v.numpy(), f"events.{k}") for k, v in arrays.items())
    onnx.save(model, str(path))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("model", type=Path)
    p.add_argument("--fp32", action="store_true", help="write the weights as they are (90 MB)")
    a = p.parse_args()
    a.model.mkdir(parents=True, exist_ok=True)
    network = Network.of(torch.load(a.run / "checkpoint.pt", weights_only=True))
    scorers, projection = events_of(a.run)
    outputs = OUTPUTS + [EVENTS] * bool(projection)
    fused = Fused(network, int8=False, events=projection).eval()
    pieces = Pieces(str(a.run / "vocab.txt"))
    if not a.fp32:
        fused = Fused(network, int8=True, columns=column_factors(fused, ranges(fused, pieces)), events=projection).eval()
        found = ranges(fused, pieces)
    shipped = fused
    plain, model = a.run / "model_fp32.onnx", a.model / "model.onnx"
    example = torch.ones(2, 16, dtype=torch.int64)
    axes = {name: {0: "batch", 1: "pieces"} for name in (*INPUTS, *outputs)}
    axes["arcs"] = {0: "batch", 1: "pieces", 2: "pieces"}
    torch.onnx.export(
        fused,
        (example, torch.zeros_like(example), example),
        str(plain),
        input_names=INPUTS,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
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
        fixed_ranges(model, found)
        shipped = rounded(fused, found)
    add_arrays(model, scorers)
    shutil.copy(a.run / "vocab.txt", a.model / "vocab.txt")
    labels = json.loads((a.run / "labels.json").read_text()) | event_labels(projection)
    (a.model / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    stored = probe(answers_of(network.eval(), projection), shipped, pieces, a.fp32)
    (a.model / "probe.json").write_text(json.dumps(stored) + "\n")
    print(f"{model}: {model.stat().st_size / 1e6:.1f} MB; scores may be off by {stored['tolerance']}")


if __name__ == "__main__":
    main()
