//! The small words of English that grammar is made of, by what they do.

use std::ops::Deref;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `grammar.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarWords {
    pub infinitive: WordSet,
    pub before_actor_of_infinitive: WordSet,
    pub opens_clause: WordSet,
    pub copula: WordSet,
    pub having: WordSet,
    pub joins_last: WordSet,
    pub possessive: WordSet,
    pub genitive: WordList,
    pub partitive: WordList,
    pub before_content: WordList,
    pub before_day_or_object: WordList,
    pub one_of_several: WordSet,
    pub inside_names: WordSet,
    pub reciprocal: WordPairs,
    pub before_agent: WordList,
    pub promising: WordList,
    pub accompanying: WordList,
    pub before_companion: WordList,
    pub before_agent_of_noun: WordList,
    pub before_recipient: WordList,
    pub before_owner: WordSet,
    pub before_held_actor: WordSet,
    pub before_employer: WordList,
    pub before_origin: WordSet,
    pub before_capacity: WordList,
    pub before_source: WordList,
    pub before_manner: WordList,
    pub before_means: WordList,
    pub where_done: WordSet,
    pub before_place: WordSet,
    pub inside_phrase: WordSet,
    pub aside: WordSet,
    pub before_other_deed: WordSet,
    pub before_some: WordSet,
    pub opens_reason: WordSet,
    pub opens_charge: WordSet,
    pub opens_condition: WordSet,
    pub becoming: WordSet,
    pub in_hands: WordSet,
    pub inside_prepositions: WordSet,
    first_only: WordSet,
    pub argument_prepositions: WordList,
    pub spellings: Vec<(String, String)>,
    written_otherwise: FxHashMap<String, WordSet>,
    in_two_words: FxHashMap<String, WordPairs>,
}

impl GrammarWords {
    /// Whether a phrase that begins with the prepositions `first` and `second` stands behind `preposition`.
    pub fn opens(&self, preposition: &str, first: &str, second: Option<&str>) -> bool {
        let otherwise = |word: &str| self.written_otherwise.get(preposition).is_some_and(|w| w.has(word));
        let is = |word: &str| word.eq_ignore_ascii_case(preposition) || otherwise(word);
        let both = |second: &str| self.in_two_words.get(preposition).is_some_and(|w| w.has(first, second));
        // The first word decides: "because of" is no "of", "out of" is a kind of "from".
        is(first)
            || second.is_some_and(|second| is(second) && !self.first_only.has(preposition) || both(second))
    }
}

/// A few words in the order in which they are looked for.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct WordList(Vec<String>);

impl TryFrom<Vec<String>> for WordList {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<WordList, String> {
        let mut once = WordSet::default();
        words.iter().try_for_each(|word| once.insert(word))?;
        Ok(WordList(words))
    }
}

impl WordList {
    /// Whether the list has this word, letter by letter.
    pub fn has(&self, word: &str) -> bool {
        self.0.iter().any(|own| own == word)
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

/// Phrases of two words, parted by a blank where they are listed.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct WordPairs(Vec<(String, String)>);

impl TryFrom<Vec<String>> for WordPairs {
    type Error = String;

    fn try_from(phrases: Vec<String>) -> Result<WordPairs, String> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for phrase in phrases {
            let mut words = phrase.split_whitespace().map(str::to_string);
            match (words.next(), words.next(), words.next()) {
                (Some(first), Some(second), None) => pairs.push((first, second)),
                _ => return Err(format!("\"{phrase}\" is not two words")),
            }
        }
        Ok(WordPairs(pairs))
    }
}

impl WordPairs {
    /// Whether these two words are listed, letter by letter.
    pub fn has(&self, first: &str, second: &str) -> bool {
        self.0.iter().any(|(a, b)| a == first && b == second)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{WordList, WordPairs};
    use crate::knowledge::Knowledge;

    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        list: Option<WordList>,
        #[serde(default)]
        pairs: Option<WordPairs>,
    }

    #[test]
    fn the_first_word_of_a_preposition_decides() {
        let knowledge = Knowledge::embedded();
        let grammar = &knowledge.lexicon.grammar;
        let opens = |p: &str, first: &str, second: Option<&str>| grammar.opens(p, first, second);
        assert!(opens("on", "Upon", None) && opens("against", "v.", None) && opens("By", "by", None));
        assert!(opens("from", "out", Some("of")) && !opens("of", "out", Some("of")));
        assert!(opens("to", "according", Some("to")) && !opens("to", "according", None));
    }

    #[test]
    fn lists_keep_their_order_and_pairs_are_two_words() {
        let read = |text: &str| toml::from_str::<File>(text);
        let list = read("list = [\"by\", \"at\"]").unwrap().list.unwrap();
        assert!(list.has("at") && !list.has("At") && list.len() == 2 && list[0] == "by");
        let pairs = read("pairs = [\"each other\"]").unwrap().pairs.unwrap();
        assert!(pairs.has("each", "other") && !pairs.has("other", "each"));
        let said = |text: &str| read(text).err().unwrap().message().to_string();
        assert!(said("list = [\"by\", \"by\"]").contains("listed twice"));
        assert!(said("pairs = [\"each\"]").contains("not two words"));
    }
}
