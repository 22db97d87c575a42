//! Given names of two syllables, which a hyphen joins: "Moon *Jae-in*", "Ban *Ki-moon*", "Tsai *Ing-wen*" are no compounds, and "in" is no preposition.

use crate::knowledge::Lexicon;

/// Letters of a syllable, at most.
const LONGEST: usize = 6;

/// Whether `word` is a given name behind the family name `before`.
pub fn is_given_name(before: &str, word: &str, lexicon: &Lexicon) -> bool {
    let Some((first, second)) = word.split_once('-') else { return false };
    let syllable = |s: &str| (1..=LONGEST).contains(&s.len());
    let mut letters = first.chars();
    syllable(first)
        && syllable(second)
        && letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.chain(second.chars()).all(|c| c.is_ascii_lowercase())
        && !lexicon.tokens.ends_of_compounds.has(second)
        && lexicon.family_names.has(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_and_compounds() {
        let lexicon = crate::knowledge::Knowledge::embedded().lexicon;
        for (before, word) in
            [("Moon", "Jae-in"), ("Kim", "Jong-un"), ("Ban", "Ki-moon"), ("Tsai", "Ing-wen")]
        {
            assert!(is_given_name(before, word, &lexicon), "{before} {word}");
        }
        for (before, word) in [
            ("Lee", "Hsien-led"),
            ("the", "Jae-in"),
            ("Kim", "Persad-Bissessar"),
            ("Park", "Trump-backed"),
            ("Lee", "co-op"),
        ] {
            assert!(!is_given_name(before, word, &lexicon), "{before} {word}");
        }
    }
}
