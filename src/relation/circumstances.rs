//! When, where and how much: what the clause of a trigger names besides its arguments.

use super::argument::Argument;
use super::context::SentenceContext;
use super::tree::has_child;
use super::trigger::TriggerWords;
use crate::label::{Deprel, MentionKind};
use crate::sentence::Token;

/// The mention that `keep` accepts and that belongs to the trigger's clause, nearest first.
pub fn in_clause<'a>(
    context: &SentenceContext<'a>,
    trigger: &TriggerWords<'a>,
    keep: impl Fn(usize) -> bool,
) -> Option<usize> {
    let head = |m: usize| context.sentence().head_of(context.entities.mentions[m].words);
    context
        .mentions
        .clone()
        .filter(|m| keep(*m))
        .filter(|m| is_in_clause(context, trigger, head(*m)))
        .min_by_key(|m| context.entities.mentions[*m].words.start.abs_diff(trigger.head.index()))
}

/// Whether a word belongs to the trigger's clause.
fn is_in_clause<'a>(context: &SentenceContext<'a>, trigger: &TriggerWords<'a>, word: Token<'a>) -> bool {
    let mut at = word;
    for _ in 0..12 {
        if trigger.all().any(|t| t == at) {
            return true;
        }
        // "Detained eleven, *including two Danes*": said of some of them.
        if has_child(at, Deprel::Case, &context.grammar().before_some) {
            return false;
        }
        // "Withdrew its envoy after an attack *in Sarh*": that was there and then, not this.
        if at != word && has_child(at, Deprel::Case, &context.grammar().before_other_deed) {
            return false;
        }
        if matches!(
            at.deprel(),
            Deprel::Ccomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj
        ) && at != word
        {
            return false;
        }
        match at.head() {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The day of the act of a trigger.
pub fn date<'a>(context: &SentenceContext<'a>, trigger: &TriggerWords<'a>) -> Option<usize> {
    in_clause(context, trigger, |m| {
        context.entities.mentions[m].kind == MentionKind::Date && !is_deadline_of_another(context, trigger, m)
    })
}

/// Whether the date is the day by which another act than the trigger is to be done: "urged them to resume talks *by March 20*".
fn is_deadline_of_another<'a>(
    context: &SentenceContext<'a>,
    trigger: &TriggerWords<'a>,
    date: usize,
) -> bool {
    let head = context.sentence().head_of(context.entities.mentions[date].words);
    let deadline = head.children_by(Deprel::Case).any(|c| context.words.is_deadline(c.lemma()));
    let above = head.head();
    deadline && above.is_some_and(|above| trigger.all().all(|t| t != above))
}

/// Where the act of a trigger is said to happen: a place that is none of its arguments.
pub fn location<'a>(
    context: &SentenceContext<'a>,
    trigger: &TriggerWords<'a>,
    (subject, object): (Option<&Argument>, Option<&Argument>),
) -> Option<usize> {
    let is_party = |i: usize| [subject, object].into_iter().flatten().any(|p| p.mention == Some(i));
    in_clause(context, trigger, |i| {
        let found = &context.entities.mentions[i];
        let head = context.sentence().head_of(found.words);
        found.kind == MentionKind::Location
            && (is_placed(context, head) || region_of(context, head).is_some_and(|r| is_placed(context, r)))
            && !is_party(i)
    })
}

/// Whether something is said to be in the place that `word` names, or near it.
fn is_placed<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    word.has_case_in(|lemma| context.grammar().before_place.has(lemma))
}

/// The noun that says what kind of place a name is: "*Kandahar* province", "the city of *Goma*".
fn region_of<'a>(context: &SentenceContext<'a>, name: Token<'a>) -> Option<Token<'a>> {
    let of = || name.has_case_in(|lemma| context.grammar().genitive.has(lemma));
    let noun = name.head().filter(|_| match name.deprel() {
        Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Appos => true,
        Deprel::Nmod => of(),
        _ => false,
    })?;
    (context.words.is_region(noun.lemma()) && context.mention_at(noun).is_none()).then_some(noun)
}

/// How much the act of a trigger is about. How many were acted on counts, how many acted is no measure of the act; of a fact only the object's own
/// amount is one.
pub fn amount<'a>(
    context: &SentenceContext<'a>,
    trigger: &TriggerWords<'a>,
    (subject, object): (Option<&Argument>, Option<&Argument>),
    of_event: bool,
) -> Option<usize> {
    let is_amount = |m: &usize| context.entities.mentions[*m].kind.is_amount();
    let inside = |argument: &Argument, m: usize| context.entities.mentions[m].span.overlaps(argument.span);
    let acts = |m: usize| subject.is_some_and(|s| inside(s, m));
    let own = object.and_then(|o| context.mentions.clone().filter(is_amount).find(|m| inside(o, *m)));
    let near = || in_clause(context, trigger, |m| is_amount(&m) && (object.is_none() || !acts(m)));
    if of_event { own.or_else(near) } else { own }
}
