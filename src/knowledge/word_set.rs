//! Sets of words as data files list them.

use std::borrow::Borrow;
use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// Words to be compared with one word of a text each. A word of two would never be found, and is an error where it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordSet(FxHashSet<Box<str>>);

impl WordSet {
    /// Whether the set has this word, letter by letter.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether the set has this word, capitals aside.
    pub fn has_lower(&self, word: &str) -> bool {
        self.0.contains(word) || self.0.contains(word.to_lowercase().as_str())
    }

    /// The words, in the order of the alphabet.
    pub fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.0.iter().map(Borrow::borrow).collect();
        words.sort_unstable();
        words
    }

    /// Adds a word.
    ///
    /// # Errors
    /// What is wrong with it: it is empty, more than one word, or there already.
    pub fn insert(&mut self, word: &str) -> Result<(), String> {
        if word.is_empty() {
            return Err("an empty word".into());
        }
        if word.contains(char::is_whitespace) {
            return Err(format!("\"{word}\" is compared with one word, and can never be found"));
        }
        match self.0.insert(word.into()) {
            true => Ok(()),
            false => Err(format!("\"{word}\" is listed twice")),
        }
    }
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WordSet, D::Error> {
        struct Words;

        impl<'de> Visitor<'de> for Words {
            type Value = WordSet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of words")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<WordSet, A::Error> {
                let mut out = WordSet::default();
                while let Some(word) = list.next_element::<String>()? {
                    out.insert(&word).map_err(A::Error::custom)?;
                }
                Ok(out)
            }
        }

        deserializer.deserialize_seq(Words)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::WordSet;

    #[derive(Deserialize)]
    struct File {
        words: WordSet,
    }

    #[test]
    fn words_are_one_word_each_and_stand_once() {
        let read = |text: &str| toml::from_str::<File>(text).map(|f| f.words);
        let words = read("words = [\"end\", \"halt\"]").unwrap();
        assert!(words.has("end") && !words.has("End") && words.has_lower("END"));
        assert_eq!(words.sorted(), ["end", "halt"]);
        let said = |text: &str| read(text).unwrap_err().message().to_string();
        assert!(said("words = [\"would like\"]").contains("can never be found"));
        assert!(said("words = [\"end\", \"end\"]").contains("listed twice"));
        assert!(said("words = [\"\"]").contains("empty"));
    }
}
