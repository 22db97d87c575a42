//! Names of dated events, which the network parts into a place and common words: "the 1992 Ruritanian general election".

use crate::knowledge::Lexicon;
use crate::label::Upos;
use crate::sentence::{Sentence, Token};
use crate::text::{Span, Tokens};

/// Words between the year and the noun at most.
const WIDEST: usize = 7;

/// The spans of such names, left to right.
pub fn events(sentence: &Sentence<'_>, lexicon: &Lexicon) -> Vec<Span<Tokens>> {
    let is_year =
        |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()) && w.starts_with(['1', '2']);
    // "United" of "United Kingdom" is a verb's form to the tagger: a capital will do.
    let inner = |t: &Token<'_>| {
        t.is_capitalized()
            || (matches!(t.upos(), Upos::Propn | Upos::Adj | Upos::Noun | Upos::Adp)
                && t.text().starts_with(char::is_alphabetic))
    };
    let closes = |t: &Token<'_>| lexicon.event_nouns.has_lower(t.text());
    let mut out: Vec<Span<Tokens>> = Vec::new();
    for noun in sentence.tokens().filter(closes) {
        let start = noun.before().take(WIDEST).take_while(inner).last().unwrap_or(noun);
        let named = start.up_to(noun).any(Token::is_capitalized);
        let free = out.last().is_none_or(|o| o.end < start.index());
        if let Some(year) = start.previous().filter(|year| named && free && is_year(year.text())) {
            out.push(year.alone().cover(noun.alone()));
        }
    }
    out
}
