//! Parts of speech.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::by_name::by_name;

/// Universal part-of-speech tags (Universal Dependencies, version 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

by_name!(Upos, "part of speech");

impl Upos {
    /// Common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn)
    }
}
