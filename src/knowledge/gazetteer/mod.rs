//! Names that are known: countries with their demonyms, places and seats of government, organisations, agent nouns.
//!
//! The tables are data (`data/gazetteer/*.csv`, built into the binary); a user's own come first.

mod atlas;
mod demonym;
mod known;
mod petrarch;
mod spelling;
mod tables;
mod user_gazetteer;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use atlas::{Atlas, CountryCodes, Location, country_codes};
pub use known::{Agent, Known, Role, Share};
pub use spelling::{is_all_caps, normalize};

use crate::label::{MentionKind, Sector};

/// A gazetteer file could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
#[non_exhaustive]
pub struct GazetteerError {
    file: String,
    reason: String,
}

/// Known names by their normalised form.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: FxHashMap<String, Vec<Known>>,
    agents: FxHashMap<String, Agent>,
    /// Last words of agent nouns of two ("rights group").
    second_words: FxHashSet<String>,
    longest: usize,
    /// First words, in small letters, of the names that have more than one.
    openers: FxHashSet<String>,
    /// First words of the organisations' names that have more than two.
    first_words: FxHashSet<String>,
    /// Names the user brought: they are looked for in the text itself, not only among what the model found.
    own: FxHashSet<String>,
    /// Where countries and towns lie.
    pub atlas: Atlas,
    /// Hash of the tables read.
    fingerprint: u64,
}

impl Gazetteer {
    fn add(&mut self, name: &str, known: Known) {
        let key = normalize(name);
        let words = key.split(' ').count();
        self.longest = self.longest.max(words);
        if words > 1 {
            self.openers.extend(key.split(' ').next().map(str::to_lowercase));
        }
        if known.role == Role::Actor && words > 2 {
            self.first_words.extend(key.split(' ').next().map(str::to_string));
        }
        self.names.entry(key).or_default().push(known);
    }

    fn hash(&mut self, table: &str) {
        self.fingerprint = xxh3_64_with_seed(table.as_bytes(), self.fingerprint);
    }

    /// Hash of the tables read, in their order.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// What is known of `name` on `day`: the first entry whose days allow it.
    pub fn find(&self, name: &str, day: Option<Date>) -> Option<&Known> {
        self.entries(&normalize(name))?.iter().find(|k| k.role != Role::City && k.holds_on(day))
    }

    /// The same, cities included.
    pub fn find_with_cities(&self, name: &str, day: Option<Date>) -> Option<&Known> {
        self.entries(&normalize(name))?.iter().find(|k| k.holds_on(day))
    }

    /// Whether a name is a country's own on `day`.
    pub fn is_country(&self, name: &str, day: Option<Date>) -> bool {
        self.find(name, day).is_some_and(|k| k.role == Role::Country)
    }

    /// The countries that a name beside a town may mean: of the name itself, and of states that share it with a country.
    pub fn countries_of(&self, name: &str) -> Vec<&str> {
        let known = self.entries(&normalize(name)).into_iter().flatten();
        known.filter(|k| k.kind == MentionKind::Location).map(|k| k.country.as_str()).collect()
    }

    /// Where a place of this name lies, if its country and name, or its name alone, leave no doubt.
    pub fn locate(&self, name: &str, country: &str) -> Option<Location> {
        let known = self.find(name, None).filter(|known| known.role == Role::Country);
        match known {
            Some(known) => self.atlas.country(&known.country),
            None => self.atlas.town(name.split(',').next().unwrap_or(name), country),
        }
    }

    /// All that goes by a normalized name. A long word in capitals ("STOCKHOLM") is looked up without them too; a short one may be an acronym. And an
    /// acronym that is spoken as a word may be written as one ("Ecowas").
    fn entries(&self, key: &str) -> Option<&Vec<Known>> {
        let shouted = || key.len() > 4 && is_all_caps(key);
        let spoken = || key.len() >= 4 && key.bytes().all(|b| b.is_ascii_lowercase());
        let found = self.names.get(key).or_else(|| shouted().then(|| self.names.get(&key.to_lowercase()))?);
        found.or_else(|| spoken().then(|| self.names.get(&key.to_uppercase()))?)
    }

    /// What is known of `name` as a name of this kind, else as any. "LIMA" is a place where it stands as one, as before a report from there.
    pub fn find_as(&self, name: &str, kind: MentionKind, day: Option<Date>) -> Option<&Known> {
        let key = normalize(name);
        let of_kind = |entries: &'_ [Known]| entries.iter().position(|k| k.kind == kind && k.holds_on(day));
        if let Some(entries) = self.entries(&key) {
            let other = |k: &Known| !matches!(k.role, Role::City | Role::Leader) && k.holds_on(day);
            let any = || entries.iter().position(other);
            let found = of_kind(entries).or_else(any)?;
            return Some(&entries[found]);
        }
        if kind != MentionKind::Location || key.len() != 4 || !is_all_caps(&key) {
            return None;
        }
        let entries = self.names.get(&key.to_lowercase())?;
        Some(&entries[of_kind(entries)?])
    }

    /// The agent noun of this base form, the word before it considered ("rights group").
    pub fn agent(&self, before: &str, noun: &str) -> Option<&Agent> {
        let two = (self.second_words.contains(noun) && !before.is_empty())
            .then(|| self.agents.get(&format!("{} {noun}", before.to_lowercase())));
        two.flatten().or_else(|| self.agents.get(noun))
    }

    /// The sector of an agent noun, by its base form.
    pub fn sector_of(&self, noun: &str) -> Option<&Sector> {
        self.agents.get(noun).and_then(|a| a.sector.as_ref())
    }

    /// Whether an agent noun, by its base form, names a body ("army") rather than people ("soldier").
    pub fn is_body(&self, noun: &str) -> bool {
        self.agents.get(noun).is_some_and(|a| a.body)
    }

    /// Whether the name of an organisation of more than two words begins with this one.
    pub fn begins_organization(&self, word: &str) -> bool {
        self.first_words.contains(normalize(word).as_str())
    }

    /// Whether a name of several words may begin with this one, which says at little cost that most do not.
    pub fn may_open(&self, word: &str) -> bool {
        let key = normalize(word);
        // What is left out of every key opens them all.
        let first = key.split(' ').next().filter(|first| !first.is_empty() && *first != "the");
        first.is_none_or(|first| self.openers.contains(first.to_lowercase().as_str()))
    }

    /// Whether the user brought this name.
    pub fn is_own(&self, name: &str) -> bool {
        !self.own.is_empty() && self.own.contains(&normalize(name))
    }

    /// Whether the user brought any names.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn every_name_of_several_words_may_open_as_it_does() {
        let g = Knowledge::embedded().gazetteer;
        for name in [
            "the United States",
            "UNITED KINGDOM",
            "Saudi-led coalition",
            "Lao People’s Republic",
            "U.S. Army",
        ] {
            assert!(g.may_open(name.split(' ').next().unwrap()), "{name}");
        }
        assert!(g.may_open(".") && g.may_open("The") && !g.may_open("Officials"));
    }

    #[test]
    fn spellings_meet_and_pronouns_stay_out() {
        let g = Knowledge::embedded().gazetteer;
        for (name, code) in [
            ("U.S.", "USA"),
            ("the United States", "USA"),
            ("US", "USA"),
            ("Kyiv", "UKR"),
            ("Hungarian", "HUN"),
            ("the Kremlin", "RUS"),
            ("the West Bank", "PSE"),
            ("STOCKHOLM", "SWE"),
            ("the Republic of Kenya", "KEN"),
            ("Lao People’s Democratic Republic", "LAO"),
        ] {
            assert_eq!(g.find(name, None).map(|k| k.country.as_str()), Some(code), "{name}");
        }
        assert_eq!(g.find("us", None), None);
        assert_eq!(g.find_as("Dayton", MentionKind::Person, None), None, "people bear names of cities");
        let place = |name: &str| g.find_as(name, MentionKind::Location, None).map(|k| k.country.as_str());
        assert_eq!((place("LIMA"), place("MALI"), place("SALT")), (Some("PER"), Some("MLI"), None));
        assert_eq!((place("Alanya"), g.find("Alanya", None)), (Some("TUR"), None));
        assert_eq!(g.find_as("MALI", MentionKind::Organization, None), None);
        assert_eq!(g.sector_of("soldier"), Some(&Sector::Mil));
    }
}
