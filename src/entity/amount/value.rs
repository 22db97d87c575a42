//! What an amount is.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::knowledge::Qualifier;
use crate::text::{Bytes, Span, Tokens};

/// What kind of amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountKind {
    Money,
    Percent,
    Quantity,
}

/// An amount as found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub span: Span<Bytes>,
    pub words: Span<Tokens>,
    pub kind: AmountKind,
    pub value: Decimal,
    /// Upper end of a range.
    pub value_to: Option<Decimal>,
    /// ISO 4217 for money; `%`, or `pp` for percentage points; UCUM or a plain singular for what is counted.
    pub unit: String,
    pub qualifier: Option<Qualifier>,
}

/// What was read at one place.
pub struct Found {
    pub kind: AmountKind,
    pub value: Decimal,
    pub value_to: Option<Decimal>,
    pub unit: Arc<str>,
}
