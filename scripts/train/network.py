"""The encoder: MiniLM (BERT, 6 layers, 384 wide) with four linear heads, written out so that the ONNX graph is small. Layers may have fewer
attention heads and inner units than MiniLM's (narrow.py): what a layer has is read off its weights.

Inputs, all [batch, pieces]: ids, types (the casing of the piece's word, see windows.CASES), mask (1 = piece, 0 = pad).
Outputs: ner [batch, pieces, 9], upos [batch, pieces, 17], deprel [batch, pieces, labels], arcs [batch, pieces, pieces]
(row = dependent, column = head; column 0, the [CLS] piece, is the root). Values are read at the first piece of a word.
"""

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY, CASES = 384, 6, 12, 1536, 512, 30522, 6
HEAD_WIDTH = WIDTH // HEADS


class Layer(nn.Module):
    def __init__(self, heads: int = HEADS, inner: int = INNER):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(WIDTH, heads * HEAD_WIDTH) for _ in range(3))
        self.out = nn.Linear(heads * HEAD_WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, dropout):
        x = self.out_norm(x + F.dropout(self.out(self.mixed(x, bias, dropout)), dropout, self.training))
        return self.down_norm(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))

    def mixed(self, x, bias, dropout=0.0):
        """The values that each piece attends to."""
        batch, length, _ = x.shape
        split = lambda t: t.view(batch, length, self.heads, HEAD_WIDTH).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype), dropout if self.training else 0.0)
        return mixed.transpose(1, 2).reshape(batch, length, self.heads * HEAD_WIDTH)


def absent(mask, dtype):
    """What is added to the scores of padding, batch x 1 x 1 x pieces."""
    return (1.0 - mask[:, None, None, :].to(dtype)) * -10000.0


class Network(nn.Module):
    def __init__(self, ner: int, upos: int, deprel: int, arc_width: int = 192, dropout: float = 0.1, shapes=((HEADS, INNER),) * LAYERS):
        """`shapes`: attention heads and inner units, layer by layer."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(*shape) for shape in shapes)
        self.ner, self.upos = nn.Linear(WIDTH, ner), nn.Linear(WIDTH, upos)
        self.dependent, self.governor = nn.Linear(WIDTH, arc_width), nn.Linear(WIDTH, arc_width)
        self.arc = nn.Linear(arc_width, arc_width, bias=False)
        self.arc_bias = nn.Linear(arc_width, 1, bias=False)
        # The label of an arc depends on both its ends: the head's side enters as the mixture of the candidate
        # heads under the arc distribution, which needs no decoded tree.
        self.label_dependent, self.label_governor = nn.Linear(WIDTH, arc_width), nn.Linear(WIDTH, arc_width)
        self.label = nn.Linear(2 * arc_width, deprel)
        self.dropout = dropout

    def forward(self, ids, types, mask):
        return self.answers(self.encoded(ids, types, mask), mask)

    def encoded(self, ids, types, mask):
        """What the heads read of each piece, [batch, pieces, WIDTH]."""
        x = F.dropout(self.embedded(ids, types), self.dropout, self.training)
        keys = absent(mask, x.dtype)
        for layer in self.layers:
            x = layer(x, keys, self.dropout)
        return F.dropout(x, self.dropout, self.training)

    def answers(self, x, mask):
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        keys = absent(mask, x.dtype)
        dependent, governor = drop(torch.tanh(self.dependent(x))), drop(torch.tanh(self.governor(x)))
        arcs = self.arc(dependent) @ governor.transpose(-1, -2) + self.arc_bias(governor).transpose(-1, -2)
        arcs = arcs + keys[:, 0]
        head = arcs.softmax(-1).to(x.dtype) @ torch.tanh(self.label_governor(x))
        ends = torch.cat([torch.tanh(self.label_dependent(x)), head], -1)
        return self.ner(x), self.upos(x), self.label(drop(ends)), arcs

    def embedded(self, ids, types):
        return self.norm(self.words(ids) + self.cases(types) + self.positions.weight[: ids.shape[1]])

    @classmethod
    def of(cls, state: dict[str, torch.Tensor]) -> "Network":
        """The network that these weights are of."""
        sizes = (len(state[f"{head}.bias"]) for head in ("ner", "upos", "label"))
        shapes = [(len(state[f"layers.{i}.query.bias"]) // HEAD_WIDTH, len(state[f"layers.{i}.up.bias"])) for i in range(LAYERS)]
        network = cls(*sizes, shapes=shapes)
        network.load_state_dict(state)
        return network


BACKBONE = {
    "embeddings.word_embeddings.weight": "words.weight",
    "embeddings.position_embeddings.weight": "positions.weight",
    "embeddings.LayerNorm": "norm",
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "out_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "down_norm",
}


def load_backbone(network: Network, weights: dict[str, torch.Tensor]) -> None:
    """Copies MiniLM's weights in. The six case embeddings start from its one token-type row plus small noise."""
    state, seen = network.state_dict(), set()
    for name, value in weights.items():
        name = name.removeprefix("bert.")
        for theirs, ours in BACKBONE.items():
            prefix = ""
            rest = name
            if name.startswith("encoder.layer."):
                _, _, index, rest = name.split(".", 3)
                prefix = f"layers.{index}."
            if rest == theirs or rest.startswith(theirs + "."):
                target = prefix + ours + rest[len(theirs) :]
                state[target].copy_(value.float())
                seen.add(target)
                break
    first = next(v for k, v in weights.items() if k.endswith("token_type_embeddings.weight"))[0].float()
    state["cases.weight"].copy_(first + 0.02 * torch.randn(CASES, WIDTH))
    missing = [k for k in state if k.split(".")[0] in {"words", "positions", "norm", "layers"} and k not in seen]
    if missing:
        raise SystemExit(f"backbone: no weights for {missing[:5]}")
