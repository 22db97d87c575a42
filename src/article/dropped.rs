//! What of a text is left out of its body.

use crate::text::{Bytes, Span};

/// A part of the text that is no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub span: Span<Bytes>,
    pub reason: String,
}
