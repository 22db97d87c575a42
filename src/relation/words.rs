//! The word lists of `data/rules/modality.toml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::actor::Scene;
use super::rule::{RuleError, line_of};
use crate::label::Deprel;
use crate::sentence::Token;

/// What each list is for stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(rename = "negating_verbs")]
    pub(super) negating: FxHashSet<String>,
    #[serde(rename = "denying_verbs")]
    pub(super) denying: FxHashSet<String>,
    #[serde(rename = "scaling_verbs")]
    pub(super) scaling: FxHashSet<String>,
    #[serde(rename = "averting_verbs")]
    pub(super) averting: FxHashSet<String>,
    #[serde(rename = "restraining_verbs")]
    pub(super) restraining: FxHashSet<String>,
    pub(super) excluding: FxHashSet<String>,
    pub(super) opposing: FxHashSet<String>,
    pub(super) approximating: FxHashSet<String>,
    #[serde(rename = "doubting_verbs")]
    pub(super) doubting: FxHashSet<String>,
    #[serde(rename = "doubtful_nouns")]
    pub(super) doubtful: FxHashSet<String>,
    telling_nouns: FxHashSet<String>,
    pub(super) hedging: FxHashSet<String>,
    pub(super) planning: FxHashSet<String>,
    pub(super) demanding: FxHashSet<String>,
    #[serde(rename = "planned_auxiliaries")]
    pub(super) planned: FxHashSet<String>,
    #[serde(rename = "possible_auxiliaries")]
    pub(super) possible: FxHashSet<String>,
    #[serde(rename = "demanded_auxiliaries")]
    pub(super) demanded: FxHashSet<String>,
    pub(super) conditions: FxHashSet<String>,
    pub(super) when_or_why: FxHashSet<String>,
    saying: FxHashSet<String>,
    means: FxHashSet<String>,
    pub(super) happening: FxHashSet<String>,
    attackers: FxHashSet<String>,
    deadlines: FxHashSet<String>,
    regions: FxHashSet<String>,
    pub(super) accusing: FxHashSet<String>,
    pub(super) obliging: FxHashSet<String>,
    pub(super) asking: FxHashSet<String>,
    pub(super) enabling: FxHashSet<String>,
    #[serde(rename = "factive_verbs")]
    pub(super) factive: FxHashSet<String>,
    pub(super) performed: FxHashSet<String>,
    pub(super) performing: FxHashSet<String>,
    pub(super) finding: FxHashSet<String>,
    pub(super) granted: FxHashSet<String>,
    pub(super) ending: FxHashSet<String>,
    pub(super) pending: FxHashSet<String>,
    pub(super) unsettling: FxHashSet<String>,
    pub(super) occasions: FxHashSet<String>,
    refusing: FxHashSet<String>,
    pub(super) refusing_auxiliaries: FxHashSet<String>,
    intended: BTreeMap<String, (String, String)>,
    finer: BTreeMap<String, BTreeMap<String, String>>,
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
            let own: toml::Table = toml::from_str(text).map_err(|e| {
                error(e.span().map_or(1, |s| line_of(text, s.start)), e.message().to_string())
            })?;
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
        self.means.contains(lemma)
    }

    /// Whether a preposition makes a day one by which something is to be done.
    pub fn is_deadline(&self, lemma: &str) -> bool {
        self.deadlines.contains(lemma)
    }

    /// The noun that says what kind of place a name is: "*Kandahar* province", "the city of *Goma*".
    pub fn region_of<'a>(&self, scene: &Scene<'a>, name: Token<'a>) -> Option<Token<'a>> {
        let of = || name.children_by(Deprel::Case).any(|c| c.lemma() == "of");
        let noun = name.head().filter(|_| match name.deprel() {
            Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Appos => true,
            Deprel::Nmod => of(),
            _ => false,
        })?;
        (self.regions.contains(noun.lemma()) && scene.mention_at(noun).is_none()).then_some(noun)
    }

    /// Whether a noun of this lemma before an attack says whose it is.
    pub fn is_attacker(&self, lemma: &str) -> bool {
        self.attackers.contains(lemma)
    }

    /// How often a row is right whose rule, parties and clause multiply to `raw`.
    pub fn confidence(&self, raw: f32) -> f32 {
        let raw = raw.clamp(0.001, 0.999);
        let logit = self.calibration.slope * (raw / (1.0 - raw)).ln() + self.calibration.offset;
        1.0 / (1.0 + (-logit).exp())
    }

    /// Whether "will not" before a trigger of this event is a refusal.
    pub fn refuses(&self, event: &str) -> bool {
        self.refusing.contains(event)
    }

    /// The event and code of what somebody means to do.
    pub fn intended(&self, event: &str) -> Option<(&str, &str)> {
        self.intended.get(event).map(|(e, c)| (e.as_str(), c.as_str()))
    }

    /// The code of an `event` that is about an act of code `act`: a refusal (REJECT) to meet (040) is 125. The longest code that begins
    /// `act` counts.
    pub fn finer(&self, event: &str, act: &str) -> Option<&str> {
        let table = self.finer.get(event)?;
        (2..=act.len()).rev().find_map(|n| table.get(act.get(..n)?)).map(String::as_str)
    }

    /// Whether a noun of this lemma tells what a clause behind "that" holds.
    pub fn tells(&self, lemma: &str) -> bool {
        self.doubtful.contains(lemma) || self.telling_nouns.contains(lemma)
    }

    pub fn is_saying(&self, lemma: &str) -> bool {
        self.saying.contains(lemma)
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
        assert!(words.hedging.contains("reportedly") && !words.hedging.contains("allegedly"));
        assert!(words.planning.contains("plan"));
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
