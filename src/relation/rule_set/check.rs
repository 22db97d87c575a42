//! What can be said of rules without a text.

use std::path::Path;

use super::RuleSet;
use super::precedence::{outranks, rank};
use crate::knowledge::{DataError, Knowledge};
use crate::relation::error::RuleError;
use crate::relation::miss::{Because, Winner};
use crate::relation::rule::{Rule, Trigger};

/// Rules without a fault.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CheckedRules {
    pub rules: Vec<Rule>,
    /// Those of them that never give a row, as another rule takes every match of theirs.
    pub never_win: Vec<NeverWins>,
}

/// A rule that another one always goes before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NeverWins {
    pub rule: String,
    /// File and line of the rule.
    pub place: String,
    pub against: Winner,
}

/// The rules of `paths` (files or folders), or those built in where none is given, with the words of `data` (a folder laid out like `data/`) in
/// place of those built in.
///
/// # Errors
/// [`RuleError`], naming file and line.
pub fn check(paths: &[&Path], data: Option<&Path>) -> Result<CheckedRules, RuleError> {
    let unread = |e: DataError| RuleError { file: e.file, line: e.line.max(1), reason: e.reason };
    let lexicon = Knowledge::load(data).map_err(unread)?.lexicon;
    let set = RuleSet::with_files(paths, &lexicon)?;
    let asked_for = |rule: &Rule| paths.is_empty() || rule.own;
    let never_win = set.rules.iter().enumerate().filter(|(_, rule)| asked_for(rule));
    let never_win = never_win.filter_map(|(at, _)| never_wins(&set.rules, at)).collect();
    let rules = set.rules.into_iter().filter(asked_for).collect();
    Ok(CheckedRules { rules, never_win })
}

/// The rule, of those that take every match of the one at `at`, that goes first.
fn never_wins(rules: &[Rule], at: usize) -> Option<NeverWins> {
    let rule = &rules[at];
    let before = |(i, other): &(usize, &Rule)| (rank(other), *i) < (rank(rule), at);
    let taking = rules.iter().enumerate().filter(before).filter(|(_, other)| takes_all(other, rule));
    let (_, first) = taking.min_by_key(|(i, other)| (rank(other), *i))?;
    let because = outranks(first, rule).unwrap_or(Because::EarlierRule);
    let against = Winner::new(first, because);
    Some(NeverWins { rule: rule.name.clone(), place: rule.place.clone(), against })
}

/// Whether `first`, which goes before `second`, gives a row or blocks one wherever `second` would. Facts take nothing from each other.
fn takes_all(first: &Rule, second: &Rule) -> bool {
    let takes = |rule: &Rule| rule.is_event() || rule.silent;
    let shared = |trigger: &Trigger| !trigger.is_any() && first.triggers.contains(trigger);
    takes(first)
        && takes(second)
        && second.triggers.iter().all(shared)
        && asks_alike(first, second)
        && (first.silent && !first.needs_object || finds_alike(first, second))
}

/// Whether two rules ask the same of the words around their trigger.
fn asks_alike(a: &Rule, b: &Rule) -> bool {
    a.with == b.with && a.without == b.without
}

/// Whether two rules look for the same arguments at the same places.
fn finds_alike(a: &Rule, b: &Rule) -> bool {
    // Whether a deed is denied, which may be known of one event and not of another, decides if those who stand together did it to each other.
    let same_event = || a.event.map(|(event, _)| event) == b.event.map(|(event, _)| event);
    a.silent == b.silent
        && a.subject == b.subject
        && a.object == b.object
        && a.subject_kinds == b.subject_kinds
        && a.object_kinds == b.object_kinds
        && a.subject_sectors == b.subject_sectors
        && a.object_sectors == b.object_sectors
        && a.mutual == b.mutual
        && (!a.mutual || same_event())
        && a.needs_object == b.needs_object
        && a.object_actor == b.object_actor
        && a.object_itself == b.object_itself
        && a.object_owner == b.object_owner
        && a.object_named == b.object_named
        && a.alike == b.alike
}

#[cfg(test)]
mod tests {
    use super::never_wins;
    use crate::knowledge::Knowledge;
    use crate::relation::classes::WordClasses;
    use crate::relation::rule::{Rule, RuleFile, parse};

    /// Two events on verbs, with what else stands in their rules.
    fn rules(first: &str, second: &str) -> Vec<Rule> {
        let lexicon = Knowledge::embedded().lexicon;
        let event = "event = \"AID\"\ncameo = \"070\"";
        let text = format!(
            "[[rule]]\nname = \"a\"\nrelation = \"aids\"\n{event}\n{first}\n\
             [[rule]]\nname = \"b\"\nrelation = \"helps\"\n{event}\n{second}\n"
        );
        parse(&RuleFile { name: "own.toml", text: &text, own: true }, &WordClasses::default(), &lexicon)
            .unwrap()
    }

    #[test]
    fn a_rule_that_another_always_goes_before_never_wins() {
        let against = |at: usize, first: &str, second: &str| {
            never_wins(&rules(first, second), at).map(|found| found.against.to_string())
        };
        let (both, one) = ("verbs = [\"aid\", \"help\"]", "verbs = [\"help\"]");
        assert_eq!(
            against(1, both, one).as_deref(),
            Some("`a` (line 2 of own.toml), which comes first in the rule files")
        );
        assert_eq!(against(0, both, one), None);
        assert_eq!(against(1, one, both), None);
        let high = format!("{both}\npriority = 1");
        assert_eq!(
            against(0, one, &high).as_deref(),
            Some("`b` (line 8 of own.toml), which has a higher priority")
        );
        assert_eq!(against(1, both, &format!("{one}\nneeds_object = true")), None);
    }
}
