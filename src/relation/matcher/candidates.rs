//! Triggers in a sentence, in the order in which rules are tried.

use std::cmp::Reverse;

use super::companions::companions;
use crate::relation::context::SentenceContext;
use crate::relation::miss::Because;
use crate::relation::rule_set::RuleSet;
use crate::relation::rule_set::index::TriggerIndex;
use crate::relation::rule_set::precedence::{outranks, rank};
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

/// A trigger of a rule that stands in the sentence.
pub struct Candidate<'a> {
    /// The rule's place among all.
    pub rule: usize,
    /// The trigger's place in the rule.
    pub trigger: usize,
    pub words: TriggerWords<'a>,
}

impl RuleSet {
    /// Triggers in the sentence, the most telling first: those of more words, then those of rules that outrank others.
    pub(super) fn candidates<'a>(&self, context: &SentenceContext<'a>) -> Vec<Candidate<'a>> {
        let mut out = Vec::new();
        let lemmas = TriggerIndex::lemmas_of(context.sentence());
        for word in context.sentence().tokens() {
            for (rule, trigger) in self.index.at_word(word, context.lexicon()) {
                if !self.index.may_match((rule, trigger), &lemmas) {
                    continue;
                }
                if let Some(rest) = companions(context, word, self.rules[rule].triggers[trigger].rest()) {
                    out.push(Candidate { rule, trigger, words: TriggerWords { head: word, rest } });
                }
            }
        }
        for index in context.mentions.clone() {
            let mention = &context.entities.mentions[index];
            if mention.nests {
                continue;
            }
            for (rule, trigger) in self.index.at_name(mention.kind) {
                let words = TriggerWords::of(context.sentence().head_of(mention.words));
                out.push(Candidate { rule: *rule, trigger: *trigger, words });
            }
        }
        out.sort_by_key(|c| (Reverse(c.words.rest.len()), rank(&self.rules[c.rule]), c.words.head, c.rule));
        out
    }

    /// The words of a trigger that no further event can have, once its rule has found its arguments.
    pub(super) fn words_taken<'a>(&self, candidate: &Candidate<'a>) -> Vec<Token<'a>> {
        let rule = &self.rules[candidate.rule];
        // Of "raised it in a call" the call is the event; what was raised may be another.
        let any = usize::from(rule.triggers[candidate.trigger].is_any() && !rule.silent);
        candidate.words.all().skip(any).collect()
    }

    /// Why `winner` was tried before `loser`.
    pub(super) fn went_before<'a>(&self, winner: &Candidate<'a>, loser: &Candidate<'a>) -> Because {
        if winner.words.rest.len() > loser.words.rest.len() {
            return Because::MoreWords;
        }
        let same_rank = || match winner.words.head < loser.words.head {
            true => Because::EarlierWord,
            false => Because::EarlierRule,
        };
        outranks(&self.rules[winner.rule], &self.rules[loser.rule]).unwrap_or_else(same_rank)
    }
}
