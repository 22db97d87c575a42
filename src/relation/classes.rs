//! Classes of words: the sets that triggers of rules are composed of (`data/rules/classes.toml`).

use std::collections::BTreeMap;

use super::error::RuleError;
use crate::knowledge::WordSet;
use crate::label::nearest;

/// What a trigger writes before the name of a class.
const MARK: char = '@';

/// Sets of words by name.
#[derive(Clone, Debug, Default)]
pub struct WordClasses(BTreeMap<String, Vec<String>>);

impl WordClasses {
    /// Reads the classes of `files` (name and text); those of later ones replace classes of the same name.
    ///
    /// # Errors
    /// [`RuleError`] with the file, its line and what is wrong there.
    pub fn parse(files: &[(String, String)]) -> Result<WordClasses, RuleError> {
        let mut classes = BTreeMap::new();
        for (file, text) in files {
            let own: BTreeMap<String, WordSet> =
                toml::from_str(text).map_err(|e| RuleError::of_toml(file, text, &e))?;
            classes.extend(
                own.into_iter()
                    .map(|(name, words)| (name, words.sorted().into_iter().map(str::to_string).collect())),
            );
        }
        Ok(WordClasses(classes))
    }

    /// The words that may stand at each place of a trigger: "@begin|hold talk" has those of `@begin` and "hold", then "talk". None is there
    /// twice at a place.
    ///
    /// # Errors
    /// What is wrong with it, where it names a class that there is not.
    pub fn alternatives(&self, trigger: &str) -> Result<Vec<Vec<String>>, String> {
        let mut places = Vec::new();
        for alternatives in trigger.split_whitespace() {
            let mut words = Vec::new();
            for word in alternatives.split('|') {
                match word.strip_prefix(MARK) {
                    None => words.push(word.to_string()),
                    Some(class) => words.extend(self.class(class)?.iter().cloned()),
                }
            }
            let mut seen = std::collections::BTreeSet::new();
            words.retain(|word| seen.insert(word.clone()));
            places.push(words);
        }
        Ok(places)
    }

    fn class(&self, name: &str) -> Result<&[String], String> {
        let names = || self.0.keys().map(String::as_str);
        self.0.get(name).map(Vec::as_slice).ok_or_else(|| match nearest(name, names()) {
            Some(near) => format!("there is no class of words `@{name}`; did you mean `@{near}`?"),
            None => format!("there is no class of words `@{name}`"),
        })
    }
}

/// The phrases that words at places make: "send|ship food|grain" is four.
pub fn phrases(places: &[Vec<String>]) -> Vec<Vec<String>> {
    places.iter().fold(vec![Vec::new()], |begun, words| {
        let longer = |start: &Vec<String>| -> Vec<Vec<String>> {
            words.iter().map(|word| start.iter().chain([word]).cloned().collect()).collect()
        };
        begun.iter().flat_map(longer).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes() -> WordClasses {
        let file = |text: &str| ("own.toml".to_string(), text.to_string());
        WordClasses::parse(&[
            file("begin = [\"begin\", \"open\"]\ntalks = [\"talk\"]"),
            file("talks = [\"parley\", \"talk\"]"),
        ])
        .unwrap()
    }

    fn phrases(trigger: &str) -> Vec<String> {
        super::phrases(&classes().alternatives(trigger).unwrap()).iter().map(|p| p.join(" ")).collect()
    }

    #[test]
    fn alternatives_multiply() {
        assert_eq!(phrases("send|ship food|grain"), ["send food", "send grain", "ship food", "ship grain"]);
        assert_eq!(phrases("meet"), ["meet"]);
    }

    #[test]
    fn classes_stand_for_their_words_and_those_of_later_files_win() {
        assert_eq!(
            phrases("@begin|hold|open @talks"),
            ["begin parley", "begin talk", "open parley", "open talk", "hold parley", "hold talk"]
        );
        let error = classes().alternatives("@talk over").unwrap_err();
        assert_eq!(error, "there is no class of words `@talk`; did you mean `@talks`?");
    }

    #[test]
    fn a_class_that_is_no_list_is_named_with_its_line() {
        let file = ("own.toml".to_string(), "a = [\"b\"]\nc = 3".to_string());
        let error = WordClasses::parse(&[file]).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("own.toml", 2));
    }
}
