"""The weights of a shipped int8 file as a checkpoint to go on from: export.py's steps undone, up to the rounding."""

import json
import shutil
from pathlib import Path

import onnx
import torch

from network import HEAD_WIDTH, LAYERS


def copy_labels(model: Path, out: Path) -> dict[str, list[str]]:
    """The vocabulary and the labels of a model's or a run's folder into another run's, without the calibration; returns the labels."""
    shutil.copy(model / "vocab.txt", out / "vocab.txt")
    known = json.loads((model / "labels.json").read_text())
    labels = {k: known[k] for k in ("ner", "upos", "deprel")}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    return labels


def weights_of(folder: Path) -> dict[str, torch.Tensor]:
    """Of a run's folder or a shipped file's."""
    trained = folder / "checkpoint.pt"
    return torch.load(trained, weights_only=True) if trained.exists() else checkpoint(folder / "model.onnx")


def scorers_of(folder: Path) -> dict[str, torch.Tensor] | None:
    """The scorers of events of a run's folder or a shipped file's."""
    trained = folder / "events.pt"
    return torch.load(trained, weights_only=True) if trained.exists() else events(folder / "model.onnx")


def events(model: Path) -> dict[str, torch.Tensor] | None:
    """The state of `events.heads.EventHeads` from `model.onnx`; none where it finds no events."""
    found = {t.name: torch.from_numpy(onnx.numpy_helper.to_array(t).copy()) for t in onnx.load(str(model)).graph.initializer}
    own = {name.removeprefix("events."): value for name, value in found.items() if name.startswith("events.")}
    if not own:
        return None
    heads = (found["heads.weight_quantized"].float() * found["heads.weight_scale"]).t().contiguous()
    # What stands before them: four halves of arcs and labels, and the tags of names and words.
    before = 4 * found["arc.weight_quantized"].shape[0] + 9 + 17
    return {**own, "projection.weight": heads[before:].clone(), "projection.bias": found["heads.bias"][before:].clone()}


def checkpoint(model: Path) -> dict[str, torch.Tensor]:
    """The state of `network.Network` from `model.onnx`."""
    found = {t.name: torch.from_numpy(onnx.numpy_helper.to_array(t).copy()) for t in onnx.load(str(model)).graph.initializer}
    product = lambda name: (found[name + ".weight_quantized"].float() * found[name + ".weight_scale"]).t().contiguous()
    state = {"words.weight": found["words.rows"].float() * found["words.scale"]}
    for name in ("positions.weight", "cases.weight", "norm.weight", "norm.bias"):
        state[name] = found[name]
    before = "norm"
    for i in range(LAYERS):
        at = f"layers.{i}."
        for norm in ("out_norm", "down_norm"):
            state |= {at + norm + part: found[at + norm + part] for part in (".weight", ".bias")}
        columns = lambda plain, scaled: found[plain + ".weight"] / found[scaled + ".weight"]
        qkv = product(at + "qkv") / columns(before, at + "qkv_norm")
        apart = lambda t: t.unflatten(0, (-1, 3, HEAD_WIDTH)).transpose(0, 1).flatten(1, 2)
        for part, values in ((".weight", apart(qkv)), (".bias", apart(found[at + "qkv.bias"]))):
            query, key, value = values.clone()
            state |= {at + "query" + part: query * HEAD_WIDTH**0.5, at + "key" + part: key, at + "value" + part: value}
        state[at + "up.weight"] = product(at + "up") / columns(at + "out_norm", at + "up_norm")
        for name in ("out", "down"):
            state[at + name + ".weight"] = product(at + name)
        state |= {at + name + ".bias": found[at + name + ".bias"] for name in ("out", "up", "down")}
        before = at + "down_norm"
    heads, biases = product("heads"), found["heads.bias"]
    label = product("label")
    state |= {"arc.weight": product("arc"), "arc_bias.weight": product("arc_bias"), "label.weight": label, "label.bias": found["label.bias"]}
    width = state["arc.weight"].shape[0]
    sizes = {"dependent": width, "governor": width, "label_governor": width, "label_dependent": width, "ner": 9, "upos": 17}
    start = 0
    for name, size in sizes.items():
        state |= {name + ".weight": heads[start : start + size].clone(), name + ".bias": biases[start : start + size].clone()}
        start += size
    return state
