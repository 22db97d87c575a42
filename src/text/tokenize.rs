//! Words and punctuation after the Universal Dependencies convention for English.
//!
//! Clitics ("do|n't", "Ukraine|'s"), currency signs, percent signs and the hyphens of compounds are tokens of their own,
//! since the network was trained on text cut this way; abbreviations, numbers, dates, initials and addresses stay whole.

use super::given_names::is_given_name;
use super::span::{Bytes, Span};
use crate::knowledge::{Abbreviation, Lexicon};

/// Tokens of `text[region]`, in order; every character that is not white space lies in exactly one of them.
pub fn tokenize(text: &str, region: Span<Bytes>, lexicon: &Lexicon) -> Vec<Span<Bytes>> {
    let slice = region.of(text);
    let mut out = Vec::with_capacity(slice.len() / 5 + 1);
    let mut chunk_start = None;
    for (at, c) in slice.char_indices().chain([(slice.len(), ' ')]) {
        let blank = c.is_whitespace() || is_invisible(c);
        match (blank, chunk_start) {
            (false, None) => chunk_start = Some(at),
            (true, Some(start)) => {
                let next = slice[at..].trim_start().chars().next();
                Chunk { text, lexicon, out: &mut out, next }.outer(region.start + start, region.start + at);
                chunk_start = None;
            }
            _ => {}
        }
    }
    out
}

/// Zero-width characters and soft hyphens separate nothing a reader sees; they are no tokens of their own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}') || (c.is_control() && !c.is_whitespace())
}

fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '<'
            | '"'
            | '\''
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '`'
            | '¿'
            | '¡'
            | '*'
            | '„'
            | '‚'
            | '|'
            | '•'
            | '·'
    )
}

fn closes(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '>'
            | '"'
            | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '…'
            | '*'
            | '|'
            | '`'
    )
}

fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '€'
            | '£'
            | '¥'
            | '₹'
            | '₽'
            | '₩'
            | '₪'
            | '₴'
            | '₦'
            | '₺'
            | '₫'
            | '₱'
            | '₭'
            | '₡'
            | '₲'
            | '₵'
            | '₸'
            | '₼'
            | '₾'
            | '฿'
            | '￥'
            | '¢'
            | '₿'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

/// One stretch without white space, cut from the outside in.
struct Chunk<'t, 'o> {
    text: &'t str,
    lexicon: &'t Lexicon,
    out: &'o mut Vec<Span<Bytes>>,
    /// First character after the white space that follows the chunk.
    next: Option<char>,
}

impl Chunk<'_, '_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Span::new(start, end));
        }
    }

    /// Peels opening marks from the left and closing marks from the right, then cuts what is left.
    fn outer(&mut self, mut start: usize, end: usize) {
        while let Some(c) = self.text[start..end].chars().next() {
            let rest = &self.text[start..end];
            if self.is_clitic(rest) {
                break;
            }
            let run = rest.bytes().take_while(|b| *b == b'-' || *b == b'.' || *b == b'`').count();
            let same = rest.bytes().take_while(|b| *b == rest.as_bytes()[0]).count();
            if run > 1 && same > 1 {
                self.push(start, start + same);
                start += same;
            } else if opens(c)
                || is_dash(c)
                || (c == '-' && rest.len() > 1 && !rest[1..].starts_with(|d: char| d.is_ascii_digit()))
            {
                self.push(start, start + c.len_utf8());
                start += c.len_utf8();
            } else {
                break;
            }
        }
        let mut stop = end;
        let mut closing = Vec::new();
        while stop > start {
            let core = &self.text[start..stop];
            let Some(c) = core.chars().next_back() else { break };
            let width = match c {
                '.' => match self.final_period(core, stop == end) {
                    0 => break,
                    width => width,
                },
                _ if self.is_clitic(core) => break,
                _ if (closes(c) || is_dash(c) || c == '-') && core.len() > c.len_utf8() => c.len_utf8(),
                '\'' if core.ends_with("''") => 2,
                _ => break,
            };
            if width == core.len() {
                break;
            }
            closing.push((stop - width, stop));
            stop -= width;
        }
        self.inner(start, stop);
        for (from, to) in closing.into_iter().rev() {
            self.push(from, to);
        }
    }

    /// The token before a stretch, where nothing but a blank parts the two.
    fn before(&self, start: usize) -> Option<&str> {
        let last = *self.out.last()?;
        let blank = |gap: &str| !gap.is_empty() && gap.chars().all(|c| c == ' ' || c == '\u{A0}');
        blank(&self.text[last.end..start]).then(|| last.of(self.text))
    }

    /// Bytes of the closing period to cut off `core`: none where it belongs to an abbreviation.
    fn final_period(&self, core: &str, at_chunk_end: bool) -> usize {
        let dots = core.len() - core.trim_end_matches('.').len();
        if dots > 1 {
            return dots;
        }
        let word = core.rsplit(['-', '/', '(', '—', '–']).next().unwrap_or(core);
        match self.lexicon.abbreviations.kind(word) {
            Some(Abbreviation::Number) => {
                usize::from(!(at_chunk_end && self.next.is_some_and(|c| c.is_numeric())))
            }
            Some(_) => 0,
            None => 1,
        }
    }

    /// Cuts a stretch without outer punctuation: clitics, signs, dashes, compounds.
    fn inner(&mut self, start: usize, end: usize) {
        let core = &self.text[start..end];
        if core.is_empty() {
            return;
        }
        if is_address(core)
            || self.before(start).is_some_and(|before| is_given_name(before, core, self.lexicon))
        {
            return self.push(start, end);
        }
        if let Some(cut) = self.clitic_cut(core) {
            self.inner(start, start + cut);
            return self.push(start + cut, end);
        }
        match first_cut(core, self.lexicon) {
            Some((from, to)) => {
                self.inner(start, start + from);
                self.push(start + from, start + to);
                self.inner(start + to, end);
            }
            None => self.push(start, end),
        }
    }

    fn is_clitic(&self, core: &str) -> bool {
        let Some(rest) = core.strip_prefix('\'').or(core.strip_prefix('’')) else { return false };
        self.lexicon.tokens.clitics.has(&rest.to_ascii_lowercase())
    }

    /// Where the clitic at the end of a word starts.
    fn clitic_cut(&self, core: &str) -> Option<usize> {
        for apostrophe in ['\'', '’'] {
            if let Some(at) = core.rfind(apostrophe).filter(|at| *at > 0) {
                if self.is_clitic(&core[at..]) {
                    return Some(at);
                }
                let negation = core[at + apostrophe.len_utf8()..].eq_ignore_ascii_case("t")
                    && core[..at].ends_with(['n', 'N']);
                if negation && at > 1 {
                    return Some(at - 1);
                }
                // A plural possessive: "allies'" keeps its apostrophe apart.
                if at + apostrophe.len_utf8() == core.len() {
                    return Some(at);
                }
            }
        }
        core.eq_ignore_ascii_case("cannot").then_some(3)
    }
}

fn is_address(core: &str) -> bool {
    core.contains("://")
        || core.starts_with("www.")
        || (core.contains('@') && core.contains('.') && !core.starts_with('@'))
}

/// The first range inside `core` that is a token of its own or a mere boundary (empty range).
fn first_cut(core: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let chars: Vec<(usize, char)> = core.char_indices().collect();
    let date_like = core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b':'));
    for (i, &(at, c)) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j].1);
        let after = chars.get(i + 1).map(|n| n.1);
        let end = at + c.len_utf8();
        let alone = before.is_none() && after.is_none();
        let cut = match c {
            _ if alone => None,
            _ if is_currency(c) => currency_cut(core, at, end),
            '%' | '‰' => Some((at, end)),
            _ if is_dash(c)
                || matches!(
                    c,
                    '(' | ')' | '[' | ']' | '"' | '“' | '”' | '…' | ';' | '|' | '*' | '=' | '+'
                ) =>
            {
                Some((at, end))
            }
            '-' if core[at..].starts_with("--") => {
                Some((at, at + core[at..].bytes().take_while(|b| *b == b'-').count()))
            }
            '-' if hyphen_splits(core, at, date_like, lexicon) => Some((at, end)),
            '/' if !date_like
                && before.is_some_and(char::is_alphabetic)
                && after.is_some_and(char::is_alphabetic) =>
            {
                Some((at, end))
            }
            ',' | ':' | '!' | '?'
                if !(before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric)) =>
            {
                Some((at, end))
            }
            '.' if glued_sentences(&chars, i) => Some((at, end)),
            _ => None,
        };
        if cut.is_some() {
            return cut;
        }
    }
    None
}

/// "US$5" is cut after its sign, "5€" before it.
fn currency_cut(core: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    if core[end..].starts_with(|c: char| c.is_numeric() || c == '.')
        && at > 0
        && core[..at].chars().all(|c| c.is_alphabetic() || c == '.')
    {
        return Some((end, end));
    }
    (core.len() > end || at > 0)
        .then_some((at, end))
        .filter(|_| !(end == core.len() && core[..at].chars().all(|c| c.is_alphabetic() || c == '.')))
}

/// Whether the hyphen at byte `at` joins two words of a compound rather than a number, a date or a bound prefix.
fn hyphen_splits(core: &str, at: usize, date_like: bool, lexicon: &Lexicon) -> bool {
    let (left, right) = (&core[..at], &core[at + 1..]);
    if left.is_empty() || right.is_empty() {
        return false;
    }
    if date_like {
        return core.matches('-').count() == 1;
    }
    let prefix = left.rsplit('-').next().unwrap_or(left).to_ascii_lowercase();
    !lexicon.tokens.bound_prefixes.has(&prefix)
        && left
            .chars()
            .chain(right.chars())
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | ','))
}

/// "ended.The": a full stop whose space was lost in the page. "ended.[25]": the mark of a note stands right behind one.
fn glued_sentences(chars: &[(usize, char)], i: usize) -> bool {
    let at = |j: usize| chars.get(j).map(|c| c.1);
    let lower = |j: usize| at(j).is_some_and(char::is_lowercase);
    let note = at(i + 1) == Some('[') && at(i + 2).is_some_and(|c| c.is_ascii_digit());
    let mark_before = i >= 1 && matches!(at(i - 1), Some(')' | '"' | '”'));
    let sentence = at(i + 1).is_some_and(char::is_uppercase) && lower(i + 2);
    (i >= 2 && lower(i - 1) && lower(i - 2) && (sentence || note)) || (mark_before && note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len()), &Knowledge::embedded().lexicon)
            .iter()
            .map(|t| t.of(text))
            .collect()
    }

    #[test]
    fn universal_dependencies_words() {
        for (text, expected) in [
            ("Ukraine's rare earth, he said.", "Ukraine|'s|rare|earth|,|he|said|."),
            ("They don't and can’t.", "They|do|n't|and|ca|n’t|."),
            ("U.S. President Donald Trump", "U.S.|President|Donald|Trump"),
            ("on Feb. 21, Lt. Col. J. Smith", "on|Feb.|21|,|Lt.|Col.|J.|Smith"),
            ("a $500 billion deal", "a|$|500|billion|deal"),
            ("US$1-2 million and €3.5bn", "US$|1|-|2|million|and|€|3.5bn"),
            ("50% of it (half)", "50|%|of|it|(|half|)"),
            ("\"No,\" she said...", "\"|No|,|\"|she|said|..."),
            ("a Kyiv-based, non-profit group", "a|Kyiv|-|based|,|non-profit|group"),
            ("the 20-year-old; 2025-02-22", "the|20|-|year|-|old|;|2025-02-22"),
            ("it ended.The next", "it|ended|.|The|next"),
            ("see https://example.org/a-b, ok", "see|https://example.org/a-b|,|ok"),
            ("the Allies’ plan—a bold one", "the|Allies|’|plan|—|a|bold|one"),
            ("paid 10€ for it", "paid|10|€|for|it"),
            ("No. 10 said no. He left.", "No.|10|said|no|.|He|left|."),
            ("1,000.5 tons", "1,000.5|tons"),
            ("Moon Jae-in's aides, a Seoul-led group", "Moon|Jae-in|'s|aides|,|a|Seoul|-|led|group"),
        ] {
            assert_eq!(words(text).join("|"), expected);
        }
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_exactly_one_token(text in "\\PC{0,120}") {
            let tokens = tokenize(&text, Span::new(0, text.len()), &Knowledge::embedded().lexicon);
            let mut at = 0;
            for token in &tokens {
                prop_assert!(token.start >= at && !token.is_empty());
                prop_assert!(text[at..token.start].chars().all(|c| c.is_whitespace() || is_invisible(c)));
                at = token.end;
            }
            prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || is_invisible(c)));
        }

        #[test]
        fn punctuation_soup_never_panics(text in "[a-cA-C0-9.,'’\"()$€%/ \\n-]{0,60}") {
            tokenize(&text, Span::new(0, text.len()), &Knowledge::embedded().lexicon);
        }
    }
}
