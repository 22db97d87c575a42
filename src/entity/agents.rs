//! The noun that says what an actor is: "officials", "the *Bank* of Cyprus", "*King* Hussein".

use super::MentionKind;
use super::describe::Describer;
use super::gazetteer::{Agent, Share};
use crate::label::{Deprel, Upos};
use crate::text::{Span, Tokens};

impl Describer<'_> {
    /// The noun that says what is described: a body's name by the noun that heads it, whatever stands before ("*General* Motors"), a person's by
    /// the title it begins with ("*King* Hussein", but Martin Luther *King*), any other phrase by its head.
    pub(super) fn telling(&self, head: usize) -> Option<&Agent> {
        match self.name {
            Some((words, MentionKind::Organization)) => {
                let noun = self.noun_of_body(words);
                if self.is_of_legislature(words.start, noun) {
                    return self.gazetteer.agent("", "legislature");
                }
                self.agent_noun(noun).filter(|a| a.body || (a.fights() && self.is_in_plural(noun)))
            }
            Some((words, MentionKind::Person)) => {
                (words.len() > 1).then(|| self.agent_noun(words.start)).flatten()
            }
            _ => self.agent_noun(head),
        }
    }

    /// The last word of a body's name before what it is of or for: "*Bank* of Cyprus", "Senate *Committee* on Banking".
    fn noun_of_body(&self, name: Span<Tokens>) -> usize {
        let ends = |i: &usize| {
            self.parsed.words[*i].upos == Upos::Adp || matches!(self.parsed.text(self.text, *i), "(" | "[")
        };
        // "Fruit of the Loom *Inc*": a form of company heads the whole name.
        let is_firm = |i: usize| self.agent_noun(i).is_some_and(Agent::is_form_of_company);
        let before = (name.start + 1..name.end).find(ends).map(|end| end - 1);
        before.filter(|_| !is_firm(name.end - 1)).unwrap_or(name.end - 1)
    }

    /// "*Senate* Banking *Committee*", "*House* *subcommittee*"
    fn is_of_legislature(&self, first: usize, noun: usize) -> bool {
        matches!(self.parsed.text(self.text, first), "Senate" | "House")
            && matches!(
                self.parsed.text(self.text, noun).to_lowercase().as_str(),
                "committee" | "subcommittee" | "panel" | "caucus"
            )
    }

    /// Whether no word tells of which one the noun is.
    fn is_bare(&self, noun: usize) -> bool {
        let tells = |c: usize| {
            matches!(
                self.parsed.words[c].deprel,
                Deprel::Det
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Nmod
                    | Deprel::NmodPoss
                    | Deprel::NmodDesc
                    | Deprel::Flat
            )
        };
        !self.parsed.children(noun).any(tells)
    }

    fn is_in_plural(&self, noun: usize) -> bool {
        let written = self.parsed.text(self.text, noun);
        !written.eq_ignore_ascii_case(&crate::text::lemma(written, Upos::Noun))
    }

    /// The sector of the agent noun at `word`; empty where it is none.
    pub fn agent(&self, word: usize) -> String {
        self.agent_noun(word).map(|a| a.sector.clone()).unwrap_or_default()
    }

    /// The sector that somebody has from the agent noun at `word`, to which they belong.
    pub(super) fn shared(&self, word: usize, share: Share) -> String {
        let agent = self.noun_beside(word).filter(|a| a.body || share != Share::OfBodies);
        let known = agent.filter(|a| !self.is_of_unknown_body(word, a));
        known.map(|a| a.sector.clone()).unwrap_or_default()
    }

    /// The agent noun at `word`, beside the name that is described: a body is nobody who works there ("Orano, the *miner*").
    pub(super) fn noun_beside(&self, word: usize) -> Option<&Agent> {
        let body = self.name.is_some_and(|(_, kind)| kind == MentionKind::Organization);
        self.agent_noun(word).filter(|a| !body || a.body || a.sector != "CVL")
    }

    /// What is known of the agent noun at `word`.
    pub fn agent_noun(&self, word: usize) -> Option<&Agent> {
        // In "secretary general" and "attorney general" the office is the first word.
        let office = |i: usize| {
            matches!(
                self.parsed.text(self.text, i).to_lowercase().as_str(),
                "secretary"
                    | "attorney"
                    | "director"
                    | "prosecutor"
                    | "consul"
                    | "inspector"
                    | "surgeon"
                    | "solicitor"
            )
        };
        let general = self.parsed.text(self.text, word).eq_ignore_ascii_case("general");
        let hyphen = word > 1 && self.parsed.text(self.text, word - 1) == "-";
        let title = word.checked_sub(if hyphen { 2 } else { 1 }).filter(|t| general && office(*t));
        let word = title.unwrap_or(word);
        let w = &self.parsed.words[word];
        let lemma = if w.upos == Upos::Propn {
            let written = self.parsed.text(self.text, word);
            crate::text::lemma(written.strip_suffix('.').unwrap_or(written), Upos::Noun)
        } else {
            w.lemma.clone()
        };
        // "*think*-tanks"
        let beside = word.checked_sub(if hyphen { 2 } else { 1 });
        let before = beside.map_or("", |beside| self.parsed.text(self.text, beside));
        self.gazetteer.agent(before, &lemma).filter(|a| match (a.plural, a.told) {
            (true, _) => self.is_in_plural(word),
            (_, true) => self.is_in_plural(word) || !self.is_bare(word),
            _ => true,
        })
    }
}
