//! Whether a row's relation is asserted, denied, planned, possible, demanded or hypothetical, and who says so.

mod auxiliaries;
mod condition;
mod governing;
mod negation;
mod past;
mod presupposed;
mod reading;
mod speaker;

pub use reading::Factuality;

use super::context::SentenceContext;
use super::tree::has_child;
use crate::label::{Deprel, EventClass, Modality, Upos};
use crate::sentence::Token;
use auxiliaries::auxiliaries;
use condition::{conditional, is_asked, is_question};
use governing::govern;
use negation::{is_averted, is_had, is_missed, negated, sharing};
use past::tells_of_past;
use presupposed::is_taken_for_granted;
use speaker::{aside, is_word_of};

/// Reads the clause of `trigger`, a word of `event`, and the clauses above it.
pub fn factuality_of<'a>(
    context: &SentenceContext<'a>,
    event: Option<EventClass>,
    trigger: Token<'a>,
) -> Factuality<'a> {
    let under_clauses = read(context, trigger);
    if is_taken_for_granted(context, event, trigger) {
        let speaker = under_clauses.speaker;
        return Factuality { negated: negated(context, trigger), speaker, ..Factuality::default() };
    }
    under_clauses
}

/// What the trigger's clause and those above it make of it.
fn read<'a>(context: &SentenceContext<'a>, trigger: Token<'a>) -> Factuality<'a> {
    let mut out = own_clause(context, trigger);
    let mut below = trigger;
    // Whether what stands above still decides if the act is done.
    let mut open = true;
    // Whether all so far was about the act itself: "banned a *plan to attack* X", not "banned a *group* accused of attacking X".
    let mut whole = true;
    for _ in 0..8 {
        out.speaker = out.speaker.or_else(|| aside(context, below));
        let Some(above) = below.head() else { break };
        let deprel = below.deprel();
        let averted = is_averted(context, above, below)
            && (whole || !matches!(deprel, Deprel::Obj | Deprel::NsubjPass));
        let had = whole && below != trigger && is_had(context, above, below);
        let complement = is_complement(context, trigger, (above, below)) || averted || had;
        open &= complement || !is_of_thing(below);
        open &= !tells_of_past(context, below);
        if complement && open {
            govern(context, trigger, (above, below), &mut out);
        }
        if is_word_of(context.words, above.lemma(), deprel) {
            out.speaker = out.speaker.or_else(|| context.agent(above, 0));
        }
        set_condition(context, trigger, below, &mut out);
        if !complement && !leads_on(deprel) {
            break;
        }
        whole &= complement || deprel == Deprel::Conj;
        below = above;
    }
    if out.modality == Modality::Asserted && !out.negated && is_of_any(context, trigger) {
        out.modality = Modality::Hypothetical;
    }
    out
}

/// What the trigger's own clause makes of it.
fn own_clause<'a>(context: &SentenceContext<'a>, trigger: Token<'a>) -> Factuality<'a> {
    let mut out = Factuality {
        negated: negated(context, trigger) || is_missed(context, trigger),
        modality: auxiliaries(context, trigger),
        intended: false,
        refused: false,
        speaker: None,
    };
    let mut auxiliaries = sharing(context, trigger).unwrap_or(trigger).children_by(Deprel::Aux);
    out.refused = out.negated && auxiliaries.any(|a| context.words.refusing_auxiliaries.has(a.lemma()));
    out.intended = out.modality == Modality::Planned;
    if conditional(context, trigger) {
        out.modality = Modality::Hypothetical;
    } else if is_asked(context, trigger) {
        (out.modality, out.intended) = (Modality::Possible, false);
    } else if out.modality == Modality::Asserted && is_question(context) {
        out.modality = Modality::Possible;
    }
    out
}

/// What it makes of the trigger that the clause `below` is a condition, or what somebody asks.
fn set_condition<'a>(
    context: &SentenceContext<'a>,
    trigger: Token<'a>,
    below: Token<'a>,
    out: &mut Factuality<'a>,
) {
    if below.deprel() == Deprel::Advcl && conditional(context, below) {
        out.modality = Modality::Hypothetical;
    } else if below != trigger
        && matches!(out.modality, Modality::Asserted | Modality::Planned)
        && is_asked(context, below)
    {
        (out.modality, out.intended) = (Modality::Possible, false);
    }
}

/// "*any* invasion of Chad would be met with force": whoever speaks of any deed speaks of none that was done.
fn is_of_any<'a>(context: &SentenceContext<'a>, trigger: Token<'a>) -> bool {
    trigger.upos() == Upos::Noun && has_child(trigger, Deprel::Det, &context.words.any_deed)
}

/// Whether what stands above `below` says if it is done.
fn is_complement<'a>(
    context: &SentenceContext<'a>,
    trigger: Token<'a>,
    (above, below): (Token<'a>, Token<'a>),
) -> bool {
    let tells_by = |deprel: Deprel| has_child(below, deprel, &context.words.contents);
    match below.deprel() {
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
        // "rejected *claims that* X attacked Y"
        Deprel::Acl if context.opened_by_that(below) || tells_by(Deprel::Mark) => {
            context.words.tells(above.lemma())
        }
        // "the *risk of X attacking* Y", X hanging on the risk
        Deprel::Acl if context.words.doubtful.has(above.lemma()) && !context.marked_to(below) => {
            context.is_ing(below)
        }
        Deprel::Acl | Deprel::Advcl => context.marked_to(below),
        Deprel::Obj => below.upos() == Upos::Noun && (below == trigger || context.words.tells(below.lemma())),
        // "the *risk of* an attack"
        Deprel::Nmod => {
            below == trigger && tells_by(Deprel::Case) && context.words.doubtful.has(above.lemma())
        }
        _ => false,
    }
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

/// Whether a clause tells of a thing what holds of it, whatever is to be done with the thing: "plans to visit the bank *which aids* exporters", "seeks to
/// help activists *targeted by* Chad".
fn is_of_thing(clause: Token<'_>) -> bool {
    match clause.deprel() {
        Deprel::AclRelcl => true,
        Deprel::Acl => clause.children_by(Deprel::Mark).next().is_none(),
        _ => false,
    }
}
