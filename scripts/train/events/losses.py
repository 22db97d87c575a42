"""What the event heads are told: annotated passages, main events alone, and a teacher's answers."""

import torch
from torch.nn import functional as F

from examples import KINDS, MODALITIES, RELATED, TAGS, Batch
from heads import EventHeads
from passages import ROLES

TRIGGER_SCALE = 4.0  # words that bear a trigger are few: their loss is summed and set off by this many a window
FACT_SCALE = 2.0  # the same for pairs of words that bear a fact
ANCHORS = (6, 2)  # words a window of which no fact is told that are weighed for all of them: of names, and of others
MAIN_TRIGGERS = 6  # words that may bear a main event: the likeliest


def told(scores: torch.Tensor, parties: list[list[int]]) -> torch.Tensor:
    """Cross entropy against parties, each of which any of its words may name; nobody where there are none."""
    log = scores.log_softmax(-1)
    if not parties:
        return -log[-1]
    return -torch.stack([log[words].logsumexp(0) for words in parties]).mean()


def annotated(heads: EventHeads, words, batch: Batch, weight_of_parties: float = 1.0) -> torch.Tensor:
    scores = heads.triggers(words, batch)
    gold = torch.full(scores.shape[:2], -100)
    for i, e in enumerate(batch.examples):
        gold[i, : len(e.first)] = 0
        for event in e.events:
            gold[i, event.trigger] = KINDS.index(event.event)
    loss = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum") / len(batch.examples) / TRIGGER_SCALE
    events = [(i, event) for i, e in enumerate(batch.examples) for event in e.events]
    if not events:
        return loss
    pairs = [(i, event.trigger) for i, event in events]
    kinds = torch.tensor([KINDS.index(event.event) for _, event in events])
    parties = heads.parties(words, batch, pairs, kinds)
    of_parties = [told(parties[k, r], event.parties[role]) for k, (_, event) in enumerate(events) for r, role in enumerate(ROLES)]
    modality, negated = heads.standing(words, pairs)
    standing = F.cross_entropy(modality, torch.tensor([MODALITIES.index(e.modality) for _, e in events]))
    standing = standing + F.binary_cross_entropy_with_logits(negated, torch.tensor([float(e.negated) for _, e in events]))
    return loss + weight_of_parties * torch.stack(of_parties).sum() / len(events) + 0.3 * standing


def antecedents(heads: EventHeads, words, batch: Batch) -> torch.Tensor:
    """Whom pronouns and nouns mean: any of the words that name them will do."""
    pairs, kinds, told = batch.anaphors()
    if not pairs:
        return words.sum() * 0
    log = heads.parties(words, batch, pairs, kinds)[:, 2].log_softmax(-1)
    return -torch.stack([own[a].logsumexp(0) if a else own[-1] for own, a in zip(log, told)]).mean()


def facts(heads: EventHeads, words, batch: Batch, rng) -> torch.Tensor:
    """Relations between words of the passages in which facts were looked for. Of the many words of which none is told a few stand for all."""
    pairs, weights, gold = [], [], {}
    nominal = {TAGS.index(tag) for tag in ("NOUN", "PROPN", "PRON")}
    asked = [(i, e) for i, e in enumerate(batch.examples) if e.facts is not None]
    for i, e in asked:
        told = {f.subject for f in e.facts}
        others = [w for w, tag in enumerate(e.tag) if tag in nominal and w not in told]
        drawn = []
        for named, most in zip((True, False), ANCHORS):
            own = [w for w in others if (e.name[w] > 0) == named]
            some = rng.sample(own, min(most, len(own)))
            drawn += [(w, len(own) / len(some)) for w in some]
        for f in e.facts:
            gold.setdefault((i, f.subject, f.object), []).append(RELATED.index(f.relation))
        pairs += [(i, w) for w in told] + [(i, w) for w, _ in drawn]
        weights += [1.0] * len(told) + [weight for _, weight in drawn]
    if not pairs:
        return words.sum() * 0
    log = heads.facts(words, batch, pairs).log_softmax(-1)
    rows = torch.tensor([p[0] for p in pairs])
    inside = (batch.candidate & batch.words)[rows].float()
    each = -log[..., 0] * inside
    place = {pair: k for k, pair in enumerate(pairs)}
    total = (each.sum(-1) * torch.tensor(weights)).sum()
    for (i, a, b), relations in gold.items():
        k = place[i, a]
        total = total - each[k, b] - log[k, b, relations].mean()
    return total / len(asked) / FACT_SCALE


def main_events(heads: EventHeads, words, batch: Batch) -> torch.Tensor:
    """Where only class and parties of the main event are known: some word bears it (the likeliest few are weighed)."""
    log = heads.triggers(words, batch).log_softmax(-1)
    rows, pairs, kinds = [], [], []
    for i, e in enumerate(batch.examples):
        if e.main is None or e.main.event not in KINDS:
            continue
        kind = KINDS.index(e.main.event)
        own = log[i, : len(e.first), kind]
        for word in own.detach().topk(min(MAIN_TRIGGERS, len(own))).indices.tolist():
            rows.append(i)
            pairs.append((i, word))
            kinds.append(kind)
    if not pairs:
        return log.sum() * 0
    parties = heads.parties(words, batch, pairs, torch.tensor(kinds)).log_softmax(-1)
    joint: dict[int, list[torch.Tensor]] = {}
    for k, (i, word) in enumerate(pairs):
        total = log[i, word, kinds[k]]
        for r, role in enumerate(ROLES):
            known = batch.examples[i].main.parties[role]
            total = total + (parties[k, r, known[0]].logsumexp(0) if known else parties[k, r, -1])
        joint.setdefault(i, []).append(total)
    return -torch.stack([torch.stack(all).logsumexp(0) for all in joint.values()]).sum() / len(batch.examples)


def taught(heads: EventHeads, words, batch: Batch, answers: list[dict]) -> torch.Tensor:
    """A teacher's answers: `triggers` words x classes, and of its likely triggers the words, classes, weights and `parties`."""
    scores = heads.triggers(words, batch)
    target = torch.zeros_like(scores)
    for i, answer in enumerate(answers):
        target[i, : len(answer["triggers"])] = answer["triggers"]
    loss = -(target * scores.log_softmax(-1)).sum() / len(answers) / TRIGGER_SCALE
    pairs = [(i, w) for i, a in enumerate(answers) for w in a["at"]]
    if not pairs:
        return loss
    kinds = torch.tensor([k for a in answers for k in a["kinds"]])
    log = heads.parties(words, batch, pairs, kinds)[:, : len(ROLES)].log_softmax(-1)
    weight = torch.tensor([w for a in answers for w in a["weights"]])
    total, k = 0.0, 0
    for answer in answers:
        for parties in answer["parties"]:
            n = parties.shape[1] - 1
            total = total - weight[k] * ((parties[:, :n] * log[k][:, :n]).sum() + (parties[:, n] * log[k][:, -1]).sum())
            k += 1
    modality, negated = heads.standing(words, pairs)
    soft = -(torch.stack([m for a in answers for m in a["modality"]]) * modality.log_softmax(-1)).sum(-1)
    soft = soft + F.binary_cross_entropy_with_logits(negated, torch.tensor([n for a in answers for n in a["negated"]]), reduction="none")
    return loss + total / weight.sum().clamp_min(1.0) + 0.3 * (weight * soft).sum() / weight.sum().clamp_min(1.0)
