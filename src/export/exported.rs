//! What an export wrote.

use std::path::PathBuf;

/// What an export wrote.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Exported {
    pub files: Vec<PathBuf>,
    /// What is not in them, and how much of it.
    pub left_out: Vec<(usize, &'static str)>,
}
