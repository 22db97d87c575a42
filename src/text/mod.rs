//! From a string to sentences of tokens with their lemmas, offsets kept.
//!
//! This room knows characters and words; of the room of articles it takes the names of months alone. It must never know what an article is, load a
//! model, or change the text: a token is a span of the text as read. Only this room converts between bytes and scalar values.

mod abbreviations;
mod casing;
mod dateline;
mod given_names;
mod lemma;
mod listed;
mod sentence;
mod span;
mod tokenize;

pub use abbreviations::is_title;
pub use casing::Casing;
pub use lemma::{is_verb, lemma};
pub use listed::listed;
#[cfg(test)]
pub use sentence::split;
pub use sentence::{TokenizedSentence, split_region};
pub use span::{Bytes, CharIndex, Span, Tokens};
