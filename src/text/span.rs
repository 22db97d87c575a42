//! Half-open ranges whose unit is part of their type, so that an offset in bytes never meets one in tokens.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// Unit of a span: bytes of a UTF-8 text.
pub enum Bytes {}
/// Unit of a span: Unicode scalar values of a text, what Python and R count.
pub enum Chars {}
/// Unit of a span: tokens of one sentence.
pub enum Tokens {}

/// A half-open range `start..end` counted in `Unit`.
pub struct Span<Unit> {
    pub start: usize,
    pub end: usize,
    unit: PhantomData<fn() -> Unit>,
}

impl<Unit> Span<Unit> {
    /// # Panics
    /// In debug builds, when `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end}");
        Span { start, end, unit: PhantomData }
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    pub fn contains(&self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(&self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both.
    pub fn cover(&self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    pub fn shifted(&self, by: usize) -> Self {
        Span::new(self.start + by, self.end + by)
    }
}

impl Span<Bytes> {
    /// The slice of `text` this span covers.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

impl<Unit> Clone for Span<Unit> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Unit> Copy for Span<Unit> {}
impl<Unit> PartialEq for Span<Unit> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<Unit> Eq for Span<Unit> {}
impl<Unit> Hash for Span<Unit> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<Unit> PartialOrd for Span<Unit> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<Unit> Ord for Span<Unit> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<Unit> fmt::Debug for Span<Unit> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns byte offsets of one text into scalar-value offsets in constant time.
///
/// Keeps one count every [`STRIDE`] bytes; an ASCII text keeps none.
pub struct CharIndex<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> CharIndex<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += chunk.iter().filter(|b| is_scalar_start(**b)).count();
            }
            counts.push(count);
        }
        CharIndex { text, counts }
    }

    /// Scalar values before byte `at`, which must lie on a character boundary.
    pub fn char_at(&self, at: usize) -> usize {
        if self.counts.is_empty() {
            return at;
        }
        let block = at / STRIDE;
        let rest = &self.text.as_bytes()[block * STRIDE..at];
        self.counts[block] + rest.iter().filter(|b| is_scalar_start(**b)).count()
    }

    pub fn chars(&self, span: Span<Bytes>) -> Span<Chars> {
        Span::new(self.char_at(span.start), self.char_at(span.end))
    }

    /// The text between two scalar values; `None` where it has not as many.
    pub fn slice(&self, span: Span<Chars>) -> Option<&'t str> {
        self.text.get(self.byte_at(span.start)?..self.byte_at(span.end)?)
    }

    /// The byte that scalar value number `at` begins with.
    fn byte_at(&self, at: usize) -> Option<usize> {
        if at >= self.total() {
            return (at == self.total()).then_some(self.text.len());
        }
        if self.counts.is_empty() {
            return Some(at);
        }
        let block = self.counts.partition_point(|count| *count <= at) - 1;
        let bytes = self.text.as_bytes()[block * STRIDE..].iter().enumerate();
        let mut starts = bytes.filter(|(_, b)| is_scalar_start(**b));
        starts.nth(at - self.counts[block]).map(|(i, _)| block * STRIDE + i)
    }

    /// Scalar values in the whole text.
    pub fn total(&self) -> usize {
        self.counts.last().copied().unwrap_or(self.text.len())
    }
}

fn is_scalar_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn byte_offsets_become_the_offsets_python_counts(text in "\\PC{0,200}") {
            let index = CharIndex::new(&text);
            for (chars, (bytes, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.char_at(bytes), chars);
            }
            prop_assert_eq!(index.total(), text.chars().count());
            prop_assert_eq!(index.char_at(text.len()), text.chars().count());
        }

        #[test]
        fn scalar_offsets_cut_the_text_that_python_cuts(text in "\\PC{0,200}", a in 0usize..210, b in 0usize..210) {
            let (from, to) = (a.min(b), a.max(b));
            let inside = to <= text.chars().count();
            let cut: String = text.chars().skip(from).take(to - from).collect();
            prop_assert_eq!(CharIndex::new(&text).slice(Span::new(from, to)), inside.then_some(cut.as_str()));
        }
    }
}
