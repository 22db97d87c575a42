//! What the reader of pages knows of English.

use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `pages.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    pub halves_of_days: WordSet,
    pub ago: WordSet,
    pub units_before_ago: Vec<String>,
    pub caption_starts: Vec<String>,
    pub credits: Vec<String>,
    pub byline_starts: Vec<String>,
    pub date_starts: Vec<String>,
    pub date_ends: Vec<String>,
    pub date_classes: Vec<String>,
    pub before_writers: WordSet,
    pub beside_writers: WordSet,
    pub boilerplate_classes: Vec<String>,
    pub stop_words: WordSet,
}
