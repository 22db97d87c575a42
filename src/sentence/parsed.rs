//! A parsed sentence: its text, its words, and what the network reads of them.

use super::children::Children;
use super::readings::{AnaphorReading, EventReading, FactReading, Readings};
use super::word::{NameSpan, Word};
use crate::text::{Bytes, Span, Tokens};

/// A parsed sentence of an article, whose text it borrows.
#[derive(Clone, Debug)]
pub struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span<Bytes>,
    pub(super) words: Vec<Word>,
    names: Vec<NameSpan>,
    pub(super) children: Children,
    /// `None` where nobody looked for any.
    readings: Option<Readings>,
}

impl<'t> Sentence<'t> {
    /// A sentence of the article `text`, of at least one word.
    pub fn new(text: &'t str, span: Span<Bytes>, words: Vec<Word>, names: Vec<NameSpan>) -> Self {
        let heads: Vec<Option<usize>> = words.iter().map(|w| w.head).collect();
        Sentence { text, span, words, names, children: Children::new(&heads), readings: None }
    }

    /// The text of the whole article, which all spans of bytes count in.
    pub fn article(&self) -> &'t str {
        self.text
    }

    /// Bytes of the article's text.
    pub fn span(&self) -> Span<Bytes> {
        self.span
    }

    /// The names that the network found, left to right.
    pub fn names(&self) -> &[NameSpan] {
        &self.names
    }

    /// The same sentence with what the network reads of its events, facts, pronouns and nouns.
    pub fn with_readings(self, readings: Readings) -> Self {
        Sentence { readings: Some(readings), ..self }
    }

    /// Whom the network takes pronouns and nouns for, in the order of the words; it does not say so of all.
    pub fn anaphors(&self) -> &[AnaphorReading] {
        self.readings.as_ref().map_or(&[], |r| &r.anaphors)
    }

    /// What the network reads of events, in the order of their words.
    pub fn events(&self) -> &[EventReading] {
        self.readings.as_ref().map_or(&[], |r| &r.events)
    }

    /// What the network reads of facts, in the order of their subjects; `None` where nobody looked for any.
    pub fn facts(&self) -> Option<&[FactReading]> {
        self.readings.as_ref()?.facts.as_deref()
    }

    /// Whether a network looked for events, and found them or not.
    pub fn is_read_for_events(&self) -> bool {
        self.readings.is_some()
    }

    /// Number of words and punctuation marks.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The bytes that a span of words covers.
    pub fn bytes(&self, words: Span<Tokens>) -> Span<Bytes> {
        self.words[words.start].span.cover(self.words[words.end - 1].span)
    }

    /// The text that a span of words covers.
    pub fn text_of(&self, words: Span<Tokens>) -> &'t str {
        self.bytes(words).of(self.text)
    }
}
