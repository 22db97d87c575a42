//! Ids of rows as numbers.

use crate::export::Row;
use crate::extraction::hash_of_uid;

/// The number that a row's `uid` is, behind its letter.
pub fn uid(row: Row<'_>) -> u64 {
    hash_of_uid(row.get("uid"))
}
