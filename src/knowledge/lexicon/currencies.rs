//! Ways of writing currencies.

use std::num::NonZeroU64;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};

/// A currency as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: Arc<str>,
    /// How many of what is written make one unit (100 for cents).
    pub per_unit: NonZeroU64,
    /// The word means other things too.
    pub rare: bool,
}

/// Currencies by their signs, codes and nouns, all in lower case.
#[derive(Debug, Default)]
pub struct Currencies {
    signs: FxHashMap<Box<str>, Currency>,
    codes: FxHashMap<Box<str>, Currency>,
    words: FxHashMap<Box<str>, Currency>,
    /// By noun, then by the nationality before it.
    nations: FxHashMap<Box<str>, FxHashMap<Box<str>, Currency>>,
}

/// A row of `currencies.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: Kind,
    form: String,
    code: String,
    per_unit: NonZeroU64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Sign,
    Code,
    Word,
    Rare,
    Nation,
}

impl Currencies {
    pub(super) fn load(source: &mut Source) -> Result<Currencies, DataError> {
        let file = source.read("lexicon/currencies.tsv")?;
        let mut out = Currencies::default();
        for row in table::rows::<Row>(&file)? {
            out.insert(row).map_err(|reason| file.error(0, reason))?;
        }
        Ok(out)
    }

    fn insert(&mut self, row: Row) -> Result<(), String> {
        let Row { kind, form, code, per_unit } = row;
        let currency = Currency { code: code.into(), per_unit, rare: kind == Kind::Rare };
        let (forms, key) = match kind {
            Kind::Sign => (&mut self.signs, form.as_str()),
            Kind::Code => (&mut self.codes, form.as_str()),
            Kind::Word | Kind::Rare => (&mut self.words, form.as_str()),
            Kind::Nation => {
                let (nation, noun) =
                    form.rsplit_once(' ').ok_or_else(|| format!("\"{form}\" has no nationality"))?;
                (self.nations.entry(noun.into()).or_default(), nation)
            }
        };
        match forms.insert(key.into(), currency) {
            None => Ok(()),
            Some(_) => Err(format!("\"{form}\" is listed twice")),
        }
    }

    /// The currency of a sign ("$", "us$"), which may be written in two parts ("c", "$").
    pub fn sign(&self, form: &str) -> Option<&Currency> {
        self.signs.get(form)
    }

    /// The currency of a letter code ("usd").
    pub fn code(&self, form: &str) -> Option<&Currency> {
        self.codes.get(form)
    }

    /// The currency of a noun ("dollars").
    pub fn word(&self, form: &str) -> Option<&Currency> {
        self.words.get(form)
    }

    /// The currency of a noun narrowed by the nationality before it: "canadian", "dollars".
    pub fn of_nation(&self, nation: &str, noun: &str) -> Option<Currency> {
        let rare = self.word(noun)?.rare;
        let find = |noun: &str| self.nations.get(noun).and_then(|nations| nations.get(nation));
        let narrowed = find(noun).or_else(|| find(noun.strip_suffix('s')?))?;
        Some(Currency { rare, ..narrowed.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn row(kind: Kind, form: &str) -> Row {
        Row { kind, form: form.into(), code: "XTS".into(), per_unit: NonZeroU64::MIN }
    }

    #[test]
    fn nationalities_narrow_nouns() {
        let currencies = Knowledge::embedded().lexicon.currencies;
        let code = |nation: &str, noun: &str| currencies.of_nation(nation, noun).map(|c| c.code.to_string());
        assert_eq!(code("new zealand", "dollars").as_deref(), Some("NZD"));
        assert_eq!(code("czech", "crown").as_deref(), Some("CZK"));
        assert_eq!(code("czech", "dollar"), None);
        assert!(currencies.of_nation("czech", "crowns").is_some_and(|c| c.rare));
        assert_eq!(currencies.word("cents").map(|c| c.per_unit.get()), Some(100));
    }

    #[test]
    fn rows_that_mean_nothing_are_errors() {
        let mut currencies = Currencies::default();
        assert_eq!(currencies.insert(row(Kind::Word, "mark")), Ok(()));
        assert_eq!(currencies.insert(row(Kind::Code, "mark")), Ok(()));
        let twice = currencies.insert(row(Kind::Rare, "mark"));
        assert_eq!(twice, Err("\"mark\" is listed twice".into()));
        let bare = currencies.insert(row(Kind::Nation, "mark"));
        assert_eq!(bare, Err("\"mark\" has no nationality".into()));
    }
}
