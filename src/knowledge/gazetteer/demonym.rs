//! Adjectives and peoples by the form of a country's name: "Ardania" gives "Ardanian" and "Ardanians". For names that a user brings, whose
//! adjectives no table lists; what a form stands for is looked up, so that a form which nobody uses does no harm.

/// The adjectives and peoples that may belong to a place's name of one word.
pub fn derived(place: &str) -> Vec<String> {
    if place.chars().count() < 4 || !place.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let stem = place.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    let adjectives = ["ese", "ish"].map(|ending| format!("{stem}{ending}"));
    let mut peoples = ["ian", "ean", "ite", "an", "i"].map(|ending| format!("{stem}{ending}")).to_vec();
    // "Ardania", "Ardanian"; never "Gornsk", "Gornskn".
    if stem != place {
        peoples.push(format!("{place}n"));
    }
    let plurals: Vec<String> = peoples.iter().map(|p| format!("{p}s")).collect();
    let mut out: Vec<String> = adjectives.into_iter().chain(peoples).chain(plurals).collect();
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
        && ["n", "ese", "ish", "ite", "ic", "er", "i"].iter().any(|ending| singular.ends_with(ending))
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
