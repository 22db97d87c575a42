//! The words in a sentence that start a match.

use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// The words of a trigger in a sentence: its head, and those that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerWords<'a> {
    pub head: Token<'a>,
    pub rest: Vec<Token<'a>>,
}

impl<'a> TriggerWords<'a> {
    /// A trigger of one word.
    pub fn of(head: Token<'a>) -> TriggerWords<'a> {
        TriggerWords { head, rest: Vec::new() }
    }

    pub fn all(&self) -> impl Iterator<Item = Token<'a>> + '_ {
        std::iter::once(self.head).chain(self.rest.iter().copied())
    }

    /// From its first word to its last.
    pub fn span(&self) -> Span<Bytes> {
        self.rest.iter().fold(self.head.span(), |all, word| all.cover(word.span()))
    }

    /// The words as they stand in the text, in order.
    pub fn text(&self) -> String {
        let mut words: Vec<Token<'_>> = self.all().collect();
        words.sort_unstable();
        words.iter().map(|w| w.text()).collect::<Vec<_>>().join(" ")
    }
}
