//! From the head of a phrase to an argument: a name, a described actor ("Hungarian officials"), or what stands in its place.

mod extent;
mod held;
mod names_beside;
mod pronoun;

use super::argument::Argument;
use super::context::SentenceContext;
use crate::entity::{Affiliation, Mention};
use crate::knowledge::Agent;
use crate::label::{Deprel, MentionKind, MentionSource, Upos};
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    /// The argument that the phrase headed by `head` names. A phrase that is no actor itself may hold one ("*Iran's* offer").
    pub fn argument(&self, head: Token<'a>) -> Option<Argument> {
        let word = head.span();
        if self.transcript.is_some_and(|t| t.is_label(self.sentence().span(), word)) {
            return None;
        }
        if let Some((index, mention)) = self.mention_at(head) {
            // "*Norway* recalled its envoy": the owner's name stands in the clause itself.
            if head.upos() == Upos::Pron
                && let Some(owner) =
                    self.owner_subject(head).filter(|owner| self.is_entity_of(*owner, mention))
            {
                return self.argument(owner);
            }
            let actor =
                if mention.kind == MentionKind::Quantity { self.counted_actor(head, mention) } else { None };
            return actor.or_else(|| self.named(head, index, mention));
        }
        match head.upos() {
            Upos::Pron => self.pronoun(head),
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Sym => self.described(head),
            _ => None,
        }
    }

    /// Whether a word names the entity of a mention.
    fn is_entity_of(&self, word: Token<'a>, mention: &Mention) -> bool {
        let named = self.mention_at(word).and_then(|(_, m)| m.entity);
        named.is_some() && named == mention.entity
    }

    /// Those whom a count counts: "two *journalists*", "thousands of *students*".
    fn counted_actor(&self, head: Token<'a>, count: &Mention) -> Option<Argument> {
        if self.describer().agent_noun(head).is_some() {
            return self.described(head);
        }
        let of = |c: &Token<'a>| c.has_case_in(|lemma| self.grammar().partitive.has(lemma));
        let below = head.children_by(Deprel::Nmod).find(of)?;
        let mut argument = self.argument(below).filter(Argument::is_actor)?;
        if argument.mention.is_none() {
            argument.span = count.span.cover(argument.span);
        }
        Some(argument)
    }

    /// The argument that says something: a pronoun's is shown by the name it stands for.
    pub fn speaker(&self, head: Token<'a>) -> Option<Argument> {
        let mut argument = self.argument(head)?;
        if let Some(mention) = argument.mention.filter(|_| head.upos() == Upos::Pron) {
            argument.span = self.name_of(mention).span;
        }
        Some(argument)
    }

    /// The last name before a pronoun's mention that stands for the same; the mention itself where it is no pronoun's.
    fn name_of(&self, mention: usize) -> &'a Mention {
        let all = &self.entities.mentions;
        let own = &all[mention];
        let is_name = |m: &&Mention| m.source != MentionSource::Coreference && m.entity == own.entity;
        match own.source {
            MentionSource::Coreference => all[..mention].iter().rfind(is_name).unwrap_or(own),
            _ => own,
        }
    }

    /// The mention at `index`, whose word `head` stands where an argument does; none for dates and times.
    fn named(&self, head: Token<'a>, index: usize, mention: &Mention) -> Option<Argument> {
        let argument = |affiliation: Affiliation, score: f32| {
            let phrase = Argument::phrase(head, mention.span, Some(mention.kind), affiliation, score);
            Argument { mention: Some(index), ..phrase }
        };
        if mention.kind.is_name() {
            return Some(argument(self.affiliation_of(mention), mention.score));
        }
        mention.kind.is_amount().then(|| argument(Affiliation::default(), 0.9))
    }

    /// Where the bearer of a name belongs: as is known of it, else as the words around it say.
    fn affiliation_of(&self, name: &Mention) -> Affiliation {
        let entity = name.entity.map(|e| &self.entities.entities[e]);
        let mut affiliation = entity
            .map(|e| Affiliation { country: e.country.clone(), sector: e.sector.clone() })
            .unwrap_or_default();
        if affiliation.country.is_empty() || affiliation.sector.is_none() {
            let describer = self.base.describer_of(name.words, name.kind);
            let found = describer.phrase(self.sentence().head_of(name.words));
            if affiliation.country.is_empty() {
                affiliation.country = found.country;
            }
            // The States of America and the Soviet Union are no state officials and no trade union.
            if affiliation.sector.is_none() && name.kind != MentionKind::Location {
                affiliation.sector = found.sector;
            }
        }
        affiliation
    }

    /// Whom or what a noun describes that is in no mention.
    fn described(&self, head: Token<'a>) -> Option<Argument> {
        match self.name_for(head) {
            Some((word, index, name)) => self.named(word, index, name),
            None => Some(self.nameless(head)),
        }
    }

    /// The name of whom a noun describes, and its word that stands for it: "President *Obama*".
    fn name_for(&self, noun: Token<'a>) -> Option<(Token<'a>, usize, &'a Mention)> {
        // "President Obama" headed by its title: the name is the argument.
        let beside = [Deprel::Flat, Deprel::Appos, Deprel::NmodDesc]
            .iter()
            .flat_map(|r| noun.children_by(*r))
            .find_map(|c| {
                let (index, mention) = self.mention_at(c)?;
                (matches!(mention.kind, MentionKind::Person | MentionKind::Organization) && c > noun)
                    .then_some((c, index, mention))
            });
        beside.or_else(|| {
            let word = self.named_behind(noun).or_else(|| self.named_after_comma(noun));
            let word = word.or_else(|| self.named_by_both(noun)).or_else(|| self.bearer_of(noun))?;
            self.mention_at(word).map(|(index, mention)| (word, index, mention))
        })
    }

    /// The phrase of a noun for which there is no name: an actor's, or that of a thing.
    pub(super) fn nameless(&self, head: Token<'a>) -> Argument {
        let describer = self.describer();
        let affiliation = describer.phrase(head);
        let acts = |a: &&Agent| affiliation.sector.is_some() || describer.is_of_unknown_body(head, a);
        let agent = describer.agent_noun(head).filter(acts);
        let span = self.noun_phrase(head);
        match agent {
            Some(agent) => {
                let kind = if agent.body { MentionKind::Organization } else { MentionKind::Person };
                Argument::phrase(head, span, Some(kind), affiliation, 0.75)
            }
            None => {
                let affiliation = Affiliation { sector: None, ..affiliation };
                Argument::phrase(head, span, None, affiliation, 0.6)
            }
        }
    }
}
