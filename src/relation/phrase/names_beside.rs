//! Names that stand beside a noun for one that they name: behind a title, in an apposition, as what is said of somebody.

use crate::entity::Mention;
use crate::knowledge::WordSet;
use crate::label::{Deprel, MentionKind, Upos};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    /// Who one is of whom two things are said: "my colleague and *friend*, Ann Bell".
    pub(super) fn named_by_both(&self, noun: Token<'a>) -> Option<Token<'a>> {
        let first = noun.head().filter(|_| noun.deprel() == Deprel::Conj)?;
        let own = |c: Token<'a>| matches!(c.deprel(), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod);
        if self.is_plural(first) || self.is_plural(noun) || noun.children().any(own) {
            return None;
        }
        let person = |w: &Token<'a>| self.mention_at(*w).is_some_and(|(_, m)| m.kind == MentionKind::Person);
        first.children_by(Deprel::Appos).find(|c| *c > noun && person(c))
    }

    /// Who several are, where they are named behind: "two commanders, *Ann Bell* and *Jo Holm*", "three states, *Chad*, *Mali* and *Niger*".
    pub fn named_each(&self, several: Token<'a>) -> Vec<Token<'a>> {
        if self.mention_at(several).is_some() || !self.is_plural(several) {
            return Vec::new();
        }
        let acts = |m: &Mention| match m.kind {
            MentionKind::Person | MentionKind::Organization => true,
            // States act, but no cities and no regions.
            MentionKind::Location => self.describer().agent_noun(several).is_some(),
            _ => false,
        };
        let named = |w: &Token<'a>| *w > several && self.mention_at(*w).is_some_and(|(_, m)| acts(m));
        let Some(first) = several.children_by(Deprel::Appos).find(named) else {
            return Vec::new();
        };
        let further: Vec<Token<'a>> = first.children_by(Deprel::Conj).filter(named).collect();
        if further.is_empty() { Vec::new() } else { [vec![first], further].concat() }
    }

    /// Whom or what a clause's noun is said of: "*Bell* was the man who ...", "*Bell*, the general who ...", "*Saar* is a town lying ...".
    pub(super) fn bearer_of(&self, noun: Token<'a>) -> Option<Token<'a>> {
        noun.children_by(Deprel::AclRelcl).chain(noun.children_by(Deprel::Acl)).next()?;
        let bearer = match noun.deprel() {
            Deprel::Appos => noun.head(),
            _ => {
                noun.children_by(Deprel::Cop).next()?;
                noun.children_by(Deprel::Nsubj).next()
            }
        };
        bearer.filter(|w| self.mention_at(*w).is_some_and(|(_, m)| m.kind.is_name()))
    }

    /// The bodies that go by their country and stand before a title: "*China's foreign ministry* spokesman".
    pub fn bodies_before(&self, title: Token<'a>) -> Vec<Argument> {
        let found = self.mentions.clone().filter_map(|index| {
            let body = &self.entities.mentions[index];
            let above = |w: &Token<'a>| w.head() == Some(title);
            let noun = self.sentence().tokens_of(body.words).rev().find(above).filter(|_| body.nests)?;
            let before = matches!(noun.deprel(), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc);
            (before && self.mention_at(noun).is_none()).then(|| self.named(noun, index, body)).flatten()
        });
        found.collect()
    }

    /// The person named right behind a title ("Secretary General *Joseph Luns*"): whatever the tree says, it is that person's. Gives
    /// the head of the name.
    pub fn named_behind(&self, title: Token<'a>) -> Option<Token<'a>> {
        for word in title.behind().take(3) {
            match self.mention_at(word) {
                Some((_, m)) if m.kind == MentionKind::Person && m.words.start == word.index() => {
                    return Some(self.sentence().head_of(m.words));
                }
                None if word.upos() == Upos::Propn => {}
                _ => return None,
            }
        }
        None
    }

    /// "Its president, *Ann Holm*", where the tree leaves the name hanging.
    pub(super) fn named_after_comma(&self, title: Token<'a>) -> Option<Token<'a>> {
        let name = title.next().filter(|t| t.text() == ",")?.next()?;
        let (_, next) = self.mention_at(name)?;
        let head = self.sentence().head_of(next.words);
        let hangs = next.kind == MentionKind::Person && next.words.start == name.index();
        (hangs && head.deprel() == Deprel::Dep).then_some(head)
    }

    /// The country named right behind a place and a comma ("Kassala, *Sudan*"), unless it is the next of a list.
    pub fn country_after(&self, place: Token<'a>) -> Option<Token<'a>> {
        let is_country = |m: &Mention| self.base.is_country(self.base.written(m));
        let (_, here) = self.mention_at(place)?;
        let comma = self.sentence().get(here.words.end).filter(|t| t.text() == ",")?;
        let (_, next) = self.mention_at(comma.next()?)?;
        let behind = self.sentence().get(next.words.end);
        let is_behind = |words: &WordSet| behind.is_some_and(|t| words.has(t.text()));
        let places = here.kind == MentionKind::Location && next.kind == MentionKind::Location;
        let place = |i: Token<'a>| self.mention_at(i).is_some_and(|(_, m)| m.kind == MentionKind::Location);
        // "fired into the East Sea, *South Korea's* chiefs of staff say", but "Kassala, *Sudan's* third largest city"
        let owned = || self.sentence().head_of(next.words).head();
        let owns = is_behind(&self.grammar().possessive)
            && owned().is_none_or(|noun| noun.deprel() != Deprel::Appos);
        let comma = behind.filter(|t| t.text() == ",");
        let list =
            is_behind(&self.grammar().joins_last) || owns || comma.and_then(Token::next).is_some_and(place);
        (places && next.words.start == here.words.end + 1 && !is_country(here) && is_country(next) && !list)
            .then(|| self.sentence().head_of(next.words))
    }
}
