//! Dates and times of a text by their grammar alone, without network and trees.
//!
//! ```
//! use jiff::civil::date;
//!
//! let knowledge = dossier::Knowledge::load(None)?;
//! let found = dossier::date::read(&knowledge, "They met on 4 and 5 November and yesterday.", Some(date(2019, 11, 20)));
//! let values: Vec<&str> = found.iter().map(|d| &*d.value).collect();
//! assert_eq!(values, ["2019-11-04/2019-11-05", "2019-11-19"]);
//! # Ok::<(), dossier::DataError>(())
//! ```

use crate::entity::{self, Story};
use crate::knowledge::Knowledge;
use crate::text::{Bytes, Span, split_region};
use jiff::civil;

/// A date or a time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Date {
    /// Bytes of the text.
    pub span: Span<Bytes>,
    /// A time of day rather than a date.
    pub time: bool,
    /// ISO 8601 at the precision of the words, an interval with a slash; empty where they cannot be resolved.
    pub value: String,
}

/// The dates and times of a text, left to right. `published`: the day that "yesterday" is counted from; without it only full dates have a value. Which
/// year a day without one is of is told by its verb, which is not seen here: it is the nearest.
pub fn read(knowledge: &Knowledge, text: &str, published: Option<civil::Date>) -> Vec<Date> {
    let mut story = Story::of(published);
    let mut out = Vec::new();
    for sentence in split_region(text, Span::new(0, text.len()), &knowledge.lexicon) {
        let lexemes = entity::lexemes(text, sentence.tokens.iter().copied(), &knowledge.lexicon);
        let (found, told) = entity::dates(&lexemes, story, &knowledge.lexicon);
        out.extend(found.into_iter().map(|d| Date { span: d.span, time: d.time, value: d.value }));
        story.told = told;
    }
    out
}
