//! Tokens as the amount grammar sees them: lower case, letters parted from digits.

use crate::knowledge::NumberWords;
use crate::text::{Bytes, Span};

/// A token, or the letters or digits of one where they stand together ("USD50", "3.5bn").
#[derive(Clone, Debug)]
pub struct Lexeme {
    pub lower: String,
    pub span: Span<Bytes>,
    /// Index of the token it comes from.
    pub token: usize,
    /// The token as written starts with a capital.
    pub capital: bool,
}

/// The lexemes of one sentence of `text`, whose tokens these are. Every hyphen between tokens is one.
pub fn split(
    text: &str,
    tokens: impl ExactSizeIterator<Item = Span<Bytes>>,
    numbers: &NumberWords,
) -> Vec<Lexeme> {
    let mut out = Vec::with_capacity(tokens.len() + 4);
    for (index, token) in tokens.enumerate() {
        let word = token.of(text);
        let mut start = 0;
        for at in cuts(word, numbers) {
            push(&mut out, word, start, at, token.start, index);
            start = at;
        }
        push(&mut out, word, start, word.len(), token.start, index);
    }
    out
}

/// The word at lexeme `i`, empty where there is none.
pub fn word(lexemes: &[Lexeme], i: usize) -> &str {
    lexemes.get(i).map_or("", |lexeme| lexeme.lower.as_str())
}

fn push(out: &mut Vec<Lexeme>, word: &str, from: usize, to: usize, base: usize, token: usize) {
    if from < to {
        let part = &word[from..to];
        let capital = part.starts_with(char::is_uppercase);
        out.push(Lexeme {
            lower: part.to_lowercase(),
            span: Span::new(base + from, base + to),
            token,
            capital,
        });
    }
}

/// Where digits meet letters inside a word. Ordinals ("1st", "20th") and mixed codes stay whole.
fn cuts(word: &str, numbers: &NumberWords) -> Vec<usize> {
    let is_ordinal = || numbers.ordinal_endings.iter().any(|ending| word.ends_with(ending.as_str()));
    if !word.bytes().any(|b| b.is_ascii_digit()) || is_ordinal() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in word.char_indices() {
        if let Some(b) = before
            && ((b.is_ascii_digit() && c.is_alphabetic()) || (b.is_alphabetic() && c.is_ascii_digit()))
        {
            out.push(at);
        }
        before = Some(c);
    }
    if out.len() > 1 { Vec::new() } else { out }
}
