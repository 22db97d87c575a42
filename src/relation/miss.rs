//! Why a rule gave no row, or not all of its rows: what authors of rules are told.

use std::fmt;

use super::rule::Rule;
use crate::label::EventClass;

/// The folder of the rules that are built in, as their places name it.
pub const BUILT_IN: &str = "data/rules/";

/// Told of each rule that nearly gave a row. What is to be told is worked out only where that is asked for; it may be nothing.
pub type Misses<'m> = dyn FnMut(&dyn Fn() -> Option<Miss>) + 'm;

/// A rule whose trigger stands in the sentence but which gave no row, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Miss {
    pub rule: String,
    /// The trigger's words as they stand in the text.
    pub trigger: String,
    pub reason: MissReason,
}

/// Why a rule gave no row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissReason {
    /// A condition of the rule failed: which, in words.
    Lacks(String),
    /// The rule is of a sense that is no act, and found it.
    Blocks,
    /// Another rule took its words, or its row.
    LostTo(Winner),
    /// The network reads no event at its trigger.
    NoEvent,
    /// The network reads the same event there, and is surer of other parties.
    OtherParties,
    /// The network does not read this fact of its parties.
    NoFact,
    /// The network reads an event of another class there.
    ReadAs(EventClass),
}

/// The rule that another lost to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Winner {
    pub rule: String,
    /// File and line of the rule.
    pub place: String,
    /// It is of a sense that is no act: it gives no row itself.
    pub silent: bool,
    pub because: Because,
}

/// Why one rule goes before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// Its trigger has more words.
    MoreWords,
    HigherPriority,
    /// It is the user's, the other one built in.
    UsersRule,
    /// All else being equal, its trigger begins at an earlier word of the sentence.
    EarlierWord,
    /// All else being equal, it is read before the other.
    EarlierRule,
    /// The other's trigger is in the clause that it takes: part of what was agreed, threatened or refused.
    TakesClause,
    /// The other defers to it: it tells of the act itself.
    TellsAct,
    /// It joins the same two, and the other, a fact of a priority below 0, yields.
    SameTwo,
    /// It gives the same row.
    SameRow,
}

impl Winner {
    pub fn new(rule: &Rule, because: Because) -> Winner {
        Winner { rule: rule.name.clone(), place: rule.place.clone(), silent: rule.silent, because }
    }
}

impl fmt::Display for MissReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MissReason::Lacks(condition) => f.write_str(condition),
            MissReason::Blocks => f.write_str("a sense that is no act: no event on these words"),
            MissReason::LostTo(winner) => write!(f, "lost to {winner}"),
            MissReason::NoEvent => f.write_str("the network reads no event here"),
            MissReason::NoFact => f.write_str("the network does not read this fact"),
            MissReason::OtherParties => f.write_str("the network is surer of other parties"),
            MissReason::ReadAs(class) => write!(f, "the network reads {class} here"),
        }
    }
}

impl fmt::Display for Winner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sense = if self.silent { ", a sense that is no act" } else { "" };
        write!(f, "`{}` ({}){sense}, {}", self.rule, in_words(&self.place), self.because)
    }
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Because::MoreWords => "which has more trigger words",
            Because::HigherPriority => "which has a higher priority",
            Because::UsersRule => "which is a rule of yours",
            Because::EarlierWord => "whose trigger begins at an earlier word",
            Because::EarlierRule => "which comes first in the rule files",
            Because::TakesClause => "which takes the clause that this trigger is part of",
            Because::TellsAct => "which tells of the act that this rule defers to",
            Because::SameTwo => "which joins the same two, where this rule's priority is below 0",
            Because::SameRow => "which gives the same row",
        })
    }
}

/// "line 12 of consult.toml": a place of a rule, whose file is named with its folder unless it is built in.
fn in_words(place: &str) -> String {
    match place.strip_prefix(BUILT_IN).unwrap_or(place).rsplit_once(':') {
        Some((file, line)) => format!("line {line} of {file}"),
        None => place.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_match_names_the_rule_its_place_and_why() {
        let winner = |place: &str, silent, because| {
            let (rule, place) = ("meet".to_string(), place.to_string());
            MissReason::LostTo(Winner { rule, place, silent, because }).to_string()
        };
        assert_eq!(
            winner("data/rules/consult.toml:12", false, Because::MoreWords),
            "lost to `meet` (line 12 of consult.toml), which has more trigger words"
        );
        assert_eq!(
            winner("my/own.toml:3", true, Because::UsersRule),
            "lost to `meet` (line 3 of my/own.toml), a sense that is no act, which is a rule of yours"
        );
    }
}
