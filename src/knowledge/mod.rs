//! What is known before a text is read: words, names, and how they are written down.
//!
//! This module reads data files and answers questions about words. It must never know a sentence, a mention or a rule's match.

mod error;
pub(crate) mod gazetteer;
mod lexicon;
mod source;
mod table;
mod word_set;

use std::path::Path;

pub use error::DataError;
pub use gazetteer::GazetteerError;
pub(crate) use gazetteer::{Agent, Gazetteer};
pub(crate) use lexicon::{
    Abbreviation, Act, ActDuration, ActorWords, CalendarUnit, CameoWeight, Currencies, Currency, DateWords,
    Gender, GrammarWords, Lexicon, MeasureWords, Needs, NumberWords, Percentage, Pronoun, Pronouns, WhichDay,
};
use source::Source;
pub(crate) use word_set::WordSet;

/// All that is known before a text is read.
///
/// ```
/// use dossier::Knowledge;
///
/// let built_in = Knowledge::load(None)?;
/// assert_eq!(built_in.fingerprint(), Knowledge::load(None)?.fingerprint());
/// # Ok::<(), dossier::DataError>(())
/// ```
#[derive(Debug)]
pub struct Knowledge {
    pub(crate) lexicon: Lexicon,
    pub(crate) gazetteer: Gazetteer,
    fingerprint: u64,
}

impl Knowledge {
    /// The data files built in; those that `own`, a folder like `data/`, has as well are read from there.
    ///
    /// # Errors
    /// [`DataError`], naming file, line and what is wrong.
    pub fn load(own: Option<&Path>) -> Result<Knowledge, DataError> {
        let mut source = Source::new(own)?;
        let lexicon = Lexicon::load(&mut source)?;
        let gazetteer = Gazetteer::load(&mut source)?;
        Ok(Knowledge { lexicon, gazetteer, fingerprint: source.fingerprint() })
    }

    /// The data files built in.
    #[cfg(test)]
    pub fn embedded() -> Knowledge {
        Knowledge::load(None).expect("the data built in is whole")
    }

    /// A hash of the data files read, and of the tables of names that a user brought.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint ^ self.gazetteer.fingerprint().rotate_left(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_file_is_understood() {
        Knowledge::embedded();
    }

    #[test]
    fn a_file_of_ones_own_takes_the_place_of_the_one_built_in() {
        let folder = tempfile::tempdir().unwrap();
        let lexicon = folder.path().join("lexicon");
        std::fs::create_dir(&lexicon).unwrap();
        std::fs::write(lexicon.join("openers.txt"), "# none but\nthe\n").unwrap();
        let own = Knowledge::load(Some(folder.path())).unwrap();
        assert_eq!(own.lexicon.openers.sorted(), ["the"]);
        assert_ne!(own.fingerprint(), Knowledge::embedded().fingerprint());
        std::fs::write(lexicon.join("openers.txt"), "the\nthe\n").unwrap();
        let error = Knowledge::load(Some(folder.path())).unwrap_err().to_string();
        assert!(error.ends_with("openers.txt:2: \"the\" is listed twice"), "{error}");
        std::fs::write(lexicon.join("opener.txt"), "").unwrap();
        let error = Knowledge::load(Some(folder.path())).unwrap_err().to_string();
        assert!(error.contains("did you mean `openers.txt`?"), "{error}");
    }
}
