//! Which words keep their final period, and whether a sentence may end at one.

use serde::Deserialize;

use crate::knowledge::WordSet;

/// What a period that belongs to its word says about the sentence's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// A name follows ("Mr."): the sentence goes on.
    Title,
    /// Belongs to the number that follows ("No. 10"); before anything else the period is a full stop.
    Number,
    /// Rarely last in its sentence ("vs.", "Feb.").
    Inner,
    /// May end its sentence ("Inc.", "U.S.").
    Final,
}

/// The lists of `abbreviations.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviations {
    title: WordSet,
    number: WordSet,
    inner: WordSet,
    r#final: WordSet,
    pairs: WordSet,
}

impl Abbreviations {
    /// The kind of abbreviation that `word`, its period included, is.
    pub fn kind(&self, word: &str) -> Option<Abbreviation> {
        let listed = self.listed(word).or_else(|| self.listed(&title_case(word)?));
        if listed.is_some() {
            return listed;
        }
        let letters: Vec<&str> = word.strip_suffix('.')?.split('.').collect();
        let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        match letters.as_slice() {
            [initial] if single(initial) && initial.chars().all(char::is_uppercase) => {
                Some(Abbreviation::Title)
            }
            parts if parts.len() > 1 && parts.iter().all(|p| single(p) || self.pairs.has(p)) => {
                Some(Abbreviation::Final)
            }
            _ => None,
        }
    }

    /// Whether `word` is a title, cut short ("Rep.", "Lt."), or an initial: a name follows.
    pub fn is_title(&self, word: &str) -> bool {
        self.kind(word) == Some(Abbreviation::Title)
    }

    fn listed(&self, word: &str) -> Option<Abbreviation> {
        let lists = [
            (&self.title, Abbreviation::Title),
            (&self.number, Abbreviation::Number),
            (&self.inner, Abbreviation::Inner),
            (&self.r#final, Abbreviation::Final),
        ];
        lists.into_iter().find(|(list, _)| list.has(word)).map(|(_, kind)| kind)
    }
}

/// "GEN." as "Gen.": headings stand in capitals.
fn title_case(word: &str) -> Option<String> {
    let capitals =
        word.len() > 3 && word.is_ascii() && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
    capitals.then(|| word[..1].to_string() + &word[1..].to_lowercase())
}
