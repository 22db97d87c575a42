//! What a verb or noun makes of the clause that completes it: "*refused to* attack", "*plans to* attack", "*denied that* X attacked".

use super::auxiliaries::auxiliaries;
use super::condition::is_asked;
use super::negation::{is_averted, negated};
use super::past::is_past_form;
use super::reading::Factuality;
use crate::label::{Deprel, Modality, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::sentence::Token;

/// What a governing verb does to its complement.
pub fn govern<'a>(
    context: &SentenceContext<'a>,
    trigger: Token<'a>,
    (above, below): (Token<'a>, Token<'a>),
    out: &mut Factuality<'a>,
) {
    let deprel = below.deprel();
    let lemma = above.lemma();
    // Who "did not know that X attacked", or "forgot when", says that X did (Kiparsky and Kiparsky 1970, "Fact").
    if context.words.factive.has(lemma) && deprel != Deprel::Xcomp {
        return;
    }
    // Who "has not denied" it has not said that it is so.
    if context.words.denying.has(lemma) && negated(context, above) {
        out.modality = Modality::Possible;
        return;
    }
    if context.words.negating.has(lemma) || is_averted(context, above, below) {
        out.negated = !out.negated;
    }
    if (context.words.is_saying(lemma) && deprel == Deprel::Ccomp) || performs(context, trigger, above, below)
    {
        return;
    }
    if out.modality == Modality::Asserted {
        weaken(context, (above, below), out);
    }
    // "Found *no evidence* that X attacked": the same denial was met at the noun.
    let met = deprel == Deprel::Obj && negated(context, below);
    // "It is *not clear* whether X attacked" denies nothing.
    if negated(context, above) && !met && !context.words.is_saying(lemma) && !is_asked(context, below) {
        out.negated = !out.negated;
    }
}

/// What a governing verb makes of a complement that was asserted until then.
fn weaken<'a>(
    context: &SentenceContext<'a>,
    (above, below): (Token<'a>, Token<'a>),
    out: &mut Factuality<'a>,
) {
    let (deprel, lemma) = (below.deprel(), above.lemma());
    if is_told(context, above, below) || obliges(context, above, below) {
        out.modality = Modality::Demanded;
    } else if context.words.planning.has(lemma) && deprel != Deprel::Obj && !is_found(context, above, below) {
        out.modality = Modality::Planned;
        out.intended = !others_act(context, above, below);
    } else if context.words.enabling.has(lemma) && deprel == Deprel::Acl || doubts(context, above, below) {
        out.modality = Modality::Possible;
    }
    if out.modality == Modality::Asserted {
        out.modality = auxiliaries(context, above);
        out.intended |= out.modality == Modality::Planned;
    }
}

/// Whether somebody else is to do what completes a verb: "urged *X* to leave", "demanded *that* X leave".
fn is_told<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let other =
        |c: Token<'a>| matches!(c.deprel(), Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::NsubjPass);
    context.words.demanding.has(above.lemma())
        && (below.deprel() == Deprel::Ccomp || context.is_for_to(below) || above.children().any(other))
}

/// Whether a word says of its complement that it may not be so: "is *believed* to have attacked", "*doubts* that X attacked", "*rumours* of an attack".
fn doubts<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    match below.deprel() {
        Deprel::Xcomp | Deprel::Ccomp => context.words.doubting.has(above.lemma()),
        // Whoever "had a chance to speak" may well have spoken.
        Deprel::Acl => context.words.doubtful.has(above.lemma()) && !context.marked_to(below),
        Deprel::Nmod => context.words.doubtful.has(above.lemma()),
        _ => false,
    }
}

/// "We need to act", "Norway has to pay": it may not come to that, as it did where they "had to".
fn obliges<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let had = || context.words.met_obligations.has_lower(above.text());
    let yet = || has_child(above, Deprel::Advmod, &context.words.not_yet);
    context.words.obliging.has(above.lemma())
        && below.deprel() == Deprel::Xcomp
        && context.marked_to(below)
        && !had()
        && !yet()
}

/// "I want to thank X", "we would like to take the opportunity to condemn Y": who says so does so by saying it (Austin 1962, "How to Do Things
/// with Words").
fn performs<'a>(
    context: &SentenceContext<'a>,
    trigger: Token<'a>,
    above: Token<'a>,
    below: Token<'a>,
) -> bool {
    // Other parsers leave the capital of "I" in its base form.
    let pronoun = |w: Token<'a>| context.lexicon().pronouns.of(&w.lemma().to_lowercase());
    let first_person = |w: Token<'a>| {
        w.upos() == Upos::Pron && pronoun(w).is_some_and(|p| p.is_first_person() && p.is_subject())
    };
    let performed = |w: Token<'a>| context.words.performed.has(w.lemma());
    let occasion = |w: Token<'a>| w.children_by(Deprel::Obj).any(|o| context.words.occasions.has(o.lemma()));
    context.words.performing.has(above.lemma())
        && (performed(below) || performed(trigger) && occasion(below))
        && !negated(context, above)
        && above.children_by(Deprel::Nsubj).any(first_person)
}

/// Whether who acts in the complement is another than who plans: "expects *X* to leave" is no plan of X's.
fn others_act<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let agent = |verb: Token<'a>| context.agent(verb, 0);
    agent(above).zip(agent(below)).is_some_and(|(planner, actor)| planner != actor)
}

/// "*determined* that the army committed crimes": who determines or decides that something was done has found it so, and plans nothing.
fn is_found<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    context.words.finding.has(above.lemma())
        && below.deprel() == Deprel::Ccomp
        && below.subject().is_some()
        && below.children_by(Deprel::Aux).all(|a| context.words.perfect_auxiliaries.has(a.lemma()))
        && is_past_form(context, below)
}
