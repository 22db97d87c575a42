//! Whether a row's relation is asserted, denied, planned, possible, demanded or hypothetical, and who says so.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::actor::Scene;
use super::grammar::has_child;
use super::negation::{is_averted, is_had, is_missed, negated, sharing};
use super::presupposed::is_taken_for_granted;
use super::words::Words;
use crate::label::{Deprel, Upos, by_name};
use crate::sentence::Token;

/// How far what a sentence says is a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Modality {
    #[default]
    Asserted,
    Planned,
    Possible,
    Demanded,
    Hypothetical,
}

by_name!(Modality, "modality");

/// What the words around a trigger say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing<'a> {
    pub negated: bool,
    pub modality: Modality,
    /// The actor means to do it: an announced or agreed act.
    pub intended: bool,
    /// The actor says it will not: a refusal rather than something that did not happen.
    pub refused: bool,
    /// Head of the phrase that names who says it.
    pub speaker: Option<Token<'a>>,
}

/// Reads the clause of `trigger`, a word of `event`, and the clauses above it.
pub fn standing<'a>(scene: &Scene<'a>, event: &str, trigger: Token<'a>) -> Standing<'a> {
    let under_clauses = read(scene, trigger);
    if is_taken_for_granted(scene, event, trigger) {
        let speaker = under_clauses.speaker;
        return Standing { negated: negated(scene, trigger), speaker, ..Standing::default() };
    }
    under_clauses
}

/// What the trigger's clause and those above it make of it.
fn read<'a>(scene: &Scene<'a>, trigger: Token<'a>) -> Standing<'a> {
    let mut out = own_clause(scene, trigger);
    let mut below = trigger;
    // Whether what stands above still decides if the act is done.
    let mut open = true;
    // Whether all so far was about the act itself: "banned a *plan to attack* X", not "banned a *group* accused of attacking X".
    let mut whole = true;
    for _ in 0..8 {
        out.speaker = out.speaker.or_else(|| aside(scene, below));
        let Some(above) = below.head() else { break };
        let deprel = below.deprel();
        let averted =
            is_averted(scene, above, below) && (whole || !matches!(deprel, Deprel::Obj | Deprel::NsubjPass));
        let had = whole && below != trigger && is_had(scene, above, below);
        let complement = is_complement(scene, trigger, (above, below)) || averted || had;
        open &= complement || !is_of_thing(below);
        open &= !tells_of_past(scene, below);
        if complement && open {
            govern(scene, trigger, (above, below), &mut out);
        }
        if is_word_of(scene.words, above.lemma(), deprel) {
            out.speaker = out.speaker.or_else(|| scene.agent(above, 0));
        }
        set_condition(scene, trigger, below, &mut out);
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

/// What the trigger's own clause makes of it.
fn own_clause<'a>(scene: &Scene<'a>, trigger: Token<'a>) -> Standing<'a> {
    let mut out = Standing {
        negated: negated(scene, trigger) || is_missed(scene, trigger),
        modality: auxiliaries(scene, trigger),
        intended: false,
        refused: false,
        speaker: None,
    };
    let mut auxiliaries = sharing(scene, trigger).unwrap_or(trigger).children_by(Deprel::Aux);
    out.refused = out.negated && auxiliaries.any(|a| scene.words.refusing_auxiliaries.has(a.lemma()));
    out.intended = out.modality == Modality::Planned;
    if conditional(scene, trigger) {
        out.modality = Modality::Hypothetical;
    } else if is_asked(scene, trigger) {
        (out.modality, out.intended) = (Modality::Possible, false);
    } else if out.modality == Modality::Asserted && is_question(scene) {
        out.modality = Modality::Possible;
    }
    out
}

/// What it makes of the trigger that the clause `below` is a condition, or what somebody asks.
fn set_condition<'a>(scene: &Scene<'a>, trigger: Token<'a>, below: Token<'a>, out: &mut Standing<'a>) {
    if below.deprel() == Deprel::Advcl && conditional(scene, below) {
        out.modality = Modality::Hypothetical;
    } else if below != trigger
        && matches!(out.modality, Modality::Asserted | Modality::Planned)
        && is_asked(scene, below)
    {
        (out.modality, out.intended) = (Modality::Possible, false);
    }
}

/// "*any* invasion of Chad would be met with force": whoever speaks of any deed speaks of none that was done.
fn is_of_any<'a>(scene: &Scene<'a>, trigger: Token<'a>) -> bool {
    trigger.upos() == Upos::Noun && has_child(trigger, Deprel::Det, &scene.words.any_deed)
}

/// Whether what stands above `below` says if it is done.
fn is_complement<'a>(scene: &Scene<'a>, trigger: Token<'a>, (above, below): (Token<'a>, Token<'a>)) -> bool {
    let tells_by = |deprel: Deprel| has_child(below, deprel, &scene.words.contents);
    match below.deprel() {
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
        // "rejected *claims that* X attacked Y"
        Deprel::Acl if scene.opened_by_that(below) || tells_by(Deprel::Mark) => {
            scene.words.tells(above.lemma())
        }
        // "the *risk of X attacking* Y", X hanging on the risk
        Deprel::Acl if scene.words.doubtful.has(above.lemma()) && !scene.marked_to(below) => {
            scene.is_ing(below)
        }
        Deprel::Acl | Deprel::Advcl => scene.marked_to(below),
        Deprel::Obj => below.upos() == Upos::Noun && (below == trigger || scene.words.tells(below.lemma())),
        // "the *risk of* an attack"
        Deprel::Nmod => below == trigger && tells_by(Deprel::Case) && scene.words.doubtful.has(above.lemma()),
        _ => false,
    }
}

/// Whether a clause of this relation is told by whoever does what `lemma` says: "X said that ...", "accused Y of arming Z".
fn is_word_of(words: &Words, lemma: &str, deprel: Deprel) -> bool {
    (deprel == Deprel::Ccomp && words.is_saying(lemma))
        || (matches!(deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp) && words.accusing.has(lemma))
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
fn govern<'a>(
    scene: &Scene<'a>,
    trigger: Token<'a>,
    (above, below): (Token<'a>, Token<'a>),
    out: &mut Standing<'a>,
) {
    let deprel = below.deprel();
    let lemma = above.lemma();
    // Who "did not know that X attacked", or "forgot when", says that X did (Kiparsky and Kiparsky 1970, "Fact").
    if scene.words.factive.has(lemma) && deprel != Deprel::Xcomp {
        return;
    }
    // Who "has not denied" it has not said that it is so.
    if scene.words.denying.has(lemma) && negated(scene, above) {
        out.modality = Modality::Possible;
        return;
    }
    if scene.words.negating.has(lemma) || is_averted(scene, above, below) {
        out.negated = !out.negated;
    }
    if (scene.words.is_saying(lemma) && deprel == Deprel::Ccomp) || performs(scene, trigger, above, below) {
        return;
    }
    if out.modality == Modality::Asserted {
        weaken(scene, (above, below), out);
    }
    // "Found *no evidence* that X attacked": the same denial was met at the noun.
    let met = deprel == Deprel::Obj && negated(scene, below);
    // "It is *not clear* whether X attacked" denies nothing.
    if negated(scene, above) && !met && !scene.words.is_saying(lemma) && !is_asked(scene, below) {
        out.negated = !out.negated;
    }
}

/// What a governing verb makes of a complement that was asserted until then.
fn weaken<'a>(scene: &Scene<'a>, (above, below): (Token<'a>, Token<'a>), out: &mut Standing<'a>) {
    let (deprel, lemma) = (below.deprel(), above.lemma());
    if is_told(scene, above, below) || obliges(scene, above, below) {
        out.modality = Modality::Demanded;
    } else if scene.words.planning.has(lemma) && deprel != Deprel::Obj && !is_found(scene, above, below) {
        out.modality = Modality::Planned;
        out.intended = !others_act(scene, above, below);
    } else if scene.words.enabling.has(lemma) && deprel == Deprel::Acl || doubts(scene, above, below) {
        out.modality = Modality::Possible;
    }
    if out.modality == Modality::Asserted {
        out.modality = auxiliaries(scene, above);
        out.intended |= out.modality == Modality::Planned;
    }
}

/// Whether somebody else is to do what completes a verb: "urged *X* to leave", "demanded *that* X leave".
fn is_told<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let other =
        |c: Token<'a>| matches!(c.deprel(), Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::NsubjPass);
    scene.words.demanding.has(above.lemma())
        && (below.deprel() == Deprel::Ccomp || scene.is_for_to(below) || above.children().any(other))
}

/// Whether a word says of its complement that it may not be so: "is *believed* to have attacked", "*doubts* that X attacked", "*rumours* of an attack".
fn doubts<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    match below.deprel() {
        Deprel::Xcomp | Deprel::Ccomp => scene.words.doubting.has(above.lemma()),
        // Whoever "had a chance to speak" may well have spoken.
        Deprel::Acl => scene.words.doubtful.has(above.lemma()) && !scene.marked_to(below),
        Deprel::Nmod => scene.words.doubtful.has(above.lemma()),
        _ => false,
    }
}

/// "We need to act", "Norway has to pay": it may not come to that, as it did where they "had to".
fn obliges<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let had = || scene.words.met_obligations.has_lower(above.text());
    let yet = || has_child(above, Deprel::Advmod, &scene.words.not_yet);
    scene.words.obliging.has(above.lemma())
        && below.deprel() == Deprel::Xcomp
        && scene.marked_to(below)
        && !had()
        && !yet()
}

/// "I want to thank X", "we would like to take the opportunity to condemn Y": who says so does so by saying it (Austin 1962, "How to Do Things
/// with Words").
fn performs<'a>(scene: &Scene<'a>, trigger: Token<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    // Other parsers leave the capital of "I" in its base form.
    let pronoun = |w: Token<'a>| scene.context.lexicon().pronouns.of(&w.lemma().to_lowercase());
    let first_person = |w: Token<'a>| {
        w.upos() == Upos::Pron && pronoun(w).is_some_and(|p| p.is_first_person() && p.is_subject())
    };
    let performed = |w: Token<'a>| scene.words.performed.has(w.lemma());
    let occasion = |w: Token<'a>| w.children_by(Deprel::Obj).any(|o| scene.words.occasions.has(o.lemma()));
    scene.words.performing.has(above.lemma())
        && (performed(below) || performed(trigger) && occasion(below))
        && !negated(scene, above)
        && above.children_by(Deprel::Nsubj).any(first_person)
}

/// Whether who acts in the complement is another than who plans: "expects *X* to leave" is no plan of X's.
fn others_act<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let agent = |verb: Token<'a>| scene.agent(verb, 0);
    agent(above).zip(agent(below)).is_some_and(|(planner, actor)| planner != actor)
}

/// Whether a clause tells of a thing what holds of it, whatever is to be done with the thing: "plans to visit the bank *which aids* exporters", "seeks to
/// help activists *targeted by* Chad".
fn is_of_thing(clause: Token<'_>) -> bool {
    match clause.deprel() {
        Deprel::AclRelcl => true,
        Deprel::Acl => clause.children_by(Deprel::Mark).next().is_none(),
        _ => false,
    }
}

/// "agreed to cancel *after GenCorp withdrew*": a clause of the past that says when or why is no part of what was agreed.
fn tells_of_past<'a>(scene: &Scene<'a>, clause: Token<'a>) -> bool {
    let opens = |c: Token<'a>| {
        matches!(c.deprel(), Deprel::Mark | Deprel::Advmod) && scene.words.when_or_why.has(c.lemma())
    };
    if clause.deprel() != Deprel::Advcl || !clause.children().any(opens) {
        return false;
    }
    let mut auxiliaries = clause.children_by(Deprel::Aux).peekable();
    if auxiliaries.peek().is_some() {
        return auxiliaries.all(|a| scene.words.tense_auxiliaries.has(a.lemma()));
    }
    is_past_form(scene, clause)
}

/// Whether a verb's form is one of the past: neither its base form, nor that of the third person in "-s", nor that in "-ing". A name in a verb's place
/// counts as one for its capital.
fn is_past_form<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    let written = verb.text().to_lowercase();
    written != verb.lemma() && !written.ends_with('s') && !scene.is_ing(verb)
}

/// "*determined* that the army committed crimes": who determines or decides that something was done has found it so, and plans nothing.
fn is_found<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    scene.words.finding.has(above.lemma())
        && below.deprel() == Deprel::Ccomp
        && below.subject().is_some()
        && below.children_by(Deprel::Aux).all(|a| scene.words.perfect_auxiliaries.has(a.lemma()))
        && is_past_form(scene, below)
}

fn auxiliaries<'a>(scene: &Scene<'a>, verb: Token<'a>) -> Modality {
    // "is due to withdraw", which the tree may take for a preposition and its verb.
    let due = |c: Token<'a>| scene.words.planning.has(c.lemma());
    let copula = verb.children_by(Deprel::Cop).next().is_some();
    if copula && verb.children_by(Deprel::Case).any(due) {
        return Modality::Planned;
    }
    // "is to meet"
    let be = |c: Token<'a>| {
        matches!(c.deprel(), Deprel::Aux | Deprel::Cop) && scene.grammar().copula.has(c.lemma())
    };
    if scene.marked_to(verb) && verb.children().any(be) {
        return Modality::Planned;
    }
    if is_headline_future(scene, verb) {
        return Modality::Planned;
    }
    if verb.children_by(Deprel::Advmod).any(|c| scene.words.hedging.has(c.lemma())) {
        return Modality::Possible;
    }
    for child in verb.children_by(Deprel::Aux) {
        let lemma = child.lemma();
        // "would" under a past verb of saying is the future seen from then: "they said they would boycott".
        let reported = scene.words.reported_future.has(lemma) && verb.deprel() == Deprel::Ccomp;
        if scene.words.planned.has(lemma) || reported {
            return Modality::Planned;
        }
        if scene.words.possible.has(lemma) {
            return Modality::Possible;
        }
        if scene.words.demanded.has(lemma) {
            return Modality::Demanded;
        }
    }
    sharing(scene, verb).map_or(Modality::Asserted, |first| auxiliaries(scene, first))
}

/// "Germany *to send* tanks": an infinitive that is a sentence's verb.
fn is_headline_future<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    verb.deprel() == Deprel::Root && scene.marked_to(verb) && verb.subject().is_some()
}

/// A question asserts nothing.
fn is_question(scene: &Scene<'_>) -> bool {
    scene.context.sentence.last().is_some_and(|last| last.text().starts_with('?'))
}

fn opens_condition<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    verb.children_by(Deprel::Mark).any(|m| scene.words.conditions.has(m.lemma())) || is_inverted(scene, verb)
}

/// "*Had Iran* attacked Iraq, ...", "*should Chad* leave, ...": a condition without a conjunction.
fn is_inverted<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    let opens = |c: Token<'a>| scene.words.inverted.has_lower(c.text());
    let subject = verb.children().find(|c| c.deprel().is_a(Deprel::Nsubj));
    let auxiliary = verb.children_by(Deprel::Aux).chain(verb.children_by(Deprel::Cop)).find(|c| opens(*c));
    verb.deprel() == Deprel::Advcl && auxiliary.zip(subject).is_some_and(|(aux, subject)| aux < subject)
}

fn conditional<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    verb.deprel().is_a(Deprel::Advcl) && opens_condition(scene, verb) && !is_question_of(scene, verb)
}

/// "asked *whether* X would leave", "discussed *if* Y can pay": nobody says that it is so.
fn is_asked<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    (matches!(verb.deprel(), Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Acl)
        || is_question_of(scene, verb))
        && opens_condition(scene, verb)
}

/// Under a verb of asking the tree may take a question for a condition.
fn is_question_of<'a>(scene: &Scene<'a>, verb: Token<'a>) -> bool {
    verb.head().is_some_and(|above| scene.words.asking.has(above.lemma()))
}

/// "..., Axios reported", "according to officials": the speaker named beside the clause.
fn aside<'a>(scene: &Scene<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    // "X did this; Y did that, *according to Z*": what stands behind a semicolon is said of what it follows, and the tree may hang it on the first clause.
    let after = |child: &Token<'a>| !verb.up_to(*child).any(|w| w.text() == ";");
    let first = verb.head().filter(|_| verb.deprel() == Deprel::Parataxis);
    let of_first = first.into_iter().flat_map(|first| first.children_by(Deprel::Obl)).filter(|c| *c > verb);
    for child in verb.children().chain(of_first).filter(after) {
        let deprel = child.deprel();
        // "as Axios reported" says it; "after Axios reported" only tells when.
        let as_said = || child.children_by(Deprel::Mark).all(|m| scene.words.reporting.has(m.lemma()));
        if (deprel == Deprel::Parataxis || (deprel == Deprel::Advcl && as_said()))
            && scene.words.is_saying(child.lemma())
        {
            let speaker = child.children().find(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjOuter));
            if speaker.is_some() {
                return speaker;
            }
        }
        let source = &scene.grammar().before_source;
        if deprel == Deprel::Obl
            && (child.has_case_in(|lemma| source.has(lemma)) || scene.is_behind(child, source))
        {
            return Some(child);
        }
    }
    None
}
