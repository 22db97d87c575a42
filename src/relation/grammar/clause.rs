//! Below a trigger: the clauses that complete it, and who acts in them.

use super::{DEEPEST, Grammar, TriggerWords};
use crate::label::{Deprel, Upos};

impl Grammar<'_> {
    /// Parties in the clause that completes the trigger: what its verb is done to, then what its prepositions name.
    pub(super) fn clause(&self, trigger: &TriggerWords, depth: usize) -> Vec<usize> {
        let mut out = Vec::new();
        for word in trigger.all() {
            for child in self.parsed.children(word) {
                let clausal = matches!(self.deprel(child), Deprel::Xcomp | Deprel::Ccomp)
                    || (self.deprel(child) == Deprel::Acl && self.child(child, Deprel::Mark).is_some())
                    || (self.deprel(child) == Deprel::Advcl && self.marked_to(child));
                if !clausal || depth > DEEPEST {
                    continue;
                }
                let inner = TriggerWords { head: child, rest: Vec::new() };
                out.extend(self.patient(&inner));
                out.extend(self.parsed.children(child).filter(|c| {
                    let party = matches!(self.deprel(*c), Deprel::Obl | Deprel::Iobj);
                    party && !["by", "without"].iter().any(|case| self.has_case(*c, case))
                }));
                out.extend(self.clause(&inner, depth + 1));
            }
        }
        out
    }

    /// Who acts in the clause behind "unless" or "if", below the verb or what completes it, however deep the tree hangs it there:
    /// "threatened to stop talks to reduce arms if *X* goes ahead".
    pub(super) fn condition(&self, verb: usize) -> Vec<usize> {
        let conditional = |c: &usize| {
            let mark = |m: usize| matches!(self.parsed.words[m].lemma.as_str(), "if" | "unless" | "until");
            self.parsed.children_by(*c, Deprel::Mark).any(mark)
        };
        let mut clauses = vec![verb];
        for next in 0..DEEPEST {
            let Some(clause) = clauses.get(next).copied() else { break };
            clauses.extend(self.completing(clause));
        }
        let below = clauses.into_iter().flat_map(|v| self.parsed.children_by(v, Deprel::Advcl));
        below.filter(conditional).filter_map(|c| self.agent_of(c, 1)).collect()
    }

    /// The clauses that complete a verb, and those that say what its object is for: "talks *to reduce* arms".
    fn completing(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let objects =
            self.parsed.children_by(verb, Deprel::Obj).flat_map(|o| self.parsed.children_by(o, Deprel::Acl));
        let purposes = objects.filter(|c| self.marked_to(*c));
        self.parsed
            .children(verb)
            .filter(|c| matches!(self.deprel(*c), Deprel::Xcomp | Deprel::Ccomp))
            .chain(purposes)
    }

    /// Whether a verb is an infinitive with "to".
    pub fn marked_to(&self, verb: usize) -> bool {
        self.parsed.children_by(verb, Deprel::Mark).any(|m| self.parsed.words[m].lemma == "to")
    }

    /// Whether a clause says what somebody is to do: "called *for Chad to leave*".
    pub fn is_for_to(&self, verb: usize) -> bool {
        let marked_for =
            self.parsed.children_by(verb, Deprel::Mark).any(|m| self.parsed.words[m].lemma == "for");
        marked_for && self.marked_to(verb) && self.parsed.subject(verb).is_some()
    }

    /// Whether "that" opens a clause which lacks nothing: whatever the tree calls it, it stands for no noun ("no evidence *that* X attacked Y").
    pub fn opened_by_that(&self, verb: usize) -> bool {
        let mut opening = self.parsed.children(verb).filter(|c| *c < verb);
        let is_that = |c: usize| {
            self.parsed.words[c].lemma == "that"
                && !matches!(self.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Det)
        };
        opening.any(is_that) && self.parsed.subject(verb).is_some()
    }

    /// "urged X to leave", "called on X to leave", "demanded that X leave"; of "told reporters that X must leave" X alone.
    pub(super) fn controlled(&self, trigger: &TriggerWords) -> Vec<usize> {
        let clauses = trigger.all().flat_map(|word| self.parsed.children(word));
        let clauses = clauses
            .filter(|c| matches!(self.deprel(*c), Deprel::Ccomp | Deprel::Xcomp) || self.is_for_to(*c));
        let acts = |clause: usize| {
            let by = self.parsed.children_by(clause, Deprel::OblAgent).next();
            by.filter(|_| self.is_passive(clause)).or_else(|| self.parsed.subject(clause))
        };
        let acting: Vec<usize> = clauses.filter_map(acts).collect();
        if acting.iter().any(|a| self.parsed.words[*a].upos != Upos::Pron) {
            return acting;
        }
        let told =
            |c: &usize| matches!(self.deprel(*c), Deprel::Obj | Deprel::Iobj) && !trigger.rest.contains(c);
        let mut out: Vec<usize> = self.parsed.children(trigger.head).filter(told).collect();
        if self.is_passive(trigger.head) {
            out.extend(self.parsed.children_by(trigger.head, Deprel::NsubjPass));
        }
        out.extend(acting);
        out
    }
}
