//! What all amounts are read with: the words at a place, the number there, and ranges of two.

use rust_decimal::Decimal;

use super::lexeme::{self, Lexeme};
use super::number::{Number, number};
use crate::knowledge::Lexicon;

/// The lexemes of a sentence, and the words that amounts are made of.
pub struct Grammar<'l> {
    pub lexemes: &'l [Lexeme],
    pub lexicon: &'l Lexicon,
}

impl<'l> Grammar<'l> {
    pub fn word(&self, i: usize) -> &'l str {
        lexeme::word(self.lexemes, i)
    }

    pub fn number(&self, i: usize) -> Option<Number> {
        number(self.lexemes, i, &self.lexicon.numbers)
    }

    pub fn scale(&self, i: usize) -> Option<Decimal> {
        self.lexicon.numbers.scale(self.word(i))
    }

    /// Whether a lexeme stands right behind the one before it.
    pub fn is_glued(&self, i: usize) -> bool {
        let touches = |next: &Lexeme| self.lexemes[i - 1].span.end == next.span.start;
        i > 0 && self.lexemes.get(i).is_some_and(touches)
    }

    /// A number or a range of two. The scale of "$1-2 million" holds for both ends.
    pub fn range(&self, i: usize) -> Option<(Decimal, Option<Decimal>, usize)> {
        let word = self.word(i);
        if let Some(positive) =
            word.strip_prefix(['-', '−']).filter(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        {
            let value: Decimal = positive.replace(',', "").parse().ok()?;
            return Some((-value, None, i + 1));
        }
        let low = self.number(i)?;
        if !self.lexicon.numbers.range.has(self.word(low.end)) {
            return Some((low.value, None, low.end));
        }
        let joined = low.end + 1;
        let signed = self.lexicon.currencies.sign(self.word(joined)).is_some();
        if signed && self.is_changed(i.saturating_sub(1)) {
            return Some((low.value, None, low.end));
        }
        let joined = joined + usize::from(signed);
        Some(match self.number(joined).filter(|high| is_upper_end(&low, high)) {
            Some(high) => (spread(&low, &high), Some(high.value), high.end),
            None => (low.value, None, low.end),
        })
    }

    /// Whether the words before an amount at lexeme `i` say by how much something changes, so that what it comes to may follow: "fell $1.2 billion to".
    pub fn is_changed(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| self.lexicon.numbers.changes.has(self.word(before)))
    }

    /// A range of two numbers whose lower end is at lexeme `i`, behind the word that opens it.
    pub fn between(&self, i: usize) -> Option<(Decimal, Option<Decimal>, usize)> {
        let low = self.number(i)?;
        let high = self.number(low.end + 1).filter(|h| self.is_and(low.end) && is_upper_end(&low, h))?;
        Some((spread(&low, &high), Some(high.value), high.end))
    }

    pub fn opens_range(&self, i: usize) -> bool {
        self.lexicon.numbers.between.has(self.word(i))
    }

    pub fn is_and(&self, i: usize) -> bool {
        self.lexicon.numbers.and.has(self.word(i))
    }
}

fn is_upper_end(low: &Number, high: &Number) -> bool {
    high.value > spread(low, high) && low.digits == high.digits
}

/// The lower end of a range at the upper end's scale.
fn spread(low: &Number, high: &Number) -> Decimal {
    if low.scale == Decimal::ONE && high.scale > Decimal::ONE && low.value < Decimal::ONE_THOUSAND {
        low.value * high.scale
    } else {
        low.value
    }
}
