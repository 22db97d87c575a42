//! The noun that says what an actor is: "officials", "the *Bank* of Cyprus", "*King* Hussein".

use super::describe::Describer;
use crate::knowledge::gazetteer::{Agent, Share};
use crate::label::{Deprel, MentionKind, Sector, Upos};
use crate::sentence::Token;
use crate::text::{Span, Tokens};

impl<'a> Describer<'a> {
    /// The noun that says what is described: a body's name by the noun that heads it, whatever stands before ("*General* Motors"), a person's by
    /// the title it begins with ("*King* Hussein", but Martin Luther *King*), any other phrase by its head.
    pub(super) fn telling(&self, head: Token<'a>) -> Option<&'a Agent> {
        match self.name {
            Some((words, MentionKind::Organization)) => {
                let noun = self.noun_of_body(words);
                if self.is_of_legislature(self.context.sentence.token(words.start), noun) {
                    return self.context.knowledge.gazetteer.agent("", &self.words().legislature);
                }
                self.agent_noun(noun).filter(|a| a.body || (a.fights() && self.is_in_plural(noun)))
            }
            Some((words, MentionKind::Person)) => {
                (words.len() > 1).then(|| self.agent_noun(self.context.sentence.token(words.start))).flatten()
            }
            _ => self.agent_noun(head),
        }
    }

    /// The last word of a body's name before what it is of or for: "*Bank* of Cyprus", "Senate *Committee* on Banking".
    fn noun_of_body(&self, name: Span<Tokens>) -> Token<'a> {
        let ends = |t: &Token<'a>| t.upos() == Upos::Adp || matches!(t.text(), "(" | "[");
        // "Fruit of the Loom *Inc*": a form of company heads the whole name.
        let is_firm = |i: Token<'a>| self.agent_noun(i).is_some_and(Agent::is_form_of_company);
        let last = self.context.sentence.token(name.end - 1);
        let before = self.context.sentence.tokens_of(name).skip(1).find(ends).and_then(Token::previous);
        before.filter(|_| !is_firm(last)).unwrap_or(last)
    }

    /// "*Senate* Banking *Committee*", "*House* *subcommittee*"
    fn is_of_legislature(&self, first: Token<'a>, noun: Token<'a>) -> bool {
        self.words().chambers.has(first.text()) && self.words().committees.has_lower(noun.text())
    }

    /// Whether no word tells of which one the noun is.
    fn is_bare(&self, noun: Token<'a>) -> bool {
        let tells = |c: Token<'a>| {
            matches!(
                c.deprel(),
                Deprel::Det
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::NmodPoss
                    | Deprel::NmodDesc
                    | Deprel::Flat
            )
        };
        !noun.children().any(tells)
    }

    fn is_in_plural(&self, noun: Token<'a>) -> bool {
        let written = noun.text();
        !written.eq_ignore_ascii_case(&self.context.singular(written))
    }

    /// The sector of the agent noun at `word`; none where it is none.
    pub fn agent(&self, word: Token<'a>) -> Option<Sector> {
        self.agent_noun(word)?.sector.clone()
    }

    /// The sector that somebody has from the agent noun at `word`, to which they belong.
    pub(super) fn shared(&self, word: Token<'a>, share: Share) -> Option<Sector> {
        let agent = self.noun_beside(word).filter(|a| a.body || share != Share::OfBodies);
        let known = agent.filter(|a| !self.is_of_unknown_body(word, a));
        known?.sector.clone()
    }

    /// The agent noun at `word`, beside the name that is described: a body is nobody who works there ("Orano, the *miner*").
    pub(super) fn noun_beside(&self, word: Token<'a>) -> Option<&'a Agent> {
        let body = self.name.is_some_and(|(_, kind)| kind == MentionKind::Organization);
        self.agent_noun(word).filter(|a| !body || a.body || a.sector != Some(Sector::Cvl))
    }

    /// What is known of the agent noun at `word`.
    pub fn agent_noun(&self, word: Token<'a>) -> Option<&'a Agent> {
        // In "secretary general" and "attorney general" the office is the first word.
        let office = |t: &Token<'a>| {
            self.words().general.has_lower(word.text())
                && self.words().offices_before_general.has_lower(t.text())
        };
        let hyphen = word.index() > 1 && word.previous().is_some_and(|h| h.text() == "-");
        let places = if hyphen { -2 } else { -1 };
        let word = word.offset(places).filter(office).unwrap_or(word);
        let lemma = if word.upos() == Upos::Propn {
            let written = word.text();
            self.context.singular(written.strip_suffix('.').unwrap_or(written))
        } else {
            let lemma = word.lemma();
            lemma.strip_suffix('.').unwrap_or(lemma).to_string()
        };
        // "Dublin-*based* Ryanair" is no base.
        let participle =
            matches!(word.upos(), Upos::Verb | Upos::Adj) && !word.text().eq_ignore_ascii_case(&lemma);
        if participle {
            return None;
        }
        // "*think*-tanks"
        let before = word.offset(places).map_or("", Token::text);
        self.context.knowledge.gazetteer.agent(before, &lemma).filter(|a| match (a.plural, a.told) {
            (true, _) => self.is_in_plural(word),
            (_, true) => self.is_in_plural(word) || !self.is_bare(word),
            _ => true,
        })
    }
}
