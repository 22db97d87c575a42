"""The network as it is shipped: the same numbers in fewer steps. The three products of attention are one, with the queries scaled
beforehand, and attention is one step (ONNX: com.microsoft.MultiHeadAttention over packed queries, keys and values), so that scores stay in the
processor's cache; the heads that read the last layer are one product. `src/encoder/engine` takes them apart by these names."""

import copy

import torch
from torch import nn
from torch.nn import functional as F

from network import HEAD_WIDTH, WIDTH, Layer, Network


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
    def forward(_, packed, mask, heads):
        q, k, v = (packed[:, :, :, i].transpose(1, 2) for i in range(3))
        keys = (1.0 - mask[:, None, None, :].to(packed.dtype)) * -10000.0
        return ((q @ k.transpose(-1, -2) + keys).softmax(-1) @ v).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, packed, mask, heads):
        settings = {"num_heads_i": heads, "scale_f": 1.0, "mask_filter_value_f": -10000.0}
        return g.op("com.microsoft::MultiHeadAttention", packed, mask, **settings)


def scaled(norm: nn.LayerNorm, columns: torch.Tensor | None) -> nn.LayerNorm:
    """The norm with its columns divided by factors."""
    out = copy.deepcopy(norm)
    if columns is not None:
        out.weight.data, out.bias.data = norm.weight.data / columns, norm.bias.data / columns
    return out


class FusedLayer(nn.Module):
    """In int8, what the two products behind a norm read is that norm again with its columns scaled (`columns`: factors of "qkv" and "up"), so
    that a few large columns do not take the others' precision; the rows of the weights make up for it. The plain norm goes on as the residual."""

    def __init__(self, layer: Layer, before: nn.LayerNorm, columns: dict[str, torch.Tensor]):
        super().__init__()
        self.qkv = stacked([layer.query, layer.key, layer.value], [HEAD_WIDTH**-0.5, 1.0, 1.0])
        by_head = lambda t: t.unflatten(0, (3, -1, HEAD_WIDTH)).transpose(0, 1).flatten(0, 2).contiguous()
        self.qkv.weight.data, self.qkv.bias.data = by_head(self.qkv.weight.data), by_head(self.qkv.bias.data)
        self.out, self.out_norm = layer.out, layer.out_norm
        self.up, self.down, self.down_norm = copy.deepcopy(layer.up), layer.down, layer.down_norm
        self.heads, self.scales = layer.heads, bool(columns)
        if columns:
            self.qkv_norm, self.up_norm = scaled(before, columns["qkv"]), scaled(layer.out_norm, columns["up"])
            self.qkv.weight.data = self.qkv.weight.data * columns["qkv"]
            self.up.weight.data = self.up.weight.data * columns["up"]

    def forward(self, raw, x, mask):
        """`x` is the norm of `raw`."""
        packed = self.qkv(self.qkv_norm(raw) if self.scales else x).unflatten(-1, (self.heads, 3, HEAD_WIDTH))
        raw = x + self.out(Attention.apply(packed, mask, self.heads))
        x = self.out_norm(raw)
        raw = x + self.down(F.gelu(self.up(self.up_norm(raw) if self.scales else x)))
        return raw, self.down_norm(raw)


class Fused(nn.Module):
    """`columns`: by layer, the factors of its norms' columns; empty for plain norms. `events`: what the scorers of events read of each piece
    (events/heads.py), where the network finds any; then there is an output more."""

    def __init__(
        self, network: Network, int8: bool, columns: list[dict[str, torch.Tensor]] | None = None, events: nn.Linear | None = None
    ):
        super().__init__()
        n = network
        self.words = Int8Embedding(n.words) if int8 else n.words
        self.positions, self.cases, self.norm = n.positions, n.cases, n.norm
        before = [n.norm, *(layer.down_norm for layer in n.layers)]
        columns = columns or [{} for _ in n.layers]
        self.layers = nn.ModuleList(FusedLayer(*parts) for parts in zip(n.layers, before, columns))
        heads = [n.dependent, n.governor, n.label_governor, n.label_dependent, n.ner, n.upos, *([events] if events else [])]
        self.sizes = [h.out_features for h in heads]
        self.heads = stacked(heads)
        self.arc, self.arc_bias, self.label = n.arc, n.arc_bias, n.label

    def forward(self, ids, types, mask):
        raw = self.words(ids) + self.cases(types) + self.positions.weight[: ids.shape[1]]
        x = self.norm(raw)
        present = mask.to(torch.int32)
        for layer in self.layers:
            raw, x = layer(raw, x, present)
        bent, plain = self.heads(x).split([sum(self.sizes[:4]), sum(self.sizes[4:])], -1)
        dependent, governor, label_governor, label_dependent = torch.tanh(bent).split(self.sizes[:4], -1)
        ner, upos, *events = plain.split(self.sizes[4:], -1)
        arcs = self.arc(dependent) @ governor.transpose(-1, -2) + self.arc_bias(governor).transpose(-1, -2)
        arcs = arcs + (1.0 - mask[:, None, :].to(x.dtype)) * -10000.0
        head = arcs.softmax(-1) @ label_governor
        return ner, upos, self.label(torch.cat([label_dependent, head], -1)), arcs, *events
