//! How far what a sentence says is a fact.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

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
