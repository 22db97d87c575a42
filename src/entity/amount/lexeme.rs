//! Tokens as the amount grammar sees them: lower case, letters parted from digits, the groups of a number written with blanks put together.

use crate::knowledge::Lexicon;
use crate::text::{Bytes, Span, Tokens};

/// A token, the letters or digits of one where they stand together ("USD50", "3.5bn"), or the digits of several ("12 000").
#[derive(Clone, Debug)]
pub struct Lexeme {
    pub lower: String,
    pub span: Span<Bytes>,
    /// Index of the first token it comes from.
    pub token: usize,
    /// Index of the last one.
    pub last: usize,
    /// The token as written starts with a capital.
    pub capital: bool,
    /// It is written in capitals alone.
    pub capitals: bool,
}

/// The lexemes of one sentence of `text`, whose tokens these are. Every hyphen between tokens is one.
pub fn split(
    text: &str,
    tokens: impl ExactSizeIterator<Item = Span<Bytes>>,
    lexicon: &Lexicon,
) -> Vec<Lexeme> {
    let mut out = Vec::with_capacity(tokens.len() + 4);
    for (index, token) in tokens.enumerate() {
        let word = token.of(text);
        let mut start = 0;
        for at in cuts(word, lexicon) {
            push(&mut out, word, start, at, token.start, index);
            start = at;
        }
        push(&mut out, word, start, word.len(), token.start, index);
    }
    grouped(text, out)
}

/// The word at lexeme `i`, empty where there is none.
pub fn word(lexemes: &[Lexeme], i: usize) -> &str {
    lexemes.get(i).map_or("", |lexeme| lexeme.lower.as_str())
}

/// The tokens of lexemes that stand side by side.
pub fn tokens(lexemes: &[Lexeme]) -> Span<Tokens> {
    let (first, last) = (&lexemes[0], &lexemes[lexemes.len() - 1]);
    Span::new(first.token, last.last + 1)
}

fn push(out: &mut Vec<Lexeme>, word: &str, from: usize, to: usize, base: usize, token: usize) {
    if from < to {
        let part = &word[from..to];
        let capitals = part.chars().any(char::is_uppercase) && !part.chars().any(char::is_lowercase);
        out.push(Lexeme {
            lower: part.to_lowercase(),
            span: Span::new(base + from, base + to),
            token,
            last: token,
            capital: part.starts_with(char::is_uppercase),
            capitals,
        });
    }
}

/// Where digits meet letters inside a word. Ordinals ("1st", "20th") and mixed codes stay whole, but for a sum between its currency and its scale
/// ("USD500m").
fn cuts(word: &str, lexicon: &Lexicon) -> Vec<usize> {
    let endings = &lexicon.numbers.ordinal_endings;
    let is_ordinal = || endings.iter().any(|ending| word.ends_with(ending.as_str()));
    if !word.bytes().any(|b| b.is_ascii_digit()) || is_ordinal() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in word.char_indices() {
        if before.is_some_and(|b| parts(b, c)) {
            out.push(at);
        }
        before = Some(c);
    }
    if word.contains(MARKS) {
        let letters = word.contains(char::is_alphabetic) || word.contains('°');
        return if letters && word.matches(MARKS).count() == 1 { out } else { Vec::new() };
    }
    let is_sum = |first: usize, last: usize| {
        let (currency, scale) = (word[..first].to_lowercase(), word[last..].to_lowercase());
        let money = &lexicon.currencies;
        let known = money.sign(&currency).or_else(|| money.glued(&currency));
        let known = known.or_else(|| money.code(&currency, true)).is_some();
        known && (lexicon.numbers.scale(&scale).is_some() || lexicon.numbers.money_scale(&scale).is_some())
    };
    match out[..] {
        [] | [_] => out,
        [first, last] if is_sum(first, last) => out,
        _ => Vec::new(),
    }
}

/// What stands between a number and its unit inside a word: "€120/MWh", "1.5°C", the start of "5bn-€6bn".
const MARKS: [char; 4] = ['/', '°', '-', '–'];

/// Whether a word falls apart between two letters of it.
fn parts(before: char, next: char) -> bool {
    let kind = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mark = MARKS.contains(&before) || MARKS.contains(&next);
    kind(before) != kind(next) && (mark || kind(before) + kind(next) == 1)
}

/// Puts the groups of a number together that blanks part: "1 234 567", "12 000 troops".
fn grouped(text: &str, lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let mut out: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    let mut rest = lexemes.into_iter().peekable();
    while let Some(mut lexeme) = rest.next() {
        if opens_groups(&lexeme, out.last()) {
            let mut groups = Vec::new();
            let mut end = lexeme.span.end;
            while let Some(next) = rest.next_if(|next| is_group(text, end, next)) {
                end = next.span.end;
                groups.push(next);
            }
            // What goes on with other digits is a telephone number or a list.
            let goes_on = rest.peek().is_some_and(|next| {
                next.lower.starts_with(|c: char| c.is_ascii_digit())
                    || next.span.start == end && next.lower.starts_with(['-', '/', ':'])
            });
            if goes_on {
                out.push(lexeme);
                out.extend(groups);
                continue;
            }
            for group in groups {
                lexeme.lower.push_str(&group.lower);
                lexeme.span = lexeme.span.cover(group.span);
                lexeme.last = group.last;
            }
        }
        out.push(lexeme);
    }
    out
}

/// One to three digits, not the first of which is 0, that nothing goes on before.
fn opens_groups(lexeme: &Lexeme, before: Option<&Lexeme>) -> bool {
    let digits = (1..=3).contains(&lexeme.lower.len()) && lexeme.lower.bytes().all(|b| b.is_ascii_digit());
    let number_before = |b: &Lexeme| {
        b.lower.ends_with(|c: char| c.is_ascii_digit())
            || matches!(b.lower.as_str(), "-" | "+" | "/" | ":") && b.span.end == lexeme.span.start
    };
    digits && !lexeme.lower.starts_with('0') && !before.is_some_and(number_before)
}

/// Three digits one blank behind, with a part behind the comma or point where they are the last.
fn is_group(text: &str, end: usize, next: &Lexeme) -> bool {
    let gap = text.get(end..next.span.start).unwrap_or_default();
    let whole = next.lower.split(['.', ',']).next().unwrap_or_default();
    let mut letters = gap.chars();
    letters.next().is_some_and(char::is_whitespace)
        && letters.next().is_none()
        && whole.len() == 3
        && next.lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
}
