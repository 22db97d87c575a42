//! Deeds that a clause takes for granted: "will discuss the impact of *Russia's war against Ukraine*" plans a talk, and no war (Kiparsky and Kiparsky
//! 1970, "Fact").

use super::actor::Scene;
use super::words::Words;
use crate::label::{Deprel, Upos};

/// Whether the noun `trigger` names a deed of `event` that was done or is being done, whatever the clauses above it plan or demand: one whose doer is
/// named with it, under no word that leaves open whether it is done ("to *prevent* Chad's attack"); or one that is to end.
pub fn is_taken_for_granted(scene: &Scene<'_>, words: &Words, event: &str, trigger: usize) -> bool {
    let word = &scene.parsed.words[trigger];
    if word.upos != Upos::Noun || !words.granted.contains(event) {
        return false;
    }
    let Some(above) = word.head else { return false };
    let above = scene.lemma(above);
    if word.deprel == Deprel::Obj && words.ending.contains(above) {
        return true;
    }
    let leaves_open = words.unsettling.contains(above)
        || words.planning.contains(above)
        || words.demanding.contains(above)
        || words.negating.contains(above);
    !leaves_open && has_doer(scene, words, trigger)
}

/// "*Chad's* attack", "the attack *by Chad*"; "its attack" may be one that is still to come, and so may an *impending* one.
fn has_doer(scene: &Scene<'_>, words: &Words, noun: usize) -> bool {
    let parsed = scene.parsed;
    if parsed.children_by(noun, Deprel::Amod).any(|a| words.pending.contains(scene.lemma(a))) {
        return false;
    }
    let owner = parsed.children_by(noun, Deprel::NmodPoss).any(|c| parsed.words[c].upos != Upos::Pron);
    let definite =
        || parsed.children_by(noun, Deprel::Det).any(|d| matches!(scene.lemma(d), "the" | "this" | "these"));
    let by = |c: usize| parsed.children_by(c, Deprel::Case).any(|p| scene.lemma(p) == "by");
    owner || (definite() && parsed.children_by(noun, Deprel::Nmod).any(by))
}
