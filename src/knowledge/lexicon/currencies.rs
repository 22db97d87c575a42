//! Ways of writing currencies.

use std::num::NonZeroU64;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::knowledge::source::{DataFile, Source};
use crate::knowledge::{DataError, table};

/// A currency as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217; of a noun of several currencies what it means where nothing tells which, which may be no more than the noun.
    pub code: Arc<str>,
    /// The noun, in the singular, where it is that of several currencies: the country that the text is about tells which.
    pub shared: Option<Arc<str>>,
    /// How many of what is written make one unit (100 for cents).
    pub per_unit: NonZeroU64,
    /// What the word needs beside it to be money.
    pub needs: Needs,
}

/// What the noun of a currency needs before it to be money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Any number.
    #[default]
    Number,
    /// It means other things too: a large number.
    Large,
    /// It means something else more often: a scale ("million").
    Scale,
}

/// Currencies by their signs, codes and nouns, all in lower case.
#[derive(Debug, Default)]
pub struct Currencies {
    signs: Forms,
    glued: Forms,
    codes: Forms,
    /// Codes that stand in capitals only, in lower case.
    capitals: Forms,
    words: Forms,
    /// By noun, then by the nationality before it.
    nations: FxHashMap<Box<str>, Forms>,
    /// By the singular of a noun of several currencies, the code of each country that issues one.
    issuers: FxHashMap<Arc<str>, FxHashMap<Box<str>, Arc<str>>>,
}

type Forms = FxHashMap<Box<str>, Currency>;

/// A row of `currencies.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: Kind,
    form: String,
    code: String,
    per_unit: NonZeroU64,
    noun: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Sign,
    Glued,
    Code,
    Word,
    Rare,
    Scaled,
    Nation,
}

/// A row of `national_currencies.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct National {
    code: String,
    countries: String,
    nations: String,
    nouns: String,
}

impl Currencies {
    pub(super) fn load(source: &mut Source) -> Result<Currencies, DataError> {
        let mut out = Currencies::default();
        let national = source.read("lexicon/national_currencies.tsv")?;
        out.insert_national(table::rows::<National>(&national)?);
        let file = source.read("lexicon/currencies.tsv")?;
        out.insert_ways(&file)?;
        Ok(out)
    }

    fn insert_ways(&mut self, file: &DataFile) -> Result<(), DataError> {
        let mut listed: FxHashSet<(Kind, String)> = FxHashSet::default();
        for row in table::rows::<Row>(file)? {
            if !listed.insert((row.kind, row.form.clone())) {
                return Err(file.error(0, format!("\"{}\" is listed twice", row.form)));
            }
            self.insert(row).map_err(|reason| file.error(0, reason))?;
        }
        Ok(())
    }

    fn insert_national(&mut self, rows: Vec<National>) {
        for National { code, countries, nations, nouns } in rows {
            let code: Arc<str> = code.into();
            let plain = Currency {
                code: code.clone(),
                shared: None,
                per_unit: NonZeroU64::MIN,
                needs: Needs::Number,
            };
            self.capitals.insert(code.to_lowercase().into(), plain.clone());
            for noun in nouns.split(';') {
                let first: Arc<str> = noun.split('|').next().unwrap_or(noun).into();
                let issuers = self.issuers.entry(first).or_default();
                issuers.extend(countries.split('|').map(|country| (country.into(), code.clone())));
            }
            let forms = nouns.split(';').flat_map(|noun| {
                let mut forms = noun.split('|').peekable();
                let first: Arc<str> = forms.peek().copied().unwrap_or(noun).into();
                forms.map(move |form| (form, first.clone()))
            });
            for (noun, first) in forms {
                for nation in nations.split('|').filter(|nation| !nation.is_empty()) {
                    self.nations.entry(noun.into()).or_default().insert(nation.into(), plain.clone());
                }
                let several = |known: &Currency| known.code != code;
                let word = match self.words.get(noun) {
                    Some(known) if several(known) => {
                        Currency { code: first.clone(), shared: Some(first.clone()), ..plain.clone() }
                    }
                    _ => plain.clone(),
                };
                self.words.insert(noun.into(), word);
            }
        }
    }

    fn insert(&mut self, row: Row) -> Result<(), String> {
        let Row { kind, form, code, per_unit, noun } = row;
        let shared = (!noun.is_empty()).then(|| Arc::from(noun));
        let currency = Currency { code: code.as_str().into(), shared, per_unit, needs: Needs::Number };
        match kind {
            Kind::Sign => drop(self.signs.insert(form.into(), currency)),
            Kind::Glued => drop(self.glued.insert(form.into(), currency)),
            Kind::Code => drop(self.codes.insert(form.into(), currency)),
            Kind::Word | Kind::Rare | Kind::Scaled => {
                let needs = match kind {
                    Kind::Rare => Needs::Large,
                    Kind::Scaled => Needs::Scale,
                    _ => Needs::Number,
                };
                let known = self.words.get(form.as_str());
                let code = match known {
                    Some(known) if code.is_empty() => known.code.clone(),
                    _ if code.is_empty() => return Err(format!("\"{form}\" has no code")),
                    _ => currency.code,
                };
                let shared = known.and_then(|known| known.shared.clone());
                self.words.insert(form.into(), Currency { code, shared, per_unit, needs });
            }
            Kind::Nation => {
                let (nation, noun) =
                    form.rsplit_once(' ').ok_or_else(|| format!("\"{form}\" has no nationality"))?;
                self.nations.entry(noun.into()).or_default().insert(nation.into(), currency);
            }
        }
        Ok(())
    }

    /// The currency of a sign ("$", "us$"), which may be written in two parts ("c", "$").
    pub fn sign(&self, form: &str) -> Option<&Currency> {
        self.signs.get(form)
    }

    /// The currency of letters that stand right before the digits of a large sum ("r").
    pub fn glued(&self, form: &str) -> Option<&Currency> {
        self.glued.get(form)
    }

    /// The currency of a letter code ("usd"), which may be written in capitals.
    pub fn code(&self, form: &str, in_capitals: bool) -> Option<&Currency> {
        let known = self.codes.get(form);
        known.or_else(|| self.capitals.get(form).filter(|_| in_capitals))
    }

    /// The currency of a noun ("dollars").
    pub fn word(&self, form: &str) -> Option<&Currency> {
        self.words.get(form)
    }

    /// The currency of a noun narrowed by the nationality before it: "canadian", "dollars".
    pub fn of_nation(&self, nation: &str, noun: &str) -> Option<&Currency> {
        let find = |noun: &str| self.nations.get(noun).and_then(|nations| nations.get(nation));
        find(noun).or_else(|| find(noun.strip_suffix('s')?))
    }

    /// The code of the currency of this noun (`Currency::shared`) that a country issues (ISO 3166-1 alpha-3).
    pub fn of_country(&self, noun: &str, country: &str) -> Option<&Arc<str>> {
        self.issuers.get(noun)?.get(country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn nationalities_narrow_nouns() {
        let currencies = Knowledge::embedded().lexicon.currencies;
        let code = |nation: &str, noun: &str| currencies.of_nation(nation, noun).map(|c| c.code.to_string());
        assert_eq!(code("new zealand", "dollars").as_deref(), Some("NZD"));
        assert_eq!(code("czech", "crown").as_deref(), Some("CZK"));
        assert_eq!(code("us", "cents").as_deref(), Some("USD"));
        assert_eq!(code("czech", "dollar"), None);
        assert_eq!(currencies.word("cents").map(|c| c.per_unit.get()), Some(100));
    }

    #[test]
    fn nouns_of_several_currencies_say_so() {
        let currencies = Knowledge::embedded().lexicon.currencies;
        let word = |noun: &str| {
            let found = currencies.word(noun).unwrap();
            (found.code.to_string(), found.shared.as_deref().map(String::from))
        };
        assert_eq!(word("naira"), ("NGN".into(), None));
        assert_eq!(word("dinars"), ("dinar".into(), Some("dinar".into())));
        assert_eq!(word("dollars"), ("USD".into(), Some("dollar".into())));
        assert_eq!(word("crowns").1.as_deref(), Some("crown"));
        assert_eq!(currencies.of_country("dinar", "DZA").map(|c| &**c), Some("DZD"));
        assert_eq!(currencies.of_country("dinar", "USA"), None);
        assert!(currencies.code("all", false).is_none() && currencies.code("all", true).is_some());
    }

    #[test]
    fn rows_that_mean_nothing_are_errors() {
        let mut currencies = Currencies::default();
        let row = |kind: Kind, form: &str, code: &str| Row {
            kind,
            form: form.into(),
            code: code.into(),
            per_unit: NonZeroU64::MIN,
            noun: String::new(),
        };
        assert_eq!(currencies.insert(row(Kind::Word, "mark", "XTS")), Ok(()));
        let bare = currencies.insert(row(Kind::Nation, "mark", "XTS"));
        assert_eq!(bare, Err("\"mark\" has no nationality".into()));
        let unknown = currencies.insert(row(Kind::Rare, "frank", ""));
        assert_eq!(unknown, Err("\"frank\" has no code".into()));
    }
}
