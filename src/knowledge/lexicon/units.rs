//! What is counted besides money.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};

/// Units by the words that stand for them, all in lower case.
#[derive(Debug, Default)]
pub struct Units {
    words: FxHashMap<Box<str>, Unit>,
    /// Of several words, the longest first.
    phrases: Vec<(Vec<Box<str>>, Arc<str>)>,
    times: FxHashMap<Box<str>, Arc<str>>,
    behind_hyphen: FxHashMap<Box<str>, Arc<str>>,
    each: FxHashMap<Box<str>, Arc<str>>,
    /// By the word before a measure, then by the measure's unit.
    prefixed: FxHashMap<Box<str>, FxHashMap<Box<str>, Arc<str>>>,
}

#[derive(Debug)]
struct Unit {
    unit: Arc<str>,
    measure: bool,
}

/// A row of `units.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    form: String,
    unit: String,
    /// None for what is counted.
    kind: Option<Kind>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Measure,
    Phrase,
    Prefixed,
    Time,
    Hyphen,
    Each,
}

impl Units {
    pub(super) fn load(source: &mut Source) -> Result<Units, DataError> {
        let file = source.read("lexicon/units.tsv")?;
        let mut out = Units::default();
        for row in table::rows::<Row>(&file)? {
            out.insert(row).map_err(|reason| file.error(0, reason))?;
        }
        out.phrases.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Ok(out)
    }

    fn insert(&mut self, row: Row) -> Result<(), String> {
        let Row { form, unit, kind } = row;
        let unit: Arc<str> = unit.into();
        let is_new = match kind {
            Some(Kind::Prefixed) => {
                let (prefix, measure) =
                    form.split_once(' ').ok_or_else(|| format!("\"{form}\" has no measure's unit"))?;
                self.prefixed.entry(prefix.into()).or_default().insert(measure.into(), unit).is_none()
            }
            Some(Kind::Phrase) => {
                let phrase: Vec<Box<str>> = form.split(' ').map(Box::from).collect();
                let known = self.phrases.iter().any(|(words, _)| *words == phrase);
                self.phrases.push((phrase, unit));
                !known
            }
            Some(Kind::Time) => self.times.insert(form.as_str().into(), unit).is_none(),
            Some(Kind::Hyphen) => self.behind_hyphen.insert(form.as_str().into(), unit).is_none(),
            Some(Kind::Each) => self.each.insert(form.as_str().into(), unit).is_none(),
            Some(Kind::Measure) | None => {
                let measure = kind.is_some();
                self.words.insert(form.as_str().into(), Unit { unit, measure }).is_none()
            }
        };
        if is_new { Ok(()) } else { Err(format!("\"{form}\" is listed twice")) }
    }

    /// The unit that a counted noun stands for ("km", "soldier").
    pub fn unit(&self, form: &str) -> Option<&Arc<str>> {
        self.words.get(form).map(|found| &found.unit)
    }

    /// The unit that the words from word `i` on stand for, and how many they are, where it is one of several words.
    pub fn phrase<'w>(&self, i: usize, word: impl Fn(usize) -> &'w str) -> Option<(&Arc<str>, usize)> {
        let stands = |words: &[Box<str>]| words.iter().enumerate().all(|(at, own)| **own == *word(i + at));
        let (words, unit) = self.phrases.iter().find(|(words, _)| stands(words))?;
        Some((unit, words.len()))
    }

    /// The unit of a stretch of time ("hours").
    pub fn time(&self, form: &str) -> Option<&Arc<str>> {
        self.times.get(form)
    }

    /// The measure that a word is behind a hyphen: "a 90-*day* truce".
    pub fn behind_hyphen(&self, form: &str) -> Option<&Arc<str>> {
        let measure = || self.words.get(form).filter(|found| found.measure).map(|found| &found.unit);
        self.behind_hyphen.get(form).or_else(measure)
    }

    /// What something is told for each one of: "$80 a *share*".
    pub fn each(&self, form: &str) -> Option<&Arc<str>> {
        self.each.get(form)
    }

    /// The unit of a noun that is counted, no measure: descriptions may stand before it.
    pub fn counted(&self, form: &str) -> Option<&Arc<str>> {
        self.words.get(form).filter(|found| !found.measure).map(|found| &found.unit)
    }

    /// Whether a word before a measure makes another of it: "*square* kilometres".
    pub fn is_prefix(&self, word: &str) -> bool {
        self.prefixed.contains_key(word)
    }

    /// What such a word makes of a measure's unit.
    pub fn prefixed(&self, prefix: &str, unit: &str) -> Option<&Arc<str>> {
        self.prefixed.get(prefix)?.get(unit)
    }
}

#[cfg(test)]
mod tests {

    use crate::knowledge::Knowledge;

    #[test]
    fn measures_and_what_is_counted() {
        let units = Knowledge::embedded().lexicon.units;
        assert_eq!(units.unit("tonnes").map(|u| &**u), Some("t"));
        assert_eq!(units.counted("tonnes"), None);
        assert_eq!(units.counted("troops").map(|u| &**u), Some("troop"));
        assert_eq!(units.prefixed("square", "km").map(|u| &**u), Some("km2"));
        assert!(units.is_prefix("cubic") && units.prefixed("cubic", "kg").is_none());
    }
}
