//! From a string to sentences of tokens with their lemmas, offsets kept.
//!
//! This module knows characters and words. It must never know what an article is, load a model, or change the text: a token is a
//! span of the text as read. Only this module converts between bytes and scalar values.

mod casing;
mod dateline;
mod given_names;
mod sentence;
mod span;
mod tokenize;

pub use casing::Casing;
#[cfg(test)]
pub use sentence::split;
pub use sentence::{TokenizedSentence, split_region};
pub use span::{Bytes, CharIndex, Chars, Span, Tokens};
pub use tokenize::tokenize;
