//! Deeds that a clause takes for granted: "will discuss the impact of *Russia's war against Ukraine*" plans a talk, and no war (Kiparsky and Kiparsky
//! 1970, "Fact").

use crate::label::{Deprel, EventClass, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::sentence::Token;

/// Whether the noun `trigger` names a deed of `event` that was done or is being done, whatever the clauses above it plan or demand: one whose doer is
/// named with it, under no word that leaves open whether it is done ("to *prevent* Chad's attack"); or one that is to end.
pub fn is_taken_for_granted<'a>(
    context: &SentenceContext<'a>,
    event: Option<EventClass>,
    trigger: Token<'a>,
) -> bool {
    let granted = |event: EventClass| context.words.granted.contains(&event);
    if trigger.upos() != Upos::Noun || !event.is_some_and(granted) {
        return false;
    }
    let Some(above) = trigger.head() else { return false };
    let above = above.lemma();
    if trigger.deprel() == Deprel::Obj && context.words.ending.has(above) {
        return true;
    }
    let leaves_open = context.words.unsettling.has(above)
        || context.words.planning.has(above)
        || context.words.demanding.has(above)
        || context.words.negating.has(above);
    !leaves_open && has_doer(context, trigger)
}

/// "*Chad's* attack", "the attack *by Chad*"; "its attack" may be one that is still to come, and so may an *impending* one.
fn has_doer<'a>(context: &SentenceContext<'a>, noun: Token<'a>) -> bool {
    if noun.children_by(Deprel::Amod).any(|a| context.words.pending.has(a.lemma())) {
        return false;
    }
    let owner = noun.children_by(Deprel::NmodPoss).any(|c| c.upos() != Upos::Pron);
    let definite = || has_child(noun, Deprel::Det, &context.words.definite);
    let by = |c: Token<'a>| c.has_case_in(|lemma| context.grammar().before_agent.has(lemma));
    owner || (definite() && noun.children_by(Deprel::Nmod).any(by))
}
