//! Amounts before a noun, whose words hyphens join: "a $2-*million* grant". Without the hyphens they read like any other.

use super::lexeme::{Lexeme, split};
use super::number::number;
use crate::knowledge::{Lexicon, Needs};
use crate::text::{Bytes, Span};

/// The lexemes of one sentence of `text`, whose tokens these are, without the hyphens that join an amount.
pub fn lexemes(
    text: &str,
    tokens: impl ExactSizeIterator<Item = Span<Bytes>>,
    lexicon: &Lexicon,
) -> Vec<Lexeme> {
    without_hyphens(split(text, tokens, lexicon), lexicon)
}

/// Takes out the hyphens that join an amount before a noun: "a $2-*million* grant", "a 3.5-*billion*-*euro* loan", "a 40-*percent* stake".
fn without_hyphens(lexemes: Vec<Lexeme>, lexicon: &Lexicon) -> Vec<Lexeme> {
    let Lexicon { numbers, currencies, .. } = lexicon;
    let joins = |three: &[Lexeme]| {
        let [before, hyphen, after] = three else { return false };
        let glued = || before.span.end == hyphen.span.start && hyphen.span.end == after.span.start;
        let scaled = numbers.scale(&before.lower).is_some();
        let is_number = || scaled || number(std::slice::from_ref(before), 0, numbers).is_some();
        // "a 500-*pound* bomb", "a two-billion-*pound* contract"
        let is_currency =
            || currencies.word(&after.lower).is_some_and(|c| c.needs == Needs::Number || scaled);
        let goes_on = || {
            numbers.scale(&after.lower).is_some()
                || is_currency()
                || numbers.percent_behind_hyphen.has(&after.lower)
        };
        // "four-and-a-half percent"
        let (and, article) = (&numbers.and, &numbers.articles);
        let joins_half = || {
            and.has(&after.lower) && is_number()
                || and.has(&before.lower) && article.has(&after.lower)
                || article.has(&before.lower) && numbers.fraction(0, |_| after.lower.as_str()).is_some()
        };
        hyphen.lower == "-" && glued() && (goes_on() && is_number() || joins_half())
    };
    let joining: Vec<usize> =
        lexemes.windows(3).enumerate().filter(|(_, three)| joins(three)).map(|(i, _)| i + 1).collect();
    if joining.is_empty() {
        return lexemes;
    }
    lexemes.into_iter().enumerate().filter(|(i, _)| !joining.contains(i)).map(|(_, lexeme)| lexeme).collect()
}
