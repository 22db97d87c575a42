//! The words of a sentence, from which its tree is walked.

use super::parsed::Sentence;
use super::token::Token;
use crate::text::{Span, Tokens};

impl Sentence<'_> {
    /// The word at `index`.
    ///
    /// # Panics
    /// Where the sentence has no such word.
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.len(), "word {index} of {}", self.len());
        Token::new(self, index)
    }

    /// The word at `index`, if the sentence goes so far.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        (index < self.len()).then(|| Token::new(self, index))
    }

    /// The words in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator + Clone {
        (0..self.len()).map(|index| Token::new(self, index))
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
}
