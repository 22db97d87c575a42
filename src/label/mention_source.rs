//! What found a mention.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// What found a mention, by the name that mentions.csv has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum MentionSource {
    /// The network.
    Model,
    /// A pattern of words, such as that of amounts and dates.
    Grammar,
    /// A table of names.
    Gazetteer,
    /// A rule that names a phrase.
    Rule,
    /// A name stands elsewhere in the article for the same.
    Coreference,
}

by_name!(MentionSource, "source of mentions");
