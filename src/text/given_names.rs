//! Given names of two syllables, which a hyphen joins: "Moon *Jae-in*", "Ban *Ki-moon*", "Tsai *Ing-wen*" are no compounds, and "in" is no preposition.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::listed::listed;

static FAMILY_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/family-names.txt")));

/// What follows the hyphen of a compound: "the Park *Geun-led* party" is nobody's.
const ENDS_OF_COMPOUNDS: [&str; 16] = [
    "led", "run", "era", "style", "like", "wide", "held", "born", "made", "owned", "based", "backed",
    "bound", "funded", "linked", "themed",
];
/// Letters of a syllable, at most.
const LONGEST: usize = 6;

/// Whether `word` is a given name behind the family name `before`.
pub fn is_given_name(before: &str, word: &str) -> bool {
    let Some((first, second)) = word.split_once('-') else { return false };
    let syllable = |s: &str| (1..=LONGEST).contains(&s.len());
    let mut letters = first.chars();
    syllable(first)
        && syllable(second)
        && letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.chain(second.chars()).all(|c| c.is_ascii_lowercase())
        && !ENDS_OF_COMPOUNDS.contains(&second)
        && FAMILY_NAMES.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_and_compounds() {
        for (before, word) in
            [("Moon", "Jae-in"), ("Kim", "Jong-un"), ("Ban", "Ki-moon"), ("Tsai", "Ing-wen")]
        {
            assert!(is_given_name(before, word), "{before} {word}");
        }
        for (before, word) in [
            ("Lee", "Hsien-led"),
            ("the", "Jae-in"),
            ("Kim", "Persad-Bissessar"),
            ("Park", "Trump-backed"),
            ("Lee", "co-op"),
        ] {
            assert!(!is_given_name(before, word), "{before} {word}");
        }
    }
}
