//! What a mention is.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::by_name::by_name;
use super::name_kind::NameKind;

/// The kinds of mention: those of MUC-7, QUANTITY and MISC.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "UPPERCASE", ascii_case_insensitive)]
pub enum MentionKind {
    Person,
    Organization,
    Location,
    Money,
    Percent,
    Date,
    Time,
    Quantity,
    /// Nationalities, events, works, products.
    Misc,
}

by_name!(MentionKind, "type of mention");

impl MentionKind {
    /// Whether mentions of this kind measure something.
    pub fn is_amount(self) -> bool {
        matches!(self, MentionKind::Money | MentionKind::Percent | MentionKind::Quantity)
    }

    /// Whether mentions of this kind refer to entities of the run (names), as against values (amounts, dates).
    pub fn is_name(self) -> bool {
        matches!(
            self,
            MentionKind::Person | MentionKind::Organization | MentionKind::Location | MentionKind::Misc
        )
    }
}

impl From<NameKind> for MentionKind {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => MentionKind::Person,
            NameKind::Organization => MentionKind::Organization,
            NameKind::Location => MentionKind::Location,
            NameKind::Misc => MentionKind::Misc,
        }
    }
}
