//! Kinds of events.

use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::by_name::by_name;

/// PLOVER's sixteen kinds of events (codebook of 2021).
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
#[strum(serialize_all = "UPPERCASE")]
pub enum EventClass {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

by_name!(EventClass, "PLOVER event");
