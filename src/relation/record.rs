//! One relation of an article, and how it is made of a match.

use super::argument::Argument;
use super::circumstances::{amount, date, location};
use super::context::SentenceContext;
use super::factuality::Factuality;
use super::role::Role;
use super::rule::Rule;
use super::trigger::TriggerWords;
use super::words::Words;
use crate::knowledge::CameoWeight;
use crate::label::{Cameo, EventClass, Modality};
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
    /// Nobody where none is said to act, as in "twelve people were killed".
    pub subject: Option<Argument>,
    pub object: Option<Argument>,
    pub relation: String,
    /// What is done, and its code; none for facts.
    pub event: Option<(EventClass, Cameo)>,
    /// The rule's own code: what the act is, whether done, meant or refused.
    pub(super) act: Option<Cameo>,
    /// The trigger's words as they stand in the text.
    pub trigger: String,
    /// From the first of these words to the last.
    pub trigger_span: Span<Bytes>,
    /// Index of the word that heads the trigger, in its sentence.
    pub(super) trigger_word: usize,
    /// Indices of the words that go with it.
    pub(super) trigger_rest: Vec<usize>,
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
    /// What the code of an event weighs.
    pub weight: Option<CameoWeight>,
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
        let parties = (Some(&subject), object.as_ref());
        let Circumstances { date, location, amount, attributed_to } =
            Circumstances::of_rule(found, parties, factuality);
        let doubt = if factuality.modality == Modality::Asserted { 1.0 } else { 0.9 };
        let arguments = subject.score * object.as_ref().map_or(0.9, |o| o.score);
        Relation {
            sentence: context.base.index,
            evidence: context.sentence().span(),
            relation: rule.relation.clone(),
            event: event(rule, factuality, words),
            act: rule.event.map(|(_, code)| code),
            trigger: trigger.text(),
            trigger_span: trigger.span(),
            trigger_word: trigger.head.index(),
            trigger_rest: trigger.rest.iter().map(|word| word.index()).collect(),
            defers: rule.defer,
            yields: rule.priority < 0,
            takes_clause: rule.object.contains(&Role::Clause),
            negated: factuality.negated,
            modality: factuality.modality,
            attributed_to,
            date,
            location,
            amount,
            confidence: words.confidence(rule.confidence * arguments.sqrt() * doubt),
            rule: rule.name.clone(),
            weight: None,
            subject: Some(subject),
            object,
        }
    }

    pub fn is_event(&self) -> bool {
        self.event.is_some()
    }

    /// The words of its trigger, by their indices.
    pub(super) fn trigger_words(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.trigger_word).chain(self.trigger_rest.iter().copied())
    }

    /// Whether the word of this index is one of its trigger's.
    pub(super) fn has_trigger(&self, word: usize) -> bool {
        self.trigger_words().any(|own| own == word)
    }

    /// Who is named on its sides.
    pub fn parties(&self) -> impl Iterator<Item = &Argument> {
        self.subject.iter().chain(&self.object)
    }

    /// Where its sides stand.
    pub(super) fn sides(&self) -> [Option<Span<Bytes>>; 2] {
        [&self.subject, &self.object].map(|party| party.as_ref().map(|p| p.span))
    }

    /// By what rows of a sentence stand in the order of the text.
    pub(super) fn order(&self) -> (usize, bool, [Option<Span<Bytes>>; 2]) {
        (self.trigger_word, !self.is_event(), self.sides())
    }

    /// Whether a phrase is one of its sides.
    pub fn has_argument(&self, argument: &Argument) -> bool {
        self.parties().any(|party| party.span == argument.span)
    }
}

/// When, where, over how much, and by whose word.
pub struct Circumstances {
    pub date: Option<usize>,
    pub location: Option<usize>,
    pub amount: Option<usize>,
    pub attributed_to: Option<Argument>,
}

/// Subject and object, where there are any.
type Parties<'p> = (Option<&'p Argument>, Option<&'p Argument>);

impl Circumstances {
    /// Those of an event.
    pub fn of_event<'a>(
        context: &SentenceContext<'a>,
        trigger: &TriggerWords<'a>,
        parties: Parties<'_>,
        factuality: &Factuality<'a>,
    ) -> Circumstances {
        Circumstances {
            date: date(context, trigger),
            location: location(context, trigger, parties),
            amount: amount(context, trigger, parties, true),
            attributed_to: said_by(context, trigger, factuality),
        }
    }

    /// Those of what a rule finds; nobody says of himself what he said.
    fn of_rule<'a>(found: Match<'_, 'a>, parties: Parties<'_>, factuality: &Factuality<'a>) -> Circumstances {
        let Match { context, rule, trigger } = found;
        let event = Circumstances::of_event(context, trigger, parties, factuality);
        if rule.is_event() {
            return event;
        }
        let subject = parties.0.map(|p| p.span);
        let another = |p: &Argument| Some(p.span) != subject;
        Circumstances {
            amount: amount(context, trigger, parties, false),
            attributed_to: event.attributed_to.filter(another),
            ..event
        }
    }
}

/// Who is named, or quoted, as the one who says it.
fn said_by<'a>(
    context: &SentenceContext<'a>,
    trigger: &TriggerWords<'a>,
    factuality: &Factuality<'a>,
) -> Option<Argument> {
    let named = factuality.speaker.and_then(|s| context.speaker(s));
    named.or_else(|| context.said_by(trigger.head).cloned())
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
