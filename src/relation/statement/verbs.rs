//! `data/rules/statements.toml`: the verbs that tell of a statement, and how it is meant.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::label::Tone;
use crate::relation::error::RuleError;

/// Verbs by their lemmas.
#[derive(Debug, Default)]
pub struct StatementVerbs {
    clause: FxHashMap<String, Tone>,
    quotation: FxHashMap<String, Tone>,
    object: FxHashMap<String, Tone>,
}

/// As the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Lists {
    clause: BTreeMap<Tone, Vec<String>>,
    quotation: BTreeMap<Tone, Vec<String>>,
    object: BTreeMap<Tone, Vec<String>>,
}

impl StatementVerbs {
    /// Reads files (name and text); the lists of later ones replace those of the same name.
    ///
    /// # Errors
    /// [`RuleError`] with the file, its line and what is wrong there.
    pub fn parse(files: &[(String, String)]) -> Result<StatementVerbs, RuleError> {
        let mut all = Lists::default();
        for (file, text) in files {
            let own: Lists = toml::from_str(text).map_err(|e| RuleError::of_toml(file, text, &e))?;
            all.clause.extend(own.clause);
            all.quotation.extend(own.quotation);
            all.object.extend(own.object);
        }
        Ok(StatementVerbs {
            clause: by_verb(all.clause),
            quotation: by_verb(all.quotation),
            object: by_verb(all.object),
        })
    }

    /// The tone of a verb that a clause or a quotation completes.
    pub fn of_clause(&self, lemma: &str) -> Option<Tone> {
        self.clause.get(lemma).copied()
    }

    /// The tone of a verb that a quotation alone completes.
    pub fn of_quotation(&self, lemma: &str) -> Option<Tone> {
        self.quotation.get(lemma).copied()
    }

    /// The tone of a verb whose object is what is spoken of.
    pub fn of_object(&self, lemma: &str) -> Option<Tone> {
        self.object.get(lemma).copied()
    }
}

fn by_verb(lists: BTreeMap<Tone, Vec<String>>) -> FxHashMap<String, Tone> {
    lists.into_iter().flat_map(|(tone, verbs)| verbs.into_iter().map(move |verb| (verb, tone))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(own: &str) -> Result<StatementVerbs, RuleError> {
        let built_in = include_str!("../../../data/rules/statements.toml").to_string();
        StatementVerbs::parse(&[
            ("built-in".to_string(), built_in),
            ("statements.toml".to_string(), own.to_string()),
        ])
    }

    #[test]
    fn a_users_list_replaces_the_one_of_its_name() {
        let verbs = parse("[clause]\nwarns = [\"admonish\"]\n").unwrap();
        assert_eq!((verbs.of_clause("admonish"), verbs.of_clause("warn")), (Some(Tone::Warns), None));
        assert_eq!((verbs.of_clause("say"), verbs.of_object("say")), (Some(Tone::Says), None));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = parse("[clause]\nwarn = [\"admonish\"]\n").unwrap_err().to_string();
        assert!(wrong.starts_with("statements.toml:2: unknown tone `warn`"), "{wrong}");
    }
}
