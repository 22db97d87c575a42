//! A sentence that knows itself: its text, its words, what the network says of them, and its tree.
//!
//! [`Token`] is a handle on one word, from which the tree is walked. This module knows labels and spans. It must never know
//! English: which words mean what is data, and is asked of a lexicon.

mod children;
mod parsed;
mod readings;
mod token;
mod walk;
mod word;

pub use parsed::Sentence;
pub use readings::{AnaphorReading, EventReading, FactReading, PartyReading, PartyWord, Readings};
pub use token::Token;
pub use word::{NameSpan, Word};
