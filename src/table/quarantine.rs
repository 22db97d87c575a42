//! Articles that could not be read, as they were: `quarantine.jsonl`, an object a line. Mended, they can be read from it.

use serde::Serialize;

/// An article that could not be read.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Quarantined<'a> {
    pub article_id: &'a str,
    pub source: &'a str,
    pub reason: &'a str,
    /// What was to be read; empty for whole files, which `source` names.
    pub record: &'a str,
}

/// The file of them.
pub(super) const FILE: &str = "quarantine.jsonl";
