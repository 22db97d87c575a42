//! Names joined by hyphens: "*U.S.*-*Iraq* partnership" names two.

use super::context::Context;
use crate::label::MentionKind;
use crate::text::{Span, Tokens};

/// The known names that a name of several parts consists of; none where it is one name ("Guinea-Bissau") or a part is not known.
pub fn parts(context: &Context<'_>, words: Span<Tokens>) -> Option<Vec<(Span<Tokens>, MentionKind)>> {
    let known = |w: Span<Tokens>| context.find_words(w).map(|k| (w, k.kind));
    let tokens = context.sentence.tokens_of(words);
    let hyphens: Vec<usize> = tokens.filter(|t| matches!(t.text(), "-" | "–")).map(|t| t.index()).collect();
    if hyphens.is_empty() || known(words).is_some() {
        return None;
    }
    let starts = std::iter::once(words.start).chain(hyphens.iter().map(|h| h + 1));
    let ends = hyphens.iter().copied().chain(std::iter::once(words.end));
    let parts = starts.zip(ends).filter(|(start, end)| start < end);
    parts.map(|(start, end)| known(Span::new(start, end))).collect()
}
