//! Whose words a statement is told in.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// Whose words a statement is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum SpeechMode {
    /// The speaker's own, between quotation marks.
    Direct,
    /// The article's.
    Indirect,
}

by_name!(SpeechMode, "way of speaking");
