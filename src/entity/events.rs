//! Names of dated events, which the network parts into a place and common words: "the 1992 Ruritanian general election".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::encoder::Parsed;
use crate::label::Upos;
use crate::text::{Span, Tokens, listed};

static NOUNS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/event-nouns.txt")));

/// Words between the year and the noun at most.
const WIDEST: usize = 7;

/// The spans of such names, left to right.
pub fn events(text: &str, parsed: &Parsed) -> Vec<Span<Tokens>> {
    let word = |i: usize| parsed.text(text, i);
    let is_year =
        |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()) && w.starts_with(['1', '2']);
    // "United" of "United Kingdom" is a verb's form to the tagger: a capital will do.
    let inner = |i: usize| {
        word(i).starts_with(char::is_uppercase)
            || (matches!(parsed.words[i].upos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::Adp)
                && word(i).starts_with(char::is_alphabetic))
    };
    let closes = |i: &usize| NOUNS.contains(word(*i).to_lowercase().as_str());
    let mut out: Vec<Span<Tokens>> = Vec::new();
    for noun in (0..parsed.words.len()).filter(closes) {
        let mut start = noun;
        while start > 0 && noun - start < WIDEST && inner(start - 1) {
            start -= 1;
        }
        let named = (start..noun).any(|i| word(i).starts_with(char::is_uppercase));
        let free = out.last().is_none_or(|o: &Span<Tokens>| o.end < start);
        if start > 0 && named && free && is_year(word(start - 1)) {
            out.push(Span::new(start - 1, noun + 1));
        }
    }
    out
}
