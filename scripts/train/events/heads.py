"""Event heads on an encoder: which words are triggers and of what class, who stands where around them, and whether it is so.

What they need of a word's vector h is one product, `projection`; all else reads its parts. A trigger of class c scores

    score = o_c . gelu(T h + embedding of the tag)

The scorer of parties is additive and bilinear: for trigger t, word w and role r

    score = o_r . gelu(A h_t + C[class] + B h_w + sum of embeddings of what w is as seen from t) + (U_r h_t) . (V_r h_w) / sqrt(d)

with one score more for "nobody in the window". The same scorer looks for whom a pronoun or a noun means: it stands for the trigger, a row of its own for
the class, and a third role for the antecedent. A fact of relation f between words t and w scores in the same way, with o_f in place of o_r. Seen from t: distance, sentences apart, steps up and down the tree, the relation of w to its head
and the first steps of the way from either end (after the shortest dependency path of relation extraction, Bunescu and Mooney 2005).
"""

import torch
from torch import nn
from torch.nn import functional as F

from examples import FACT, KINDS, MODALITIES, NAMES, RELATED, SIDES, SIZES, TAGS, Batch


class EventHeads(nn.Module):
    def __init__(self, width: int, hidden: int = 192, inner: int = 256, bilinear: int = 64, dropout: float = 0.2):
        super().__init__()
        self.dropout, self.bilinear = dropout, bilinear
        self.sizes = [inner, hidden, hidden, SIDES * bilinear, SIDES * bilinear, len(MODALITIES), 1]
        self.projection = nn.Linear(width, sum(self.sizes))
        self.trigger = nn.Linear(inner, len(KINDS))
        self.tag = nn.Embedding(len(TAGS), inner)
        self.kind = nn.Embedding(FACT + 1, hidden)  # the last for pronouns, nouns and facts
        self.seen = nn.ModuleDict({name: nn.Embedding(size, hidden) for name, size in SIZES.items()})
        self.name, self.word_tag = nn.Embedding(len(NAMES), hidden), nn.Embedding(len(TAGS), hidden)
        self.role = nn.Linear(hidden, SIDES)
        self.nobody = nn.Linear(hidden, SIDES)
        self.fact = nn.Linear(hidden, len(RELATED))
        for embedding in (self.kind, self.name, self.word_tag, self.tag, *self.seen.values()):
            nn.init.normal_(embedding.weight, std=0.1)
        nn.init.zeros_(self.trigger.bias)
        with torch.no_grad():
            self.trigger.bias[0] = 3.0
            self.fact.bias[0] = 8.0

    def drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def parts(self, projected):
        """Of the trigger's scorer, of the trigger, of the word, from the trigger, to the word, modality, negation."""
        return projected.split(self.sizes, -1)

    def triggers(self, projected, batch: Batch):
        """Scores of the classes, examples x words x classes."""
        return self.trigger(self.drop(F.gelu(self.parts(projected)[0] + self.tag(batch.tag))))

    def beside(self, projected, batch: Batch, pairs: list[tuple[int, int]], kinds: torch.Tensor):
        """What each trigger is alone, pairs x width, and with each word, pairs x words x width; and what draws them together, pairs x roles x words."""
        rows, at = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
        _, of_trigger, of_word, from_trigger, to_word, _, _ = self.parts(projected)
        own = of_trigger[rows, at] + self.kind(kinds)
        word = of_word + self.name(batch.name) + self.word_tag(batch.tag)
        z = own[:, None] + word[rows]
        for name, values in batch.seen(pairs).items():
            z = z + self.seen[name](values)
        query = from_trigger[rows, at].view(-1, SIDES, self.bilinear)
        key = to_word.view(*to_word.shape[:2], SIDES, self.bilinear)[rows]
        return own, self.drop(F.gelu(z)), torch.einsum("prd,pwrd->prw", query, key) / self.bilinear**0.5

    def parties(self, projected, batch: Batch, pairs: list[tuple[int, int]], kinds: torch.Tensor):
        """Scores for each pair of example and trigger (pronoun, noun): pairs x roles x (words + 1), the last for nobody."""
        own, z, pull = self.beside(projected, batch, pairs, kinds)
        rows, at = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
        scores = self.role(z).transpose(1, 2) + pull
        scores = scores.masked_fill(~batch.candidate[rows][:, None], -1e4)
        scores = scores.scatter(2, at[:, None, None].expand(-1, SIDES, 1), -1e4)  # nobody is the deed itself
        return torch.cat([scores, self.nobody(F.gelu(own))[:, :, None]], -1)

    def facts(self, projected, batch: Batch, pairs: list[tuple[int, int]]):
        """Scores of no fact and of each relation, from each pair of example and word to each word: pairs x words x relations."""
        _, z, pull = self.beside(projected, batch, pairs, torch.full((len(pairs),), FACT))
        scores = self.fact(z)
        return torch.cat([scores[..., :1], scores[..., 1:] + pull[:, -1, :, None]], -1)

    def standing(self, projected, pairs: list[tuple[int, int]]):
        rows, at = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
        *_, modality, negated = self.parts(projected)
        return modality[rows, at], negated[rows, at][:, 0]
