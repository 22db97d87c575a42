//! What is read from the words around a trigger.

use crate::label::Modality;
use crate::sentence::Token;

/// What the words around a trigger say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Factuality<'a> {
    pub negated: bool,
    pub modality: Modality,
    /// The actor means to do it: an announced or agreed act.
    pub intended: bool,
    /// The actor says it will not: a refusal rather than something that did not happen.
    pub refused: bool,
    /// Head of the phrase that names who says it.
    pub speaker: Option<Token<'a>>,
}
