//! What the auxiliaries and adverbs of a verb make of it.

use super::negation::sharing;
use crate::label::{Deprel, Modality};
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

/// How far a verb is a fact by the words that stand with it: "*will* attack", "*may* attack", "*is to* attack".
pub fn auxiliaries<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> Modality {
    // "is due to withdraw", which the tree may take for a preposition and its verb.
    let due = |c: Token<'a>| context.words.planning.has(c.lemma());
    let copula = verb.children_by(Deprel::Cop).next().is_some();
    if copula && verb.children_by(Deprel::Case).any(due) {
        return Modality::Planned;
    }
    // "is to meet"
    let be = |c: Token<'a>| {
        matches!(c.deprel(), Deprel::Aux | Deprel::Cop) && context.grammar().copula.has(c.lemma())
    };
    if context.marked_to(verb) && verb.children().any(be) {
        return Modality::Planned;
    }
    if is_headline_future(context, verb) {
        return Modality::Planned;
    }
    if verb.children_by(Deprel::Advmod).any(|c| context.words.hedging.has(c.lemma())) {
        return Modality::Possible;
    }
    for child in verb.children_by(Deprel::Aux) {
        let lemma = child.lemma();
        // "would" under a past verb of saying is the future seen from then: "they said they would boycott".
        let reported = context.words.reported_future.has(lemma) && verb.deprel() == Deprel::Ccomp;
        if context.words.planned.has(lemma) || reported {
            return Modality::Planned;
        }
        if context.words.possible.has(lemma) {
            return Modality::Possible;
        }
        if context.words.demanded.has(lemma) {
            return Modality::Demanded;
        }
    }
    sharing(context, verb).map_or(Modality::Asserted, |first| auxiliaries(context, first))
}

/// "Germany *to send* tanks": an infinitive that is a sentence's verb.
fn is_headline_future<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    verb.deprel() == Deprel::Root && context.marked_to(verb) && verb.subject().is_some()
}
