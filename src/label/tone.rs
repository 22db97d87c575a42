//! How something is said.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// How something is said: what the verb that tells of it makes of it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Tone {
    /// No more than that it was said.
    Says,
    /// Said, and doubted or disputed by others.
    Claims,
    /// Said to be so by whoever should know, where it was in doubt.
    Confirms,
    Denies,
    Warns,
    Promises,
    Asks,
    Welcomes,
    Criticizes,
    /// Thought, hoped or feared.
    Expects,
}

by_name!(Tone, "tone");
