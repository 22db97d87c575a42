//! What the network says of single words, and of names.

use crate::label::{Deprel, Form, NameKind, Upos};
use crate::text::{Bytes, Span, Tokens};

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
