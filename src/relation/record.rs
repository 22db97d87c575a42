//! One relation of an article, and how it is made of a match.

use super::argument::Argument;
use super::circumstances::{amount, date, location};
use super::context::SentenceContext;
use super::factuality::{Factuality, Modality};
use super::role::Role;
use super::rule::Rule;
use super::trigger::TriggerWords;
use super::words::Words;
use crate::label::{Cameo, EventClass};
use crate::text::{Bytes, Span};

/// The code of a refusal of which no more is known.
const REFUSAL: &str = "120";

/// A rule whose trigger stands in a sentence.
#[derive(Clone, Copy)]
pub struct Match<'m, 'a> {
    pub context: &'m SentenceContext<'a>,
    pub rule: &'m Rule,
    pub trigger: &'m TriggerWords<'a>,
}

/// One relation of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub sentence: usize,
    /// The sentence, as bytes of the text.
    pub evidence: Span<Bytes>,
    pub subject: Argument,
    pub object: Option<Argument>,
    pub relation: String,
    /// What is done, and its code; none for facts.
    pub event: Option<(EventClass, Cameo)>,
    /// The rule's own code: what the act is, whether done, meant or refused.
    pub(super) act: Option<Cameo>,
    /// The trigger's words as they stand in the text.
    pub trigger: String,
    /// Index of the word that heads the trigger, in its sentence.
    pub(super) trigger_word: usize,
    pub(super) takes_clause: bool,
    pub(super) defers: bool,
    /// Its rule's priority is below 0.
    pub(super) yields: bool,
    pub negated: bool,
    pub modality: Modality,
    /// Who is quoted for it.
    pub attributed_to: Option<Argument>,
    /// Mentions (indices) of the day, the place and the amount, where the clause names them.
    pub date: Option<usize>,
    pub location: Option<usize>,
    pub amount: Option<usize>,
    /// 0 to 1.
    pub confidence: f32,
    /// Name of the rule.
    pub rule: String,
}

impl Relation {
    /// What a match says of these two.
    pub fn new<'a>(
        found: Match<'_, 'a>,
        subject: Argument,
        object: Option<Argument>,
        factuality: &Factuality<'a>,
    ) -> Relation {
        let Match { context, rule, trigger } = found;
        let words = context.words;
        let doubt = if factuality.modality == Modality::Asserted { 1.0 } else { 0.9 };
        let arguments = subject.score * object.as_ref().map_or(0.9, |o| o.score);
        Relation {
            sentence: context.base.index,
            evidence: context.sentence().span(),
            relation: rule.relation.clone(),
            event: event(rule, factuality, words),
            act: rule.event.map(|(_, code)| code),
            trigger: trigger.text(),
            trigger_word: trigger.head.index(),
            defers: rule.defer,
            yields: rule.priority < 0,
            takes_clause: rule.object.contains(&Role::Clause),
            negated: factuality.negated,
            modality: factuality.modality,
            attributed_to: attributed_to(found, &subject, factuality),
            date: date(context, trigger),
            location: location(context, trigger, &subject, object.as_ref()),
            amount: amount(context, trigger, (&subject, object.as_ref()), rule.is_event()),
            confidence: words.confidence(rule.confidence * arguments.sqrt() * doubt),
            rule: rule.name.clone(),
            subject,
            object,
        }
    }

    pub fn is_event(&self) -> bool {
        self.event.is_some()
    }

    /// Whether a phrase is one of its sides.
    pub fn has_argument(&self, argument: &Argument) -> bool {
        self.subject.span == argument.span || self.object.as_ref().is_some_and(|o| o.span == argument.span)
    }
}

/// Who is named, or quoted, as the one who says it; nobody says of himself what he said.
fn attributed_to<'a>(
    found: Match<'_, 'a>,
    subject: &Argument,
    factuality: &Factuality<'a>,
) -> Option<Argument> {
    let Match { context, rule, trigger } = found;
    factuality
        .speaker
        .and_then(|s| context.speaker(s))
        .or_else(|| context.said_by(trigger.head).cloned())
        .filter(|p| rule.is_event() || (p.span != subject.span && rule.relation != "said"))
}

/// The event of a rule and its CAMEO code, as the trigger stands: what is intended is another event than what is done, what is refused a third.
fn event(rule: &Rule, factuality: &Factuality<'_>, words: &Words) -> Option<(EventClass, Cameo)> {
    let (event, act) = rule.event?;
    let about = |event: EventClass, plain: Cameo| (event, words.finer(event, act).unwrap_or(plain));
    if factuality.refused && words.refuses(event) {
        return Some(about(EventClass::Reject, REFUSAL.parse().ok()?));
    }
    let hypothetical = factuality.modality == Modality::Hypothetical;
    let intended = factuality.intended && !hypothetical && !factuality.negated;
    match words.intended(event).filter(|_| intended) {
        Some((event, plain)) => Some(about(event, plain)),
        None => rule.event,
    }
}
