//! Who or what fills a slot where no actor stands at its places: what strikes, and actors deeper in the phrase.

use super::ArgumentSlot;
use crate::label::{Deprel, MentionKind};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::role::Role;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

impl ArgumentSlot<'_> {
    /// Whether a place before what happened only tells where: "the *Mali* ambush".
    pub(super) fn is_where<'a>(
        &self,
        context: &SentenceContext<'a>,
        happening: Token<'a>,
        place: &Argument,
    ) -> bool {
        place.kind == Some(MentionKind::Location)
            && context.token(place).deprel() == Deprel::Compound
            && self.words.happening.has(happening.lemma())
    }

    /// The phrase of what strikes, a weapon or an attack; or whose it is.
    pub(super) fn means<'a>(&self, context: &SentenceContext<'a>, head: Token<'a>) -> Option<Argument> {
        let found = context.argument(head).filter(|_| self.words.is_means(head.lemma()))?;
        let mut before = head.children_by(Deprel::Compound);
        let attacker = before.find(|c| self.words.is_attacker(c.lemma()) && context.mention_at(*c).is_none());
        let doer = || context.doer(head).and_then(|d| context.argument(d)).filter(Argument::is_actor);
        let held = context.held_actor(head, true).filter(|held| !self.is_where(context, head, held));
        let whose = held.or_else(|| context.argument(attacker?)).or_else(doer);
        Some(whose.unwrap_or(found))
    }

    /// An actor further below what the trigger governs: "denied land for *Berlin's* temple".
    pub(super) fn buried<'a>(
        &self,
        context: &SentenceContext<'a>,
        trigger: &TriggerWords<'a>,
        others: &[Argument],
        not: &[Token<'a>],
    ) -> Option<Argument> {
        if self.itself || self.owner || !self.kinds.is_empty() || !self.roles.contains(&Role::Object) {
            return None;
        }
        let below = others.iter().map(|p| context.token(p)).chain(trigger.rest.iter().copied());
        below.filter_map(|h| context.buried_actor(h)).find(|p| !not.contains(&context.token(p)))
    }
}
