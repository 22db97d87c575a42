"""Annotated passages as words, trees and events.

A passage is parsed by dossier itself, so that what is learnt from is what the engine will see: the same words, tags, trees and names.
Spans of the annotation become the word that heads them.
"""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CLASSES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
MODALITIES = ["asserted", "planned", "possible", "demanded", "hypothetical"]
ROLES = ["source", "target"]


@dataclass
class Event:
    trigger: int  # word
    event: str
    # By role, by party: the words that name it; a pronoun and its antecedent are two.
    parties: dict[str, list[list[int]]]
    modality: str = "asserted"
    negated: bool = False


# Facts, each between two parties; those of the second line hold both ways.
FACTS = "holds_position leads member_of part_of located_in based_in origin owns alias_of family_of ally_of opponent_of".split()
MUTUAL = "alias_of family_of ally_of opponent_of".split()


@dataclass
class Fact:
    relation: str
    subject: int  # words
    object: int


@dataclass
class Anaphor:
    """A pronoun, or a noun of somebody spoken of before, and the words that name whom it means; nobody where there are none."""

    word: int
    antecedents: list[int]


@dataclass
class Passage:
    id: str
    article: str
    text: str
    words: list[str] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)  # characters of the text
    upos: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)  # word of the passage, -1 for roots
    deprel: list[str] = field(default_factory=list)
    name: list[str] = field(default_factory=list)  # IOB2
    sentence: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] | None = None  # none where nobody looked for any
    anaphors: list[Anaphor] = field(default_factory=list)
    # The main event alone, where no more is annotated: class, and words that may name source and target.
    main: Event | None = None


def parsed(binary: str, file: Path) -> dict[str, Passage]:
    """What `dossier parse` makes of a JSON Lines file, by id."""
    command = [binary, "parse", "--clean", "never", "--threads", "1", str(file)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, Passage] = {}
    passage, sentence, first = Passage("", "", ""), -1, 0
    for line in out.split("\n"):
        if line.startswith("# newdoc id = "):
            passage = found[line[14:]] = Passage(line[14:], "", "")
            sentence = -1
        elif line.startswith("# sent_id"):
            sentence, first = sentence + 1, len(passage.words)
        elif line[:1].isdigit() and (columns := line.split("\t"))[0].isdigit():
            misc = dict(m.split("=", 1) for m in columns[9].split("|") if "=" in m)
            passage.words.append(columns[1])
            passage.offsets.append((int(misc["start_char"]), int(misc["end_char"])))
            passage.upos.append(columns[3])
            passage.head.append(first + int(columns[6]) - 1 if columns[6] != "0" else -1)
            passage.deprel.append(columns[7])
            passage.name.append(misc.get("NER", "O"))
            passage.sentence.append(sentence)
    return found


def head_of(passage: Passage, span: list[int]) -> int | None:
    """The word of a span of characters that hangs on a word outside it."""
    inside = [i for i, (start, end) in enumerate(passage.offsets) if start < span[1] and span[0] < end]
    tops = [i for i in inside if passage.head[i] not in inside and passage.upos[i] != "PUNCT"] or inside
    content = [i for i in tops if passage.upos[i] in ("NOUN", "PROPN", "VERB", "PRON", "ADJ", "NUM")]
    return next(iter(content or tops), None)


def heads_of(passage: Passage, spans: list[list[int] | None]) -> list[int]:
    found = [head_of(passage, span) for span in spans if span]
    return sorted({h for h in found if h is not None})


def anaphor(passage: Passage, span: list[int], antecedents: list[list[int]]) -> Anaphor | None:
    word = head_of(passage, span)
    if word is None or passage.upos[word] not in ("PRON", "DET", "NOUN"):
        return None
    return Anaphor(word, [h for h in heads_of(passage, antecedents) if h != word])


def facts(passage: Passage, told: list[dict]) -> list[Fact]:
    whole = [f for f in told if f["relation"] in FACTS and f["subject"] and f["object"]]
    heads = [(f["relation"], head_of(passage, f["subject"]), head_of(passage, f["object"])) for f in whole]
    out = [Fact(r, a, b) for r, a, b in heads if a is not None and b is not None and a != b]
    return out + [Fact(f.relation, f.object, f.subject) for f in out if f.relation in MUTUAL]


def read_plain(binary: str, file: Path) -> list[Passage]:
    """The passages of a file that nobody annotated."""
    return [p for p in parsed(binary, file).values() if p.words]


def read(binary: str, file: Path) -> list[Passage]:
    """The passages of a file with their events: corpora/events, or sets where each record has one main event (plv, cameo)."""
    found, out = parsed(binary, file), []
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        passage = found.get(record["id"])
        if passage is None:
            continue
        passage.article, passage.text = record.get("article", record["id"]), record["text"]
        if isinstance(record.get("events"), list):
            for event in record["events"]:
                trigger = head_of(passage, event["trigger"])
                if trigger is None:
                    continue
                parties = {
                    role: [h for a in event[role] if (h := heads_of(passage, [a["span"], a.get("antecedent")]))]
                    for role in ROLES
                }
                passage.events.append(Event(trigger, event["event"], parties, event["modality"], bool(event["negated"])))
                parts = [a for role in ROLES for a in event[role] if a.get("antecedent")]
                passage.anaphors += [p for a in parts if (p := anaphor(passage, a["span"], [a["antecedent"]]))]
            if "facts" in record:
                passage.facts = facts(passage, record["facts"])
        elif "anaphors" in record:
            passage.anaphors = [p for r in record["anaphors"] if (p := anaphor(passage, r["span"], r["antecedents"]))]
        else:
            kind = record.get("event") or record.get("quad")
            if kind is None:
                continue
            parties = {role: [h] if (h := heads_of(passage, record.get(role) or [])) else [] for role in ROLES}
            passage.main = Event(-1, str(kind), parties)
        out.append(passage)
    return out
