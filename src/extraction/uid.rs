//! Ids that hold between runs, machines and shards: a letter and the sixteen hexadecimal digits of a hash of what makes a row what it is.

use xxhash_rust::xxh3::xxh3_64;

use crate::label::MentionKind;

/// The id of an entity, by its kind and its key.
pub fn entity(kind: MentionKind, key: &str) -> String {
    uid('e', &[kind.as_str(), key])
}

/// The id of a mention or an amount, by its article, its place and its kind.
pub fn mention(article: &str, start: usize, end: usize, kind: MentionKind) -> String {
    uid('m', &[article, &start.to_string(), &end.to_string(), kind.as_str()])
}

/// The id of a relation, by its article and whatever else tells it from others: places and names.
pub fn relation(article: &str, parts: &[&str]) -> String {
    let all: Vec<&str> = std::iter::once(article).chain(parts.iter().copied()).collect();
    uid('r', &all)
}

/// The id of a statement, by its article, its place and where its speaker is named.
pub fn statement(article: &str, places: [usize; 4]) -> String {
    let places = places.map(|place| place.to_string());
    uid('s', &[article, &places[0], &places[1], &places[2], &places[3]])
}

/// The hash that an id is written from; 0 of none.
pub fn hash_of(uid: &str) -> u64 {
    uid.get(1..).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

fn uid(letter: char, parts: &[&str]) -> String {
    format!("{letter}{:016x}", xxh3_64(parts.join("\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_letter_and_sixteen_digits_and_the_same_every_time() {
        let id = mention("talks", 0, 5, MentionKind::Location);
        assert_eq!(id.len(), 17);
        assert!(id.starts_with('m') && id[1..].bytes().all(|b| b.is_ascii_hexdigit()));
        assert_eq!(id, mention("talks", 0, 5, MentionKind::Location));
        assert_ne!(id, mention("talks", 0, 5, MentionKind::Person));
        assert_ne!(id, mention("talk", 0, 5, MentionKind::Location));
    }
}
