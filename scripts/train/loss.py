"""What the network is told: the annotation, where a corpus has it, and the teachers' answers, where there are teachers."""

import torch
from torch.nn import functional as F

from batch import NOT_ANNOTATED, Batch
from corpora import NER_TAGS

HARD = 0.6  # weight of the annotation where there are teachers
UPOS, DEPREL, ARCS = 0.3, 0.5, 0.5  # weights beside the names'


def loss(outputs, batch: Batch, syntax: float = 1.0) -> torch.Tensor:
    """`outputs`: ner, upos, deprel, arcs of the network. `syntax` is what the last three weigh, beside their own weights."""
    ner, upos, deprel, arcs = (o.float() for o in outputs)
    of_syntax = UPOS * labelled(upos, batch.upos) + DEPREL * labelled(deprel, batch.deprel) + ARCS * labelled(arcs, batch.head)
    total = names(ner, batch.ner) + syntax * of_syntax
    if batch.soft is None:
        return total
    against = lambda logits, soft: -(soft.float() * logits.flatten(0, 1)[batch.words].log_softmax(-1)).sum(-1).mean()
    soft = batch.soft
    of_syntax = UPOS * against(upos, soft.upos) + DEPREL * against(deprel, soft.deprel) + ARCS * against(arcs, soft.arcs)
    return HARD * total + against(ner, soft.ner) + syntax * of_syntax


def names(logits: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """-log of the probability inside the set of allowed tags (partial labels), mean over the words that have one."""
    known = allowed > 0
    bits = (allowed[..., None] >> torch.arange(len(NER_TAGS), device=allowed.device) & 1).bool()
    inside = logits.masked_fill(~bits, -1e4).logsumexp(-1)
    return ((logits.logsumexp(-1) - inside) * known).sum() / known.sum().clamp_min(1)


def labelled(logits: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    total = F.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=NOT_ANNOTATED, reduction="sum")
    return total / (gold != NOT_ANNOTATED).sum().clamp_min(1)
