//! All rules, ready to be matched.

pub(super) mod check;
pub(super) mod index;
pub(super) mod load;
pub(super) mod precedence;

use super::learned::Settings;
use super::rule::{Rule, Trigger};
use super::statement::StatementVerbs;
use super::words::Words;
use index::TriggerIndex;

/// All rules, ready to be matched.
pub struct RuleSet {
    pub(super) rules: Vec<Rule>,
    pub(super) words: Words,
    pub(super) index: TriggerIndex,
    pub(super) learned: Settings,
    pub(super) statements: StatementVerbs,
    /// Hash of the rule files read.
    fingerprint: u64,
}

/// What files beside those of rules hold.
struct Lists {
    words: Words,
    learned: Settings,
    statements: StatementVerbs,
}

impl RuleSet {
    /// Compiles rules; of two with one name the later stands, at the place of the first.
    fn new(rules: Vec<Rule>, lists: Lists, fingerprint: u64) -> RuleSet {
        let Lists { words, learned, statements } = lists;
        let mut kept: Vec<Rule> = Vec::new();
        for rule in rules {
            match kept.iter_mut().find(|r| r.name == rule.name) {
                Some(old) => *old = rule,
                None => kept.push(rule),
            }
        }
        let index = TriggerIndex::new(&kept);
        RuleSet { rules: kept, words, index, learned, statements, fingerprint }
    }

    /// The rules in force, in the order in which they are read.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The verbs that the rules look for.
    pub fn verbs(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().flat_map(|rule| &rule.triggers).filter_map(Trigger::verb)
    }

    /// The word lists of `modality.toml`.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The verbs of `statements.toml`.
    pub fn statement_verbs(&self) -> &StatementVerbs {
        &self.statements
    }

    /// Hash of the rule files read, in their order.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::label::Upos;

    fn past(verb: &str) -> String {
        let before = verb.chars().nth_back(1).unwrap_or('a');
        match verb.strip_suffix('y') {
            Some(stem) if !"aeiou".contains(before) => format!("{stem}ied"),
            _ if verb.ends_with('e') => format!("{verb}d"),
            _ => format!("{verb}ed"),
        }
    }

    #[test]
    fn the_forms_of_a_rules_verbs_are_read_as_theirs() {
        let mut lexicon = Knowledge::embedded().lexicon;
        let rules = RuleSet::with_files(&[], &lexicon).unwrap();
        lexicon.lemmas.learn(rules.verbs());
        // Of two verbs of one past ("scraped") either will do.
        let known: Vec<&str> = rules.verbs().collect();
        let base = |verb: &str| lexicon.lemmas.lemma(&past(verb), Upos::Verb);
        let lost = known
            .iter()
            .filter(|verb| !known.contains(&&*base(verb)) && !lexicon.lemmas.is_verb(&base(verb)));
        assert_eq!(lost.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
