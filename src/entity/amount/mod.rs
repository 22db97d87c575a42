//! Money, percentages and counted things, by a grammar over tokens.
//!
//! An amount is a number with what makes it one: a currency sign or word, a percent sign or word, a unit. The grammar
//! needs no parse and no model, so that it works on headlines and tables as well.

mod currency;
mod grammar;
mod joined;
mod lexeme;
mod number;
mod value;

use rust_decimal::Decimal;

use crate::knowledge::{Lexicon, NumberWords, Percentage, Qualifier};
use crate::text::Span;
use grammar::Grammar;
pub use joined::lexemes;
pub use lexeme::Lexeme;
pub(super) use number::{is_year, number, round_number};
use value::Found;
pub use value::{Amount, AmountKind};

/// Whether a word is a counted noun ("tonnes", "people"), so that the number before it is no year.
pub(super) fn is_unit(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.units.unit(word).is_some() || lexicon.currencies.word(word).is_some()
}

/// All amounts of a sentence, left to right, never overlapping.
pub fn amounts(lexemes: &[Lexeme], lexicon: &Lexicon) -> Vec<Amount> {
    let grammar = Grammar { lexemes, lexicon };
    let mut out: Vec<Amount> = Vec::new();
    let mut i = 0;
    while i < lexemes.len() {
        match grammar.amount(i).filter(|_| !is_in_name(lexemes, i)) {
            Some((found, end)) => {
                out.push(grammar.build(found, i, end));
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// Whether the digits at lexeme `i` go on a name: "COVID-*19* vaccines", "F-*16* jets", "M*777* howitzers".
pub(super) fn is_in_name(lexemes: &[Lexeme], i: usize) -> bool {
    let glued = |i: usize| i > 0 && lexemes[i - 1].span.end == lexemes[i].span.start;
    let letters = |i: usize| lexemes[i].lower.ends_with(char::is_alphabetic);
    let behind_hyphen = || i > 1 && matches!(lexemes[i - 1].lower.as_str(), "-" | "–") && glued(i - 1);
    lexemes[i].lower.starts_with(|c: char| c.is_ascii_digit())
        && glued(i)
        && (letters(i - 1) || (behind_hyphen() && letters(i - 2)))
}

/// A number or a range of two at lexeme `i`, and where it ends.
pub(super) fn range(
    lexemes: &[Lexeme],
    i: usize,
    lexicon: &Lexicon,
) -> Option<(Decimal, Option<Decimal>, usize)> {
    let grammar = Grammar { lexemes, lexicon };
    let opened = i.checked_sub(1).is_some_and(|before| grammar.opens_range(before));
    let between = if opened { grammar.between(i) } else { None };
    between.or_else(|| grammar.range(i))
}

/// What the words around a number say of how exact it is.
pub(super) fn qualifier(
    lexemes: &[Lexeme],
    start: usize,
    end: usize,
    numbers: &NumberWords,
) -> Option<Qualifier> {
    let word = |i: usize| lexeme::word(lexemes, i);
    let after = numbers.qualifiers_after.at(end, word).map(|(qualifier, _)| qualifier);
    after.or_else(|| numbers.qualifiers_before.before(start, word))
}

impl Grammar<'_> {
    fn build(&self, found: Found, start: usize, end: usize) -> Amount {
        let (first, last) = (&self.lexemes[start], &self.lexemes[end - 1]);
        Amount {
            span: first.span.cover(last.span),
            words: Span::new(first.token, last.token + 1),
            kind: found.kind,
            value: found.value.normalize(),
            value_to: found.value_to.map(|v| v.normalize()),
            unit: found.unit.to_string(),
            qualifier: qualifier(self.lexemes, start, end, &self.lexicon.numbers),
        }
    }

    fn amount(&self, i: usize) -> Option<(Found, usize)> {
        self.between_two(i).or_else(|| self.single(i))
    }

    /// An amount that is no range of two others.
    fn single(&self, i: usize) -> Option<(Found, usize)> {
        self.signed_money(i).or_else(|| self.counted(i))
    }

    /// A range whose ends are each an amount of their own: "between $10 million and $15 million", "between 5% and 10%".
    fn between_two(&self, i: usize) -> Option<(Found, usize)> {
        if !self.opens_range(i) {
            return None;
        }
        let (low, and) = self.single(i + 1)?;
        let (high, end) = self.single(and + 1).filter(|_| self.is_and(and))?;
        let scale = |words: std::ops::Range<usize>| words.rev().find_map(|w| self.scale(w));
        // The scale of "between $1 and $2 million" holds for both ends.
        let shared =
            scale(and + 1..end).filter(|_| scale(i + 1..and).is_none() && low.value < Decimal::ONE_THOUSAND);
        let value = low.value * shared.unwrap_or(Decimal::ONE);
        let is_range = low.kind == high.kind && low.unit == high.unit && value < high.value;
        let plain = low.value_to.is_none() && high.value_to.is_none();
        (is_range && plain).then_some((Found { value, value_to: Some(high.value), ..high }, end))
    }

    /// A number and what it counts: "20 million Canadian dollars", "10 €", "half a percent", "300 km".
    fn counted(&self, i: usize) -> Option<(Found, usize)> {
        let between = self.opens_range(i) && self.number(i + 1).is_some();
        let minus = self.lexicon.numbers.minus.has(self.word(i));
        let at = i + usize::from(between || minus);
        let (low, high, end) = if between { self.between(at)? } else { self.range(at)? };
        let sign = if minus { -Decimal::ONE } else { Decimal::ONE };
        let (low, high) = (low * sign, high.map(|h| h * sign));
        let found = self
            .percent(low, high, end)
            .or_else(|| self.money_after(i, low, high, end))
            .or_else(|| self.quantity(low, high, end))
            .filter(|(found, _)| !self.is_of_a_year(found, i, end));
        found.filter(|_| !between || high.is_some())
    }

    fn percent(&self, low: Decimal, high: Option<Decimal>, end: usize) -> Option<(Found, usize)> {
        let (percentage, length) = self.lexicon.numbers.percentages.at(end, |i| self.word(i))?;
        // The units as tables write them, no words of a text.
        let (unit, divide) = match percentage {
            Percentage::Percent => ("%", Decimal::ONE),
            Percentage::Point => ("pp", Decimal::ONE),
            Percentage::BasisPoint => ("pp", Decimal::ONE_HUNDRED),
        };
        let (value, value_to) = (low / divide, high.map(|h| h / divide));
        Some((Found { kind: AmountKind::Percent, value, value_to, unit: unit.into() }, end + length))
    }

    /// "The *2030* targets": four digits before what is counted are a year. "2000 people" may be so many.
    fn is_of_a_year(&self, found: &Found, start: usize, end: usize) -> bool {
        end == start + 1
            && found.kind == AmountKind::Quantity
            && is_year(self.word(start))
            && self.lexicon.units.counted(self.word(end)).is_some()
    }

    fn quantity(&self, low: Decimal, high: Option<Decimal>, end: usize) -> Option<(Found, usize)> {
        let units = &self.lexicon.units;
        let prefix = Some(self.word(end)).filter(|word| units.is_prefix(word));
        let at = end + usize::from(prefix.is_some());
        let unit = units.unit(self.word(at))?;
        let unit = match prefix {
            Some(prefix) => units.prefixed(prefix, unit)?,
            None => unit,
        };
        Some((Found { kind: AmountKind::Quantity, value: low, value_to: high, unit: unit.clone() }, at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::knowledge::Knowledge;
    use crate::text::split_region;

    /// The amounts of each sentence of a text.
    fn found(text: &str, lexicon: &Lexicon) -> Vec<Vec<Amount>> {
        let sentences = split_region(text, Span::new(0, text.len()), lexicon);
        let lexemes = sentences.iter().map(|s| lexemes(text, s.tokens.iter().copied(), lexicon));
        lexemes.map(|lexemes| amounts(&lexemes, lexicon)).collect()
    }

    fn read(text: &str, lexicon: &Lexicon) -> Vec<String> {
        let written = |a: Amount| {
            let to = a.value_to.map_or(String::new(), |v| format!("-{v}"));
            let qualifier = a.qualifier.map_or(String::new(), |q| format!(" {q}"));
            format!("{}: {}{to} {}{qualifier}", a.span.of(text), a.value, a.unit)
        };
        found(text, lexicon).into_iter().flatten().map(written).collect()
    }

    #[test]
    fn money() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("a $500 billion deal", "$500 billion: 500000000000 USD"),
            ("worth €3.5bn in all", "€3.5bn: 3500000000 EUR"),
            ("a $2-million grant", "$2-million: 2000000 USD"),
            ("a 3.5-billion-euro loan", "3.5-billion-euro: 3500000000 EUR"),
            ("a five-million-dollar house", "five-million-dollar: 5000000 USD"),
            ("a 10-euro note", "10-euro: 10 EUR"),
            ("some 20 million Canadian dollars", "20 million Canadian dollars: 20000000 CAD about"),
            ("a fine of Rs 5 lakh", "Rs 5 lakh: 500000 INR"),
            ("US$1-2 million in aid", "US$1-2 million: 1000000-2000000 USD"),
            ("US $3 million", "US $3 million: 3000000 USD"),
            ("it lent us $3 million", "$3 million: 3000000 USD"),
            ("more than £2,000", "£2,000: 2000 GBP more_than"),
            ("up to 100 billion yuan", "100 billion yuan: 100000000000 CNY up_to"),
            ("about 3 dollars 50 cents", "3 dollars 50 cents: 3.5 USD about"),
            ("cost 15 dollars and 50.", "15 dollars and 50: 15.5 USD"),
            ("an increase to 120 MEUR", "120 MEUR: 120000000 EUR"),
            (
                "between $10 million and $15 million",
                "between $10 million and $15 million: 10000000-15000000 USD",
            ),
            ("cost between €1 and €2bn", "between €1 and €2bn: 1000000000-2000000000 EUR"),
            ("shared between $10 and £15", "$10: 10 USD|£15: 15 GBP"),
            ("paid 500 Swiss francs", "500 Swiss francs: 500 CHF"),
            ("for 75 USD million", "75 USD million: 75000000 USD"),
            ("10 rmb 20 usd", "10 rmb: 10 CNY|20 usd: 20 USD"),
            ("197 pence a share", "197 pence: 1.97 GBP"),
            ("a quarter million us dollars", "a quarter million us dollars: 250000 USD"),
        ] {
            assert_eq!(read(text, &knowledge.lexicon).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn percentages() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("seeks 50% of it", "50%: 50 %"),
            ("half a percent", "half a percent: 0.5 %"),
            ("between 10 and 15 percent", "between 10 and 15 percent: 10-15 %"),
            ("between 10% and 15% of it", "between 10% and 15%: 10-15 %"),
            ("fell between 15% and 10%", "15%: 15 %|10%: 10 %"),
            ("rose two percentage points", "two percentage points: 2 pp"),
            ("fell 25 basis points", "25 basis points: 0.25 pp"),
            ("minus five per cent", "minus five per cent: -5 %"),
            ("at least 10-12%", "10-12%: 10-12 % at_least"),
        ] {
            assert_eq!(read(text, &knowledge.lexicon).join("|"), expected, "{text}");
        }
    }

    /// Words that amounts are made of, and numbers that nobody counts with.
    const WORDS: &str = "a one nineteen ninety half quarter three quarters hundred thousand million trillion dozen and or of to between - / . , % $ € C$ us \
        dollars cents pence rupees lakh crore USD MEUR percent basis points square miles tonnes people no more than minus 0 0/0 3/4 .5 1,000 3,5 1996 \
        1000000000000000000 79228162514264337593543950335";

    #[test]
    fn whatever_stands_together_is_read() {
        let knowledge = Knowledge::embedded();
        proptest!(|(picked in prop::collection::vec(0usize..64, 1..16))| {
            let words: Vec<&str> = WORDS.split_whitespace().collect();
            let text = picked.iter().map(|i| words[i % words.len()]).collect::<Vec<_>>().join(" ");
            for found in found(&text, &knowledge.lexicon) {
                assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text}");
                assert!(found.iter().all(|a| !a.span.of(&text).is_empty()), "{text}");
            }
        });
    }

    #[test]
    fn more_than_there_is_stops_nothing() {
        let knowledge = Knowledge::embedded();
        for text in [
            "It cost 1000000000000000000 USD trillion.",
            "It cost 79228162514264337593543950335 dollars and 99 cents.",
            "It cost 79228162514264337593543950335 basis points or 0 trillion trillion trillion dollars.",
        ] {
            assert!(read(text, &knowledge.lexicon).len() < 2, "{text}");
        }
    }

    #[test]
    fn counted_things_and_what_is_none() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("20,000 troops near the border", "20,000 troops: 20000 troop"),
            ("some 300 square kilometres", "300 square kilometres: 300 km2 about"),
            ("out to 200 nautical miles", "200 nautical miles: 200 [nmi_i]"),
            ("he won 10 won", ""),
            ("in 2003, they met 7 times", ""),
            ("20 F-16 jets, T-72 tanks and M777 howitzers", ""),
            ("1,000 doses of COVID-19 vaccines", "1,000 doses: 1000 dose"),
            ("two pounds of rice", ""),
            ("the dollar fell", ""),
            ("the 2030 targets of its members", ""),
            ("some 2000 people left", "2000 people: 2000 person about"),
            ("1,950 people left", "1,950 people: 1950 person"),
        ] {
            assert_eq!(read(text, &knowledge.lexicon).join("|"), expected, "{text}");
        }
    }
}
