//! What is wrong with a file of rules.

/// A rule file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct RuleError {
    pub file: String,
    /// Line of the rule or of the fault, from 1.
    pub line: usize,
    pub reason: String,
}

/// The line, from 1, that holds a byte of a file's text.
pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}
