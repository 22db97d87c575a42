//! What gender those have who bear a given name.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Gender;
use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};

/// Given names that one gender bears.
#[derive(Debug)]
pub struct GivenNames(FxHashMap<Box<str>, Gender>);

/// A row of `given-names.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    gender: Gender,
    names: String,
}

impl GivenNames {
    pub(super) fn load(source: &mut Source) -> Result<GivenNames, DataError> {
        let rows = table::rows::<Row>(&source.read("lexicon/given-names.tsv")?)?;
        let names = rows.iter().flat_map(|row| row.names.split(' ').map(|name| (name.into(), row.gender)));
        Ok(GivenNames(names.collect()))
    }

    /// The gender of a person of this full name, where the first word of it tells.
    pub fn gender_of(&self, full_name: &str) -> Option<Gender> {
        let (first, _) = full_name.split_once(' ')?;
        self.0.get(first.to_lowercase().as_str()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Gender;
    use crate::knowledge::Knowledge;

    #[test]
    fn a_given_name_tells_the_gender_and_a_surname_alone_does_not() {
        let names = Knowledge::embedded().lexicon.given_names;
        assert_eq!(names.gender_of("Giorgia Meloni"), Some(Gender::Female));
        assert_eq!(names.gender_of("EMMANUEL MACRON"), Some(Gender::Male));
        assert_eq!((names.gender_of("Kim Yo-jong"), names.gender_of("Jordan")), (None, None));
    }
}
