//! Why an article, or a whole file, was not read.

use std::path::PathBuf;

use super::input::{Input, STANDARD_INPUT};

/// An article, or a whole file, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}: {reason}")]
pub struct ReadError {
    /// The file, with the line or record where there is one.
    pub source_name: String,
    pub reason: String,
    /// What was to be read, where it is one record of many.
    pub record: String,
    pub outcome: Outcome,
}

/// Why an article was not read through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// It could not be read.
    #[default]
    Failed,
    /// It was not to be read.
    Skipped,
}

impl ReadError {
    pub(crate) fn new(source_name: impl Into<String>, reason: impl Into<String>) -> Self {
        ReadError {
            source_name: source_name.into(),
            reason: reason.into(),
            record: String::new(),
            outcome: Outcome::Failed,
        }
    }

    pub(crate) fn skipped(mut self) -> Self {
        self.outcome = Outcome::Skipped;
        self
    }

    pub(crate) fn with_record(mut self, record: impl Into<String>) -> Self {
        self.record = record.into();
        self
    }

    /// The id that a failed article goes by: its file's name, with the record where there is one.
    pub(crate) fn article_id(&self) -> String {
        let name = self.source_name.rsplit('/').next().unwrap_or(&self.source_name);
        let (file, record) = name.split_once('#').map_or((name, None), |(f, r)| (f, Some(r)));
        let input = Input { path: (file != STANDARD_INPUT).then(|| PathBuf::from(file)), format: None };
        let stem = input.stem();
        record.map_or(stem.clone(), |r| format!("{stem}#{r}"))
    }
}
