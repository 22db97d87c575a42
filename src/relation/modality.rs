//! Whether a row's relation is asserted, denied, planned, possible, demanded or hypothetical, and who says so.

use super::actor::Scene;
use super::negation::{is_averted, is_had, is_missed, negated, sharing};
use super::presupposed::is_taken_for_granted;
use super::words::Words;
use crate::label::{Deprel, Upos};

/// How far what a sentence says is a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Modality {
    #[default]
    Asserted,
    Planned,
    Possible,
    Demanded,
    Hypothetical,
}

impl Modality {
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Possible => "possible",
            Modality::Demanded => "demanded",
            Modality::Hypothetical => "hypothetical",
        }
    }
}

/// What the words around a trigger say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub negated: bool,
    pub modality: Modality,
    /// The actor means to do it: an announced or agreed act.
    pub intended: bool,
    /// The actor says it will not: a refusal rather than something that did not happen.
    pub refused: bool,
    /// Head of the phrase that names who says it.
    pub speaker: Option<usize>,
}

/// Reads the clause of `trigger`, a word of `event`, and the clauses above it.
pub fn standing(scene: &Scene<'_>, words: &Words, event: &str, trigger: usize) -> Standing {
    let under_clauses = read(scene, words, trigger);
    if is_taken_for_granted(scene, words, event, trigger) {
        let speaker = under_clauses.speaker;
        return Standing { negated: negated(scene, words, trigger), speaker, ..Standing::default() };
    }
    under_clauses
}

/// What the trigger's clause and those above it make of it.
fn read(scene: &Scene<'_>, words: &Words, trigger: usize) -> Standing {
    let parsed = scene.parsed;
    let mut out = Standing {
        negated: negated(scene, words, trigger) || is_missed(scene, words, trigger),
        modality: auxiliaries(scene, words, trigger),
        intended: false,
        refused: false,
        speaker: None,
    };
    let mut auxiliaries = parsed.children_by(sharing(scene, trigger).unwrap_or(trigger), Deprel::Aux);
    out.refused = out.negated && auxiliaries.any(|a| words.refusing_auxiliaries.contains(scene.lemma(a)));
    out.intended = out.modality == Modality::Planned;
    if conditional(scene, words, trigger) {
        out.modality = Modality::Hypothetical;
    } else if is_asked(scene, words, trigger) {
        (out.modality, out.intended) = (Modality::Possible, false);
    } else if out.modality == Modality::Asserted && is_question(scene) {
        out.modality = Modality::Possible;
    }
    let mut below = trigger;
    // Whether what stands above still decides if the act is done.
    let mut open = true;
    // Whether all so far was about the act itself: "banned a *plan to attack* X", not "banned a *group* accused of attacking X".
    let mut whole = true;
    for _ in 0..8 {
        out.speaker = out.speaker.or_else(|| aside(scene, words, below));
        let Some(above) = parsed.words[below].head else { break };
        let deprel = parsed.words[below].deprel;
        let averted = is_averted(scene, words, above, below)
            && (whole || !matches!(deprel, Deprel::Obj | Deprel::NsubjPass));
        let had = whole && below != trigger && is_had(scene, words, above, below);
        let complement = is_complement(scene, words, trigger, (above, below)) || averted || had;
        open &= complement || !is_of_thing(scene, below);
        open &= !tells_of_past(scene, words, below);
        if complement && open {
            govern(scene, words, trigger, (above, below), &mut out);
        }
        if is_word_of(words, scene.lemma(above), deprel) {
            out.speaker = out.speaker.or_else(|| scene.grammar().agent(above, 0));
        }
        if deprel == Deprel::Advcl && conditional(scene, words, below) {
            out.modality = Modality::Hypothetical;
        } else if below != trigger
            && matches!(out.modality, Modality::Asserted | Modality::Planned)
            && is_asked(scene, words, below)
        {
            (out.modality, out.intended) = (Modality::Possible, false);
        }
        if !complement && !leads_on(deprel) {
            break;
        }
        whole &= complement || deprel == Deprel::Conj;
        below = above;
    }
    if out.modality == Modality::Asserted && !out.negated && is_of_any(scene, trigger) {
        out.modality = Modality::Hypothetical;
    }
    out
}

/// "*any* invasion of Chad would be met with force": whoever speaks of any deed speaks of none that was done.
fn is_of_any(scene: &Scene<'_>, trigger: usize) -> bool {
    scene.parsed.words[trigger].upos == Upos::Noun
        && scene.parsed.children_by(trigger, Deprel::Det).any(|d| scene.lemma(d) == "any")
}

/// Whether what stands above `below` says if it is done.
fn is_complement(scene: &Scene<'_>, words: &Words, trigger: usize, (above, below): (usize, usize)) -> bool {
    let parsed = scene.parsed;
    let word = &parsed.words[below];
    let has =
        |deprel: Deprel, lemma: &str| parsed.children_by(below, deprel).any(|c| scene.lemma(c) == lemma);
    match word.deprel {
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
        // "rejected *claims that* X attacked Y"
        Deprel::Acl if scene.grammar().opened_by_that(below) || has(Deprel::Mark, "of") => {
            words.tells(scene.lemma(above))
        }
        // "the *risk of X attacking* Y", X hanging on the risk
        Deprel::Acl if words.doubtful.contains(scene.lemma(above)) && !scene.grammar().marked_to(below) => {
            scene.parsed.text(scene.text, below).ends_with("ing")
        }
        Deprel::Acl | Deprel::Advcl => scene.grammar().marked_to(below),
        Deprel::Obj => word.upos == Upos::Noun && (below == trigger || words.tells(scene.lemma(below))),
        // "the *risk of* an attack"
        Deprel::Nmod => {
            below == trigger && has(Deprel::Case, "of") && words.doubtful.contains(scene.lemma(above))
        }
        _ => false,
    }
}

/// Whether a clause of this relation is told by whoever does what `lemma` says: "X said that ...", "accused Y of arming Z".
fn is_word_of(words: &Words, lemma: &str, deprel: Deprel) -> bool {
    (deprel == Deprel::Ccomp && words.is_saying(lemma))
        || (matches!(deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp) && words.accusing.contains(lemma))
}

/// Whether the clause goes on above a word of this relation.
fn leads_on(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Conj
            | Deprel::Parataxis
            | Deprel::Obl
            | Deprel::Nmod
            | Deprel::Advcl
            | Deprel::Acl
            | Deprel::AclRelcl
            | Deprel::Obj
            | Deprel::Nsubj
            | Deprel::NsubjPass
    )
}

/// What a governing verb does to its complement.
fn govern(
    scene: &Scene<'_>,
    words: &Words,
    trigger: usize,
    (above, below): (usize, usize),
    out: &mut Standing,
) {
    let deprel = scene.parsed.words[below].deprel;
    let lemma = scene.lemma(above);
    // Who "did not know that X attacked", or "forgot when", says that X did (Kiparsky and Kiparsky 1970, "Fact").
    if words.factive.contains(lemma) && deprel != Deprel::Xcomp {
        return;
    }
    // Who "has not denied" it has not said that it is so.
    if words.denying.contains(lemma) && negated(scene, words, above) {
        out.modality = Modality::Possible;
        return;
    }
    if words.negating.contains(lemma) || is_averted(scene, words, above, below) {
        out.negated = !out.negated;
    }
    if (words.is_saying(lemma) && deprel == Deprel::Ccomp) || performs(scene, words, trigger, above, below) {
        return;
    }
    let open = out.modality == Modality::Asserted;
    let told = words.demanding.contains(lemma)
        && (deprel == Deprel::Ccomp
            || scene.grammar().is_for_to(below)
            || scene.parsed.children(above).any(|c| {
                matches!(
                    scene.parsed.words[c].deprel,
                    Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::NsubjPass
                )
            }));
    if open && (told || obliges(scene, words, above, below)) {
        out.modality = Modality::Demanded;
    } else if open
        && words.planning.contains(lemma)
        && deprel != Deprel::Obj
        && !is_found(scene, words, above, below)
    {
        out.modality = Modality::Planned;
        out.intended = !others_act(scene, above, below);
    } else if open
        && (words.enabling.contains(lemma) && deprel == Deprel::Acl || doubts(scene, words, above, below))
    {
        out.modality = Modality::Possible;
    }
    if open && out.modality == Modality::Asserted {
        out.modality = auxiliaries(scene, words, above);
        out.intended |= out.modality == Modality::Planned;
    }
    // "Found *no evidence* that X attacked": the same denial was met at the noun.
    let met = deprel == Deprel::Obj && negated(scene, words, below);
    // "It is *not clear* whether X attacked" denies nothing.
    if negated(scene, words, above) && !met && !words.is_saying(lemma) && !is_asked(scene, words, below) {
        out.negated = !out.negated;
    }
}

/// Whether a word says of its complement that it may not be so: "is *believed* to have attacked", "*doubts* that X attacked", "*rumours* of an attack".
fn doubts(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    match scene.parsed.words[below].deprel {
        Deprel::Xcomp | Deprel::Ccomp => words.doubting.contains(scene.lemma(above)),
        // Whoever "had a chance to speak" may well have spoken.
        Deprel::Acl => words.doubtful.contains(scene.lemma(above)) && !scene.grammar().marked_to(below),
        Deprel::Nmod => words.doubtful.contains(scene.lemma(above)),
        _ => false,
    }
}

/// "We need to act", "Norway has to pay": it may not come to that, as it did where they "had to".
fn obliges(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    let had = || scene.parsed.text(scene.text, above).eq_ignore_ascii_case("had");
    let yet = || scene.parsed.children_by(above, Deprel::Advmod).any(|c| scene.lemma(c) == "yet");
    words.obliging.contains(scene.lemma(above))
        && scene.parsed.words[below].deprel == Deprel::Xcomp
        && scene.grammar().marked_to(below)
        && !had()
        && !yet()
}

/// "I want to thank X", "we would like to take the opportunity to condemn Y": who says so does so by saying it (Austin 1962, "How to Do Things
/// with Words").
fn performs(scene: &Scene<'_>, words: &Words, trigger: usize, above: usize, below: usize) -> bool {
    let parsed = scene.parsed;
    let first_person =
        |w: usize| parsed.words[w].upos == Upos::Pron && matches!(scene.lemma(w), "I" | "i" | "we");
    let performed = |w: usize| words.performed.contains(scene.lemma(w));
    let occasion =
        |w: usize| parsed.children_by(w, Deprel::Obj).any(|o| words.occasions.contains(scene.lemma(o)));
    words.performing.contains(scene.lemma(above))
        && (performed(below) || performed(trigger) && occasion(below))
        && !negated(scene, words, above)
        && parsed.children_by(above, Deprel::Nsubj).any(first_person)
}

/// Whether who acts in the complement is another than who plans: "expects *X* to leave" is no plan of X's.
fn others_act(scene: &Scene<'_>, above: usize, below: usize) -> bool {
    let agent = |verb: usize| scene.grammar().agent(verb, 0);
    agent(above).zip(agent(below)).is_some_and(|(planner, actor)| planner != actor)
}

/// Whether a clause tells of a thing what holds of it, whatever is to be done with the thing: "plans to visit the bank *which aids* exporters", "seeks to
/// help activists *targeted by* Chad".
fn is_of_thing(scene: &Scene<'_>, clause: usize) -> bool {
    match scene.parsed.words[clause].deprel {
        Deprel::AclRelcl => true,
        Deprel::Acl => scene.parsed.children_by(clause, Deprel::Mark).next().is_none(),
        _ => false,
    }
}

/// "agreed to cancel *after GenCorp withdrew*": a clause of the past that says when or why is no part of what was agreed.
fn tells_of_past(scene: &Scene<'_>, words: &Words, clause: usize) -> bool {
    let parsed = scene.parsed;
    let opens = |c: usize| {
        matches!(parsed.words[c].deprel, Deprel::Mark | Deprel::Advmod)
            && words.when_or_why.contains(scene.lemma(c))
    };
    if parsed.words[clause].deprel != Deprel::Advcl || !parsed.children(clause).any(opens) {
        return false;
    }
    let mut auxiliaries = parsed.children_by(clause, Deprel::Aux).peekable();
    if auxiliaries.peek().is_some() {
        return auxiliaries.all(|a| matches!(scene.lemma(a), "have" | "be"));
    }
    is_past_form(scene, clause)
}

fn is_past_form(scene: &Scene<'_>, verb: usize) -> bool {
    let form = scene.parsed.text(scene.text, verb).to_lowercase();
    form != scene.lemma(verb) && !form.ends_with('s') && !form.ends_with("ing")
}

/// "*determined* that the army committed crimes": who determines or decides that something was done has found it so, and plans nothing.
fn is_found(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    words.finding.contains(scene.lemma(above))
        && scene.parsed.words[below].deprel == Deprel::Ccomp
        && scene.parsed.subject(below).is_some()
        && scene.parsed.children_by(below, Deprel::Aux).all(|a| scene.lemma(a) == "have")
        && is_past_form(scene, below)
}

fn auxiliaries(scene: &Scene<'_>, words: &Words, verb: usize) -> Modality {
    // "is due to withdraw", which the tree may take for a preposition and its verb.
    let due = |c: usize| words.planning.contains(scene.lemma(c));
    let copula = scene.parsed.children_by(verb, Deprel::Cop).next().is_some();
    if copula && scene.parsed.children_by(verb, Deprel::Case).any(due) {
        return Modality::Planned;
    }
    // "is to meet"
    let be = |c: usize| {
        matches!(scene.parsed.words[c].deprel, Deprel::Aux | Deprel::Cop) && scene.lemma(c) == "be"
    };
    if scene.grammar().marked_to(verb) && scene.parsed.children(verb).any(be) {
        return Modality::Planned;
    }
    if is_headline_future(scene, verb) {
        return Modality::Planned;
    }
    if scene.parsed.children_by(verb, Deprel::Advmod).any(|c| words.hedging.contains(scene.lemma(c))) {
        return Modality::Possible;
    }
    for child in scene.parsed.children_by(verb, Deprel::Aux) {
        let lemma = scene.lemma(child);
        // "would" under a past verb of saying is the future seen from then: "they said they would boycott".
        let reported = lemma == "would" && scene.parsed.words[verb].deprel == Deprel::Ccomp;
        if words.planned.contains(lemma) || reported {
            return Modality::Planned;
        }
        if words.possible.contains(lemma) {
            return Modality::Possible;
        }
        if words.demanded.contains(lemma) {
            return Modality::Demanded;
        }
    }
    sharing(scene, verb).map_or(Modality::Asserted, |first| auxiliaries(scene, words, first))
}

/// "Germany *to send* tanks": an infinitive that is a sentence's verb.
fn is_headline_future(scene: &Scene<'_>, verb: usize) -> bool {
    scene.parsed.words[verb].deprel == Deprel::Root
        && scene.grammar().marked_to(verb)
        && scene.parsed.subject(verb).is_some()
}

/// A question asserts nothing.
fn is_question(scene: &Scene<'_>) -> bool {
    let last = scene.parsed.words.len() - 1;
    scene.parsed.text(scene.text, last).starts_with('?')
}

fn opens_condition(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    scene.parsed.children_by(verb, Deprel::Mark).any(|m| words.conditions.contains(scene.lemma(m)))
        || is_inverted(scene, verb)
}

/// "*Had Iran* attacked Iraq, ...", "*should Chad* leave, ...": a condition without a conjunction.
fn is_inverted(scene: &Scene<'_>, verb: usize) -> bool {
    let parsed = scene.parsed;
    let opens =
        |c: usize| matches!(parsed.text(scene.text, c).to_lowercase().as_str(), "had" | "were" | "should");
    let subject = parsed.children(verb).find(|c| parsed.words[*c].deprel.is_a(Deprel::Nsubj));
    let auxiliary = parsed
        .children_by(verb, Deprel::Aux)
        .chain(parsed.children_by(verb, Deprel::Cop))
        .find(|c| opens(*c));
    parsed.words[verb].deprel == Deprel::Advcl
        && auxiliary.zip(subject).is_some_and(|(aux, subject)| aux < subject)
}

fn conditional(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    scene.parsed.words[verb].deprel.is_a(Deprel::Advcl)
        && opens_condition(scene, words, verb)
        && !is_question_of(scene, words, verb)
}

/// "asked *whether* X would leave", "discussed *if* Y can pay": nobody says that it is so.
fn is_asked(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    (matches!(scene.parsed.words[verb].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Acl)
        || is_question_of(scene, words, verb))
        && opens_condition(scene, words, verb)
}

/// Under a verb of asking the tree may take a question for a condition.
fn is_question_of(scene: &Scene<'_>, words: &Words, verb: usize) -> bool {
    scene.parsed.words[verb].head.is_some_and(|above| words.asking.contains(scene.lemma(above)))
}

/// "..., Axios reported", "according to officials": the speaker named beside the clause.
fn aside(scene: &Scene<'_>, words: &Words, verb: usize) -> Option<usize> {
    let parsed = scene.parsed;
    // "X did this; Y did that, *according to Z*": what stands behind a semicolon is said of what it follows, and the tree may hang it on the first clause.
    let after = |child: &usize| !(verb..*child).any(|w| parsed.text(scene.text, w) == ";");
    let first = parsed.words[verb].head.filter(|_| parsed.words[verb].deprel == Deprel::Parataxis);
    let of_first =
        first.into_iter().flat_map(|first| parsed.children_by(first, Deprel::Obl)).filter(|c| *c > verb);
    for child in parsed.children(verb).chain(of_first).filter(after) {
        let deprel = parsed.words[child].deprel;
        // "as Axios reported" says it; "after Axios reported" only tells when.
        let as_said = || parsed.children_by(child, Deprel::Mark).all(|m| scene.lemma(m) == "as");
        if (deprel == Deprel::Parataxis || (deprel == Deprel::Advcl && as_said()))
            && words.is_saying(scene.lemma(child))
        {
            let speaker = parsed
                .children(child)
                .find(|c| matches!(parsed.words[*c].deprel, Deprel::Nsubj | Deprel::NsubjOuter));
            if speaker.is_some() {
                return speaker;
            }
        }
        if deprel == Deprel::Obl
            && (parsed.children_by(child, Deprel::Case).any(|c| scene.lemma(c) == "according")
                || scene.grammar().has_case(child, "according"))
        {
            return Some(child);
        }
    }
    None
}
