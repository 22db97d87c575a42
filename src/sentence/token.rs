//! A handle on one word of a sentence.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::parsed::Sentence;
use super::word::Word;
use crate::label::{Deprel, Form, Upos};
use crate::text::{Bytes, Span, Tokens};

/// A word or punctuation mark of a sentence. Tokens are compared and ordered by their place; they are only ever compared within
/// their sentence.
#[derive(Clone, Copy)]
pub struct Token<'s> {
    sentence: &'s Sentence<'s>,
    index: usize,
}

impl<'s> Token<'s> {
    pub(super) fn new(sentence: &'s Sentence<'s>, index: usize) -> Token<'s> {
        Token { sentence, index }
    }

    fn word(self) -> &'s Word {
        &self.sentence.words[self.index]
    }

    /// Its place in the sentence, from 0.
    pub fn index(self) -> usize {
        self.index
    }

    pub fn sentence(self) -> &'s Sentence<'s> {
        self.sentence
    }

    /// Its text as it stands.
    pub fn text(self) -> &'s str {
        self.span().of(self.sentence.text)
    }

    /// Bytes of the article's text.
    pub fn span(self) -> Span<Bytes> {
        self.word().span
    }

    /// It alone, as a span of words.
    pub fn alone(self) -> Span<Tokens> {
        Span::new(self.index, self.index + 1)
    }

    /// Base form, lower case except for proper nouns.
    pub fn lemma(self) -> &'s str {
        &self.word().lemma
    }

    /// How it is inflected.
    pub fn form(self) -> Form {
        self.word().form
    }

    pub fn upos(self) -> Upos {
        self.word().upos
    }

    /// Relation to its head.
    pub fn deprel(self) -> Deprel {
        self.word().deprel
    }

    /// The word it hangs on; none for the root.
    pub fn head(self) -> Option<Token<'s>> {
        self.word().head.map(|index| Token { index, ..self })
    }

    /// The words above it, nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'s>> {
        std::iter::successors(self.head(), |t| t.head())
    }

    /// Its dependents, in order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'s>> {
        self.sentence.children.of(self.index).map(move |index| Token { index, ..self })
    }

    /// Its dependents of a relation, or of a subtype of it.
    pub fn children_by(self, deprel: Deprel) -> impl DoubleEndedIterator<Item = Token<'s>> {
        self.children().filter(move |c| c.deprel().is_a(deprel))
    }

    /// Its first dependent of a relation, or of a subtype of it.
    pub fn child(self, deprel: Deprel) -> Option<Token<'s>> {
        self.children_by(deprel).next()
    }

    /// The subject of the clause it heads, of the active or the passive.
    pub fn subject(self) -> Option<Token<'s>> {
        self.children().find(|c| c.deprel().is_subject())
    }

    /// Whether a preposition that hangs on it has a lemma of which `is` holds.
    pub fn has_case_in(self, is: impl Fn(&str) -> bool) -> bool {
        self.children_by(Deprel::Case).any(|c| is(c.lemma()))
    }

    /// The word behind it.
    pub fn next(self) -> Option<Token<'s>> {
        self.offset(1)
    }

    /// The word before it.
    pub fn previous(self) -> Option<Token<'s>> {
        self.index.checked_sub(1).map(|index| Token { index, ..self })
    }

    /// The word so many places further on (back, where negative).
    pub fn offset(self, places: isize) -> Option<Token<'s>> {
        let index = self.index.checked_add_signed(places).filter(|i| *i < self.sentence.words.len())?;
        Some(Token { index, ..self })
    }

    /// Whether `other` stands right behind it.
    pub fn precedes(self, other: Token<'s>) -> bool {
        self.index + 1 == other.index
    }

    /// The words before it, nearest first.
    pub fn before(self) -> impl DoubleEndedIterator<Item = Token<'s>> {
        (0..self.index).rev().map(move |index| Token { index, ..self })
    }

    /// The words behind it, nearest first.
    pub fn behind(self) -> impl DoubleEndedIterator<Item = Token<'s>> {
        (self.index + 1..self.sentence.words.len()).map(move |index| Token { index, ..self })
    }

    /// The words from it up to but without `end`, in order.
    pub fn up_to(self, end: Token<'s>) -> impl DoubleEndedIterator<Item = Token<'s>> {
        (self.index..end.index).map(move |index| Token { index, ..self })
    }

    /// Whether it is one of these words.
    pub fn is_in(self, words: Span<Tokens>) -> bool {
        words.range().contains(&self.index)
    }

    pub fn is_capitalized(self) -> bool {
        self.text().starts_with(char::is_uppercase)
    }

    /// Whether its text is `word`, capitals aside.
    pub fn is(self, word: &str) -> bool {
        self.text().eq_ignore_ascii_case(word)
    }

    /// Whether it is a common noun in the plural.
    pub fn is_plural(self) -> bool {
        self.upos() == Upos::Noun && !self.is(self.lemma())
    }

    /// Itself and the words below for which every step down passes `keep`, as the span they cover.
    pub fn phrase(self, keep: impl Fn(Token<'s>) -> bool + Copy) -> Span<Tokens> {
        self.children().filter(|c| keep(*c)).fold(self.alone(), |span, c| span.cover(c.phrase(keep)))
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        debug_assert_eq!(self.sentence.span, other.sentence.span, "tokens of two sentences");
        self.index == other.index
    }
}

impl Eq for Token<'_> {}

impl PartialOrd for Token<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Token<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.index.cmp(&other.index)
    }
}

impl Hash for Token<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.index, self.text())
    }
}
