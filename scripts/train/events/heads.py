"""Event heads on an encoder: which words are triggers and of what class, who stands where around them, and whether it is so.

The scorer of parties is additive and bilinear: for trigger t, word w and role r

    score = o_r . gelu(A h_t + C[class] + B h_w + sum of embeddings of what w is as seen from t) + (U_r h_t) . (V_r h_w) / sqrt(d)

with one score more for "nobody in the window". Seen from t: distance, sentences apart, steps up and down the tree, the relation of w to its head
and the first steps of the way from either end (after the shortest dependency path of relation extraction, Bunescu and Mooney 2005).
"""

import torch
from torch import nn
from torch.nn import functional as F

from examples import KINDS, MODALITIES, NAMES, SIZES, TAGS, Batch


class EventHeads(nn.Module):
    def __init__(self, width: int, hidden: int = 192, inner: int = 256, bilinear: int = 64, dropout: float = 0.2):
        super().__init__()
        self.dropout, self.bilinear = dropout, bilinear
        self.trigger_inner, self.trigger = nn.Linear(width, inner), nn.Linear(inner, len(KINDS))
        self.tag = nn.Embedding(len(TAGS), inner)
        self.of_trigger, self.of_word = nn.Linear(width, hidden), nn.Linear(width, hidden)
        self.kind = nn.Embedding(len(KINDS), hidden)
        self.seen = nn.ModuleDict({name: nn.Embedding(size, hidden) for name, size in SIZES.items()})
        self.name, self.word_tag = nn.Embedding(len(NAMES), hidden), nn.Embedding(len(TAGS), hidden)
        self.role = nn.Linear(hidden, 2)
        self.nobody = nn.Linear(hidden, 2)
        self.from_trigger, self.to_word = nn.Linear(width, 2 * bilinear), nn.Linear(width, 2 * bilinear)
        self.modality, self.negated = nn.Linear(width, len(MODALITIES)), nn.Linear(width, 1)
        for embedding in (self.kind, self.name, self.word_tag, self.tag, *self.seen.values()):
            nn.init.normal_(embedding.weight, std=0.1)
        nn.init.zeros_(self.trigger.bias)
        with torch.no_grad():
            self.trigger.bias[0] = 3.0

    def drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def triggers(self, words, batch: Batch):
        """Scores of the classes, examples x words x classes."""
        return self.trigger(self.drop(F.gelu(self.trigger_inner(words) + self.tag(batch.tag))))

    def parties(self, words, batch: Batch, pairs: list[tuple[int, int]], kinds: torch.Tensor):
        """Scores for each pair of example and trigger: pairs x roles x (words + 1), the last for nobody."""
        rows, at = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
        trigger = words[rows, at]
        own = self.of_trigger(trigger) + self.kind(kinds)
        word = self.of_word(words) + self.name(batch.name) + self.word_tag(batch.tag)
        z = own[:, None] + word[rows]
        for name, values in batch.seen(pairs).items():
            z = z + self.seen[name](values)
        scores = self.role(self.drop(F.gelu(z))).transpose(1, 2)
        query = self.from_trigger(trigger).view(-1, 2, self.bilinear)
        key = self.to_word(words).view(*words.shape[:2], 2, self.bilinear)[rows]
        scores = scores + torch.einsum("prd,pwrd->prw", query, key) / self.bilinear**0.5
        scores = scores.masked_fill(~batch.candidate[rows][:, None], -1e4)
        scores = scores.scatter(2, at[:, None, None].expand(-1, 2, 1), -1e4)  # nobody is the deed itself
        return torch.cat([scores, self.nobody(F.gelu(own))[:, :, None]], -1)

    def standing(self, words, pairs: list[tuple[int, int]]):
        rows, at = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
        return self.modality(words[rows, at]), self.negated(words[rows, at])[:, 0]
