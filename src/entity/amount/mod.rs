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

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::knowledge::{Lexicon, NumberWords, Percentage};
use crate::label::Qualifier;
use grammar::Grammar;
pub use joined::lexemes;
pub use lexeme::Lexeme;
pub(super) use lexeme::tokens as words_of;
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
        match grammar.amount(i).filter(|_| !is_in_name(lexemes, i, &lexicon.numbers)) {
            Some((found, end)) => {
                out.push(found);
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// Whether the digits at lexeme `i` go on a name: "COVID-*19* vaccines", "F-*16* jets", "M*777* howitzers", "Unit *8200* soldiers".
pub(super) fn is_in_name(lexemes: &[Lexeme], i: usize, numbers: &NumberWords) -> bool {
    let numbered = |before: &Lexeme| before.capital && numbers.numbered.has(&before.lower);
    if i > 0 && numbered(&lexemes[i - 1]) && lexemes[i].lower.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
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
        let lexemes = &self.lexemes[start..end];
        Amount {
            span: lexemes[0].span.cover(lexemes[lexemes.len() - 1].span),
            words: lexeme::tokens(lexemes),
            kind: found.kind,
            value: found.value.normalize(),
            value_to: found.value_to.map(|v| v.normalize()),
            unit: found.unit.to_string(),
            shared: found.shared,
            per: String::new(),
            qualifier: qualifier(self.lexemes, start, end, &self.lexicon.numbers),
        }
    }

    /// The amount at lexeme `i`, and where it ends.
    fn amount(&self, i: usize) -> Option<(Amount, usize)> {
        if let Some((found, end)) = self.between_two(i).or_else(|| self.whole(i)) {
            let amount = self.build(found, i, end);
            return Some(self.each(amount, end));
        }
        if let Some((found, end)) = self.round_sum(i) {
            let amount = self.build(found, i, end);
            let qualifier = amount.qualifier.or(Some(Qualifier::AtLeast));
            return Some((Amount { qualifier, ..amount }, end));
        }
        let (value, end) = self.share(i)?;
        let found = Found::new(AmountKind::Percent, value, None, PERCENT.into());
        Some((self.build(found, i, end), end))
    }

    /// An amount, or a range whose ends are each one: "4% to 4.5%", "$10,000-$15,000".
    fn whole(&self, i: usize) -> Option<(Found, usize)> {
        let (low, end) = self.single(i)?;
        let numbers = &self.lexicon.numbers;
        let goes_on = low.value_to.is_none()
            && matches!(low.kind, AmountKind::Percent | AmountKind::Money)
            && numbers.to.has(self.word(end))
            && !self.is_changed(i);
        let is_range =
            |high: &Found| high.kind == low.kind && high.unit == low.unit && high.value > low.value;
        let high = if goes_on { self.single(end + 1) } else { None };
        Some(match high.filter(|(high, _)| high.value_to.is_none() && is_range(high)) {
            Some((high, end)) => (Found { value_to: Some(high.value), ..low }, end),
            None => (low, end),
        })
    }

    /// An amount that is no range of two others.
    fn single(&self, i: usize) -> Option<(Found, usize)> {
        self.signed_money(i).or_else(|| self.counted(i))
    }

    /// "hundreds of millions of dollars", "several billion euros", "tens of thousands of tonnes": no less than so much.
    fn round_sum(&self, i: usize) -> Option<(Found, usize)> {
        let (value, end) = round_number(self.lexemes, i, &self.lexicon.numbers)?;
        let of = end + usize::from(self.lexicon.numbers.of.has(self.word(end)));
        self.money_after(i, value, None, of).or_else(|| {
            let (found, end) = self.quantity(value, None, of)?;
            self.lexicon.units.counted(self.word(end - 1)).is_none().then_some((found, end))
        })
    }

    /// The amount with what it is for each one of, and where that ends: "$80 *a barrel*", "250 kilometres *per hour*".
    fn each(&self, amount: Amount, end: usize) -> (Amount, usize) {
        // "6.2 percent a year *earlier*" is a day, and no rate.
        let away = |after: usize| self.lexicon.numbers.away.has(self.word(after));
        let Some((unit, after)) = self.denominator(end).filter(|(_, after)| !away(*after)) else {
            return (amount, end);
        };
        let counted = self.lexicon.units.counted(self.word(end - 1)).is_some();
        match amount.kind {
            AmountKind::Quantity if !counted => {
                (Amount { unit: format!("{}/{unit}", amount.unit), ..amount }, after)
            }
            _ => (Amount { per: unit, ..amount }, after),
        }
    }

    /// What stands behind an amount that is told for each one: "a barrel", "per 1,000 cubic metres", "-a-year", "/MWh".
    fn denominator(&self, end: usize) -> Option<(String, usize)> {
        let hyphen = usize::from(self.word(end) == "-");
        let each = Some(self.word(end + hyphen)).filter(|word| self.lexicon.numbers.each.has(word))?;
        let at = end + hyphen + 1 + hyphen;
        let many = self.number(at).filter(|_| each != "/");
        let (unit, after) = self.unit_at(many.as_ref().map_or(at, |n| n.end), true)?;
        Some((many.map_or(unit.to_string(), |n| format!("{}.{unit}", n.value.normalize())), after))
    }

    /// A share of a whole, in percent: "two thirds of voters", "half the seats", "one in five children".
    fn share(&self, i: usize) -> Option<(Decimal, usize)> {
        let numbers = &self.lexicon.numbers;
        if let Some((value, length)) = numbers.fraction(i, |j| self.word(j)) {
            let end = i + length;
            let of = numbers.share_of.has(self.word(end));
            let half = value == Decimal::new(5, 1);
            let whole = end + usize::from(of);
            let article =
                |i: usize| self.lexicon.dates.the.has(self.word(i)) || numbers.articles.has(self.word(i));
            let whole = whole + usize::from(article(whole));
            let known = of || half && numbers.definite.has(self.word(end));
            let time = self.lexicon.dates.spans.has(self.word(whole)) || self.number(whole).is_some();
            let part_of_year = i.checked_sub(1).is_some_and(|b| {
                self.lexicon.dates.ordinal(self.word(b)).is_some()
                    || self.lexicon.dates.step(self.word(b)).is_some()
            });
            return (known && !time && !part_of_year).then(|| (percent(value), end));
        }
        let part = self.number(i).filter(|n| n.scale == Decimal::ONE && n.value.fract().is_zero())?;
        let length = numbers.out_of(part.end, |j| self.word(j))?;
        let whole = self.number(part.end + length).filter(|n| n.value.fract().is_zero())?;
        // "1 in 2023", "three in 10 minutes"
        let small =
            part.value > Decimal::ZERO && part.value < whole.value && whole.value <= Decimal::ONE_THOUSAND;
        let time = self.lexicon.dates.spans.has(self.word(whole.end))
            || self.lexicon.dates.units(self.word(whole.end)).is_some();
        let noun = self.lexemes.get(whole.end).is_some_and(|l| l.lower.starts_with(char::is_alphabetic));
        (small && !time && noun).then(|| (percent(part.value / whole.value), whole.end))
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
        let numbers = &self.lexicon.numbers;
        let of_fraction =
            || numbers.percentages_of_fraction.at(end, |i| self.word(i)).filter(|_| low < Decimal::ONE);
        let (percentage, length) = numbers.percentages.at(end, |i| self.word(i)).or_else(of_fraction)?;
        // The units as tables write them, no words of a text.
        let (unit, divide) = match percentage {
            Percentage::Percent => (PERCENT, Decimal::ONE),
            Percentage::Point => ("pp", Decimal::ONE),
            Percentage::BasisPoint => ("pp", Decimal::ONE_HUNDRED),
        };
        let (value, value_to) = (low / divide, high.map(|h| h / divide));
        Some((Found::new(AmountKind::Percent, value, value_to, unit.into()), end + length))
    }

    /// "The *2030* targets": four digits before what is counted are a year. "2000 people" may be so many, and "1950 cases of cholera" are.
    fn is_of_a_year(&self, found: &Found, start: usize, end: usize) -> bool {
        let numbers = &self.lexicon.numbers;
        let definite = start
            .checked_sub(1)
            .is_some_and(|b| numbers.definite.has(self.word(b)) || numbers.of.has(self.word(b)));
        let told = !definite && start > 0 && numbers.of.has(self.word(end + 1));
        end == start + 1
            && !told
            && found.kind == AmountKind::Quantity
            && is_year(self.word(start))
            && self.lexicon.units.counted(self.word(end)).is_some()
    }

    fn quantity(&self, low: Decimal, high: Option<Decimal>, end: usize) -> Option<(Found, usize)> {
        let measured = self.behind_hyphen(end).or_else(|| self.unit_at(end, false));
        let (unit, next) = measured.or_else(|| self.time(end))?;
        // "the 9/11 attacks": of what is counted there is no part.
        if low < Decimal::ONE && self.lexicon.units.counted(self.word(next - 1)).is_some() {
            return None;
        }
        Some((Found::new(AmountKind::Quantity, low, high, unit.clone()), next))
    }

    /// The measure behind a hyphen: "a 2,000-*kilometre* range", "a 90-*day* truce"; no age ("34-*year*-old").
    fn behind_hyphen(&self, i: usize) -> Option<(&Arc<str>, usize)> {
        let joined = self.word(i) == "-" && self.is_glued(i) && self.is_glued(i + 1);
        let unit = self.lexicon.units.behind_hyphen(self.word(i + 1)).filter(|_| joined)?;
        let age = self.word(i + 2) == "-" && self.lexicon.numbers.ages.has(self.word(i + 3));
        (!age).then_some((unit, i + 2))
    }

    /// A stretch of time: "12 *years* in prison"; no age ("34 *years* old").
    fn time(&self, i: usize) -> Option<(&Arc<str>, usize)> {
        let unit = self.lexicon.units.time(self.word(i)).filter(|_| !self.lexemes[i].capital)?;
        let moved = self.lexicon.dates.shift(|at| self.word(i + 1 + at)).is_some();
        (!moved && !self.lexicon.numbers.ages.has(self.word(i + 1))).then_some((unit, i + 1))
    }

    /// The unit whose words start at lexeme `i`, and where they end; `times` are units too where they are asked for.
    fn unit_at(&self, i: usize, times: bool) -> Option<(&Arc<str>, usize)> {
        let units = &self.lexicon.units;
        if let Some((unit, length)) = units.phrase(i, |j| self.word(j)) {
            return Some((unit, i + length));
        }
        let prefix = Some(self.word(i)).filter(|word| units.is_prefix(word));
        let at = i + usize::from(prefix.is_some());
        let unit = units.unit(self.word(at)).or_else(|| units.each(self.word(at)).filter(|_| times))?;
        let unit = match prefix {
            Some(prefix) => units.prefixed(prefix, unit)?,
            None => unit,
        };
        Some((unit, at + 1))
    }
}

/// The unit of percentages in the tables.
const PERCENT: &str = "%";

/// A share of one in percent, with two digits.
fn percent(share: Decimal) -> Decimal {
    (share * Decimal::ONE_HUNDRED).round_dp(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::knowledge::Knowledge;
    use crate::text::{Span, split_region};

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
            let per = if a.per.is_empty() { String::new() } else { format!(" per {}", a.per) };
            format!("{}: {}{to} {}{per}{qualifier}", a.span.of(text), a.value, a.unit)
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
            ("197 pence a share", "197 pence: 1.97 GBP per share"),
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

    #[test]
    fn ranges_and_changes() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("set aside $1.5m-$2m", "$1.5m-$2m: 1500000-2000000 USD"),
            ("sees inflation of 4% to 4.5%", "4% to 4.5%: 4-4.5 %"),
            (
                "fell $1.2 billion to $23.5 billion",
                "$1.2 billion: 1200000000 USD|$23.5 billion: 23500000000 USD",
            ),
            ("rose 2% to 5%", "2%: 2 %|5%: 5 %"),
            ("backed by 52% to 48%", "52%: 52 %|48%: 48 %"),
        ] {
            assert_eq!(read(text, &knowledge.lexicon).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn money_of_everywhere() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("R4bn for roads", "R4bn: 4000000000 ZAR"),
            ("the R4 engine, N95 masks", ""),
            ("for USD500m", "USD500m: 500000000 USD"),
            ("CAD 45 million", "CAD 45 million: 45000000 CAD"),
            ("we try 45 million", ""),
            ("1 234 567 euros", "1 234 567 euros: 1234567 EUR"),
            ("€1.234.567,89 frozen", "€1.234.567,89: 1234567.89 EUR"),
            ("a loss of $2.17T", "$2.17T: 2170000000000 USD"),
            ("paid 14 US cents", "14 US cents: 0.14 USD"),
            ("300 billion Nigerian naira", "300 billion Nigerian naira: 300000000000 NGN"),
            ("5 billion meticais", "5 billion meticais: 5000000000 MZN"),
            ("15 billion dinars", "15 billion dinars: 15000000000 dinar"),
            ("2,000-pound bombs", "2,000-pound: 2000 [lb_av]"),
            ("a two-billion-pound contract", "two-billion-pound: 2000000000 GBP"),
            ("1,150 won outright; 20,000 real estate agents; 1,200 marks", ""),
            ("5 million won", "5 million won: 5000000 KRW"),
            ("hundreds of millions of dollars", "hundreds of millions of dollars: 100000000 USD at_least"),
            ("several billion euros", "several billion euros: 3000000000 EUR at_least"),
        ] {
            assert_eq!(read(text, &knowledge.lexicon).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn shares_rates_and_stretches_of_time() {
        let knowledge = Knowledge::embedded();
        for (text, expected) in [
            ("two thirds of voters", "two thirds: 66.67 %"),
            ("half of the year, a quarter of a century", ""),
            ("one in five children", "one in five: 20 %"),
            ("a third suspect", ""),
            ("a half-point cut", "a half-point: 0.5 pp"),
            ("a 10-point plan", ""),
            ("oil at $80 a barrel", "$80: 80 USD per [bbl_us]"),
            ("from 6.2 percent a year earlier", "6.2 percent: 6.2 %"),
            ("$450 per 1,000 cubic metres", "$450: 450 USD per 1000.m3"),
            ("winds of 250 kilometres per hour", "250 kilometres: 250 km/h"),
            ("a 2,000-kilometre range", "2,000-kilometre: 2000 km"),
            ("reached 50.4 degrees Celsius", "50.4 degrees Celsius: 50.4 Cel"),
            ("12 years in prison", "12 years: 12 a"),
            ("a 90-day ceasefire", "90-day: 90 d"),
            ("a 34-year-old man, 34 years old", ""),
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
