//! An explanation as an HTML page: what the page is given.

use std::io::{self, Write};

use serde::Serialize;

use super::Explanation;
use crate::extraction::{MentionRow, RelationRow};
use crate::page::Page;
use crate::sentence::{PartyReading, Sentence, Token};
use crate::text::CharIndex;

/// Words that the page names for each side of an event that the network reads.
const PARTIES: usize = 3;

/// All that the page shows. Offsets count characters, as those of tables do.
#[derive(Serialize)]
struct Told<'a> {
    version: &'static str,
    text: &'a str,
    sentences: Vec<Vec<Word<'a>>>,
    mentions: Vec<MentionRow>,
    rows: Vec<RelationRow>,
    misses: Vec<NearMiss<'a>>,
    events: Vec<Event<'a>>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    text: &'a str,
    lemma: &'a str,
    upos: String,
    deprel: String,
    /// The number of the word that it depends on; None of the root.
    head: Option<usize>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct NearMiss<'a> {
    rule: &'a str,
    trigger: &'a str,
    reason: String,
}

/// An event that the network reads, likely or not.
#[derive(Serialize)]
struct Event<'a> {
    class: String,
    trigger: &'a str,
    /// How likely the word bears any event, and one of this class.
    probability: f32,
    of_class: f32,
    source: Party<'a>,
    target: Party<'a>,
    modality: String,
    negated: f32,
}

#[derive(Serialize)]
struct Party<'a> {
    words: Vec<(&'a str, f32)>,
    nobody: f32,
}

#[derive(Serialize)]
struct Fact<'a> {
    relation: String,
    subject: &'a str,
    object: &'a str,
    probability: f32,
}

impl Explanation<'_> {
    /// Writes the explanation as a page that opens by itself: trees, mentions, rows and near misses.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write_html(&self, to: &mut impl Write) -> io::Result<()> {
        Page::Explanation.write(&self.told(), to).map(|_| ())
    }

    fn told(&self) -> Told<'_> {
        let text = self.extraction.text();
        let index = CharIndex::new(text);
        let misses = self.misses.iter().map(|miss| NearMiss {
            rule: &miss.rule,
            trigger: &miss.trigger,
            reason: miss.reason.to_string(),
        });
        Told {
            version: env!("CARGO_PKG_VERSION"),
            text,
            sentences: self
                .sentences
                .iter()
                .map(|sentence| sentence.tokens().map(|token| Word::of(token, &index)).collect())
                .collect(),
            mentions: self.extraction.mentions().collect(),
            rows: self.extraction.relations().collect(),
            misses: misses.collect(),
            events: self.sentences.iter().flat_map(|sentence| self.events(sentence)).collect(),
            facts: self.sentences.iter().flat_map(|sentence| self.facts(sentence)).collect(),
        }
    }

    fn events<'a>(&'a self, sentence: &'a Sentence<'_>) -> impl Iterator<Item = Event<'a>> {
        sentence.events().iter().map(|event| Event {
            class: event.class.to_string(),
            trigger: sentence.token(event.trigger).text(),
            probability: event.probability,
            of_class: event.of_class,
            source: self.party(&event.source),
            target: self.party(&event.target),
            modality: event.modality.to_string(),
            negated: event.negated,
        })
    }

    fn party(&self, party: &PartyReading) -> Party<'_> {
        let words = party.words.iter().take(PARTIES);
        let words = words.map(|w| (self.sentences[w.sentence].token(w.word).text(), w.probability)).collect();
        Party { words, nobody: party.nobody }
    }

    fn facts<'a>(&'a self, sentence: &'a Sentence<'_>) -> impl Iterator<Item = Fact<'a>> {
        sentence.facts().unwrap_or_default().iter().map(|fact| Fact {
            relation: fact.relation.to_string(),
            subject: sentence.token(fact.subject).text(),
            object: self.sentences[fact.object.sentence].token(fact.object.word).text(),
            probability: fact.object.probability,
        })
    }
}

impl<'a> Word<'a> {
    fn of(token: Token<'a>, index: &CharIndex<'_>) -> Word<'a> {
        let at = index.chars(token.span());
        Word {
            text: token.text(),
            lemma: token.lemma(),
            upos: token.upos().to_string(),
            deprel: token.deprel().to_string(),
            head: token.head().map(Token::index),
            start: at.start,
            end: at.end,
        }
    }
}
