//! Names joined by hyphens: "*U.S.*-*Iraq* partnership" names two.

use jiff::civil::Date;

use super::MentionKind;
use super::gazetteer::Gazetteer;
use crate::encoder::Parsed;
use crate::text::{Span, Tokens};

/// The known names that a name of several parts consists of; none where it is one name ("Guinea-Bissau") or a part is not known.
pub fn parts(
    text: &str,
    parsed: &Parsed,
    words: Span<Tokens>,
    gazetteer: &Gazetteer,
    day: Option<Date>,
) -> Option<Vec<(Span<Tokens>, MentionKind)>> {
    let known = |w: Span<Tokens>| gazetteer.find(parsed.bytes(w).of(text), day).map(|k| (w, k.kind));
    let is_hyphen = |w: &usize| matches!(parsed.text(text, *w), "-" | "–");
    let hyphens: Vec<usize> = (words.start..words.end).filter(is_hyphen).collect();
    if hyphens.is_empty() || known(words).is_some() {
        return None;
    }
    let starts = std::iter::once(words.start).chain(hyphens.iter().map(|h| h + 1));
    let ends = hyphens.iter().copied().chain(std::iter::once(words.end));
    let parts = starts.zip(ends).filter(|(start, end)| start < end);
    parts.map(|(start, end)| known(Span::new(start, end))).collect()
}
