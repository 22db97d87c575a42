//! From the head of a phrase to a party: a name, a described actor ("Hungarian officials"), or what stands in its place.

use jiff::civil::Date;

use super::antecedent::Subject;
use super::grammar::Grammar;
use super::quotation::Quotations;
use super::transcript::Transcript;
use crate::encoder::Parsed;
use crate::entity::{Affiliation, Agent, Describer, Entities, Gazetteer, Mention, MentionKind, mention_at};
use crate::label::{Deprel, Upos};
use crate::text::{Bytes, Span};

/// One side of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Word that heads the phrase, in its sentence.
    pub head: usize,
    /// Bytes of the article's text.
    pub span: Span<Bytes>,
    /// Index into the article's mentions, for names and amounts.
    pub mention: Option<usize>,
    /// Index into the article's entities, for described actors.
    pub entity: Option<usize>,
    /// The kind of the mention; a described actor is a PERSON or ORGANIZATION, other phrases have none.
    pub kind: Option<MentionKind>,
    pub affiliation: Affiliation,
    /// Of a pronoun for an actor without a name: where that actor stands.
    pub stands_for: Option<Described>,
    /// 0 to 1: how sure it is that this is the party.
    pub score: f32,
}

/// An actor without a name in the sentence that describes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Described {
    pub sentence: usize,
    /// Word that heads the phrase.
    pub head: usize,
    pub span: Span<Bytes>,
}

impl Party {
    /// The words of `sentence`, or of the one a pronoun looks back to, that describe an actor without a name.
    pub fn described(&self, sentence: usize) -> Described {
        self.stands_for.unwrap_or(Described { sentence, head: self.head, span: self.span })
    }

    /// Whether this is somebody who can act.
    pub fn is_actor(&self) -> bool {
        match self.kind {
            Some(MentionKind::Person | MentionKind::Organization | MentionKind::Location) => true,
            Some(MentionKind::Misc) => !self.affiliation.country.is_empty(),
            _ => !self.affiliation.sector.is_empty(),
        }
    }
}

/// One sentence of an article with everything known of it.
#[derive(Clone)]
pub struct Scene<'a> {
    pub text: &'a str,
    pub parsed: &'a Parsed,
    pub sentence: usize,
    pub entities: &'a Entities,
    /// The mentions of this sentence: a range of indices into `entities.mentions`.
    pub mentions: std::ops::Range<usize>,
    pub gazetteer: &'a Gazetteer,
    pub day: Option<Date>,
    /// The person that "he" or "she" means, where that is safe.
    pub person: Option<usize>,
    /// Whom "it" or "they" may mean: the subject of the sentence before.
    pub subject: Option<Subject>,
    /// Who is quoted where in the article, once that is known.
    pub quotations: Option<&'a Quotations>,
    /// Who speaks where, if the article is a transcript.
    pub transcript: Option<&'a Transcript>,
}

impl<'a> Scene<'a> {
    pub(super) fn grammar(&self) -> Grammar<'a> {
        Grammar { parsed: self.parsed, text: self.text }
    }

    pub fn describer(&self) -> Describer<'a> {
        Describer::new(self.text, self.parsed, self.gazetteer, self.day)
    }

    pub fn lemma(&self, word: usize) -> &'a str {
        &self.parsed.words[word].lemma
    }

    /// Whether `word` is a noun in the plural and no name: a title in capitals too, which the network takes for one ("Foreign *Ministers* of ...").
    pub fn is_plural(&self, word: usize) -> bool {
        let titles = || {
            let written = self.parsed.text(self.text, word).to_lowercase();
            self.parsed.words[word].upos == Upos::Propn
                && self.mention_at(word).is_none()
                && crate::text::lemma(&written, Upos::Noun) != written
                && self.describer().agent_noun(word).is_some()
        };
        self.parsed.is_plural(self.text, word) || titles()
    }

    /// The mention that holds `word`, with its index.
    pub fn mention_at(&self, word: usize) -> Option<(usize, &'a Mention)> {
        let all = &self.entities.mentions[self.mentions.clone()];
        let at = mention_at(all, word)?;
        Some((self.mentions.start + at, &all[at]))
    }

    /// The party that the phrase headed by `head` names. A phrase that is no actor itself may hold one ("*Iran's* offer").
    pub fn party(&self, head: usize) -> Option<Party> {
        let word = self.parsed.bytes(Span::new(head, head + 1));
        if self.transcript.is_some_and(|t| t.is_label(self.parsed.sentence.span, word)) {
            return None;
        }
        if let Some((index, mention)) = self.mention_at(head) {
            let actor =
                if mention.kind == MentionKind::Quantity { self.counted_actor(head, mention) } else { None };
            return actor.or_else(|| self.named(head, index, mention));
        }
        match self.parsed.words[head].upos {
            Upos::Pron => self.pronoun(head),
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Sym => self.described(head),
            _ => None,
        }
    }

    /// The amount that `head` stands in.
    pub fn amount(&self, head: usize) -> Option<Party> {
        let (index, mention) = self.mention_at(head).filter(|(_, m)| m.kind.is_amount())?;
        self.named(head, index, mention)
    }

    /// Those whom a count counts: "two *journalists*", "thousands of *students*".
    fn counted_actor(&self, head: usize, count: &Mention) -> Option<Party> {
        if self.describer().agent_noun(head).is_some() {
            return self.described(head);
        }
        let of = |c: &usize| self.parsed.children_by(*c, Deprel::Case).any(|p| self.lemma(p) == "of");
        let below = self.parsed.children_by(head, Deprel::Nmod).find(of)?;
        let mut party = self.party(below).filter(Party::is_actor)?;
        if party.mention.is_none() {
            party.span = count.span.cover(party.span);
        }
        Some(party)
    }

    /// The party that says something: a pronoun's is shown by the name it stands for.
    pub fn speaker(&self, head: usize) -> Option<Party> {
        let mut party = self.party(head)?;
        if let Some(mention) = party.mention.filter(|_| self.parsed.words[head].upos == Upos::Pron) {
            party.span = self.entities.mentions[mention].span;
        }
        Some(party)
    }

    /// Who says `word`, by the quotation marks around it or the label of a transcript before it.
    pub fn said_by(&self, word: usize) -> Option<&'a Party> {
        let span = self.parsed.bytes(Span::new(word, word + 1));
        match self.quotations?.around(span) {
            Some(quotation) => quotation.speaker(),
            None => self.transcript?.speaker(span)?,
        }
    }

    fn named(&self, head: usize, index: usize, mention: &Mention) -> Option<Party> {
        if !mention.kind.is_name() {
            let measured =
                matches!(mention.kind, MentionKind::Money | MentionKind::Percent | MentionKind::Quantity);
            return measured.then(|| Party {
                head,
                span: mention.span,
                mention: Some(index),
                entity: None,
                kind: Some(mention.kind),
                affiliation: Affiliation::default(),
                stands_for: None,
                score: 0.9,
            });
        }
        let entity = mention.entity.map(|e| &self.entities.entities[e]);
        let mut affiliation = entity
            .map(|e| Affiliation { country: e.country.clone(), sector: e.sector.clone() })
            .unwrap_or_default();
        if affiliation.country.is_empty() || affiliation.sector.is_empty() {
            let describer = Describer { name: Some((mention.words, mention.kind)), ..self.describer() };
            let found = describer.phrase(self.parsed.head_of(mention.words));
            if affiliation.country.is_empty() {
                affiliation.country = found.country;
            }
            // The States of America and the Soviet Union are no state officials and no trade union.
            if affiliation.sector.is_empty() && mention.kind != MentionKind::Location {
                affiliation.sector = found.sector;
            }
        }
        Some(Party {
            head,
            span: mention.span,
            mention: Some(index),
            entity: None,
            kind: Some(mention.kind),
            affiliation,
            stands_for: None,
            score: mention.score,
        })
    }

    fn described(&self, head: usize) -> Option<Party> {
        // "President Obama" headed by its title: the name is the party.
        let name = [Deprel::Flat, Deprel::Appos, Deprel::NmodDesc]
            .iter()
            .flat_map(|r| self.parsed.children_by(head, *r))
            .find_map(|c| {
                let (index, mention) = self.mention_at(c)?;
                (matches!(mention.kind, MentionKind::Person | MentionKind::Organization) && c > head)
                    .then_some((c, index, mention))
            });
        let name = name.or_else(|| {
            let word = self.named_behind(head).or_else(|| self.named_after_comma(head));
            let word = word.or_else(|| self.named_by_both(head)).or_else(|| self.bearer_of(head))?;
            self.mention_at(word).map(|(index, mention)| (word, index, mention))
        });
        if let Some((word, index, mention)) = name {
            return self.named(word, index, mention);
        }
        let describer = self.describer();
        let affiliation = describer.phrase(head);
        let acts = |a: &&Agent| !affiliation.sector.is_empty() || describer.is_of_unknown_body(head, a);
        let agent = describer.agent_noun(head).filter(acts);
        let span = self.noun_phrase(head);
        if let Some(agent) = agent {
            let kind = if agent.body { MentionKind::Organization } else { MentionKind::Person };
            return Some(Party {
                head,
                span,
                mention: None,
                entity: None,
                kind: Some(kind),
                affiliation,
                stands_for: None,
                score: 0.75,
            });
        }
        Some(Party {
            head,
            span,
            mention: None,
            entity: None,
            kind: None,
            affiliation: Affiliation { sector: String::new(), ..affiliation },
            stands_for: None,
            score: 0.6,
        })
    }

    /// Who one is of whom two things are said: "my colleague and *friend*, Ann Bell".
    fn named_by_both(&self, noun: usize) -> Option<usize> {
        let words = &self.parsed.words;
        let first = words[noun].head.filter(|_| words[noun].deprel == Deprel::Conj)?;
        let own = |c: usize| matches!(words[c].deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Nummod);
        if self.is_plural(first) || self.is_plural(noun) || self.parsed.children(noun).any(own) {
            return None;
        }
        let person = |w: &usize| self.mention_at(*w).is_some_and(|(_, m)| m.kind == MentionKind::Person);
        self.parsed.children_by(first, Deprel::Appos).find(|c| *c > noun && person(c))
    }

    /// Who several are, where they are named behind: "two commanders, *Ann Bell* and *Jo Holm*", "three states, *Chad*, *Mali* and *Niger*".
    pub fn named_each(&self, several: usize) -> Vec<usize> {
        if self.mention_at(several).is_some() || !self.is_plural(several) {
            return Vec::new();
        }
        let acts = |m: &Mention| match m.kind {
            MentionKind::Person | MentionKind::Organization => true,
            // States act, but no cities and no regions.
            MentionKind::Location => self.describer().agent_noun(several).is_some(),
            _ => false,
        };
        let named = |w: &usize| *w > several && self.mention_at(*w).is_some_and(|(_, m)| acts(m));
        let Some(first) = self.parsed.children_by(several, Deprel::Appos).find(named) else {
            return Vec::new();
        };
        let further: Vec<usize> = self.parsed.children_by(first, Deprel::Conj).filter(named).collect();
        if further.is_empty() { Vec::new() } else { [vec![first], further].concat() }
    }

    /// Whom or what a clause's noun is said of: "*Bell* was the man who ...", "*Bell*, the general who ...", "*Saar* is a town lying ...".
    fn bearer_of(&self, noun: usize) -> Option<usize> {
        let words = &self.parsed.words;
        self.parsed
            .children_by(noun, Deprel::AclRelcl)
            .chain(self.parsed.children_by(noun, Deprel::Acl))
            .next()?;
        let bearer = match words[noun].deprel {
            Deprel::Appos => words[noun].head,
            _ => {
                self.parsed.children_by(noun, Deprel::Cop).next()?;
                self.parsed.children_by(noun, Deprel::Nsubj).next()
            }
        };
        bearer.filter(|w| self.mention_at(*w).is_some_and(|(_, m)| m.kind.is_name()))
    }

    /// The bodies that go by their country and stand before a title: "*China's foreign ministry* spokesman".
    pub fn bodies_before(&self, title: usize) -> Vec<Party> {
        let found = self.mentions.clone().filter_map(|index| {
            let body = &self.entities.mentions[index];
            let above = |w: &usize| self.parsed.words[*w].head == Some(title);
            let noun = (body.words.start..body.words.end).rev().find(above).filter(|_| body.is_around())?;
            let before = matches!(
                self.parsed.words[noun].deprel,
                Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
            );
            (before && self.mention_at(noun).is_none()).then(|| self.named(noun, index, body)).flatten()
        });
        found.collect()
    }

    /// The person named right behind a title ("Secretary General *Joseph Luns*"): whatever the tree says, it is that person's. Gives
    /// the head of the name.
    pub fn named_behind(&self, title: usize) -> Option<usize> {
        for word in title + 1..self.parsed.words.len().min(title + 4) {
            match self.mention_at(word) {
                Some((_, m)) if m.kind == MentionKind::Person && m.words.start == word => {
                    return Some(self.parsed.head_of(m.words));
                }
                None if self.parsed.words[word].upos == Upos::Propn => {}
                _ => return None,
            }
        }
        None
    }

    /// "Its president, *Ann Holm*", where the tree leaves the name hanging.
    fn named_after_comma(&self, title: usize) -> Option<usize> {
        let comma = title + 1 < self.parsed.words.len() && self.parsed.text(self.text, title + 1) == ",";
        let (_, next) = self.mention_at(title + 2).filter(|_| comma)?;
        let head = self.parsed.head_of(next.words);
        let hangs = next.kind == MentionKind::Person && next.words.start == title + 2;
        (hangs && self.parsed.words[head].deprel == Deprel::Dep).then_some(head)
    }

    /// The country named right behind a place and a comma ("Kassala, *Sudan*"), unless it is the next of a list.
    pub fn country_after(&self, place: usize) -> Option<usize> {
        let is_country = |m: &Mention| self.gazetteer.is_country(m.span.of(self.text), self.day);
        let (_, here) = self.mention_at(place)?;
        let word = |i: usize| if i < self.parsed.words.len() { self.parsed.text(self.text, i) } else { "" };
        let (_, next) = self.mention_at(here.words.end + 1).filter(|_| word(here.words.end) == ",")?;
        let places = here.kind == MentionKind::Location && next.kind == MentionKind::Location;
        let place = |i: usize| self.mention_at(i).is_some_and(|(_, m)| m.kind == MentionKind::Location);
        // "fired into the East Sea, *South Korea's* chiefs of staff say", but "Kassala, *Sudan's* third largest city"
        let owned = || self.parsed.words[self.parsed.head_of(next.words)].head;
        let owns = matches!(word(next.words.end), "'s" | "’s")
            && owned().is_none_or(|noun| self.parsed.words[noun].deprel != Deprel::Appos);
        let list = word(next.words.end) == "and"
            || owns
            || (word(next.words.end) == "," && place(next.words.end + 1));
        (places && next.words.start == here.words.end + 1 && !is_country(here) && is_country(next) && !list)
            .then(|| self.parsed.head_of(next.words))
    }

    /// The noun with what belongs to its name, clauses and appositions left out.
    pub fn noun_phrase(&self, head: usize) -> Span<Bytes> {
        let parsed = self.parsed;
        let keep = |i: usize| match parsed.words[i].deprel {
            Deprel::Compound
            | Deprel::Amod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Flat
            | Deprel::Nummod
            | Deprel::Case
            | Deprel::Fixed => true,
            Deprel::Nmod => {
                parsed.children_by(i, Deprel::Case).all(|c| {
                    matches!(parsed.words[c].lemma.as_str(), "of" | "in" | "from" | "throughout" | "across")
                }) && !self.is_date(i)
            }
            Deprel::Det => parsed.words[i].head != Some(head),
            Deprel::Cc | Deprel::Conj => parsed.words[i].head != Some(head),
            Deprel::Punct => false,
            _ => false,
        };
        let mut span = parsed.phrase(head, keep);
        // "*Vietnamese*-led forces": what is joined by a hyphen is one word.
        if span.start >= 2
            && parsed.text(self.text, span.start - 1) == "-"
            && parsed.words[span.start].deprel == Deprel::Amod
        {
            span.start -= 2;
        }
        // An amount inside stays whole: the tree may hang its sign elsewhere.
        for m in &self.entities.mentions[self.mentions.clone()] {
            if m.words.overlaps(span) && !m.is_around() {
                span = span.cover(m.words);
            }
        }
        let in_mention = |i: usize| self.mention_at(i).is_some();
        while span.start < head
            && !in_mention(span.start)
            && (matches!(parsed.words[span.start].deprel, Deprel::Case | Deprel::Det | Deprel::Fixed)
                || !parsed.text(self.text, span.start).chars().any(char::is_alphanumeric))
        {
            span.start += 1;
        }
        while span.end > head + 1 && parsed.words[span.end - 1].deprel == Deprel::Case {
            span.end -= 1;
        }
        parsed.bytes(span)
    }

    /// The noun phrase behind the amount that counts it; none where the amount holds the noun.
    pub fn counted_phrase(&self, count: usize, noun: usize) -> Option<Span<Bytes>> {
        let (_, amount) = self.mention_at(count)?;
        let first = (amount.words.end..=noun).find(|w| !matches!(self.lemma(*w), "of" | "the"))?;
        let start = self.parsed.bytes(Span::new(first, first + 1)).start;
        Some(Span::new(start, self.noun_phrase(noun).end))
    }

    fn is_date(&self, word: usize) -> bool {
        self.mention_at(word).is_some_and(|(_, m)| matches!(m.kind, MentionKind::Date | MentionKind::Time))
    }

    /// The actor that a phrase holds where its head is none: "*Iran's* offer", "a *Russian* proposal", "the town of *Gorazde*". As an
    /// `agent` counts only whose or by whom the thing is: a bomb in Iraq is not Iraq's.
    pub fn held_actor(&self, head: usize, agent: bool) -> Option<Party> {
        if let Some(body) = self.body_before(head) {
            return Some(body);
        }
        for relation in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::OblAgent] {
            // "The shelling of *Saar* by *Ardania*": the deed is of who did it.
            let by = |c: &usize| self.parsed.children_by(*c, Deprel::Case).any(|p| self.lemma(p) == "by");
            let (doers, others): (Vec<_>, Vec<_>) = self.parsed.children_by(head, relation).partition(by);
            for child in doers.into_iter().chain(others) {
                let owned = |c: usize| matches!(self.lemma(c), "of" | "by" | "from" | "'s");
                if relation == Deprel::Nmod
                    && !self.parsed.children_by(child, Deprel::Case).any(|c| {
                        if agent {
                            owned(c)
                        } else {
                            matches!(
                                self.lemma(c),
                                "of" | "by"
                                    | "from"
                                    | "on"
                                    | "against"
                                    | "with"
                                    | "in"
                                    | "for"
                                    | "to"
                                    | "between"
                                    | "over"
                                    | "'s"
                                    | "near"
                                    | "at"
                                    | "outside"
                                    | "inside"
                            )
                        }
                    })
                {
                    continue;
                }
                // An adjective or noun before the head names an actor only where it is a name ("a *military* exercise" has none).
                let modifier = matches!(relation, Deprel::Amod | Deprel::Compound);
                // "The *Paris* attack": a town before a deed is where it was done.
                let scene_of = agent && modifier && self.is_town(child);
                let found = self
                    .party(child)
                    .filter(|p| p.is_actor() && (p.mention.is_some() || !modifier) && !scene_of);
                let found = found.or_else(|| match relation {
                    Deprel::Amod => self.holder(child),
                    _ => self.held_actor(child, agent),
                });
                if let Some(mut party) = found {
                    party.score *= 0.85;
                    return Some(party);
                }
            }
        }
        None
    }

    fn is_town(&self, word: usize) -> bool {
        let place = self.mention_at(word).filter(|(_, m)| m.kind == MentionKind::Location);
        place.is_some_and(|(_, m)| {
            let name = m.span.of(self.text);
            !self.gazetteer.is_country(name, self.day) && !self.gazetteer.is_own(name)
        })
    }

    /// The body whose name stands right before the noun: "bin Laden's *al-Qaeda* network", whoever's it is.
    fn body_before(&self, head: usize) -> Option<Party> {
        let named = |c: &usize| self.mention_at(*c).is_some_and(|(_, m)| m.kind == MentionKind::Organization);
        let mut party = self.party(self.parsed.children_by(head, Deprel::Compound).find(named)?)?;
        party.score *= 0.85;
        Some(party)
    }

    /// In whose hands something is: "*ISIL*-held buildings", "a *rebel*-controlled town".
    fn holder(&self, participle: usize) -> Option<Party> {
        let hands = matches!(
            self.lemma(participle),
            "hold" | "control" | "occupy" | "run" | "own" | "operate" | "flag" | "register"
        );
        let hyphen = participle >= 2 && self.parsed.text(self.text, participle - 1) == "-";
        let name = participle
            .checked_sub(2)
            .filter(|n| hands && hyphen && self.parsed.words[*n].head == Some(participle))?;
        self.party(name).filter(Party::is_actor)
    }

    /// Whether an actor whom a deed touches may stand below `word`, on which `above` is one step nearer the deed.
    fn leads_down(&self, above: usize, word: usize) -> bool {
        let relative = |w: usize| self.parsed.words[w].deprel == Deprel::AclRelcl;
        match self.parsed.words[word].deprel {
            Deprel::Conj | Deprel::Parataxis | Deprel::Advcl | Deprel::Punct => false,
            // "Rejected claims *that it armed Bell*" rejects nobody armed.
            Deprel::Acl if self.parsed.children_by(word, Deprel::Mark).any(|m| self.lemma(m) == "that") => {
                false
            }
            // "Fired the shots that killed *Bell*", but not "banned the groups that praise Bell".
            Deprel::AclRelcl => self.describer().agent_noun(above).is_none(),
            deprel => deprel == Deprel::Obj || !relative(above),
        }
    }

    /// The nearest named actor anywhere below `head`: "a formula for ending its dispute with *Norway*".
    pub fn buried_actor(&self, head: usize) -> Option<Party> {
        let mut level = vec![head];
        for depth in 1..=4 {
            level = level
                .iter()
                .flat_map(|w| self.parsed.children(*w).map(move |c| (*w, c)))
                .filter(|(above, c)| self.leads_down(*above, *c))
                .map(|(_, c)| c)
                .collect();
            let passed = |c: usize| {
                matches!(
                    self.lemma(c),
                    "through" | "via" | "near" | "after" | "before" | "during" | "since" | "under"
                )
            };
            level.retain(|w| !self.parsed.children_by(*w, Deprel::Case).any(passed));
            let named = |w: &usize| {
                self.mention_at(*w)
                    .filter(|(_, m)| m.kind.is_name())
                    .and_then(|_| self.party(*w))
                    .filter(Party::is_actor)
            };
            if let Some(mut party) = level.iter().find_map(named) {
                party.score *= 0.9 - 0.1 * depth as f32;
                return Some(party);
            }
        }
        None
    }
}
