//! Definite descriptions that stand for somebody named before: "the president", "the Kenyan foreign minister", "the ministry".
//!
//! Only what is safe: the description says no more than what the text said of one recent person or body. What has a name of its own, or might be
//! about another ("the former president", "the next minister"), is left alone.

use crate::entity::{Context, Entity, Mention, mention_at};
use crate::label::{Deprel, MentionKind, MentionSource, Sector};
use crate::sentence::Token;
use crate::text::{Span, Tokens};

/// Sentences back in which the one meant was last spoken of.
const RECENT: usize = 6;
/// Of two that may be meant, the nearer one is, if the other is so many sentences further back.
const APART: usize = 2;

/// Somebody whom a description may mean.
struct Candidate {
    entity: usize,
    kind: MentionKind,
    /// Words of the office, or of the body's name, in lower case, the head last.
    words: Vec<String>,
    /// The sentence that spoke of them last.
    last: usize,
}

/// Finds the descriptions of an article whose names are resolved; returns their mentions, in the order of the text.
pub fn descriptions(contexts: &[Context<'_>], mentions: &[Mention], entities: &[Entity]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut known: Vec<Candidate> = Vec::new();
    let mut rest = mentions;
    for context in contexts {
        let own = rest.iter().take_while(|m| m.sentence == context.index).count();
        let (here, later) = rest.split_at(own);
        rest = later;
        let reader = Reader { context: *context, mentions: here };
        for head in context.sentence.tokens() {
            let Some(description) = reader.description(head) else { continue };
            let Some(meant) = description.meant(&known, entities, context) else { continue };
            meant.iter().for_each(|i| known[*i].last = context.index);
            let candidate = &known[meant[0]];
            out.push(Mention {
                sentence: context.index,
                span: context.sentence.bytes(description.span),
                words: description.span,
                kind: candidate.kind,
                entity: Some(candidate.entity),
                score: 0.7,
                source: MentionSource::Coreference,
                value: String::new(),
                nests: false,
            });
        }
        reader.note(&mut known);
    }
    out
}

struct Description {
    /// The noun and the words of the office before it.
    span: Span<Tokens>,
    words: Vec<String>,
    country: String,
    body: bool,
}

impl Description {
    /// The places in `known` of the one entity that is meant.
    fn meant(&self, known: &[Candidate], entities: &[Entity], context: &Context<'_>) -> Option<Vec<usize>> {
        let armies = &context.lexicon().actors.armies;
        let army = matches!(self.words.as_slice(), [noun] if armies.has(noun));
        let fits = |c: &Candidate| {
            (c.kind == MentionKind::Organization) == self.body
                && context.index <= c.last + RECENT
                && self.words.last() == c.words.last()
                && self.words.iter().all(|w| c.words.contains(w))
                && (self.country.is_empty() || self.country == entities[c.entity].country)
                // Where rebels have an army too, "the army" is the state's.
                && !(army && entities[c.entity].sector == Some(Sector::Reb))
        };
        let mut fitting: Vec<usize> = (0..known.len()).filter(|i| fits(&known[*i])).collect();
        // "The minister" may be any; "the prime minister" is not the deputy prime minister.
        if fitting.iter().any(|i| known[*i].words == self.words) {
            fitting.retain(|i| known[*i].words == self.words);
        }
        let nearest = *fitting.iter().max_by_key(|i| known[**i].last)?;
        let (entity, last) = (known[nearest].entity, known[nearest].last);
        let other = fitting.iter().any(|i| known[*i].entity != entity && known[*i].last + APART > last);
        fitting.retain(|i| known[*i].entity == entity);
        (!other).then_some(fitting)
    }
}

/// Reads one sentence, whose mentions these are.
struct Reader<'a> {
    context: Context<'a>,
    mentions: &'a [Mention],
}

impl<'a> Reader<'a> {
    fn named(&self, word: Token<'a>) -> Option<&'a Mention> {
        mention_at(self.mentions, word).map(|at| &self.mentions[at])
    }

    fn lower(&self, word: Token<'a>) -> String {
        word.text().to_lowercase()
    }

    /// The office that `head` is, with the words that make it one: "foreign", "minister".
    fn office(&self, head: Token<'a>) -> Vec<Token<'a>> {
        let part = |c: &Token<'a>| {
            *c < head && self.named(*c).is_none() && matches!(c.deprel(), Deprel::Compound | Deprel::Amod)
        };
        let mut words: Vec<Token<'a>> = head.children().filter(part).collect();
        words.push(head);
        words
    }

    /// Whether `head` is a noun in the singular that may stand for somebody, and is no part of a name.
    fn may_stand_for(&self, head: Token<'a>) -> bool {
        let noun = head.upos().is_noun() && self.named(head).is_none();
        // In an apposition or after "is" it is what is said of somebody.
        let said_of = matches!(
            head.deprel(),
            Deprel::Appos
                | Deprel::Compound
                | Deprel::Flat
                | Deprel::NmodDesc
                | Deprel::Vocative
                | Deprel::Conj
        );
        noun && !said_of
            && self.lower(head) == head.lemma().to_lowercase()
            && !self.mentions.iter().any(|m| m.nests && head.is_in(m.words))
    }

    /// Whether an article stands before `head`, and the country that is named beside the words of its office; none where more is said.
    fn said_beside(&self, head: Token<'a>, office: &[Token<'a>]) -> Option<(bool, String)> {
        let lexicon = &self.context.lexicon().names;
        let genitive = |c: Token<'a>| lexicon.genitives.has_lower(c.text());
        let (mut definite, mut country) = (false, String::new());
        for child in head.children() {
            match child.deprel() {
                Deprel::Det if lexicon.articles.has_lower(child.text()) => definite = true,
                Deprel::Case | Deprel::Punct => {}
                Deprel::Compound | Deprel::Amod if office.contains(&child) => {}
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss => country = self.country(child)?,
                Deprel::Nmod if child.children_by(Deprel::Case).any(genitive) => {
                    country = self.country(child)?;
                }
                _ => return None,
            }
        }
        Some((definite, country))
    }

    fn description(&self, head: Token<'a>) -> Option<Description> {
        if !self.may_stand_for(head) {
            return None;
        }
        let describer = self.context.describer();
        let body = self.context.knowledge.gazetteer.is_body(&head.lemma().to_lowercase());
        if describer.agent(head).is_none() && !body {
            return None;
        }
        let office = self.office(head);
        let first = office[0];
        let together = office.windows(2).all(|w| w[0].precedes(w[1]));
        let (definite, country) = self.said_beside(head, &office)?;
        let possessed = head.children_by(Deprel::NmodPoss).any(|c| self.named(c).is_some());
        let behind = head.next().and_then(|t| self.named(t)).is_some_and(|m| m.kind == MentionKind::Person);
        if !together || behind || !(definite || possessed) {
            return None;
        }
        let words = office.iter().map(|w| self.lower(*w)).collect();
        Some(Description { span: first.alone().cover(head.alone()), words, country, body })
    }

    /// The country that a word names, alone or as an adjective.
    fn country(&self, word: Token<'a>) -> Option<String> {
        let mention = self.named(word)?;
        let known = self.context.find(self.context.written(mention))?;
        Some(known.country.clone()).filter(|c| !c.is_empty())
    }

    /// Notes whom this sentence speaks of, and in what office.
    fn note(&self, known: &mut Vec<Candidate>) {
        let sentence = self.context.index;
        for mention in self.mentions {
            let Some(entity) = mention.entity else { continue };
            known.iter_mut().filter(|c| c.entity == entity).for_each(|c| c.last = sentence);
            let found: Vec<Vec<String>> = match mention.kind {
                MentionKind::Person => self.offices_of(mention),
                MentionKind::Organization => self.body_of(mention).into_iter().collect(),
                _ => continue,
            };
            for words in found {
                if !known.iter().any(|c| c.entity == entity && c.words == words) {
                    known.push(Candidate { entity, kind: mention.kind, words, last: sentence });
                }
            }
        }
    }

    /// The words, in order, that may be a person's title: those before the name, appositions, "Bell is the minister".
    fn titles_of(&self, person: &Mention) -> Vec<Token<'a>> {
        let head = self.context.sentence.head_of(person.words);
        let mut titles: Vec<Token<'a>> = Vec::new();
        for relation in [Deprel::NmodDesc, Deprel::Compound, Deprel::Flat, Deprel::Appos] {
            titles.extend(head.children_by(relation));
        }
        if let Some(above) = head.head()
            && (matches!(head.deprel(), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc)
                || (head.deprel() == Deprel::Nsubj && above.children_by(Deprel::Cop).next().is_some()))
        {
            titles.push(above);
        }
        // A title right before the name is its, however the tree has it.
        if let Some(before) = self.context.sentence.token(person.words.start).previous() {
            titles.push(before);
        }
        titles.sort_unstable();
        titles.dedup();
        titles
    }

    /// The offices that a sentence gives a person.
    fn offices_of(&self, person: &Mention) -> Vec<Vec<String>> {
        let describer = self.context.describer();
        let is_title = |t: &Token<'a>| {
            let lemma = t.lemma().to_lowercase();
            self.named(*t).is_none()
                && t.upos().is_noun()
                && describer.agent(*t).is_some()
                && !self.context.knowledge.gazetteer.is_body(&lemma)
        };
        let words = self.titles_of(person).into_iter().filter(is_title).map(|t| self.title_words(t));
        let not_in_office = &self.context.lexicon().actors.not_in_office;
        words.filter(|title| !title.iter().any(|w| not_in_office.has(w))).collect()
    }

    /// A title's words; in "Prime Minister Bell" the tree may hang "Prime" on the name.
    fn title_words(&self, title: Token<'a>) -> Vec<String> {
        let mut words: Vec<String> = self.office(title).iter().map(|w| self.lower(*w)).collect();
        if words.len() == 1
            && let Some(before) = title.previous()
            && self.named(before).is_none()
            && self.context.lexicon().actors.title_openers.has_lower(before.text())
        {
            words.insert(0, self.lower(before));
        }
        words
    }

    /// The noun in a body's name by which it may be called: "the ministry" for the Ministry of Health.
    fn body_of(&self, body: &Mention) -> Option<Vec<String>> {
        let words = self.context.sentence.tokens_of(body.words);
        let noun =
            words.rev().map(|w| self.lower(w)).find(|w| self.context.knowledge.gazetteer.is_body(w))?;
        Some(vec![noun])
    }
}
