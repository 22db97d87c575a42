//! The two sides of a rule, and the arguments that fill them around one trigger.

mod joint;
mod objection;
mod stand_in;

use super::argument::Argument;
use super::context::SentenceContext;
use super::grammar::fill;
use super::role::Role;
use super::rule::Rule;
use super::trigger::TriggerWords;
use super::words::Words;
use crate::knowledge::Pronoun;
use crate::label::{MentionKind, Upos};
use crate::sentence::Token;
use joint::{each, enclosing, joint};

/// One side of a rule: where to look, and who will do.
pub struct ArgumentSlot<'r> {
    roles: &'r [Role],
    /// Types of mention that may fill it; any where empty.
    kinds: &'r [MentionKind],
    /// Only somebody who can act.
    actors: bool,
    /// Only the phrase's head itself, not an actor inside the phrase.
    itself: bool,
    /// Only a name.
    named: bool,
    /// A side of a fact, no event's.
    facts: bool,
    /// A place takes the one around it along.
    enclosing: bool,
    /// Of an actor inside the phrase only whose or by whom the thing is: "a bomb in *Iraq*" is not Iraq's.
    owner: bool,
    words: &'r Words,
}

/// How a phrase will do.
enum Fit {
    /// As the rule wants it.
    Well,
    /// Where nothing better stands: it is no actor.
    Poorly,
}

impl<'r> ArgumentSlot<'r> {
    pub fn subject(rule: &'r Rule, words: &'r Words) -> ArgumentSlot<'r> {
        ArgumentSlot {
            roles: &rule.subject,
            kinds: &rule.subject_kinds,
            actors: true,
            itself: !rule.is_event(),
            named: false,
            facts: !rule.is_event(),
            enclosing: false,
            owner: true,
            words,
        }
    }

    pub fn object(rule: &'r Rule, words: &'r Words) -> ArgumentSlot<'r> {
        ArgumentSlot {
            roles: &rule.object,
            kinds: &rule.object_kinds,
            actors: rule.object_actor,
            itself: rule.object_itself,
            named: rule.object_named,
            facts: !rule.is_event(),
            enclosing: !rule.is_event(),
            owner: rule.object_owner,
            words,
        }
    }

    /// The arguments that the first place with any gives, conjuncts included, in the order of the text; `not` are taken words.
    pub fn arguments<'a>(
        &self,
        context: &SentenceContext<'a>,
        trigger: &TriggerWords<'a>,
        not: &[Token<'a>],
    ) -> Vec<Argument> {
        // What is no actor may be the object: "rejected the *charge*".
        let mut others = Vec::new();
        for role in self.roles {
            let bodies = self.bodies_at(context, role, trigger);
            if !bodies.is_empty() {
                return bodies;
            }
            let found = self.arguments_at(context, role, (trigger, not), &mut others);
            if !found.is_empty() {
                return self.each_apart(context, role, found);
            }
        }
        self.buried(context, trigger, &others, not)
            .map_or_else(|| others.into_iter().take(1).collect(), |p| vec![p])
    }

    /// The bodies that go by their country whose fact it is what they stand before: "*China's foreign ministry* spokesman".
    fn bodies_at<'a>(
        &self,
        context: &SentenceContext<'a>,
        role: &Role,
        trigger: &TriggerWords<'a>,
    ) -> Vec<Argument> {
        if !self.facts || !matches!(role, Role::Possessor | Role::Modifier) {
            return Vec::new();
        }
        let bodies = context.bodies_before(trigger.head).into_iter();
        bodies.filter(|b| b.kind.is_some_and(|k| self.kinds.contains(&k))).collect()
    }

    /// The arguments at one place; what is no actor goes to `others`.
    fn arguments_at<'a>(
        &self,
        context: &SentenceContext<'a>,
        role: &Role,
        (trigger, not): (&TriggerWords<'a>, &[Token<'a>]),
        others: &mut Vec<Argument>,
    ) -> Vec<Argument> {
        // No object is what is no actor inside a clause, or where it was done: "a strike in *prison*".
        let aside = *role == Role::Clause || !self.facts && is_locative(context, role);
        let mut out = Vec::new();
        for head in self.heads_at(context, role, trigger, not) {
            if *role == Role::Means {
                out.extend(self.means(context, head));
                continue;
            }
            let Some((found, fit)) = self.argument_of(context, head, not) else { continue };
            match fit {
                Fit::Well => out.push(found),
                Fit::Poorly if !aside => others.push(found),
                Fit::Poorly => {}
            }
        }
        out
    }

    /// Heads of the phrases at a place, conjuncts included, but for taken words and those that are no argument there.
    fn heads_at<'a>(
        &self,
        context: &SentenceContext<'a>,
        role: &Role,
        trigger: &TriggerWords<'a>,
        not: &[Token<'a>],
    ) -> Vec<Token<'a>> {
        // Who stands beside a title bears it alone: "Spain's minister, X, and Y" makes Y no minister.
        let alone = matches!(role, Role::Itself | Role::Bearer | Role::Apposition);
        let joined = |head: Token<'a>| if alone { vec![head] } else { each(context, head) };
        let heads = self.places(context, role, trigger).into_iter().flat_map(joined);
        heads
            .filter(|h| !is_taken(context, not, *h))
            .filter(|h| self.facts || !is_setting(context, role, trigger, *h))
            .filter(|h| *role != Role::Attacker || self.words.is_attacker(h.lemma()))
            .collect()
    }

    /// The arguments found at a place, each country and each place around another on its own, in the order of the text.
    fn each_apart<'a>(
        &self,
        context: &SentenceContext<'a>,
        role: &Role,
        found: Vec<Argument>,
    ) -> Vec<Argument> {
        // As those who are of them, "officials from the ministry and the bank" are one argument.
        let one = self.facts && *role == Role::Itself;
        let mut out: Vec<Argument> = found.into_iter().flat_map(|p| joint(context, p, one)).collect();
        if self.enclosing && self.kinds == [MentionKind::Location] {
            let around: Vec<Argument> = out.iter().filter_map(|p| enclosing(context, p)).collect();
            out.extend(around);
        }
        out.sort_by_key(|p| p.span);
        out.dedup_by_key(|p| p.span);
        out
    }

    /// Heads of the phrases that stand at a role.
    fn places<'a>(
        &self,
        context: &SentenceContext<'a>,
        role: &Role,
        trigger: &TriggerWords<'a>,
    ) -> Vec<Token<'a>> {
        // "The town was shelled, *killing* ten": not the town kills, but whoever or whatever shelled it.
        let violent = matches!(role, Role::Subject | Role::Means) && self.roles.contains(&Role::Means);
        if violent && let Some(passive) = context.passive_above(trigger.head) {
            return context.agent(passive, 0).into_iter().collect();
        }
        let behind = context.named_behind(trigger.head).filter(|_| *role == Role::Bearer);
        let behind = behind.or(context.country_after(trigger.head).filter(|_| *role == Role::Apposition));
        let mut places = behind.map_or_else(|| fill(context, role, trigger), |h| vec![h]);
        // "the Governments of *Canada* and Spain": what belongs to the trigger's own name is no argument beside it.
        let own = context
            .mention_at(trigger.head)
            .filter(|(_, m)| m.kind.is_name() && *role != Role::Itself)
            .map(|(index, _)| index);
        places.retain(|h| own.is_none() || context.mention_at(*h).map(|(index, _)| index) != own);
        // "X is a member of Y": said of X, a member is nobody besides.
        let said_of = |h: &Token<'a>| {
            *role == Role::Itself && context.mention_at(*h).is_none() && context.is_said_of(*h)
        };
        places.retain(|h| !said_of(h));
        places
    }

    /// Who heads a phrase, or an actor in it, and how that will do.
    fn argument_of<'a>(
        &self,
        context: &SentenceContext<'a>,
        head: Token<'a>,
        not: &[Token<'a>],
    ) -> Option<(Argument, Fit)> {
        let right = |p: &Argument| {
            (self.kinds.is_empty() || p.kind.is_some_and(|k| self.kinds.contains(&k)))
                && (!self.named || p.mention.is_some())
        };
        let argument = context.argument(head).filter(|p| !not.contains(&context.token(p)))?;
        if self.facts && self.is_nobody(context, &argument) {
            return None;
        }
        let measure = argument.kind.is_some_and(MentionKind::is_amount);
        if (argument.is_actor() || (measure && !self.actors)) && right(&argument) {
            return Some((argument, Fit::Well));
        }
        let held = if self.itself { None } else { context.held_actor(head, self.owner || self.facts) };
        let held =
            held.filter(|h| right(h) && !not.contains(&context.token(h)) && !self.is_where(context, head, h));
        match held {
            Some(held) => Some((held, Fit::Well)),
            None => (!self.actors && self.kinds.is_empty()).then_some((argument, Fit::Poorly)),
        }
    }

    /// What is said of "us" is no fact about the speaker.
    fn is_nobody<'a>(&self, context: &SentenceContext<'a>, argument: &Argument) -> bool {
        let head = context.token(argument);
        let speaks = |p: Pronoun| p.is_first_person() && p.is_plural();
        head.upos() == Upos::Pron
            && (argument.mention.is_none() || context.referring(head).is_some_and(speaks))
    }
}

/// Whether a word is taken, or one of the same name: the tree may hang two words of one on others ("United *Kingdom* of Great Britain and Northern
/// *Ireland*").
fn is_taken<'a>(context: &SentenceContext<'a>, taken: &[Token<'a>], word: Token<'a>) -> bool {
    let name = |w: Token<'a>| context.mention_at(w).map(|(index, _)| index);
    taken.contains(&word) || name(word).is_some_and(|own| taken.iter().any(|t| name(*t) == Some(own)))
}

/// Whether a place of a rule is one where things are done: "in", "at".
fn is_locative(context: &SentenceContext<'_>, role: &Role) -> bool {
    matches!(role, Role::Preposition(p) if context.grammar().where_done.has(p))
}

/// Where an event takes place, told before it: "*In Syria*, the coalition carried out strikes" strikes something there.
fn is_setting<'a>(
    context: &SentenceContext<'a>,
    role: &Role,
    trigger: &TriggerWords<'a>,
    head: Token<'a>,
) -> bool {
    is_locative(context, role) && head < trigger.head && trigger.head.upos() == Upos::Verb
}
