//! Where the arguments of a relation stand around its trigger, in terms of grammar.
//!
//! Passive, control, coordination, relative and participle clauses are undone here once, so that a rule says "subject" and means the one
//! who acts.

mod clause;
mod noun;
mod verb;

use super::context::SentenceContext;
use super::role::Role;
use super::tree::has_child;
use super::trigger::TriggerWords;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;

/// Heads of the phrases that fill `role`, nearest first; conjuncts are not yet added.
pub fn fill<'a>(context: &SentenceContext<'a>, role: &Role, trigger: &TriggerWords<'a>) -> Vec<Token<'a>> {
    let verbal = matches!(trigger.head.upos(), Upos::Verb | Upos::Aux);
    match role {
        Role::Itself => vec![trigger.head],
        Role::Subject if verbal => context.actor(trigger).into_iter().collect(),
        Role::Subject => context.noun_agent(trigger),
        Role::Means => context.means(trigger),
        Role::Object if verbal => context.patient(trigger).into_iter().collect(),
        Role::Object => context.under(trigger, &context.grammar().genitive),
        Role::Recipient => {
            let indirect: Vec<Token<'a>> = trigger
                .all()
                .flat_map(|t| context.recipient(t))
                .filter(|r| !trigger.rest.contains(r))
                .collect();
            let to = &context.grammar().before_recipient;
            if indirect.is_empty() { context.under(trigger, to) } else { indirect }
        }
        Role::Bearer => context.bearer(trigger.head),
        // Of "captured the Chadian town" the town is the trigger's, and the country the town's.
        Role::Possessor => trigger.all().flat_map(|t| t.children_by(Deprel::NmodPoss)).collect(),
        Role::Modifier => trigger.all().flat_map(|t| context.modifiers(t)).collect(),
        Role::Attacker => {
            let before = |t: Token<'a>| t.children_by(Deprel::Compound).filter(move |c| *c < t);
            trigger.all().flat_map(before).collect()
        }
        Role::Complement => context.complement(trigger.head),
        Role::Apposition => context.appositions(trigger.head),
        Role::Described => context.belonging_of(trigger.head),
        Role::Leading => context.leading(trigger.head).into_iter().collect(),
        Role::Bracketed => context.bracketed(trigger.head),
        Role::Clause => context.clause(trigger, 0),
        Role::Condition => context.condition(trigger.head),
        Role::Controlled => context.controlled(trigger),
        Role::Preposition(p) => context.under(trigger, std::slice::from_ref(p)),
    }
}

/// Steps up or down a chain of clauses that are followed.
const DEEPEST: usize = 6;

impl<'a> SentenceContext<'a> {
    /// Whoever does what a verb says. Of "Serb *forces engaged*" the forces are not engaged by themselves; of "our *cooperation expanded*" it is ours.
    fn actor(&self, trigger: &TriggerWords<'a>) -> Option<Token<'a>> {
        let agent = self.agent(trigger.head, 0)?;
        if trigger.rest.contains(&agent) { agent.child(Deprel::NmodPoss) } else { Some(agent) }
    }

    /// Nouns that a noun of the trigger says the kind of: the mission of "undertook a *mediation* mission".
    fn carriers(&self, trigger: &TriggerWords<'a>) -> impl Iterator<Item = Token<'a>> {
        let kinds = trigger.rest.iter().filter(|w| w.deprel() == Deprel::Compound);
        kinds.filter_map(|w| w.head()).filter(|noun| trigger.all().all(|t| t != *noun))
    }

    /// Phrases after one of `prepositions` that hang on any of the trigger's words.
    fn under(&self, trigger: &TriggerWords<'a>, prepositions: &[String]) -> Vec<Token<'a>> {
        let mut out: Vec<Token<'a>> = Vec::new();
        for word in trigger.all().chain(self.carriers(trigger)) {
            out.extend(self.predicate(word).filter(|p| self.is_behind(*p, prepositions)));
            for child in word.children().chain(self.misplaced(word)) {
                let nominal = matches!(
                    child.deprel(),
                    Deprel::Obl
                        | Deprel::Nmod
                        | Deprel::OblAgent
                        | Deprel::OblUnmarked
                        | Deprel::NmodUnmarked
                );
                let fits = nominal && self.is_behind(child, prepositions) && !trigger.rest.contains(&child);
                if fits && !self.is_phrasal(child) {
                    out.push(child);
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What is said of a noun: "X is from *Y*".
    fn predicate(&self, noun: Token<'a>) -> Option<Token<'a>> {
        let said = noun.head().filter(|_| noun.deprel() == Deprel::Nsubj)?;
        let denied = has_child(said, Deprel::Advmod, &self.words.plain_denial);
        (said.child(Deprel::Cop).is_some() && !denied).then_some(said)
    }

    /// Whether a noun is but part of a preposition: "in *support* of", "on *behalf* of", "in *response* to".
    fn is_phrasal(&self, noun: Token<'a>) -> bool {
        let bare = noun.children().all(|c| !matches!(c.deprel(), Deprel::Det | Deprel::NmodPoss));
        let carried = noun.children().any(|c| c > noun && c.deprel() == Deprel::Nmod);
        bare && carried && self.grammar().inside_prepositions.has(noun.lemma())
    }

    /// Obliques that the tree hangs on a noun beside the verb: only a verb has such, so they are its own.
    fn misplaced(&self, verb: Token<'a>) -> impl Iterator<Item = Token<'a>> + '_ {
        let noun = |c: &Token<'a>| {
            matches!(c.deprel(), Deprel::Obj | Deprel::Obl)
                && matches!(c.upos(), Upos::Noun | Upos::Propn | Upos::Pron)
        };
        let verbal = verb.upos() == Upos::Verb;
        let beside = verb.children().filter(move |_| verbal).filter(noun);
        beside.flat_map(|n| n.children_by(Deprel::Obl))
    }

    /// Whether a word is whoever is named as the source: "according to *officials*".
    pub fn is_source(&self, word: Token<'a>) -> bool {
        let source = &self.grammar().before_source;
        word.deprel() == Deprel::Obl
            && (word.has_case_in(|lemma| source.has(lemma)) || self.is_behind(word, source))
    }

    /// Whether one of `prepositions` opens the phrase of `word`.
    pub fn is_behind(&self, word: Token<'a>, prepositions: &[String]) -> bool {
        let mut cases = word.children_by(Deprel::Case).map(Token::text);
        let Some(first) = cases.next() else { return false };
        let second = cases.next();
        prepositions.iter().any(|preposition| self.grammar().opens(preposition, first, second))
    }
}
