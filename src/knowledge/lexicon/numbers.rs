//! How English writes numbers and amounts.

use std::hash::Hash;
use std::num::NonZeroU64;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::WordSet;
use crate::label::Qualifier;

/// What each list is for stands in `numbers.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    pub articles: WordSet,
    pub one: WordSet,
    pub and: WordSet,
    pub of: WordSet,
    pub powers: WordSet,
    pub between: WordSet,
    pub range: WordSet,
    pub minus: WordSet,
    pub ordinal_endings: Vec<String>,
    pub percent_behind_hyphen: WordSet,
    pub letters_before_signs: WordSet,
    pub pronouns_like_signs: WordSet,
    pub currencies_before: WordSet,
    pub minor: WordSet,
    pub definite: WordSet,
    pub unit_of_peoples: String,
    pub point: WordSet,
    pub changes: WordSet,
    pub to: WordSet,
    pub each: WordSet,
    pub away: WordSet,
    pub ages: WordSet,
    pub numbered: WordSet,
    pub tolls: WordSet,
    toll_of: FxHashMap<Box<str>, Box<str>>,
    victims: FxHashMap<Box<str>, Box<str>>,
    victims_of: FxHashMap<Box<str>, Box<str>>,
    pub share_of: WordSet,
    out_of: Vec<String>,
    money_scales: FxHashMap<Box<str>, NonZeroU64>,
    some: FxHashMap<Box<str>, u8>,
    scales: FxHashMap<Box<str>, NonZeroU64>,
    below_twenty: FxHashMap<Box<str>, u8>,
    tens: FxHashMap<Box<str>, u8>,
    round: FxHashMap<Box<str>, u64>,
    round_of: FxHashMap<Box<str>, u64>,
    fractions: Phrases<Fraction>,
    pub percentages: Phrases<Percentage>,
    pub percentages_of_fraction: Phrases<Percentage>,
    code_factors: FxHashMap<Box<str>, u64>,
    second_words: FxHashMap<Box<str>, WordSet>,
    pub qualifiers_before: Phrases<Qualifier>,
    pub qualifiers_after: Phrases<Qualifier>,
}

impl NumberWords {
    /// A factor that multiplies what stands before it.
    pub fn scale(&self, word: &str) -> Option<Decimal> {
        self.scales.get(word).map(|factor| Decimal::from(factor.get()))
    }

    /// The factor of a letter behind a sum of money ("t").
    pub fn money_scale(&self, letter: &str) -> Option<Decimal> {
        self.money_scales.get(letter).map(|factor| Decimal::from(factor.get()))
    }

    /// How many a word means at least before a number of size: "several".
    pub fn some(&self, word: &str) -> Option<Decimal> {
        self.some.get(word).copied().map(Decimal::from)
    }

    /// What those are counted in whom a word behind their number tells of: "12 *killed*".
    pub fn victims(&self, word: &str) -> Option<&str> {
        self.victims.get(word).map(|unit| &**unit)
    }

    /// What a toll counts, by the word before it: "the *death* toll".
    pub fn toll_of(&self, word: &str) -> Option<&str> {
        self.toll_of.get(word).map(|unit| &**unit)
    }

    /// The same of those to whom a verb, by its base form, is done: "it *wounded* 30".
    pub fn victims_of(&self, verb: &str) -> Option<&str> {
        self.victims_of.get(verb).map(|unit| &**unit)
    }

    /// How many words at word `i` part a share from its whole: "one *in* five".
    pub fn out_of<'w>(&self, i: usize, word: impl Fn(usize) -> &'w str) -> Option<usize> {
        let stands = |phrase: &&String| phrase.split(' ').enumerate().all(|(at, own)| own == word(i + at));
        self.out_of.iter().find(stands).map(|phrase| phrase.split(' ').count())
    }

    /// Whether a word is the scale that goes on below the powers: "two *hundred* thousand".
    pub fn is_hundred(&self, word: &str) -> bool {
        self.scale(word) == Some(Decimal::ONE_HUNDRED)
    }

    pub fn below_twenty(&self, word: &str) -> Option<u32> {
        self.below_twenty.get(word).copied().map(u32::from)
    }

    pub fn tens(&self, word: &str) -> Option<u32> {
        self.tens.get(word).copied().map(u32::from)
    }

    /// The least that a number can mean of which only the size is told: "dozens".
    pub fn round(&self, word: &str) -> Option<Decimal> {
        self.round.get(word).copied().map(Decimal::from)
    }

    /// The same for one that needs another behind it: "tens of thousands".
    pub fn round_of(&self, word: &str) -> Option<Decimal> {
        self.round_of.get(word).copied().map(Decimal::from)
    }

    /// The fraction whose words start at word `i`, and how many they are.
    pub fn fraction<'w>(&self, i: usize, word: impl Fn(usize) -> &'w str) -> Option<(Decimal, usize)> {
        self.fractions.at(i, word).map(|(Fraction(value), length)| (value, length))
    }

    /// The factor of a letter that is glued to a currency's code.
    pub fn code_factor(&self, letter: &str) -> Option<Decimal> {
        self.code_factors.get(letter).copied().map(Decimal::from)
    }

    /// Whether two words are one currency's.
    pub fn is_second_word(&self, first: &str, second: &str) -> bool {
        self.second_words.get(first).is_some_and(|words| words.has(second))
    }
}

/// What a percentage is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Percentage {
    Percent,
    Point,
    /// A hundredth of a point.
    BasisPoint,
}

/// A number between 0 and 1, written with a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
struct Fraction(Decimal);

impl TryFrom<String> for Fraction {
    type Error = rust_decimal::Error;

    fn try_from(written: String) -> Result<Fraction, rust_decimal::Error> {
        written.parse().map(Fraction)
    }
}

/// Phrases, each with what it says. The longest come first.
#[derive(Debug, Deserialize)]
#[serde(
    try_from = "FxHashMap<Says, Vec<String>>",
    bound(deserialize = "Says: Deserialize<'de> + Copy + Eq + Hash")
)]
pub struct Phrases<Says>(Vec<(Phrase, Says)>);

type Phrase = Vec<Box<str>>;

impl<Says: Copy> TryFrom<FxHashMap<Says, Vec<String>>> for Phrases<Says> {
    type Error = String;

    fn try_from(listed: FxHashMap<Says, Vec<String>>) -> Result<Phrases<Says>, String> {
        let mut phrases: Vec<(Phrase, Says)> = Vec::new();
        for (says, written) in listed {
            for phrase in &written {
                phrases.push((phrase.split_whitespace().map(Box::from).collect(), says));
            }
        }
        phrases.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        if phrases.last().is_some_and(|(phrase, _)| phrase.is_empty()) {
            return Err("an empty phrase".into());
        }
        match phrases.windows(2).find(|two| two[0].0 == two[1].0) {
            Some(two) => Err(format!("\"{}\" is listed twice", two[0].0.join(" "))),
            None => Ok(Phrases(phrases)),
        }
    }
}

impl<Says: Copy> Phrases<Says> {
    /// What the longest phrase that starts at word `start` says, and how many words it has.
    pub fn at<'w>(&self, start: usize, word: impl Fn(usize) -> &'w str) -> Option<(Says, usize)> {
        let (phrase, says) = self.0.iter().find(|(phrase, _)| stands(phrase, start, &word))?;
        Some((*says, phrase.len()))
    }

    /// What the longest phrase that ends before word `end` says.
    pub fn before<'w>(&self, end: usize, word: impl Fn(usize) -> &'w str) -> Option<Says> {
        let ends =
            |phrase: &Phrase| end.checked_sub(phrase.len()).is_some_and(|start| stands(phrase, start, &word));
        self.0.iter().find(|(phrase, _)| ends(phrase)).map(|(_, says)| *says)
    }
}

fn stands<'w>(phrase: &[Box<str>], start: usize, word: impl Fn(usize) -> &'w str) -> bool {
    phrase.iter().enumerate().all(|(i, part)| **part == *word(start + i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        phrases: Phrases<Qualifier>,
    }

    fn read(text: &str) -> Result<Phrases<Qualifier>, String> {
        toml::from_str::<File>(text).map(|file| file.phrases).map_err(|e| e.message().to_string())
    }

    #[test]
    fn the_longer_phrase_is_meant() {
        let text = "[phrases]\nmore_than = [\"more than\"]\nat_most = [\"no more than\"]";
        let phrases = read(text).unwrap();
        let words = ["no", "more", "than", "ten"];
        let word = |i: usize| words.get(i).copied().unwrap_or_default();
        assert_eq!(phrases.before(3, word), Some(Qualifier::AtMost));
        assert_eq!(phrases.before(2, word), None);
        assert_eq!(phrases.at(0, word), Some((Qualifier::AtMost, 3)));
        assert_eq!(phrases.at(1, word), Some((Qualifier::MoreThan, 2)));
        assert_eq!(phrases.at(3, word), None);
    }

    #[test]
    fn phrases_that_mean_nothing_are_errors() {
        let said = |text| read(text).unwrap_err();
        let twice = "[phrases]\nabout = [\"up to\"]\nup_to = [\"up  to\"]";
        assert_eq!(said(twice), "\"up to\" is listed twice");
        assert_eq!(said("[phrases]\nabout = [\" \"]"), "an empty phrase");
        let unknown = said("[phrases]\nabaut = [\"some\"]");
        assert_eq!(unknown, "unknown qualifier `abaut`; did you mean `about`?");
    }
}
