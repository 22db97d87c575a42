//! What became of an article.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// What became of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum ArticleStatus {
    /// It was read through.
    #[default]
    Ok,
    /// It was not to be read.
    Skipped,
    /// It could not be read.
    Failed,
}

by_name!(ArticleStatus, "status of an article");
