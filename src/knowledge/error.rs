//! What is wrong with a data file.

/// A data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", if *line > 0 { format!(":{line}") } else { String::new() })]
#[non_exhaustive]
pub struct DataError {
    pub file: String,
    /// Counted from 1; 0 where no line is to blame.
    pub line: usize,
    pub reason: String,
}
