"""A wider teacher of names: MPNet (Song et al. 2020; 12 layers, 768 wide) with the casing of words and one linear head.

It reads the windows that the shipped network reads: the same vocabulary, four rows further on.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY, CASES = 768, 12, 12, 3072, 514, 30527, 6
BUCKETS, FARTHEST = 32, 128  # of the relative positions
SHIFT = 4  # <s>, <pad>, </s> and <unk> stand before BERT's rows
SPECIAL = {0: 1, 100: 104, 101: 0, 102: 2, 103: 30526}  # BERT's [PAD], [UNK], [CLS], [SEP] and [MASK]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, x, bias, dropout):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype), dropout if self.training else 0.0)
        x = self.out_norm(x + F.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)), dropout, self.training))
        return self.down_norm(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))


class NameTeacher(nn.Module):
    def __init__(self, ner: int, dropout: float = 0.1):
        super().__init__()
        self.words, self.positions, self.cases = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.ner = nn.Linear(WIDTH, ner)
        self.dropout = dropout

    def forward(self, ids, types, mask):
        own = ids + SHIFT
        for theirs, ours in SPECIAL.items():
            own = torch.where(ids == theirs, ours, own)
        length = ids.shape[1]
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        x = drop(self.norm(self.words(own) + self.positions.weight[2 : 2 + length] + self.cases(types)))
        bias = self.relative(buckets(length).to(ids.device)).permute(2, 0, 1)[None]
        bias = bias + (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias, self.dropout)
        return self.ner(drop(x))


def buckets(length: int) -> torch.Tensor:
    """T5's buckets of relative positions, both ways: half of them exact, half by logarithm."""
    at = torch.arange(length)
    n = -(at[None, :] - at[:, None])
    half = BUCKETS // 2
    result = (n < 0).long() * half
    n = n.abs()
    exact = half // 2
    far = exact + (torch.log(n.float().clamp_min(1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return result + torch.where(n < exact, n, far.clamp_max(half - 1))


def load_backbone(network: NameTeacher, weights: dict[str, torch.Tensor]) -> None:
    take = lambda module, name: (module.weight.copy_(weights[name + ".weight"]), getattr(module, "bias", None) is not None and module.bias.copy_(weights[name + ".bias"]))
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"])
        network.cases.weight.copy_(0.01 * torch.randn(CASES, WIDTH))
        take(network.norm, "embeddings.LayerNorm")
        network.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        for i, layer in enumerate(network.layers):
            at = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).copy_(torch.cat([weights[f"{at}attention.attn.{x}.{part}"] for x in "qkv"]))
            take(layer.out, at + "attention.attn.o")
            take(layer.out_norm, at + "attention.LayerNorm")
            take(layer.up, at + "intermediate.dense")
            take(layer.down, at + "output.dense")
            take(layer.down_norm, at + "output.LayerNorm")
