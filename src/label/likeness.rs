//! What two parties have to have in common.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// What a rule's `alike` asks of subject and object together.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Likeness {
    /// They are of one type of mention.
    Kind,
    /// Their countries, as far as they are known, do not differ, and the subject is not the country that the object lies in.
    Country,
    /// They are two names of one: where one is an acronym, it is the other's.
    Acronym,
}

by_name!(Likeness, "likeness");
