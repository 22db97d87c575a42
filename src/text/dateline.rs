//! Datelines: where, when and by whom a report was filed, before its first sentence ("GENEVA, Sept. 17 (Wire) - The council met").
//! They are no part of that sentence, whose subject a place before a dash would be taken for.

use super::span::{Bytes, Span};
use crate::knowledge::Lexicon;

/// A dateline is not longer than this, in tokens.
const LONGEST: usize = 16;

/// How many of a paragraph's first tokens are its dateline, with the dash that ends it; zero where there is none.
pub fn length(text: &str, tokens: &[Span<Bytes>], lexicon: &Lexicon) -> usize {
    let word = |i: usize| tokens[i].of(text);
    let spaced = |i: usize| i > 0 && tokens[i - 1].end < tokens[i].start;
    let dash =
        (1..tokens.len().min(LONGEST)).find(|i| matches!(word(*i), "-" | "--" | "—" | "–") && spaced(*i));
    let Some(dash) = dash else { return 0 };
    let goes_on = tokens.get(dash + 1).is_some_and(|t| opens_sentence(t.of(text)));
    let head: Vec<&str> = (0..dash).map(word).collect();
    if goes_on && is_filing(&head, word(dash), lexicon) { dash + 1 } else { 0 }
}

fn opens_sentence(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '\''))
}

/// Whether the words before the dash are a place in capitals, or any place and a day; besides, names and numbers alone.
fn is_filing(head: &[&str], dash: &str, lexicon: &Lexicon) -> bool {
    let place_ends = |w: &str| matches!(w, "," | "(") || is_month(w, lexicon) || is_number(w);
    let place = &head[..head.iter().position(|w| place_ends(w)).unwrap_or(head.len())];
    let letters = || place.iter().flat_map(|w| w.chars()).filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 2 && letters().all(|c| !c.is_lowercase());
    let dated = head.iter().any(|w| is_month(w, lexicon)) && head.iter().any(|w| is_number(w));
    // "USA - Mexico", "NATO - The alliance": letters alone may be anything's.
    let bare = place.len() == head.len();
    let sure = !bare || letters().count() > 4 || (letters().count() == 4 && dash != "-");
    let plain = |w: &str| {
        w.starts_with(char::is_uppercase)
            || is_number(w)
            || matches!(w, "," | "(" | ")" | "/" | ".")
            || lexicon.tokens.inside_names.has(w)
    };
    let begins = head[0].starts_with(char::is_uppercase) && !is_month(head[0], lexicon);
    begins && place.len() <= 4 && (shouted && sure || dated) && head.iter().all(|w| plain(w))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_month(word: &str, lexicon: &Lexicon) -> bool {
    word.starts_with(char::is_uppercase) && lexicon.dates.month(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tokenize::tokenize;
    use super::*;

    fn dateline(text: &str) -> String {
        let lexicon = crate::knowledge::Knowledge::embedded().lexicon;
        let tokens = tokenize(text, Span::new(0, text.len()), &lexicon);
        let n = length(text, &tokens, &lexicon);
        tokens[..n].last().map_or(String::new(), |last| text[..last.end].to_string())
    }

    #[test]
    fn places_in_capitals_and_dated_ones() {
        for (line, rest) in [
            ("PODGORICA, March 3, 2024 -", "Serbia recalled its envoy."),
            ("NIAMEY (June 14, 2024) -", "Niger's rulers met."),
            ("BEIJING, Oct. 12 (Xinhua) --", "Talks began."),
            ("TULKARM, West Bank (AP) —", "Two men were held."),
            ("RIO DE JANEIRO —", "\"We won,\" he said."),
            ("WASHINGTON -", "The Senate voted."),
            ("OSLO —", "Norway said so."),
            ("Geneva, 12 March 2024 –", "The council met."),
        ] {
            assert_eq!(dateline(&format!("{line} {rest}")), line);
        }
    }

    #[test]
    fn other_dashes() {
        for text in [
            "NATO - Russia talks began.",
            "NATO — the alliance — met.",
            "Jo Bell - The minister - left.",
            "MR PRICE: Well - The talks go on.",
            "MR PRICE:  — I said so.",
            "The ministers of Chad and Mali - The two met - left.",
            "March 3 - The council met.",
            "KENYA, which had protested - It did so twice - left.",
            "-",
            "",
        ] {
            assert_eq!(dateline(text), "", "{text}");
        }
    }
}
