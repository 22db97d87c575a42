//! Adjectives and peoples by the form of a country's name: "Ardania" gives "Ardanian" and "Ardanians". For names that a user brings, whose
//! adjectives no table lists; what a form stands for is looked up, so that a form which nobody uses does no harm.

/// Endings that make an adjective of a place's name in English, longest first.
const ENDINGS: &[&str] = &["nian", "lian", "ese", "ian", "ean", "ish", "ite", "an", "ic", "er", "i", "n"];

/// The adjectives and peoples that may belong to a place's name of one word.
pub fn derived(place: &str) -> Vec<String> {
    if place.chars().count() < 4 || !place.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let stem = place.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    let mut out = Vec::new();
    for ending in ["ese", "ian", "ean", "ish", "ite", "an", "i", "n"] {
        let vowel = place.len() != stem.len();
        // "Ardania": "Ardanian"; "Gornsk": "Gornskian"; never "Gornskn".
        for base in [place, stem] {
            let fits = match ending {
                "n" => vowel && base == place,
                _ => base == stem,
            };
            if fits {
                out.push(format!("{base}{ending}"));
                if !ending.ends_with("ese") && !ending.ends_with("ish") {
                    out.push(format!("{base}{ending}s"));
                }
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// Whether `word` looks like the adjective or people of `place`: they begin alike, and it ends as such words do.
pub fn is_of(word: &str, place: &str) -> bool {
    let (word, place) = (word.to_lowercase(), place.to_lowercase());
    let shared = word.chars().zip(place.chars()).take_while(|(a, b)| a == b).count();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    word != place
        && !word.contains(' ')
        && shared >= 3.min(place.chars().count())
        && ENDINGS.iter().any(|e| singular.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_name() {
        for (place, form) in [
            ("Ardania", "Ardanian"),
            ("Gornsk", "Gornskians"),
            ("Velmo", "Velmese"),
            ("Dorvale", "Dorvalian"),
        ] {
            assert!(derived(place).iter().any(|d| d == form), "{place}: {:?}", derived(place));
        }
        assert!(derived("New Ardania").is_empty());
        assert!(is_of("Ardanians", "Ardania") && is_of("Oskan", "Oskany"));
        assert!(!is_of("Ardania", "Ardania") && !is_of("Upper Tarsk", "Tarsk") && !is_of("Kelvan", "Tarsk"));
    }
}
