//! Below a trigger: the clauses that complete it, and who acts in them.

use super::DEEPEST;
use crate::label::{Deprel, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    /// Arguments in the clause that completes the trigger: what its verb is done to, then what its prepositions name.
    pub(super) fn clause(&self, trigger: &TriggerWords<'a>, depth: usize) -> Vec<Token<'a>> {
        let mut out = Vec::new();
        for word in trigger.all() {
            for child in word.children() {
                let clausal = matches!(child.deprel(), Deprel::Xcomp | Deprel::Ccomp)
                    || (child.deprel() == Deprel::Acl && child.child(Deprel::Mark).is_some())
                    || (child.deprel() == Deprel::Advcl && self.marked_to(child));
                if !clausal || depth > DEEPEST {
                    continue;
                }
                let inner = TriggerWords::of(child);
                out.extend(self.patient(&inner));
                out.extend(child.children().filter(|c| {
                    let argument = matches!(c.deprel(), Deprel::Obl | Deprel::Iobj);
                    argument && !self.is_behind(*c, &self.grammar().before_manner)
                }));
                out.extend(self.clause(&inner, depth + 1));
            }
        }
        out
    }

    /// Who acts in the clause behind "unless" or "if", below the verb or what completes it, however deep the tree hangs it there:
    /// "threatened to stop talks to reduce arms if *X* goes ahead".
    pub(super) fn condition(&self, verb: Token<'a>) -> Vec<Token<'a>> {
        let conditional = |c: &Token<'a>| has_child(*c, Deprel::Mark, &self.grammar().opens_condition);
        let mut clauses = vec![verb];
        for next in 0..DEEPEST {
            let Some(clause) = clauses.get(next).copied() else { break };
            clauses.extend(self.completing(clause));
        }
        let below = clauses.into_iter().flat_map(|v| v.children_by(Deprel::Advcl));
        below.filter(conditional).filter_map(|c| self.agent_of(c, 1)).collect()
    }

    /// The clauses that complete a verb, and those that say what its object is for: "talks *to reduce* arms".
    fn completing(&self, verb: Token<'a>) -> impl Iterator<Item = Token<'a>> + '_ {
        let objects = verb.children_by(Deprel::Obj).flat_map(|o| o.children_by(Deprel::Acl));
        let purposes = objects.filter(|c| self.marked_to(*c));
        verb.children().filter(|c| matches!(c.deprel(), Deprel::Xcomp | Deprel::Ccomp)).chain(purposes)
    }

    /// Whether a verb is an infinitive with "to".
    pub fn marked_to(&self, verb: Token<'a>) -> bool {
        has_child(verb, Deprel::Mark, &self.grammar().infinitive)
    }

    /// Whether a clause says what somebody is to do: "called *for Chad to leave*".
    pub fn is_for_to(&self, verb: Token<'a>) -> bool {
        let marked_for = has_child(verb, Deprel::Mark, &self.grammar().before_actor_of_infinitive);
        marked_for && self.marked_to(verb) && verb.subject().is_some()
    }

    /// Whether "that" opens a clause which lacks nothing: whatever the tree calls it, it stands for no noun ("no evidence *that* X attacked Y").
    pub fn opened_by_that(&self, verb: Token<'a>) -> bool {
        let mut opening = verb.children().filter(|c| *c < verb);
        let is_that = |c: Token<'a>| {
            self.grammar().opens_clause.has(c.lemma())
                && !matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Det)
        };
        opening.any(is_that) && verb.subject().is_some()
    }

    /// "urged X to leave", "called on X to leave", "demanded that X leave"; of "told reporters that X must leave" X alone.
    pub(super) fn controlled(&self, trigger: &TriggerWords<'a>) -> Vec<Token<'a>> {
        let clauses = trigger.all().flat_map(|word| word.children());
        let clauses =
            clauses.filter(|c| matches!(c.deprel(), Deprel::Ccomp | Deprel::Xcomp) || self.is_for_to(*c));
        let acts = |clause: Token<'a>| {
            let by = clause.children_by(Deprel::OblAgent).next();
            by.filter(|_| self.is_passive(clause)).or_else(|| clause.subject())
        };
        let acting: Vec<Token<'a>> = clauses.filter_map(acts).collect();
        if acting.iter().any(|a| a.upos() != Upos::Pron) {
            return acting;
        }
        let told =
            |c: &Token<'a>| matches!(c.deprel(), Deprel::Obj | Deprel::Iobj) && !trigger.rest.contains(c);
        let mut out: Vec<Token<'a>> = trigger.head.children().filter(told).collect();
        if self.is_passive(trigger.head) {
            out.extend(trigger.head.children_by(Deprel::NsubjPass));
        }
        out.extend(acting);
        out
    }
}
