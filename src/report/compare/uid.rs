//! Ids of rows as numbers.

use crate::export::Row;

/// The number that a row's `uid` is, behind its letter.
pub fn uid(row: Row<'_>) -> u64 {
    row.get("uid").get(1..).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}
