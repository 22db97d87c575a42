//! Classes of words: the sets that triggers of rules are composed of (`data/rules/classes.toml`).

use std::collections::BTreeMap;

use super::error::{RuleError, line_of};
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
            let own: BTreeMap<String, WordSet> = toml::from_str(text).map_err(|e| RuleError {
                file: file.clone(),
                line: e.span().map_or(1, |s| line_of(text, s.start)),
                reason: e.message().to_string(),
            })?;
            classes.extend(
                own.into_iter()
                    .map(|(name, words)| (name, words.sorted().into_iter().map(str::to_string).collect())),
            );
        }
        Ok(WordClasses(classes))
    }

    /// The phrases that a trigger stands for: "send|ship food|grain" is four, "@begin talk" as many as `@begin` has words. None is there
    /// twice.
    ///
    /// # Errors
    /// What is wrong with it, where it names a class that there is not.
    pub fn phrases(&self, trigger: &str) -> Result<Vec<Vec<String>>, String> {
        let mut begun = vec![Vec::new()];
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
            let longer = |start: &Vec<String>| {
                let start = start.clone();
                words
                    .iter()
                    .map(move |word| start.iter().chain([word]).cloned().collect())
                    .collect::<Vec<_>>()
            };
            begun = begun.iter().flat_map(longer).collect();
        }
        Ok(begun)
    }

    fn class(&self, name: &str) -> Result<&[String], String> {
        let names = || self.0.keys().map(String::as_str);
        self.0.get(name).map(Vec::as_slice).ok_or_else(|| match nearest(name, names()) {
            Some(near) => format!("there is no class of words `@{name}`; did you mean `@{near}`?"),
            None => format!("there is no class of words `@{name}`"),
        })
    }
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
        classes().phrases(trigger).unwrap().iter().map(|p| p.join(" ")).collect()
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
        let error = classes().phrases("@talk over").unwrap_err();
        assert_eq!(error, "there is no class of words `@talk`; did you mean `@talks`?");
    }

    #[test]
    fn a_class_that_is_no_list_is_named_with_its_line() {
        let file = ("own.toml".to_string(), "a = [\"b\"]\nc = 3".to_string());
        let error = WordClasses::parse(&[file]).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("own.toml", 2));
    }
}
