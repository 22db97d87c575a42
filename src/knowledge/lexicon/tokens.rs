//! What the tokeniser and the splitter of sentences know of English.

use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `tokens.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenWords {
    pub bound_prefixes: WordSet,
    pub clitics: WordSet,
    pub ends_of_compounds: WordSet,
    pub speech: WordSet,
    pub inside_names: WordSet,
}
