//! What is known of how names are written.

use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `names.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    pub articles: WordSet,
    pub capital_articles: WordSet,
    pub small_openers: WordSet,
    possessives: Vec<Box<str>>,
    pub genitives: WordSet,
    pub dangling: WordSet,
    pub halves: WordSet,
    pub undertakings: WordSet,
    pub rulers: WordSet,
    pub saints: WordSet,
    pub parties: WordSet,
    pub generations: WordSet,
    pub legal_forms: WordSet,
    pub named_things: WordSet,
    pub particles: WordSet,
}

impl NameWords {
    /// Whether a word is but a mark of the possessive.
    pub fn is_possessive(&self, word: &str) -> bool {
        self.possessives.iter().any(|mark| &**mark == word)
    }

    /// A name without the mark of the possessive at its end.
    pub fn without_possessive<'n>(&self, name: &'n str) -> &'n str {
        self.possessives.iter().find_map(|mark| name.strip_suffix(&**mark)).unwrap_or(name)
    }
}
