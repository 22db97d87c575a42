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
    Prefixed,
}

impl Units {
    pub(super) fn load(source: &mut Source) -> Result<Units, DataError> {
        let file = source.read("lexicon/units.tsv")?;
        let mut out = Units::default();
        for row in table::rows::<Row>(&file)? {
            out.insert(row).map_err(|reason| file.error(0, reason))?;
        }
        Ok(out)
    }

    fn insert(&mut self, row: Row) -> Result<(), String> {
        let Row { form, unit, kind } = row;
        let unit: Arc<str> = unit.into();
        let is_new = if kind == Some(Kind::Prefixed) {
            let (prefix, measure) =
                form.split_once(' ').ok_or_else(|| format!("\"{form}\" has no measure's unit"))?;
            self.prefixed.entry(prefix.into()).or_default().insert(measure.into(), unit).is_none()
        } else {
            let measure = kind == Some(Kind::Measure);
            self.words.insert(form.as_str().into(), Unit { unit, measure }).is_none()
        };
        if is_new { Ok(()) } else { Err(format!("\"{form}\" is listed twice")) }
    }

    /// The unit that a counted noun stands for ("km", "soldier").
    pub fn unit(&self, form: &str) -> Option<&Arc<str>> {
        self.words.get(form).map(|found| &found.unit)
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
        assert!(units.is_prefix("cubic") && units.prefixed("cubic", "km").is_none());
    }
}
