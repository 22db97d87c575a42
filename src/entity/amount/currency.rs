//! The grammar of money: a currency before its number, or behind it.

use rust_decimal::Decimal;

use super::grammar::Grammar;
use super::number::Number;
use super::value::{AmountKind, Found};
use crate::knowledge::{Currency, Needs};

impl<'l> Grammar<'l> {
    /// A currency before its number: "$500 billion", "US$1-2 million", "EUR 125", "Rs 5 lakh", "R4bn".
    pub(super) fn signed_money(&self, i: usize) -> Option<(Found, usize)> {
        let (mut currency, factor, at) = self.currency_before(i)?;
        let (low, high, mut end) = self.range(at)?;
        let scale = self.lexicon.numbers.money_scale(self.word(end)).filter(|_| self.is_glued(end));
        end += usize::from(scale.is_some());
        let factor = factor * scale.unwrap_or(Decimal::ONE);
        // "$ 10 dollars", "$5 million USD": the currency said twice.
        if let Some((after, _)) = self.code(end).filter(|_| self.number(end + 1).is_none()) {
            currency = after.clone();
            end += 1;
        } else if let Some((after, next)) = self.currency_word(end, Needs::Scale) {
            currency = if after.needs == Needs::Number { after } else { currency };
            end = next;
        }
        Some((money(&currency, factor, low, high)?, end))
    }

    fn currency_before(&self, i: usize) -> Option<(Currency, Decimal, usize)> {
        let currencies = &self.lexicon.currencies;
        let word = self.word(i);
        if let Some(c) = self.sign_in_two(i) {
            return Some((c.clone(), Decimal::ONE, i + 2));
        }
        if let Some(c) = currencies.sign(word) {
            return Some((c.clone(), Decimal::ONE, i + 1));
        }
        // A noun in the singular may stand before its number; a code must not be the suffix of a number before it.
        if let Some((c, factor)) = self.code(i).filter(|_| !self.is_numbered_acronym(i)) {
            return Some((c.clone(), factor, i + 1));
        }
        if let Some(c) = currencies.glued(word).filter(|_| self.is_large_sum(i + 1)) {
            return Some((c.clone(), Decimal::ONE, i + 1));
        }
        let noun = currencies.word(word).filter(|_| self.lexicon.numbers.currencies_before.has(word))?;
        Some((noun.clone(), Decimal::ONE, i + 1))
    }

    /// "COP27": capitals that few write as a currency, with a small number right behind them, are a name.
    fn is_numbered_acronym(&self, i: usize) -> bool {
        let small =
            |n: Number| n.value < Decimal::ONE_HUNDRED && n.value.is_integer() && n.scale == Decimal::ONE;
        let rare = self.lexicon.currencies.code(self.word(i), false).is_none();
        rare && self.is_glued(i + 1) && self.number(i + 1).is_some_and(small)
    }

    /// Whether a number stands right behind the letters before it and is too large for a name: "R4bn", but not "N95".
    fn is_large_sum(&self, i: usize) -> bool {
        let large = |n: Number| {
            n.scale > Decimal::ONE_HUNDRED || n.value >= Decimal::ONE_THOUSAND && self.word(i).contains(',')
        };
        self.is_glued(i) && self.lexemes[i - 1].capital && self.number(i).is_some_and(large)
    }

    /// "C $ 300": but "a $5 bill" holds an article, not an Australian dollar.
    fn sign_in_two(&self, i: usize) -> Option<&'l Currency> {
        let (letters, sign) = (self.word(i), self.word(i + 1));
        if !matches!(sign, "$" | "£") {
            return None;
        }
        let numbers = &self.lexicon.numbers;
        // "lent us $350 million": who was lent it.
        let is_pronoun = || numbers.pronouns_like_signs.has(letters) && !self.lexemes[i].capital;
        let joins = (letters.len() > 1 || numbers.letters_before_signs.has(letters)) && !is_pronoun();
        joins.then(|| self.lexicon.currencies.sign(&format!("{letters}{sign}")))?
    }

    /// The currency of the letter code at lexeme `i` ("usd"), and the factor glued to it ("musd").
    fn code(&self, i: usize) -> Option<(&'l Currency, Decimal)> {
        let currencies = &self.lexicon.currencies;
        let (word, capitals) = (self.word(i), self.lexemes.get(i).is_some_and(|l| l.capitals));
        currencies.code(word, capitals).map(|c| (c, Decimal::ONE)).or_else(|| {
            let (letter, code) = word.split_at_checked(1)?;
            let factor = self.lexicon.numbers.code_factor(letter)?;
            currencies.code(code, false).map(|c| (c, factor))
        })
    }

    pub(super) fn money_after(
        &self,
        start: usize,
        low: Decimal,
        high: Option<Decimal>,
        end: usize,
    ) -> Option<(Found, usize)> {
        let currencies = &self.lexicon.currencies;
        let word = self.word(end);
        // "1 $ 10": the sign belongs to the number that follows it.
        if let Some(c) = currencies.sign(word).filter(|_| !word.starts_with(char::is_alphabetic)) {
            let own = self.is_glued(end) || self.number(end + 1).is_none();
            return money(c, Decimal::ONE, low, high).filter(|_| own).map(|found| (found, end + 1));
        }
        // "3 USD50 vouchers": the code is the next number's.
        let taken = || self.is_glued(end + 1) && self.number(end + 1).is_some();
        if let Some((c, factor)) = self.code(end).filter(|_| !taken()) {
            // "75 USD million"
            let scale = self.scale(end + 1).filter(|_| self.word(end + 1).len() > 2);
            let next = end + 1 + usize::from(scale.is_some());
            return Some((money(c, factor * scale.unwrap_or(Decimal::ONE), low, high)?, next));
        }
        let size = match low >= Decimal::ONE_THOUSAND {
            _ if (start..end).any(|i| self.scale(i).is_some()) => Needs::Scale,
            true => Needs::Large,
            false => Needs::Number,
        };
        let (c, next) = self.currency_word(end, size)?;
        let mut found = money(&c, Decimal::ONE, low, high)?;
        let (minor, next) = self.minor_part(&c, next);
        found.value += minor;
        Some((found, next))
    }

    /// A currency noun, perhaps after a nationality of one or two words.
    fn currency_word(&self, i: usize, size: Needs) -> Option<(Currency, usize)> {
        let (numbers, currencies) = (&self.lexicon.numbers, &self.lexicon.currencies);
        let nation_of_two = || format!("{} {}", self.word(i), self.word(i + 1));
        if let Some(c) = self.noun_of(nation_of_two, i + 2) {
            return Some((c, i + 3));
        }
        if let Some(c) = self.noun_of(|| self.word(i).to_string(), i + 1) {
            return Some((c, i + 2));
        }
        let (word, next) = (self.word(i), self.word(i + 1));
        // "a pound of flour", "the dollar": a noun that measures other things needs a large number before it.
        let measures = numbers.of.has(next);
        let c = currencies.word(word).filter(|c| c.needs == Needs::Number || c.needs <= size && !measures)?;
        Some((c.clone(), i + 1 + usize::from(numbers.is_second_word(word, next))))
    }

    /// The currency of the noun at lexeme `i`, narrowed by a nationality before it.
    fn noun_of(&self, nation: impl Fn() -> String, i: usize) -> Option<Currency> {
        let (currencies, noun) = (&self.lexicon.currencies, self.word(i));
        currencies.of_nation(&nation(), noun).cloned()
    }

    /// "15 dollars and 50", "3 dollars 50 cents": cents after the dollars.
    fn minor_part(&self, currency: &Currency, i: usize) -> (Decimal, usize) {
        let none = (Decimal::ZERO, i);
        let numbers = &self.lexicon.numbers;
        let at = i + usize::from(numbers.and.has(self.word(i)));
        let Some(n) = self.number(at).filter(|n| {
            n.value < Decimal::ONE_HUNDRED && n.scale == Decimal::ONE && currency.per_unit.get() == 1
        }) else {
            return none;
        };
        let hundredth = n.value / Decimal::ONE_HUNDRED;
        if numbers.minor.has(self.word(n.end)) {
            return (hundredth, n.end + 1);
        }
        let stops = self.word(n.end).chars().all(|c| !c.is_alphanumeric());
        if stops && self.word(n.end) != "%" { (hundredth, n.end) } else { none }
    }
}

/// `None` where there is not so much money.
fn money(currency: &Currency, factor: Decimal, low: Decimal, high: Option<Decimal>) -> Option<Found> {
    let unit = |v: Decimal| Some(v.checked_mul(factor)? / Decimal::from(currency.per_unit.get()));
    let value_to = match high {
        Some(high) => Some(unit(high)?),
        None => None,
    };
    let found = Found::new(AmountKind::Money, unit(low)?, value_to, currency.code.clone());
    Some(Found { shared: currency.shared.clone(), ..found })
}
