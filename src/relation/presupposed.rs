//! Deeds that a clause takes for granted: "will discuss the impact of *Russia's war against Ukraine*" plans a talk, and no war (Kiparsky and Kiparsky
//! 1970, "Fact").

use super::actor::Scene;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;

/// Whether the noun `trigger` names a deed of `event` that was done or is being done, whatever the clauses above it plan or demand: one whose doer is
/// named with it, under no word that leaves open whether it is done ("to *prevent* Chad's attack"); or one that is to end.
pub fn is_taken_for_granted<'a>(scene: &Scene<'a>, event: &str, trigger: Token<'a>) -> bool {
    if trigger.upos() != Upos::Noun || !scene.words.granted.contains(event) {
        return false;
    }
    let Some(above) = trigger.head() else { return false };
    let above = above.lemma();
    if trigger.deprel() == Deprel::Obj && scene.words.ending.contains(above) {
        return true;
    }
    let leaves_open = scene.words.unsettling.contains(above)
        || scene.words.planning.contains(above)
        || scene.words.demanding.contains(above)
        || scene.words.negating.contains(above);
    !leaves_open && has_doer(scene, trigger)
}

/// "*Chad's* attack", "the attack *by Chad*"; "its attack" may be one that is still to come, and so may an *impending* one.
fn has_doer<'a>(scene: &Scene<'a>, noun: Token<'a>) -> bool {
    if noun.children_by(Deprel::Amod).any(|a| scene.words.pending.contains(a.lemma())) {
        return false;
    }
    let owner = noun.children_by(Deprel::NmodPoss).any(|c| c.upos() != Upos::Pron);
    let definite = || noun.children_by(Deprel::Det).any(|d| matches!(d.lemma(), "the" | "this" | "these"));
    let by = |c: Token<'a>| c.children_by(Deprel::Case).any(|p| p.lemma() == "by");
    owner || (definite() && noun.children_by(Deprel::Nmod).any(by))
}
