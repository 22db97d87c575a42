//! Which words keep their final period, and whether a sentence may end at one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

static LISTED: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut listed = FxHashMap::default();
    for line in include_str!("../../data/lexicon/abbreviations.txt").lines() {
        let Some((kind, words)) = line.split_once(':') else { continue };
        let kind = match kind {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::Number,
            "inner" => Abbreviation::Inner,
            "final" => Abbreviation::Final,
            _ => continue,
        };
        for word in words.split_whitespace() {
            listed.entry(word).or_insert(kind);
        }
    }
    listed
});

/// The kind of abbreviation `word` (its period included) is, if it is one.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let listed = LISTED.get(word).or_else(|| LISTED.get(title_case(word)?.as_str()));
    if let Some(kind) = listed {
        return Some(*kind);
    }
    let letters: Vec<&str> = word.strip_suffix('.')?.split('.').collect();
    let single = |part: &&str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    match letters.as_slice() {
        [initial] if single(initial) && initial.chars().all(char::is_uppercase) => Some(Abbreviation::Title),
        parts if parts.len() > 1 && parts.iter().all(|p| single(p) || matches!(*p, "Ph" | "Lt" | "Sp")) => {
            Some(Abbreviation::Final)
        }
        _ => None,
    }
}

/// Whether `word` is a title, cut short ("Rep.", "Lt."), or an initial: a name follows.
pub fn is_title(word: &str) -> bool {
    abbreviation(word) == Some(Abbreviation::Title)
}

/// "GEN." as "Gen.": headings stand in capitals.
fn title_case(word: &str) -> Option<String> {
    let capitals =
        word.len() > 3 && word.is_ascii() && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.');
    capitals.then(|| word[..1].to_string() + &word[1..].to_lowercase())
}
