//! What a run did, in numbers.

use serde::{Deserialize, Serialize};

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Summary {
    /// Articles read through.
    pub articles: usize,
    /// Articles, or whole inputs, that could not be read.
    pub failed: usize,
    /// Articles in other languages than English, and repetitions where they are not wanted.
    pub skipped: usize,
    pub sentences: usize,
    /// Tokens, punctuation included.
    pub words: usize,
    /// Rows of entities.csv; 0 where the run was interrupted.
    pub entities: usize,
    pub mentions: usize,
    pub relations: usize,
    /// Articles read through whose day of publication is unknown: relative dates in them stay without a day.
    pub undated: usize,
    /// Records of web archives that are no pages: pictures, redirections, errors.
    pub passed_over: usize,
    /// Articles that an earlier, interrupted run had done; the other numbers count them too.
    pub resumed: usize,
    /// Whether the run was stopped before its end. It can be resumed.
    pub interrupted: bool,
}
