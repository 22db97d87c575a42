//! How far what a sentence says is a fact.

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::label::by_name;
use crate::sentence::Token;

/// How far what a sentence says is a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Modality {
    #[default]
    Asserted,
    Planned,
    Possible,
    Demanded,
    Hypothetical,
}

by_name!(Modality, "modality");

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
