//! How exact an amount is.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::by_name::by_name;

/// What the words around an amount say of how exact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Qualifier {
    About,
    Nearly,
    MoreThan,
    LessThan,
    UpTo,
    AtLeast,
    AtMost,
    Exactly,
}

by_name!(Qualifier, "qualifier");
