//! What may hang on a trigger.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// What a rule's `with` asks for below its trigger, and `without` rules out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Dependent {
    /// A direct object, or the subject of a passive: "added *a clause*".
    Object,
    /// A clause that completes it: "added *that it would leave*".
    Clause,
    /// An infinitive that completes it: "told them *to go*".
    Infinitive,
    /// A clause that says what has to be done: "said that they *must go*".
    Obligation,
    /// A sum or something counted, anywhere in its clause.
    Amount,
}

by_name!(Dependent, "dependent");
