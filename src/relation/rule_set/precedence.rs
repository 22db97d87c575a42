//! Which of two rules is tried first where their triggers have as many words.

use std::cmp::Reverse;

use crate::relation::miss::Because;
use crate::relation::rule::Rule;

/// The lower goes first: a higher priority, then a user's rule.
pub fn rank(rule: &Rule) -> (Reverse<i64>, Reverse<bool>) {
    (Reverse(rule.priority), Reverse(rule.own))
}

/// What ranks the first rule before the second; nothing where they rank alike, or the other way round.
pub fn outranks(first: &Rule, second: &Rule) -> Option<Because> {
    if first.priority != second.priority {
        return (first.priority > second.priority).then_some(Because::HigherPriority);
    }
    (first.own && !second.own).then_some(Because::UsersRule)
}
