//! From the head of a phrase to a party: a name, a described actor ("Hungarian officials"), or what stands in its place.

use super::antecedent::Subject;
use super::grammar::has_child;
use super::quotation::Quotations;
use super::transcript::Transcript;
use super::words::Words;
use crate::entity::{Affiliation, Context, Describer, Entities, Mention, mention_at};
use crate::knowledge::{Agent, WordSet};
use crate::label::{Deprel, MentionKind, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// One side of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Index of the word that heads the phrase, in its sentence.
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
    /// Index of the word that heads the phrase.
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
    pub context: Context<'a>,
    pub words: &'a Words,
    pub entities: &'a Entities,
    /// The mentions of this sentence: a range of indices into `entities.mentions`.
    pub mentions: std::ops::Range<usize>,
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
    /// The word that heads a party of this sentence.
    pub fn token(&self, party: &Party) -> Token<'a> {
        self.context.sentence.token(party.head)
    }

    pub fn describer(&self) -> Describer<'a> {
        self.context.describer()
    }

    /// Whether `word` is a noun in the plural and no name: a title in capitals too, which the network takes for one ("Foreign *Ministers* of ...").
    pub fn is_plural(&self, word: Token<'a>) -> bool {
        let titles = || {
            let written = word.text().to_lowercase();
            word.upos() == Upos::Propn
                && self.mention_at(word).is_none()
                && self.context.singular(&written) != written
                && self.describer().agent_noun(word).is_some()
        };
        word.is_plural() || titles()
    }

    /// The mention that holds `word`, with its index.
    pub fn mention_at(&self, word: Token<'a>) -> Option<(usize, &'a Mention)> {
        let all = &self.entities.mentions[self.mentions.clone()];
        let at = mention_at(all, word)?;
        Some((self.mentions.start + at, &all[at]))
    }

    /// The party that the phrase headed by `head` names. A phrase that is no actor itself may hold one ("*Iran's* offer").
    pub fn party(&self, head: Token<'a>) -> Option<Party> {
        let word = head.span();
        if self.transcript.is_some_and(|t| t.is_label(self.context.sentence.span(), word)) {
            return None;
        }
        if let Some((index, mention)) = self.mention_at(head) {
            let actor =
                if mention.kind == MentionKind::Quantity { self.counted_actor(head, mention) } else { None };
            return actor.or_else(|| self.named(head, index, mention));
        }
        match head.upos() {
            Upos::Pron => self.pronoun(head),
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Sym => self.described(head),
            _ => None,
        }
    }

    /// The amount that `head` stands in.
    pub fn amount(&self, head: Token<'a>) -> Option<Party> {
        let (index, mention) = self.mention_at(head).filter(|(_, m)| m.kind.is_amount())?;
        self.named(head, index, mention)
    }

    /// Those whom a count counts: "two *journalists*", "thousands of *students*".
    fn counted_actor(&self, head: Token<'a>, count: &Mention) -> Option<Party> {
        if self.describer().agent_noun(head).is_some() {
            return self.described(head);
        }
        let of = |c: &Token<'a>| c.has_case_in(|lemma| self.grammar().partitive.has(lemma));
        let below = head.children_by(Deprel::Nmod).find(of)?;
        let mut party = self.party(below).filter(Party::is_actor)?;
        if party.mention.is_none() {
            party.span = count.span.cover(party.span);
        }
        Some(party)
    }

    /// The party that says something: a pronoun's is shown by the name it stands for.
    pub fn speaker(&self, head: Token<'a>) -> Option<Party> {
        let mut party = self.party(head)?;
        if let Some(mention) = party.mention.filter(|_| head.upos() == Upos::Pron) {
            party.span = self.entities.mentions[mention].span;
        }
        Some(party)
    }

    /// Who says `word`, by the quotation marks around it or the label of a transcript before it.
    pub fn said_by(&self, word: Token<'a>) -> Option<&'a Party> {
        let span = word.span();
        match self.quotations?.around(span) {
            Some(quotation) => quotation.speaker(),
            None => self.transcript?.speaker(span)?,
        }
    }

    fn named(&self, head: Token<'a>, index: usize, mention: &Mention) -> Option<Party> {
        if !mention.kind.is_name() {
            let measured =
                matches!(mention.kind, MentionKind::Money | MentionKind::Percent | MentionKind::Quantity);
            return measured.then(|| Party {
                head: head.index(),
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
            let describer = self.context.describer_of(mention.words, mention.kind);
            let found = describer.phrase(self.context.sentence.head_of(mention.words));
            if affiliation.country.is_empty() {
                affiliation.country = found.country;
            }
            // The States of America and the Soviet Union are no state officials and no trade union.
            if affiliation.sector.is_empty() && mention.kind != MentionKind::Location {
                affiliation.sector = found.sector;
            }
        }
        Some(Party {
            head: head.index(),
            span: mention.span,
            mention: Some(index),
            entity: None,
            kind: Some(mention.kind),
            affiliation,
            stands_for: None,
            score: mention.score,
        })
    }

    fn described(&self, head: Token<'a>) -> Option<Party> {
        // "President Obama" headed by its title: the name is the party.
        let name = [Deprel::Flat, Deprel::Appos, Deprel::NmodDesc]
            .iter()
            .flat_map(|r| head.children_by(*r))
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
                head: head.index(),
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
            head: head.index(),
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
    fn named_by_both(&self, noun: Token<'a>) -> Option<Token<'a>> {
        let first = noun.head().filter(|_| noun.deprel() == Deprel::Conj)?;
        let own = |c: Token<'a>| matches!(c.deprel(), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod);
        if self.is_plural(first) || self.is_plural(noun) || noun.children().any(own) {
            return None;
        }
        let person = |w: &Token<'a>| self.mention_at(*w).is_some_and(|(_, m)| m.kind == MentionKind::Person);
        first.children_by(Deprel::Appos).find(|c| *c > noun && person(c))
    }

    /// Who several are, where they are named behind: "two commanders, *Ann Bell* and *Jo Holm*", "three states, *Chad*, *Mali* and *Niger*".
    pub fn named_each(&self, several: Token<'a>) -> Vec<Token<'a>> {
        if self.mention_at(several).is_some() || !self.is_plural(several) {
            return Vec::new();
        }
        let acts = |m: &Mention| match m.kind {
            MentionKind::Person | MentionKind::Organization => true,
            // States act, but no cities and no regions.
            MentionKind::Location => self.describer().agent_noun(several).is_some(),
            _ => false,
        };
        let named = |w: &Token<'a>| *w > several && self.mention_at(*w).is_some_and(|(_, m)| acts(m));
        let Some(first) = several.children_by(Deprel::Appos).find(named) else {
            return Vec::new();
        };
        let further: Vec<Token<'a>> = first.children_by(Deprel::Conj).filter(named).collect();
        if further.is_empty() { Vec::new() } else { [vec![first], further].concat() }
    }

    /// Whom or what a clause's noun is said of: "*Bell* was the man who ...", "*Bell*, the general who ...", "*Saar* is a town lying ...".
    fn bearer_of(&self, noun: Token<'a>) -> Option<Token<'a>> {
        noun.children_by(Deprel::AclRelcl).chain(noun.children_by(Deprel::Acl)).next()?;
        let bearer = match noun.deprel() {
            Deprel::Appos => noun.head(),
            _ => {
                noun.children_by(Deprel::Cop).next()?;
                noun.children_by(Deprel::Nsubj).next()
            }
        };
        bearer.filter(|w| self.mention_at(*w).is_some_and(|(_, m)| m.kind.is_name()))
    }

    /// The bodies that go by their country and stand before a title: "*China's foreign ministry* spokesman".
    pub fn bodies_before(&self, title: Token<'a>) -> Vec<Party> {
        let found = self.mentions.clone().filter_map(|index| {
            let body = &self.entities.mentions[index];
            let above = |w: &Token<'a>| w.head() == Some(title);
            let noun =
                self.context.sentence.tokens_of(body.words).rev().find(above).filter(|_| body.is_around())?;
            let before = matches!(noun.deprel(), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc);
            (before && self.mention_at(noun).is_none()).then(|| self.named(noun, index, body)).flatten()
        });
        found.collect()
    }

    /// The person named right behind a title ("Secretary General *Joseph Luns*"): whatever the tree says, it is that person's. Gives
    /// the head of the name.
    pub fn named_behind(&self, title: Token<'a>) -> Option<Token<'a>> {
        for word in title.behind().take(3) {
            match self.mention_at(word) {
                Some((_, m)) if m.kind == MentionKind::Person && m.words.start == word.index() => {
                    return Some(self.context.sentence.head_of(m.words));
                }
                None if word.upos() == Upos::Propn => {}
                _ => return None,
            }
        }
        None
    }

    /// "Its president, *Ann Holm*", where the tree leaves the name hanging.
    fn named_after_comma(&self, title: Token<'a>) -> Option<Token<'a>> {
        let name = title.next().filter(|t| t.text() == ",")?.next()?;
        let (_, next) = self.mention_at(name)?;
        let head = self.context.sentence.head_of(next.words);
        let hangs = next.kind == MentionKind::Person && next.words.start == name.index();
        (hangs && head.deprel() == Deprel::Dep).then_some(head)
    }

    /// The country named right behind a place and a comma ("Kassala, *Sudan*"), unless it is the next of a list.
    pub fn country_after(&self, place: Token<'a>) -> Option<Token<'a>> {
        let is_country = |m: &Mention| self.context.is_country(m.span.of(self.context.sentence.article()));
        let (_, here) = self.mention_at(place)?;
        let comma = self.context.sentence.get(here.words.end).filter(|t| t.text() == ",")?;
        let (_, next) = self.mention_at(comma.next()?)?;
        let behind = self.context.sentence.get(next.words.end);
        let is_behind = |words: &WordSet| behind.is_some_and(|t| words.has(t.text()));
        let places = here.kind == MentionKind::Location && next.kind == MentionKind::Location;
        let place = |i: Token<'a>| self.mention_at(i).is_some_and(|(_, m)| m.kind == MentionKind::Location);
        // "fired into the East Sea, *South Korea's* chiefs of staff say", but "Kassala, *Sudan's* third largest city"
        let owned = || self.context.sentence.head_of(next.words).head();
        let owns = is_behind(&self.grammar().possessive)
            && owned().is_none_or(|noun| noun.deprel() != Deprel::Appos);
        let comma = behind.filter(|t| t.text() == ",");
        let list =
            is_behind(&self.grammar().joins_last) || owns || comma.and_then(Token::next).is_some_and(place);
        (places && next.words.start == here.words.end + 1 && !is_country(here) && is_country(next) && !list)
            .then(|| self.context.sentence.head_of(next.words))
    }

    /// The noun with what belongs to its name, clauses and appositions left out.
    pub fn noun_phrase(&self, head: Token<'a>) -> Span<Bytes> {
        let sentence = self.context.sentence;
        let keep = |i: Token<'a>| match i.deprel() {
            Deprel::Compound
            | Deprel::Amod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Flat
            | Deprel::Nummod
            | Deprel::Case
            | Deprel::Fixed => true,
            Deprel::Nmod => {
                let inside = |c: Token<'a>| self.grammar().inside_phrase.has(c.lemma());
                i.children_by(Deprel::Case).all(inside) && !self.is_date(i)
            }
            Deprel::Det => i.head() != Some(head),
            Deprel::Cc | Deprel::Conj => i.head() != Some(head),
            Deprel::Punct => false,
            _ => false,
        };
        let mut span = head.phrase(keep);
        // "*Vietnamese*-led forces": what is joined by a hyphen is one word.
        if span.start >= 2
            && sentence.token(span.start - 1).text() == "-"
            && sentence.token(span.start).deprel() == Deprel::Amod
        {
            span.start -= 2;
        }
        // An amount inside stays whole: the tree may hang its sign elsewhere.
        for m in &self.entities.mentions[self.mentions.clone()] {
            if m.words.overlaps(span) && !m.is_around() {
                span = span.cover(m.words);
            }
        }
        let opens = |t: Token<'a>| {
            self.mention_at(t).is_none()
                && (matches!(t.deprel(), Deprel::Case | Deprel::Det | Deprel::Fixed)
                    || !t.text().chars().any(char::is_alphanumeric))
        };
        while span.start < head.index() && opens(sentence.token(span.start)) {
            span.start += 1;
        }
        while span.end > head.index() + 1 && sentence.token(span.end - 1).deprel() == Deprel::Case {
            span.end -= 1;
        }
        sentence.bytes(span)
    }

    /// The noun phrase behind the amount that counts it; none where the amount holds the noun.
    pub fn counted_phrase(&self, count: Token<'a>, noun: Token<'a>) -> Option<Span<Bytes>> {
        let (_, amount) = self.mention_at(count)?;
        let behind = self
            .context
            .sentence
            .tokens_of(Span::new(amount.words.end, (noun.index() + 1).max(amount.words.end)));
        let first = behind.into_iter().find(|t| !self.grammar().behind_count.has(t.lemma()))?;
        let start = first.span().start;
        Some(Span::new(start, self.noun_phrase(noun).end))
    }

    fn is_date(&self, word: Token<'a>) -> bool {
        self.mention_at(word).is_some_and(|(_, m)| matches!(m.kind, MentionKind::Date | MentionKind::Time))
    }

    /// The actor that a phrase holds where its head is none: "*Iran's* offer", "a *Russian* proposal", "the town of *Gorazde*". As an
    /// `agent` counts only whose or by whom the thing is: a bomb in Iraq is not Iraq's.
    pub fn held_actor(&self, head: Token<'a>, agent: bool) -> Option<Party> {
        if let Some(body) = self.body_before(head) {
            return Some(body);
        }
        for relation in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::OblAgent] {
            // "The shelling of *Saar* by *Ardania*": the deed is of who did it.
            let by = |c: &Token<'a>| c.has_case_in(|lemma| self.grammar().before_agent.has(lemma));
            let (doers, others): (Vec<_>, Vec<_>) = head.children_by(relation).partition(by);
            let mut children = doers.into_iter().chain(others);
            if let Some(mut party) = children.find_map(|child| self.held_below(child, relation, agent)) {
                party.score *= 0.85;
                return Some(party);
            }
        }
        None
    }

    /// The actor that `child`, on the head of a phrase by this relation, names or holds.
    fn held_below(&self, child: Token<'a>, relation: Deprel, agent: bool) -> Option<Party> {
        let grammar = self.grammar();
        let before = if agent { &grammar.before_owner } else { &grammar.before_held_actor };
        if relation == Deprel::Nmod && !child.has_case_in(|lemma| before.has(lemma)) {
            return None;
        }
        // An adjective or noun before the head names an actor only where it is a name ("a *military* exercise" has none).
        let modifier = matches!(relation, Deprel::Amod | Deprel::Compound);
        // "The *Paris* attack": a town before a deed is where it was done.
        let scene_of = agent && modifier && self.is_town(child);
        let acts = |p: &Party| p.is_actor() && (p.mention.is_some() || !modifier) && !scene_of;
        self.party(child).filter(acts).or_else(|| match relation {
            Deprel::Amod => self.holder(child),
            _ => self.held_actor(child, agent),
        })
    }

    fn is_town(&self, word: Token<'a>) -> bool {
        let place = self.mention_at(word).filter(|(_, m)| m.kind == MentionKind::Location);
        place.is_some_and(|(_, m)| {
            let name = m.span.of(self.context.sentence.article());
            !self.context.is_country(name) && !self.context.knowledge.gazetteer.is_own(name)
        })
    }

    /// The body whose name stands right before the noun: "bin Laden's *al-Qaeda* network", whoever's it is.
    fn body_before(&self, head: Token<'a>) -> Option<Party> {
        let named =
            |c: &Token<'a>| self.mention_at(*c).is_some_and(|(_, m)| m.kind == MentionKind::Organization);
        let mut party = self.party(head.children_by(Deprel::Compound).find(named)?)?;
        party.score *= 0.85;
        Some(party)
    }

    /// In whose hands something is: "*ISIL*-held buildings", "a *rebel*-controlled town".
    fn holder(&self, participle: Token<'a>) -> Option<Party> {
        let hands = self.grammar().in_hands.has(participle.lemma());
        let hyphen = participle.previous().is_some_and(|h| h.text() == "-");
        let name = participle.offset(-2).filter(|n| hands && hyphen && n.head() == Some(participle))?;
        self.party(name).filter(Party::is_actor)
    }

    /// Whether an actor whom a deed touches may stand below `word`, on which `above` is one step nearer the deed.
    fn leads_down(&self, above: Token<'a>, word: Token<'a>) -> bool {
        let relative = |w: Token<'a>| w.deprel() == Deprel::AclRelcl;
        match word.deprel() {
            Deprel::Conj | Deprel::Parataxis | Deprel::Advcl | Deprel::Punct => false,
            // "Rejected claims *that it armed Bell*" rejects nobody armed.
            Deprel::Acl if has_child(word, Deprel::Mark, &self.grammar().opens_clause) => false,
            // "Fired the shots that killed *Bell*", but not "banned the groups that praise Bell".
            Deprel::AclRelcl => self.describer().agent_noun(above).is_none(),
            deprel => deprel == Deprel::Obj || !relative(above),
        }
    }

    /// The nearest named actor anywhere below `head`: "a formula for ending its dispute with *Norway*".
    pub fn buried_actor(&self, head: Token<'a>) -> Option<Party> {
        let mut level = vec![head];
        for depth in 1..=4 {
            level = level
                .iter()
                .flat_map(|w| w.children().map(move |c| (*w, c)))
                .filter(|(above, c)| self.leads_down(*above, *c))
                .map(|(_, c)| c)
                .collect();
            level.retain(|w| !has_child(*w, Deprel::Case, &self.grammar().aside));
            let named = |w: &Token<'a>| {
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
