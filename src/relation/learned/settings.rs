//! `data/rules/learned.toml`: how sure the network must be of an event, and what its events are called.

use std::collections::BTreeMap;

use serde::Deserialize;
use strum::VariantArray;

use crate::label::{Cameo, EventClass};
use crate::relation::error::RuleError;
use crate::relation::odds::{log_odds, logistic};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub least: Least,
    pub confidence: Confidence,
    class: BTreeMap<EventClass, Naming>,
}

/// The least probabilities; what each is for stands in the file.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Least {
    pub trigger: f32,
    pub row: f32,
    pub rule: f32,
    pub replace: f32,
    pub party: f32,
    pub further: f32,
    pub fact: f32,
    pub fact_of_rule: f32,
}

/// How often rows are right, by what is said for them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    learned: OfLearned,
    confirmed: OfConfirmed,
    fact: OfFact,
    confirmed_fact: OfConfirmed,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfLearned {
    offset: f32,
    class: f32,
    parties: f32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfFact {
    offset: f32,
    class: f32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfConfirmed {
    offset: f32,
    rule: f32,
    class: f32,
}

impl Confidence {
    /// Of a row that the network alone gives: from the probability of its class at its trigger, and from those of its two parties.
    pub fn learned(&self, class: f32, parties: [f32; 2]) -> f32 {
        let OfLearned { offset, class: weight, parties: of_parties } = self.learned;
        let parties: f32 = parties.iter().map(|p| p.max(0.001).ln()).sum();
        logistic(offset + weight * log_odds(class) + of_parties * parties)
    }

    /// Of a rule's event: from the rule's own confidence, and from the probability of its class at its trigger.
    pub fn confirmed(&self, rule: f32, class: f32) -> f32 {
        self.confirmed.of(rule, class)
    }

    /// Of a fact that the network alone gives: from its probability.
    pub fn fact(&self, probability: f32) -> f32 {
        logistic(self.fact.offset + self.fact.class * log_odds(probability))
    }

    /// Of a rule's fact: from the rule's own confidence, and from the probability of the fact.
    pub fn confirmed_fact(&self, rule: f32, probability: f32) -> f32 {
        self.confirmed_fact.of(rule, probability)
    }
}

impl OfConfirmed {
    fn of(self, rule: f32, class: f32) -> f32 {
        logistic(self.offset + self.rule * log_odds(rule) + self.class * log_odds(class))
    }
}

/// What events of a class are called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    pub relation: String,
    pub cameo: Cameo,
}

impl Settings {
    /// Reads files (name and text), the first of which says everything; later ones replace single values.
    ///
    /// # Errors
    /// [`RuleError`] with the file and what is wrong there.
    pub fn parse(files: &[(String, String)]) -> Result<Settings, RuleError> {
        let mut all = toml::Table::new();
        let mut settings =
            Err(RuleError { file: "learned.toml".into(), line: 1, reason: "it is missing".into() });
        for (file, text) in files {
            let own: toml::Table = toml::from_str(text).map_err(|e| RuleError::of_toml(file, text, &e))?;
            for (name, values) in own {
                match (all.get_mut(&name), values) {
                    (Some(toml::Value::Table(known)), toml::Value::Table(values)) => known.extend(values),
                    (_, values) => drop(all.insert(name, values)),
                }
            }
            let error = |reason: String| RuleError { file: file.clone(), line: 1, reason };
            let read = Settings::deserialize(all.clone()).map_err(|e| error(e.message().to_string()))?;
            if let Some(lacking) = EventClass::VARIANTS.iter().find(|c| !read.class.contains_key(c)) {
                return Err(error(format!("the table `class` lacks {lacking}")));
            }
            settings = Ok(read);
        }
        settings
    }

    pub fn naming(&self, class: EventClass) -> &Naming {
        &self.class[&class]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(own: &str) -> Result<Settings, RuleError> {
        let built_in = include_str!("../../../data/rules/learned.toml").to_string();
        Settings::parse(&[("built-in".to_string(), built_in), ("learned.toml".to_string(), own.to_string())])
    }

    #[test]
    fn a_users_file_replaces_single_values() {
        let own = "[least]\nrow = 0.9\n[class]\nAID = { relation = \"helps\", cameo = \"071\" }\n";
        let (settings, built_in) = (parse(own).unwrap(), parse("").unwrap());
        assert_eq!((settings.least.row, settings.least.party), (0.9, built_in.least.party));
        assert_eq!(settings.naming(EventClass::Aid).relation, "helps");
        assert_eq!(settings.naming(EventClass::Agree).relation, built_in.naming(EventClass::Agree).relation);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let said = |own: &str| parse(own).unwrap_err().to_string();
        assert!(said("[least]\nrows = 0.9\n").contains("unknown field `rows`"));
        assert!(said("[class]\nHELP = { relation = \"helps\", cameo = \"071\" }\n").contains("HELP"));
        assert!(said("[class]\nAID = { relation = \"helps\", cameo = \"999\" }\n").contains("999"));
    }
}
