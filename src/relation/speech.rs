//! Who says what in an article: what stands between quotation marks, and the turns of a transcript.
//!
//! `quotation` and `transcript` find them.

use std::ops::Range;

use super::argument::Argument;
use crate::text::{Bytes, Span};

/// What stands between two quotation marks, marks included.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    pub(super) span: Span<Bytes>,
    /// Counted from the article's first.
    pub(super) paragraph: usize,
    /// The paragraph ends before the quotation does.
    pub(super) open: bool,
    /// Who is quoted, where that is known.
    pub(super) speaker: Option<Argument>,
}

/// The quotations of an article, in order.
#[derive(Debug, Default)]
pub struct Quotations(pub(super) Vec<Quotation>);

impl Quotations {
    /// The quotation that what stands at `span` is from.
    pub fn around(&self, span: Span<Bytes>) -> Option<&Quotation> {
        overlapping(&self.0, |q| q.span, span).first().filter(|q| q.span.contains(span))
    }
}

/// What one speaker of a transcript says.
#[derive(Debug)]
pub struct Turn {
    /// Byte of the article's text behind the label.
    pub(super) start: usize,
    /// Nobody where the label names none ("QUESTION").
    pub(super) speaker: Option<Argument>,
}

/// The turns of an article, in order; none where it is no transcript.
#[derive(Debug, Default)]
pub struct Transcript(pub(super) Vec<Turn>);

impl Transcript {
    /// Who speaks at `span`: nothing before the first label, `Some(None)` where the label names nobody.
    pub fn speaker(&self, span: Span<Bytes>) -> Option<Option<&Argument>> {
        let before = self.0.partition_point(|turn| turn.start <= span.start);
        before.checked_sub(1).map(|at| self.0[at].speaker.as_ref())
    }

    /// Whether `word` stands in the label that `sentence` begins with: it says who speaks, not who does what is said.
    pub fn is_label(&self, sentence: Span<Bytes>, word: Span<Bytes>) -> bool {
        let next = self.0.partition_point(|turn| turn.start <= word.start);
        self.0.get(next).is_some_and(|turn| turn.start < sentence.end)
    }
}

/// Those of things in the order of the text that share some of `span`: found by halving, for an article may have many.
pub fn overlapping<T>(all: &[T], place: impl Fn(&T) -> Span<Bytes>, span: Span<Bytes>) -> &[T] {
    &all[overlapping_range(all, place, span)]
}

/// Where they stand.
pub fn overlapping_range<T>(all: &[T], place: impl Fn(&T) -> Span<Bytes>, span: Span<Bytes>) -> Range<usize> {
    let start = all.partition_point(|t| place(t).end <= span.start);
    let end = all.partition_point(|t| place(t).start < span.end);
    start..end.max(start)
}
