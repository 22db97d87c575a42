//! What is wrong with a file of rules.

/// A rule file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
#[non_exhaustive]
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

impl RuleError {
    /// What TOML says of a file's text, at its line.
    pub(super) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> RuleError {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        RuleError { file: file.to_string(), line, reason: error.message().to_string() }
    }
}
