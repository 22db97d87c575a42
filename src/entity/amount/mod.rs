//! Money, percentages and counted things, by a grammar over tokens.
//!
//! An amount is a number with what makes it one: a currency sign or word, a percent sign or word, a unit. The grammar
//! needs no parse and no model, so that it works on headlines and tables as well.

mod currency;
mod lexeme;
mod number;

use std::borrow::Cow;

use currency::Currency;
pub(super) use currency::counted as counted_unit;
pub use lexeme::{Lexeme, lexemes};
pub(super) use number::{is_year, number, round_number};
use rust_decimal::Decimal;

use crate::text::{Bytes, Span, Tokens};

/// What kind of amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountKind {
    Money,
    Percent,
    Quantity,
}

/// An amount as found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    pub span: Span<Bytes>,
    pub words: Span<Tokens>,
    pub kind: AmountKind,
    pub value: Decimal,
    /// Upper end of a range.
    pub value_to: Option<Decimal>,
    /// ISO 4217 for money; `%`, or `pp` for percentage points; UCUM or a plain singular for what is counted.
    pub unit: Cow<'static, str>,
    /// `about`, `nearly`, `more_than`, `less_than`, `up_to`, `at_least`, `at_most`, `exactly`, or empty.
    pub qualifier: &'static str,
}

/// Whether a word is a counted noun ("tonnes", "people"), so that the number before it is no year.
pub(super) fn is_unit(word: &str) -> bool {
    currency::unit(word).is_some() || currency::word(word).is_some()
}

/// All amounts of a sentence, left to right, never overlapping.
pub fn amounts(lexemes: &[Lexeme]) -> Vec<Amount> {
    let mut out: Vec<Amount> = Vec::new();
    let mut i = 0;
    while i < lexemes.len() {
        match Grammar(lexemes).amount(i).filter(|_| !is_in_name(lexemes, i)) {
            Some((found, end)) => {
                out.push(Grammar(lexemes).build(found, i, end));
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
pub(super) fn range(lexemes: &[Lexeme], i: usize) -> Option<(Decimal, Option<Decimal>, usize)> {
    let grammar = Grammar(lexemes);
    let between =
        i.checked_sub(1).filter(|before| grammar.word(*before) == "between").and_then(|_| grammar.between(i));
    between.or_else(|| grammar.range(i))
}

/// What the words around a number say of how exact it is.
pub(super) fn qualifier(lexemes: &[Lexeme], start: usize, end: usize, range: bool) -> &'static str {
    match Grammar(lexemes).qualifier_after(end) {
        "" => Grammar(lexemes).qualifier_before(start, range),
        after => after,
    }
}

/// What was read at one place.
struct Found {
    kind: AmountKind,
    value: Decimal,
    value_to: Option<Decimal>,
    unit: &'static str,
}

struct Grammar<'l>(&'l [Lexeme]);

impl Grammar<'_> {
    fn word(&self, i: usize) -> &str {
        self.0.get(i).map_or("", |l| &l.lower)
    }

    fn build(&self, found: Found, start: usize, end: usize) -> Amount {
        let (first, last) = (&self.0[start], &self.0[end - 1]);
        Amount {
            span: first.span.cover(last.span),
            words: Span::new(first.token, last.token + 1),
            kind: found.kind,
            value: found.value.normalize(),
            value_to: found.value_to.map(|v| v.normalize()),
            unit: found.unit.into(),
            qualifier: qualifier(self.0, start, end, found.value_to.is_some()),
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
        if self.word(i) != "between" {
            return None;
        }
        let (low, and) = self.single(i + 1)?;
        let (high, end) = self.single(and + 1).filter(|_| self.word(and) == "and")?;
        let scale = |words: std::ops::Range<usize>| words.rev().find_map(|w| number::scale(self.word(w)));
        // The scale of "between $1 and $2 million" holds for both ends.
        let shared =
            scale(and + 1..end).filter(|_| scale(i + 1..and).is_none() && low.value < Decimal::from(1000));
        let value = low.value * shared.unwrap_or(Decimal::ONE);
        let is_range = low.kind == high.kind && low.unit == high.unit && value < high.value;
        let plain = low.value_to.is_none() && high.value_to.is_none();
        (is_range && plain).then_some((Found { value, value_to: Some(high.value), ..high }, end))
    }

    /// A currency before its number: "$500 billion", "US$1-2 million", "EUR 125", "Rs 5 lakh".
    fn signed_money(&self, i: usize) -> Option<(Found, usize)> {
        let (currency, factor, at) = self.currency_before(i)?;
        let (low, high, mut end) = self.range(at)?;
        // "$ 10 dollars", "$5 million USD": the currency said twice.
        let mut code = currency.code;
        if let Some((after, _)) = currency::code(self.word(end)).filter(|_| number(self.0, end + 1).is_none())
        {
            code = after.code;
            end += 1;
        } else if let Some((after, next)) = self.currency_word(end, true) {
            code = if after.rare { code } else { after.code };
            end = next;
        }
        Some((self.money(Currency { code, ..currency }, factor, low, high)?, end))
    }

    fn currency_before(&self, i: usize) -> Option<(Currency, Decimal, usize)> {
        let word = self.word(i);
        // "C $ 300": but "a $5 bill" holds an article, not an Australian dollar.
        let two_part = || {
            let next = self.word(i + 1);
            // "lent us $350 million": who was lent it.
            let pronoun = word == "us" && !self.0[i].capital;
            (matches!(next, "$" | "£") && (word.len() > 1 || word == "c") && !pronoun)
                .then(|| currency::sign(&format!("{word}{next}")).map(|c| (c, Decimal::ONE, i + 2)))?
        };
        if let Some(found) = two_part() {
            return Some(found);
        }
        if let Some(c) = currency::sign(word) {
            return Some((c, Decimal::ONE, i + 1));
        }
        // A noun in the singular may stand before its number; a code must not be the suffix of a number before it.
        if let Some((c, factor)) = currency::code(word) {
            return Some((c, factor, i + 1));
        }
        matches!(word, "dollar" | "euro" | "rupees")
            .then(|| currency::word(word).map(|c| (c, Decimal::ONE, i + 1)))?
    }

    /// `None` where there is not so much money.
    fn money(
        &self,
        currency: Currency,
        factor: Decimal,
        low: Decimal,
        high: Option<Decimal>,
    ) -> Option<Found> {
        let unit = |v: Decimal| Some(v.checked_mul(factor)? / Decimal::from(currency.per_unit));
        let value_to = match high {
            Some(high) => Some(unit(high)?),
            None => None,
        };
        Some(Found { kind: AmountKind::Money, value: unit(low)?, value_to, unit: currency.code })
    }

    /// A number and what it counts: "20 million Canadian dollars", "10 €", "half a percent", "300 km".
    fn counted(&self, i: usize) -> Option<(Found, usize)> {
        let between = usize::from(matches!(self.word(i), "between") && number(self.0, i + 1).is_some());
        let minus = usize::from(self.word(i) == "minus");
        let (low, high, end) = if between == 1 { self.between(i + 1)? } else { self.range(i + minus)? };
        let sign = if minus == 1 { -Decimal::ONE } else { Decimal::ONE };
        let (low, high) = (low * sign, high.map(|h| h * sign));
        let found = self
            .percent(low, high, end)
            .or_else(|| self.money_after(i, low, high, end))
            .or_else(|| self.quantity(low, high, end))
            .filter(|(found, _)| !self.is_of_a_year(found, i, end));
        found.filter(|_| between == 0 || high.is_some())
    }

    fn percent(&self, low: Decimal, high: Option<Decimal>, end: usize) -> Option<(Found, usize)> {
        let (unit, divide, next) = match (self.word(end), self.word(end + 1)) {
            ("%", _) | ("percent" | "pct" | "pc", _) => ("%", 1, end + 1),
            ("per", "cent") => ("%", 1, end + 2),
            ("percentage", "point" | "points") => ("pp", 1, end + 2),
            ("basis", "point" | "points") => ("pp", 100, end + 2),
            _ => return None,
        };
        let divide = Decimal::from(divide);
        Some((
            Found {
                kind: AmountKind::Percent,
                value: low / divide,
                value_to: high.map(|h| h / divide),
                unit,
            },
            next,
        ))
    }

    fn money_after(
        &self,
        start: usize,
        low: Decimal,
        high: Option<Decimal>,
        end: usize,
    ) -> Option<(Found, usize)> {
        let word = self.word(end);
        // "1 $ 10": the sign belongs to the number that follows it.
        if let Some(c) = currency::sign(word).filter(|c| !c.rare && !word.starts_with(char::is_alphabetic)) {
            let glued = self.0[end - 1].span.end == self.0[end].span.start;
            let own = glued || number(self.0, end + 1).is_none();
            return self.money(c, Decimal::ONE, low, high).filter(|_| own).map(|found| (found, end + 1));
        }
        // "3 USD50 vouchers": the code is the next number's.
        let taken = self.0.get(end + 1).is_some_and(|l| l.span.start == self.0[end].span.end)
            && number(self.0, end + 1).is_some();
        if let Some((c, factor)) = currency::code(word).filter(|_| !taken) {
            // "75 USD million"
            let scale = number::scale(self.word(end + 1)).filter(|_| self.word(end + 1).len() > 2);
            let next = end + 1 + usize::from(scale.is_some());
            return Some((self.money(c, factor * scale.unwrap_or(Decimal::ONE), low, high)?, next));
        }
        let large = low >= Decimal::from(1000)
            || self.0[start..end].iter().any(|l| number::scale(&l.lower).is_some());
        let (c, next) = self.currency_word(end, large)?;
        let mut found = self.money(c, Decimal::ONE, low, high)?;
        let (minor, next) = self.minor_part(c, next);
        found.value += minor;
        Some((found, next))
    }

    /// A currency noun, perhaps after a nationality of one or two words.
    fn currency_word(&self, i: usize, rare_too: bool) -> Option<(Currency, usize)> {
        for nation_words in [2, 1] {
            let noun = self.word(i + nation_words);
            let nation = (i..i + nation_words).map(|j| self.word(j)).collect::<Vec<_>>().join(" ");
            if let (Some(c), Some(code)) = (currency::word(noun), currency::of_nation(&nation, noun)) {
                return Some((Currency { code, ..c }, i + nation_words + 1));
            }
        }
        // "a pound of flour", "the dollar": a noun that measures other things needs a large number before it.
        let c = currency::word(self.word(i)).filter(|c| !c.rare || (rare_too && self.word(i + 1) != "of"))?;
        let sterling = usize::from(self.word(i).starts_with("pound") && self.word(i + 1) == "sterling");
        Some((c, i + 1 + sterling))
    }

    /// "15 dollars and 50", "3 dollars 50 cents": cents after the dollars.
    fn minor_part(&self, currency: Currency, i: usize) -> (Decimal, usize) {
        let none = (Decimal::ZERO, i);
        let at = i + usize::from(self.word(i) == "and");
        let Some(n) = number(self.0, at)
            .filter(|n| n.value < Decimal::from(100) && n.scale == Decimal::ONE && currency.per_unit == 1)
        else {
            return none;
        };
        let hundredth = n.value / Decimal::from(100);
        if matches!(self.word(n.end), "cent" | "cents" | "pence") {
            return (hundredth, n.end + 1);
        }
        let stops = self.word(n.end).chars().all(|c| !c.is_alphanumeric());
        if stops && self.word(n.end) != "%" { (hundredth, n.end) } else { none }
    }

    /// "The *2030* targets": four digits before what is counted are a year. "2000 people" may be so many.
    fn is_of_a_year(&self, found: &Found, start: usize, end: usize) -> bool {
        end == start + 1
            && found.kind == AmountKind::Quantity
            && is_year(self.word(start))
            && currency::counted(self.word(end)).is_some()
    }

    fn quantity(&self, low: Decimal, high: Option<Decimal>, end: usize) -> Option<(Found, usize)> {
        let square =
            matches!(self.word(end), "square" | "cubic" | "nautical").then(|| self.word(end).to_string());
        let at = end + usize::from(square.is_some());
        let unit = currency::unit(self.word(at))?;
        let unit = match (square.as_deref(), unit) {
            (Some("square"), "km") => "km2",
            (Some("square"), "m") => "m2",
            (Some("square"), "[mi_i]") => "[smi_us]",
            (Some("cubic"), "m") => "m3",
            (Some("nautical"), "[mi_i]") => "[nmi_i]",
            (Some(_), _) => return None,
            (None, unit) => unit,
        };
        Some((Found { kind: AmountKind::Quantity, value: low, value_to: high, unit }, at + 1))
    }

    /// A number or a range of two. The scale of "$1-2 million" holds for both ends.
    fn range(&self, i: usize) -> Option<(Decimal, Option<Decimal>, usize)> {
        let word = self.word(i);
        if let Some(positive) =
            word.strip_prefix(['-', '−']).filter(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        {
            let value: Decimal = positive.replace(',', "").parse().ok()?;
            return Some((-value, None, i + 1));
        }
        let low = number(self.0, i)?;
        let joined = match self.word(low.end) {
            "-" | "–" | "to" | "or" => low.end + 1,
            _ => return Some((low.value, None, low.end)),
        };
        let joined = joined + usize::from(currency::sign(self.word(joined)).is_some());
        Some(match number(self.0, joined).filter(|h| self.is_upper_end(&low, h)) {
            Some(high) => (spread(&low, &high), Some(high.value), high.end),
            None => (low.value, None, low.end),
        })
    }

    fn between(&self, i: usize) -> Option<(Decimal, Option<Decimal>, usize)> {
        let low = number(self.0, i)?;
        let high = number(self.0, low.end + 1)
            .filter(|h| self.word(low.end) == "and" && self.is_upper_end(&low, h))?;
        Some((spread(&low, &high), Some(high.value), high.end))
    }

    fn is_upper_end(&self, low: &number::Number, high: &number::Number) -> bool {
        high.value > spread(low, high) && low.digits == high.digits
    }

    fn qualifier_after(&self, end: usize) -> &'static str {
        match (self.word(end), self.word(end + 1)) {
            ("or", "more") => "at_least",
            ("or", "less" | "fewer") => "at_most",
            _ => "",
        }
    }

    fn qualifier_before(&self, start: usize, range: bool) -> &'static str {
        let back = |n: usize| start.checked_sub(n).map_or("", |i| self.word(i));
        match (back(3), back(2), back(1)) {
            (_, "no", "more") | ("no", "more", "than") | ("not", "more", "than") | (_, "at", "most") => {
                "at_most"
            }
            ("no", "less" | "fewer", "than") | (_, "at", "least") | ("a", "minimum", "of") => "at_least",
            ("a", "maximum", "of") => "at_most",
            ("as", "much" | "many" | "high", "as") | (_, "up", "to") => "up_to",
            (_, "more" | "greater", "than") | ("in", "excess", "of") | (_, "upwards", "of") => "more_than",
            (_, "less" | "fewer", "than") => "less_than",
            (_, "close", "to") => "nearly",
            (
                _,
                _,
                "about" | "around" | "roughly" | "approximately" | "some" | "circa" | "estimated" | "approx.",
            ) => "about",
            (_, _, "nearly" | "almost") => "nearly",
            (_, _, "over" | "above" | "exceeding") => "more_than",
            (_, _, "under" | "below") => "less_than",
            (_, _, "exactly" | "precisely") => "exactly",
            (_, _, "between" | "from") if range => "",
            _ => "",
        }
    }
}

/// The lower end of a range at the upper end's scale.
fn spread(low: &number::Number, high: &number::Number) -> Decimal {
    if low.scale == Decimal::ONE && high.scale > Decimal::ONE && low.value < Decimal::from(1000) {
        low.value * high.scale
    } else {
        low.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::text::split;

    fn read(text: &str) -> Vec<String> {
        let sentences = split(text);
        let found = sentences.iter().flat_map(|s| amounts(&lexemes(text, s.tokens.iter().copied())));
        found
            .map(|a| {
                let to = a.value_to.map_or(String::new(), |v| format!("-{v}"));
                let qualifier =
                    if a.qualifier.is_empty() { String::new() } else { format!(" {}", a.qualifier) };
                format!("{}: {}{to} {}{qualifier}", a.span.of(text), a.value, a.unit)
            })
            .collect()
    }

    #[test]
    fn money() {
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
            assert_eq!(read(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn percentages() {
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
            assert_eq!(read(text).join("|"), expected, "{text}");
        }
    }

    /// Words that amounts are made of, and numbers that nobody counts with.
    const WORDS: &str = "a one nineteen ninety half quarter three quarters hundred thousand million trillion dozen and or of to between - / . , % $ € C$ us \
        dollars cents pence rupees lakh crore USD MEUR percent basis points square miles tonnes people no more than minus 0 0/0 3/4 .5 1,000 3,5 1996 \
        1000000000000000000 79228162514264337593543950335";

    proptest! {
        #[test]
        fn whatever_stands_together_is_read(picked in prop::collection::vec(0usize..64, 1..16)) {
            let words: Vec<&str> = WORDS.split_whitespace().collect();
            let text = picked.iter().map(|i| words[i % words.len()]).collect::<Vec<_>>().join(" ");
            for sentence in &split(&text) {
                let found = amounts(&lexemes(&text, sentence.tokens.iter().copied()));
                assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text}");
                assert!(found.iter().all(|a| !a.span.of(&text).is_empty()), "{text}");
            }
        }
    }

    #[test]
    fn more_than_there_is_stops_nothing() {
        for text in [
            "It cost 1000000000000000000 USD trillion.",
            "It cost 79228162514264337593543950335 dollars and 99 cents.",
            "It cost 79228162514264337593543950335 basis points or 0 trillion trillion trillion dollars.",
        ] {
            assert!(read(text).len() < 2, "{text}");
        }
    }

    #[test]
    fn counted_things_and_what_is_none() {
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
            assert_eq!(read(text).join("|"), expected, "{text}");
        }
    }
}
