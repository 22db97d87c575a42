#!/usr/bin/env python3
"""Makes tests/library/engines/tiny-bert: a BERT token-classification model as the library transformers writes it, tiny, with weights for its few
words, and expected.conll: the tags that transformers itself finds. Made with torch 2.4.0 and transformers 4.44.2.

  make_tiny_bert.py
"""

import random
from pathlib import Path

import torch
from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast

FOLDER = Path(__file__).parent / "tiny-bert"
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] Kenya Sudan France Ann Mwangi met praised sent envoys to in and . , Ken ##ya the talks aid"
SENTENCES = ["Ann Mwangi met envoys in Kenya .", "France praised Sudan .", "the talks", "Kenya sent aid to Sudan and France , Ann Mwangi ."]


GOLD = {"Ann": "B-PER", "Mwangi": "I-PER", "Kenya": "B-LOC", "Sudan": "B-LOC", "France": "B-LOC"}


def learn(model, tokenizer, tags):
    """A few steps over sentences of the vocabulary's words, so that tags are well formed."""
    optimizer, shuffled = torch.optim.Adam(model.parameters(), 2e-3), random.Random(3)
    names = [["Ann", "Mwangi"], ["Kenya"], ["Sudan"], ["France"]]
    others = "met praised sent envoys to in and . , the talks aid".split()
    for _ in range(400):
        words = [w for _ in range(shuffled.randint(3, 14)) for w in shuffled.choice(names + [[o] for o in others])]
        given = tokenizer(words, is_split_into_words=True, return_tensors="pt")
        labels = [-100 if i is None else tags.index(GOLD.get(words[i], "O")) for i in given.word_ids()]
        model(**given, labels=torch.tensor([labels])).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.eval()


def main():
    torch.manual_seed(3)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "vocab.txt").write_text("\n".join(WORDS.split()) + "\n")
    tags = ["O", "B-MISC", "I-MISC", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
    config = BertConfig(
        vocab_size=len(WORDS.split()), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=256, id2label=dict(enumerate(tags)), label2id={t: i for i, t in enumerate(tags)},
    )
    model = BertForTokenClassification(config)
    tokenizer = BertTokenizerFast(str(FOLDER / "vocab.txt"), do_lower_case=False)
    learn(model, tokenizer, tags)
    model.save_pretrained(FOLDER, safe_serialization=True)
    tokenizer.save_pretrained(FOLDER)
    # dossier packs the sentences of a document into one window.
    words = " ".join(SENTENCES).split()
    given = tokenizer(words, is_split_into_words=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**given).logits[0]
    found = [tags[logits[given.word_ids().index(i)].argmax()] for i in range(len(words))]
    lines, at = [], 0
    for sentence in SENTENCES:
        for word in sentence.split():
            lines.append(f"{word} {found[at]}")
            at += 1
        lines.append("")
    (FOLDER / "expected.conll").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
