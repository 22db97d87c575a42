"""The network as it is shipped: the same numbers in fewer steps. The three products of attention are one, with the queries scaled
beforehand, and attention is one step (ONNX: com.microsoft.MultiHeadAttention over packed queries, keys and values), so that scores stay in the
processor's cache; the heads that read the last layer are one product. `src/encoder/engine` takes them apart by these names."""

import torch
from torch import nn
from torch.nn import functional as F

from network import HEADS, WIDTH, Layer, Network


def stacked(layers: list[nn.Linear], scales: list[float] | None = None) -> nn.Linear:
    scales = scales or [1.0] * len(layers)
    out = nn.Linear(WIDTH, sum(layer.out_features for layer in layers))
    with torch.no_grad():
        out.weight.copy_(torch.cat([layer.weight * s for layer, s in zip(layers, scales)]))
        out.bias.copy_(torch.cat([layer.bias * s for layer, s in zip(layers, scales)]))
    return out


class Int8Embedding(nn.Module):
    """A table of int8 rows, each with a scale of its own: rare pieces have small vectors, which one scale for all would round away."""

    def __init__(self, table: nn.Embedding):
        super().__init__()
        scale = table.weight.detach().abs().amax(-1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("rows", (table.weight.detach() / scale).round().to(torch.int8))

    def forward(self, ids):
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class Attention(torch.autograd.Function):
    """Attention over packed input, batch x pieces x heads x (query, key, value) x head width, and the mask, batch x pieces."""

    @staticmethod
    def forward(_, packed, mask):
        q, k, v = (packed[:, :, :, i].transpose(1, 2) for i in range(3))
        keys = (1.0 - mask[:, None, None, :].to(packed.dtype)) * -10000.0
        return ((q @ k.transpose(-1, -2) + keys).softmax(-1) @ v).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, packed, mask):
        settings = {"num_heads_i": HEADS, "scale_f": 1.0, "mask_filter_value_f": -10000.0}
        return g.op("com.microsoft::MultiHeadAttention", packed, mask, **settings)


class FusedLayer(nn.Module):
    def __init__(self, layer: Layer):
        super().__init__()
        self.qkv = stacked([layer.query, layer.key, layer.value], [(WIDTH // HEADS) ** -0.5, 1.0, 1.0])
        by_head = lambda t: t.unflatten(0, (3, HEADS, WIDTH // HEADS)).transpose(0, 1).flatten(0, 2).contiguous()
        self.qkv.weight.data, self.qkv.bias.data = by_head(self.qkv.weight.data), by_head(self.qkv.bias.data)
        self.out, self.out_norm = layer.out, layer.out_norm
        self.up, self.down, self.down_norm = layer.up, layer.down, layer.down_norm

    def forward(self, x, mask):
        packed = self.qkv(x).unflatten(-1, (HEADS, 3, WIDTH // HEADS))
        x = self.out_norm(x + self.out(Attention.apply(packed, mask)))
        return self.down_norm(x + self.down(F.gelu(self.up(x))))


class Fused(nn.Module):
    def __init__(self, network: Network, int8: bool):
        super().__init__()
        n = network
        self.words = Int8Embedding(n.words) if int8 else n.words
        self.positions, self.cases, self.norm = n.positions, n.cases, n.norm
        self.layers = nn.ModuleList(FusedLayer(layer) for layer in n.layers)
        heads = [n.dependent, n.governor, n.label_governor, n.label_dependent, n.ner, n.upos]
        self.sizes = [h.out_features for h in heads]
        self.heads = stacked(heads)
        self.arc, self.arc_bias, self.label = n.arc, n.arc_bias, n.label

    def forward(self, ids, types, mask):
        x = self.norm(self.words(ids) + self.cases(types) + self.positions.weight[: ids.shape[1]])
        present = mask.to(torch.int32)
        for layer in self.layers:
            x = layer(x, present)
        bent, plain = self.heads(x).split([sum(self.sizes[:4]), sum(self.sizes[4:])], -1)
        dependent, governor, label_governor, label_dependent = torch.tanh(bent).split(self.sizes[:4], -1)
        ner, upos = plain.split(self.sizes[4:], -1)
        arcs = self.arc(dependent) @ governor.transpose(-1, -2) + self.arc_bias(governor).transpose(-1, -2)
        arcs = arcs + (1.0 - mask[:, None, :].to(x.dtype)) * -10000.0
        head = arcs.softmax(-1) @ label_governor
        return ner, upos, self.label(torch.cat([label_dependent, head], -1)), arcs
