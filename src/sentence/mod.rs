//! A sentence that knows itself: its text, its words, what the network says of them, and its tree.
//!
//! [`Token`] is a handle on one word, from which the tree is walked. This module knows labels and spans. It must never know
//! English: which words mean what is data, and is asked of a lexicon.

mod children;
mod readings;
mod token;

use crate::label::{Deprel, Form, NameKind, Upos};
use crate::text::{Bytes, Span, Tokens};
use children::Children;
pub use readings::{AnaphorReading, EventReading, FactReading, PartyReading, PartyWord, Readings};
pub use token::Token;

/// What the network says of one word.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Bytes of the article's text.
    pub span: Span<Bytes>,
    pub upos: Upos,
    pub deprel: Deprel,
    /// Index of the syntactic head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Base form, lower case except for proper nouns.
    pub lemma: String,
    pub form: Form,
}

/// A name the network found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSpan {
    pub words: Span<Tokens>,
    pub kind: NameKind,
    /// How likely it is right, 0 to 1: the geometric mean of the words' probabilities for this kind of name, calibrated.
    pub score: f32,
}

/// A parsed sentence of an article, whose text it borrows.
#[derive(Clone, Debug)]
pub struct Sentence<'t> {
    text: &'t str,
    span: Span<Bytes>,
    words: Vec<Word>,
    names: Vec<NameSpan>,
    children: Children,
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

    /// The word at `index`.
    ///
    /// # Panics
    /// Where the sentence has no such word.
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.words.len(), "word {index} of {}", self.words.len());
        Token::new(self, index)
    }

    /// The word at `index`, if the sentence goes so far.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        (index < self.words.len()).then(|| Token::new(self, index))
    }

    /// The words in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        (0..self.words.len()).map(|index| Token::new(self, index))
    }

    /// The words of a span, in order.
    pub fn tokens_of(
        &self,
        words: Span<Tokens>,
    ) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        words.range().map(|index| Token::new(self, index))
    }

    /// The word on which all others hang.
    pub fn root(&self) -> Option<Token<'_>> {
        self.tokens().find(|t| t.head().is_none())
    }

    /// The last word or mark.
    pub fn last(&self) -> Option<Token<'_>> {
        self.tokens().next_back()
    }

    /// The word of `span` whose head lies outside it: the syntactic head of a name or phrase.
    pub fn head_of(&self, span: Span<Tokens>) -> Token<'_> {
        let outside = |t: &Token<'_>| t.head().is_none_or(|h| !span.range().contains(&h.index()));
        self.tokens_of(span).find(outside).unwrap_or_else(|| self.token(span.start))
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
