//! What a pipeline was built from, in hashes.

/// Hashes of what a pipeline was built from: the same ones read an article alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fingerprint {
    pub model: String,
    pub rules: String,
    /// Who finds events (`rules`, `learned` or `both`), and from which confidence on rows are given.
    pub events: String,
    /// The data files and the tables of names that were brought.
    pub knowledge: String,
}
