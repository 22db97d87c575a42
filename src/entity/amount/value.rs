//! What an amount is.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::label::Qualifier;
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
    /// Of money in a noun of several currencies ("dinars") that noun, in the singular, until it is known whose they are.
    pub shared: Option<Arc<str>>,
    /// What the sum or share is for each one of ("$80 *a barrel*"), a unit as above; empty where it is for all.
    pub per: String,
    pub qualifier: Option<Qualifier>,
}

/// What was read at one place.
#[derive(Clone, Debug)]
pub struct Found {
    pub kind: AmountKind,
    pub value: Decimal,
    pub value_to: Option<Decimal>,
    pub unit: Arc<str>,
    pub shared: Option<Arc<str>>,
}

impl Found {
    pub fn new(kind: AmountKind, value: Decimal, value_to: Option<Decimal>, unit: Arc<str>) -> Found {
        Found { kind, value, value_to, unit, shared: None }
    }
}
