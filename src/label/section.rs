//! The parts of an article that rows are told apart by.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// The part of an article that a row was read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Section {
    Title,
    #[default]
    Body,
    /// A picture's.
    Caption,
}

by_name!(Section, "section");
