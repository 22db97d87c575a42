//! The word lists of `data/rules/modality.toml`.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::error::RuleError;
use super::odds::{log_odds, logistic};
use crate::knowledge::WordSet;
use crate::label::{Cameo, EventClass};

/// What each list is for stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(rename = "negating_verbs")]
    pub(super) negating: WordSet,
    #[serde(rename = "denying_verbs")]
    pub(super) denying: WordSet,
    #[serde(rename = "scaling_verbs")]
    pub(super) scaling: WordSet,
    #[serde(rename = "averting_verbs")]
    pub(super) averting: WordSet,
    #[serde(rename = "restraining_verbs")]
    pub(super) restraining: WordSet,
    pub(super) excluding: WordSet,
    pub(super) opposing: WordSet,
    pub(super) approximating: WordSet,
    #[serde(rename = "doubting_verbs")]
    pub(super) doubting: WordSet,
    #[serde(rename = "doubtful_nouns")]
    pub(super) doubtful: WordSet,
    telling_nouns: WordSet,
    pub(super) hedging: WordSet,
    pub(super) planning: WordSet,
    pub(super) demanding: WordSet,
    #[serde(rename = "planned_auxiliaries")]
    pub(super) planned: WordSet,
    #[serde(rename = "possible_auxiliaries")]
    pub(super) possible: WordSet,
    #[serde(rename = "demanded_auxiliaries")]
    pub(super) demanded: WordSet,
    pub(super) conditions: WordSet,
    pub(super) when_or_why: WordSet,
    saying: WordSet,
    means: WordSet,
    pub(super) happening: WordSet,
    attackers: WordSet,
    deadlines: WordSet,
    regions: WordSet,
    pub(super) accusing: WordSet,
    pub(super) obliging: WordSet,
    pub(super) asking: WordSet,
    pub(super) enabling: WordSet,
    #[serde(rename = "factive_verbs")]
    pub(super) factive: WordSet,
    pub(super) performed: WordSet,
    pub(super) performing: WordSet,
    pub(super) finding: WordSet,
    pub(super) granted: BTreeSet<EventClass>,
    pub(super) ending: WordSet,
    pub(super) pending: WordSet,
    pub(super) unsettling: WordSet,
    pub(super) occasions: WordSet,
    refusing: BTreeSet<EventClass>,
    pub(super) refusing_auxiliaries: WordSet,
    pub(super) plain_denial: WordSet,
    pub(super) denying_adverbs: WordSet,
    pub(super) scarce_adverbs: WordSet,
    pub(super) denying_determiners: WordSet,
    pub(super) denying_pairs: WordSet,
    pub(super) denying_conjunctions: WordSet,
    pub(super) nobodies: WordSet,
    pub(super) no_longer: WordSet,
    pub(super) not_yet: WordSet,
    pub(super) adding: WordSet,
    excluding_phrases: FxHashMap<String, String>,
    pub(super) contrasting: WordSet,
    pub(super) alternatives: WordSet,
    pub(super) excessive: WordSet,
    pub(super) kept_from: WordSet,
    pub(super) held_off: WordSet,
    pub(super) held_off_from: WordSet,
    pub(super) letting: WordSet,
    pub(super) tense_auxiliaries: WordSet,
    pub(super) participle_auxiliaries: WordSet,
    pub(super) perfect_auxiliaries: WordSet,
    pub(super) reported_future: WordSet,
    pub(super) inverted: WordSet,
    pub(super) met_obligations: WordSet,
    pub(super) any_deed: WordSet,
    pub(super) definite: WordSet,
    pub(super) contents: WordSet,
    pub(super) reporting: WordSet,
    intended: BTreeMap<EventClass, (EventClass, Cameo)>,
    finer: BTreeMap<EventClass, BTreeMap<String, Cameo>>,
    calibration: Calibration,
}

/// Makes of a product of scores how often such rows are right: a logistic function (Platt 1999).
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calibration {
    slope: f32,
    offset: f32,
}

impl Words {
    /// Reads the word lists of `files` (name and text), the first of which has them all; those of later ones replace lists of the same name.
    ///
    /// # Errors
    /// [`RuleError`] with the file, its line and what is wrong there.
    pub fn parse(files: &[(String, String)]) -> Result<Words, RuleError> {
        let mut lists = toml::Table::new();
        for (file, text) in files {
            let error = |line: usize, reason: String| RuleError { file: file.clone(), line, reason };
            let own: toml::Table = toml::from_str(text).map_err(|e| RuleError::of_toml(file, text, &e))?;
            let first = lists.is_empty();
            for (name, list) in own {
                let line = line_of_list(text, &name);
                lists.insert(name, list);
                // What is wrong now was right before this list.
                if let (false, Err(e)) = (first, Words::deserialize(lists.clone())) {
                    return Err(error(line, e.message().to_string()));
                }
            }
        }
        Words::deserialize(lists).map_err(|e| RuleError {
            file: "modality.toml".into(),
            line: 1,
            reason: e.message().to_string(),
        })
    }

    /// Whether a noun of this lemma is what strikes where nobody is named.
    pub fn is_means(&self, lemma: &str) -> bool {
        self.means.has(lemma)
    }

    /// Whether a preposition makes a day one by which something is to be done.
    pub fn is_deadline(&self, lemma: &str) -> bool {
        self.deadlines.has(lemma)
    }

    /// Whether a noun of this lemma says what kind of place a name is: "Kandahar *province*".
    pub fn is_region(&self, lemma: &str) -> bool {
        self.regions.has(lemma)
    }

    /// Whether a noun of this lemma before an attack says whose it is.
    pub fn is_attacker(&self, lemma: &str) -> bool {
        self.attackers.has(lemma)
    }

    /// How often a row is right whose rule, parties and clause multiply to `raw`.
    pub fn confidence(&self, raw: f32) -> f32 {
        logistic(self.calibration.slope * log_odds(raw) + self.calibration.offset)
    }

    /// Whether "will not" before a trigger of this event is a refusal.
    pub fn refuses(&self, event: EventClass) -> bool {
        self.refusing.contains(&event)
    }

    /// The event and code of what somebody means to do.
    pub fn intended(&self, event: EventClass) -> Option<(EventClass, Cameo)> {
        self.intended.get(&event).copied()
    }

    /// The code of an `event` that is about an act of code `act`: a refusal (REJECT) to meet (040) is 125. The longest code that begins
    /// `act` counts.
    pub fn finer(&self, event: EventClass, act: Cameo) -> Option<Cameo> {
        let (table, act) = (self.finer.get(&event)?, act.as_str());
        (2..=act.len()).rev().find_map(|n| table.get(act.get(..n)?)).copied()
    }

    /// Whether a noun of this lemma tells what a clause behind "that" holds.
    pub fn tells(&self, lemma: &str) -> bool {
        self.doubtful.has(lemma) || self.telling_nouns.has(lemma)
    }

    pub fn is_saying(&self, lemma: &str) -> bool {
        self.saying.has(lemma)
    }

    /// Whether two words open what is not done: "*far from* attacking".
    pub fn excludes(&self, lemma: &str, next: &str) -> bool {
        self.excluding_phrases.get(lemma).is_some_and(|second| second == next)
    }
}

/// The line, from 1, on which a list of this name begins.
fn line_of_list(text: &str, name: &str) -> usize {
    let begins = |line: &str| line.trim_start().trim_start_matches(['[', '"']).starts_with(name);
    text.lines().position(begins).map_or(1, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(own: &str) -> Result<Words, RuleError> {
        let built_in = include_str!("../../data/rules/modality.toml").to_string();
        Words::parse(&[("built-in".to_string(), built_in), ("own.toml".to_string(), own.to_string())])
    }

    #[test]
    fn own_lists_replace_those_of_their_name() {
        let words = parse("hedging = [\"reportedly\"]\n").unwrap();
        assert!(words.hedging.has("reportedly") && !words.hedging.has("allegedly"));
        assert!(words.planning.has("plan"));
    }

    #[test]
    fn a_faulty_list_is_named_with_its_line() {
        let said = |own: &str| parse(own).unwrap_err().to_string();
        assert!(
            said("asking = [\"ask\"]\nhedgings = []\n").starts_with("own.toml:2: unknown field `hedgings`")
        );
        assert!(said("hedging = [\n").starts_with("own.toml:1: "));
        assert!(said("# own\nhedging = 3\n").starts_with("own.toml:2: invalid type"));
    }
}
