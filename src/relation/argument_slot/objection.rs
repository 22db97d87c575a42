//! Why a slot stays empty, in words.

use super::ArgumentSlot;
use crate::label::Upos;
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::grammar::fill;
use crate::relation::role::Role;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

impl ArgumentSlot<'_> {
    /// Why nobody fills the slot: who stands at the first place that holds anybody, and what is wrong with them.
    pub fn why_empty<'a>(
        &self,
        context: &SentenceContext<'a>,
        trigger: &TriggerWords<'a>,
        not: &[Token<'a>],
    ) -> String {
        let places = self
            .roles
            .iter()
            .flat_map(|role| fill(context, role, trigger).into_iter().map(move |head| (role, head)));
        let names = || self.roles.iter().map(Role::to_string).collect::<Vec<_>>().join(" / ");
        match places.into_iter().find(|(_, head)| !not.contains(head)) {
            Some((role, head)) => {
                let word = head.text();
                format!("{role} is \"{word}\", {}", self.objection(context, head))
            }
            None => format!("nobody stands at {}", names()),
        }
    }

    /// What keeps the phrase headed by `head` from filling the slot.
    fn objection<'a>(&self, context: &SentenceContext<'a>, head: Token<'a>) -> String {
        let kinds = || self.kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(" / ");
        match context.argument(head) {
            None if head.upos() == Upos::Pron => "and whom it means is not sure".into(),
            None => "which is no name and no noun".into(),
            Some(argument) if self.named && argument.mention.is_none() => "which is no name".into(),
            Some(Argument { kind: Some(kind), .. })
                if !self.kinds.is_empty() && !self.kinds.contains(&kind) =>
            {
                format!("{}, where only {} will do", kind.as_str(), kinds())
            }
            Some(Argument { kind: None, .. }) if !self.kinds.is_empty() => {
                format!("which has no type, where only {} will do", kinds())
            }
            Some(_) => "which names nobody who acts".into(),
        }
    }
}
