//! Deeds that a clause takes for granted: "will discuss the impact of *Russia's war against Ukraine*" plans a talk, and no war (Kiparsky and Kiparsky
//! 1970, "Fact").

use super::actor::Scene;
use super::grammar::has_child;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;

/// Whether the noun `trigger` names a deed of `event` that was done or is being done, whatever the clauses above it plan or demand: one whose doer is
/// named with it, under no word that leaves open whether it is done ("to *prevent* Chad's attack"); or one that is to end.
pub fn is_taken_for_granted<'a>(scene: &Scene<'a>, event: &str, trigger: Token<'a>) -> bool {
    if trigger.upos() != Upos::Noun || !scene.words.granted.has(event) {
        return false;
    }
    let Some(above) = trigger.head() else { return false };
    let above = above.lemma();
    if trigger.deprel() == Deprel::Obj && scene.words.ending.has(above) {
        return true;
    }
    let leaves_open = scene.words.unsettling.has(above)
        || scene.words.planning.has(above)
        || scene.words.demanding.has(above)
        || scene.words.negating.has(above);
    !leaves_open && has_doer(scene, trigger)
}

/// "*Chad's* attack", "the attack *by Chad*"; "its attack" may be one that is still to come, and so may an *impending* one.
fn has_doer<'a>(scene: &Scene<'a>, noun: Token<'a>) -> bool {
    if noun.children_by(Deprel::Amod).any(|a| scene.words.pending.has(a.lemma())) {
        return false;
    }
    let owner = noun.children_by(Deprel::NmodPoss).any(|c| c.upos() != Upos::Pron);
    let definite = || has_child(noun, Deprel::Det, &scene.words.definite);
    let by = |c: Token<'a>| c.has_case_in(|lemma| scene.grammar().before_agent.has(lemma));
    owner || (definite() && noun.children_by(Deprel::Nmod).any(by))
}
