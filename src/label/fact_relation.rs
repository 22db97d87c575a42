//! Facts, which are no events.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::by_name::by_name;

/// What holds between two parties without an act.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum FactRelation {
    HoldsPosition,
    Leads,
    MemberOf,
    PartOf,
    LocatedIn,
    BasedIn,
    Origin,
    Owns,
    AliasOf,
    FamilyOf,
    AllyOf,
    OpponentOf,
}

by_name!(FactRelation, "relation of a fact");

impl FactRelation {
    /// Whether it holds the other way round as well.
    pub fn is_mutual(self) -> bool {
        use FactRelation::{AliasOf, AllyOf, FamilyOf, OpponentOf};
        matches!(self, AliasOf | FamilyOf | AllyOf | OpponentOf)
    }
}
