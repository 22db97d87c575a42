//! Sentences: stretches of tokens that end at a full stop, a line that ends, or a blank line.

use super::dateline;
use super::span::{Bytes, Span};
use super::tokenize::tokenize;
use crate::knowledge::{Abbreviation, Lexicon};

/// A sentence that is cut into words and marks (at least one) and no more is known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenizedSentence {
    /// Bytes of the article's text, as those of the tokens.
    pub span: Span<Bytes>,
    pub tokens: Vec<Span<Bytes>>,
}

/// Longest sentence in tokens; longer ones (tables, lists without stops) are cut.
const LONGEST: usize = 400;

/// Sentences of the whole text.
#[cfg(test)]
pub fn split(text: &str) -> Vec<TokenizedSentence> {
    let knowledge = crate::knowledge::Knowledge::embedded();
    split_region(text, Span::new(0, text.len()), &knowledge.lexicon)
}

/// Sentences of `text[region]`. A blank line ends a sentence; so does a line break unless the text is wrapped.
pub fn split_region(text: &str, region: Span<Bytes>, lexicon: &Lexicon) -> Vec<TokenizedSentence> {
    let mut sentences = Vec::new();
    for paragraph in paragraphs(text, region) {
        let tokens = tokenize(text, paragraph, lexicon);
        let dateline = dateline::length(text, &tokens, lexicon);
        push(&mut sentences, &tokens[..dateline]);
        let mut start = dateline;
        for i in dateline..tokens.len() {
            let last = i + 1 == tokens.len();
            if last || i + 1 - start >= LONGEST || (i >= start && ends_at(text, &tokens, start, i, lexicon)) {
                push(&mut sentences, &tokens[start..=i]);
                start = i + 1;
            }
        }
    }
    sentences
}

fn push(sentences: &mut Vec<TokenizedSentence>, tokens: &[Span<Bytes>]) {
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        sentences.push(TokenizedSentence { span: first.cover(*last), tokens: tokens.to_vec() });
    }
}

/// Cuts at blank lines and at line breaks that end a line early.
fn paragraphs(text: &str, region: Span<Bytes>) -> Vec<Span<Bytes>> {
    let slice = region.of(text);
    let width = wrap_width(slice);
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = region.start;
    let mut lines = slice.split('\n').peekable();
    while let Some(line) = lines.next() {
        let end = at + line.len();
        if line.trim().is_empty() {
            if let Some(from) = start.take() {
                out.push(Span::new(from, at));
            }
        } else {
            let from = *start.get_or_insert(at);
            if !lines.peek().is_some_and(|next| continues(line, next, width)) {
                out.push(Span::new(from, end));
                start = None;
            }
        }
        at = end + 1;
    }
    out
}

/// The column a text is wrapped at, if its lines look wrapped: several lines of like length, none much longer.
fn wrap_width(slice: &str) -> Option<usize> {
    let lengths: Vec<usize> = slice.lines().map(|l| l.trim_end().len()).filter(|n| *n > 0).collect();
    let longest = *lengths.iter().max()?;
    let near = lengths.iter().filter(|n| **n + 18 >= longest).count();
    ((40..=130).contains(&longest) && near * 2 >= lengths.len() && near >= 2).then_some(longest)
}

fn continues(line: &str, next: &str, width: Option<usize>) -> bool {
    let Some(width) = width else { return false };
    let opens_item = next.trim_start().starts_with(['-', '*', '•']);
    !opens_item && !next.trim().is_empty() && line.trim_end().len() + 18 >= width
}

/// Whether the sentence that began at token `start` ends with token `i`.
fn ends_at(text: &str, tokens: &[Span<Bytes>], start: usize, i: usize, lexicon: &Lexicon) -> bool {
    // Find the terminator: token i itself, or the one before the closing marks that end at i.
    let word = |j: usize| tokens[j].of(text);
    let mut terminator = i;
    loop {
        let joined = |j: usize| tokens[j - 1].end == tokens[j].start;
        if terminator >= start + 3 && is_reference(text, &tokens[terminator - 2..=terminator]) {
            terminator -= 3;
        } else if terminator > start && is_closer(word(terminator)) && joined(terminator) {
            terminator -= 1;
        } else {
            break;
        }
    }
    let next = word(i + 1);
    if tokens.get(i + 1..i + 4).is_some_and(|t| is_reference(text, t)) {
        return false;
    }
    if is_closer(next) && tokens[i].end == tokens[i + 1].start && next != "(" {
        return false;
    }
    let stop = word(terminator);
    match stop {
        // "1 . 6 billion": text whose tokens were parted before.
        "." if terminator == i && i > start && parted_decimal(text, &tokens[i - 1..=i + 1]) => false,
        "." => !starts_lower(next) && !matches!(next, "," | ";" | ":" | ")" | "?" | "!"),
        "!" | "?" | "?!" | "!?" | "!!" | "??" => {
            !(starts_lower(next)
                || is_middle(next)
                || terminator < i && speech_follows(text, tokens, i, lexicon))
        }
        "…" => starts_upper_or_quote(next),
        _ if stop.len() > 1 && stop.bytes().all(|b| b == b'.') => starts_upper_or_quote(next),
        _ if stop.ends_with('.') => {
            // `the U.S. "in due time"`: what the quote opens with decides.
            let opened = is_opener(next) && tokens.len() > i + 2;
            // `John "J.D." Dorrian`
            let nickname = terminator > start && terminator + 1 == i && is_opener(word(terminator - 1));
            let closed = terminator < i && !nickname;
            abbreviation_ends(stop, if opened { word(i + 2) } else { next }, closed, opened, lexicon)
        }
        _ => false,
    }
}

/// "[25]": the mark of a note belongs to the sentence before it.
fn is_reference(text: &str, tokens: &[Span<Bytes>]) -> bool {
    let [open, number, close] = tokens else { return false };
    let number = number.of(text);
    open.of(text) == "["
        && close.of(text) == "]"
        && number.len() <= 3
        && number.bytes().all(|b| b.is_ascii_digit())
}

fn parted_decimal(text: &str, tokens: &[Span<Bytes>]) -> bool {
    let number = |t: &Span<Bytes>| t.of(text).bytes().all(|b| b.is_ascii_digit());
    matches!(tokens, [a, dot, b] if number(a) && number(b) && dot.start == a.end + 1 && b.start == dot.end + 1)
}

/// Whether the sentence ends at the abbreviation `word` before `next`; `closed`: a closing mark stands between, `opened`: an opening one.
fn abbreviation_ends(word: &str, next: &str, closed: bool, opened: bool, lexicon: &Lexicon) -> bool {
    let opener = next.starts_with(char::is_uppercase) && lexicon.openers.has(&next.to_lowercase());
    let capital = next.starts_with(char::is_uppercase);
    match lexicon.abbreviations.kind(word) {
        Some(Abbreviation::Title) => opener && word.chars().count() == 2 && next != "I",
        Some(Abbreviation::Inner) => opener,
        Some(Abbreviation::Final | Abbreviation::Number) => opener || ((closed || opened) && capital),
        None => false,
    }
}

fn speech_follows(text: &str, tokens: &[Span<Bytes>], i: usize, lexicon: &Lexicon) -> bool {
    tokens[i + 1..]
        .iter()
        .take(5)
        .map(|t| t.of(text))
        .take_while(|w| !is_middle(w) && *w != ".")
        .any(|w| lexicon.tokens.speech.has(w))
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "'" | "’" | "''" | ")" | "]" | "»" | "*")
}

fn is_opener(word: &str) -> bool {
    matches!(word, "\"" | "“" | "``" | "‘")
}

fn is_middle(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "-" | "–" | "—" | "--")
}

fn starts_lower(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn starts_upper_or_quote(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn ordinary_news() {
        for (text, expected) in [
            ("The U.S. President spoke. He left.", vec!["The U.S. President spoke.", "He left."]),
            ("They met in the U.S. The talks failed.", vec!["They met in the U.S.", "The talks failed."]),
            (
                "It was signed on Feb. 21 by Lt. Col. J. Smith of Acme Inc. in Kyiv.",
                vec!["It was signed on Feb. 21 by Lt. Col. J. Smith of Acme Inc. in Kyiv."],
            ),
            ("It was led by John “J.D.” Bell in Oslo.", vec!["It was led by John “J.D.” Bell in Oslo."]),
            ("They parted.[25] He left. [3] [4]\n", vec!["They parted.[25]", "He left. [3] [4]"]),
            ("It grows (e.g. The Hague). He left.", vec!["It grows (e.g. The Hague).", "He left."]),
            ("ARGUMENT OF GEN. PRELOGAR", vec!["ARGUMENT OF GEN. PRELOGAR"]),
            ("\"We won.\" She smiled.", vec!["\"We won.\"", "She smiled."]),
            ("“Why now?” Trump asked. Nobody knew!", vec!["“Why now?” Trump asked.", "Nobody knew!"]),
            ("It cost $1.5 billion. No. 10 paid.", vec!["It cost $1.5 billion.", "No. 10 paid."]),
            (
                "A deal with the U.S. \"in the short term,\" he said.",
                vec!["A deal with the U.S. \"in the short term,\" he said."],
            ),
            ("They left the U.S. \"We won,\" she said.", vec!["They left the U.S.", "\"We won,\" she said."]),
            ("Headline without a stop\n\nBody here.", vec!["Headline without a stop", "Body here."]),
            ("He arrived at 5 p.m. and left.", vec!["He arrived at 5 p.m. and left."]),
            ("Well ... maybe. Yes… No", vec!["Well ... maybe.", "Yes…", "No"]),
        ] {
            assert_eq!(sentences(text), expected);
        }
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        let text = "The ministers of both countries met on Monday in the capital to\ndiscuss a treaty that had been long in the making and was then\nsigned. They parted.";
        assert_eq!(sentences(text).len(), 2);
    }

    proptest! {
        #[test]
        fn sentences_are_ordered_and_cover_their_tokens(text in "[a-zA-Z .!?\"'\\n…é]{0,200}") {
            let mut at = 0;
            for s in split(&text) {
                prop_assert!(s.span.start >= at && !s.tokens.is_empty());
                prop_assert!(s.tokens.iter().all(|t| s.span.contains(*t)));
                at = s.span.end;
            }
        }
    }
}
