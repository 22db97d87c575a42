//! Around a noun: whose it is, what stands before and behind it, and of whom it is said.

use super::{Grammar, TriggerWords};
use crate::encoder::Word;
use crate::label::{Deprel, Upos};

impl Grammar<'_> {
    /// Whose a noun is: "*Chad's* plan", "a *Chadian* plan".
    pub(super) fn owner(&self, noun: usize) -> Option<usize> {
        self.child(noun, Deprel::NmodPoss).or_else(|| self.modifiers(noun).first().copied())
    }

    /// By whom a deed was done or claimed: "a raid conducted by the *army*".
    pub fn doer(&self, deed: usize) -> Option<usize> {
        let said =
            self.parsed.children(deed).filter(|c| matches!(self.deprel(*c), Deprel::Acl | Deprel::AclRelcl));
        said.filter(|verb| self.is_passive(*verb)).find_map(|verb| self.agent(verb, 0))
    }

    /// Who acts in what a noun names: "*Trump's* meeting", "talks between *X* and Y", "a *U.S.* strike", "support from *X*"; or
    /// the subject of the verb whose object the noun is ("*X* began talks").
    pub(super) fn noun_agent(&self, trigger: &TriggerWords) -> Vec<usize> {
        let noun = trigger.head;
        for role in ["between", "by", "from"] {
            let found = self.under(trigger, role);
            if !found.is_empty() {
                return found;
            }
        }
        let owner: Vec<usize> = self.parsed.children_by(noun, Deprel::NmodPoss).collect();
        if !owner.is_empty() {
            return owner;
        }
        let modifiers = self.modifiers(noun);
        if !modifiers.is_empty() {
            return modifiers;
        }
        let of = self.under(trigger, "of");
        if !of.is_empty() {
            return of;
        }
        let governor = self.parsed.words[noun].head.filter(|g| {
            self.parsed.words[*g].upos == Upos::Verb && matches!(self.deprel(noun), Deprel::Obj | Deprel::Obl)
        });
        governor.and_then(|g| self.agent(g, 0)).into_iter().collect()
    }

    /// "X is one of the largest banks": what is said of one of them is said of X.
    fn one_of(&self, noun: usize) -> Option<usize> {
        let one = self.parsed.words[noun]
            .head
            .filter(|_| self.deprel(noun) == Deprel::Nmod && self.has_case(noun, "of"))?;
        (self.parsed.words[one].lemma == "one").then_some(one)
    }

    /// Whether a noun only says what somebody is: "X is a *member*", "X, a *member*".
    pub fn is_said_of(&self, noun: usize) -> bool {
        self.deprel(noun) == Deprel::Appos || !self.bearer(noun).is_empty()
    }

    pub(super) fn bearer(&self, title: usize) -> Vec<usize> {
        let title = self.one_of(title).unwrap_or(title);
        let mut out = Vec::new();
        let relation = self.deprel(title);
        if let Some(head) = self.parsed.words[title].head
            && (matches!(relation, Deprel::NmodDesc | Deprel::Compound | Deprel::Flat | Deprel::Appos)
                && self.parsed.words[head].upos == Upos::Propn)
        {
            out.push(head);
        }
        out.extend(self.parsed.children(title).filter(|c| {
            matches!(self.deprel(*c), Deprel::Appos | Deprel::Flat)
                && self.parsed.words[*c].upos == Upos::Propn
        }));
        // "X is the president of Y", "X, who was president", "X became president", "as president"; "X is opposed", which trees may take for a passive
        let called_passive =
            self.parsed.words[title].upos == Upos::Adj && self.child(title, Deprel::AuxPass).is_some();
        if called_passive || self.child(title, Deprel::Cop).is_some() {
            out.extend(
                self.parsed
                    .children(title)
                    .find(|c| {
                        matches!(self.deprel(*c), Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass)
                    })
                    .map(|s| self.antecedent(s, title)),
            );
        }
        // "flew as part of the group"
        let role = relation == Deprel::Obl && self.has_case(title, "as");
        if let Some(verb) = self.parsed.words[title]
            .head
            .filter(|v| role && self.child(*v, Deprel::Obj).is_none() && !self.is_passive(*v))
        {
            out.extend(self.agent(verb, 0));
        }
        if let Some(verb) = self.parsed.words[title].head {
            let verb_lemma = self.parsed.words[verb].lemma.as_str();
            let becomes =
                matches!(verb_lemma, "become" | "remain" | "serve" | "elect" | "appoint" | "name" | "work")
                    && matches!(relation, Deprel::Xcomp | Deprel::Obl | Deprel::Obj);
            if becomes {
                let passive = self.parsed.children_by(verb, Deprel::NsubjPass).next();
                out.extend(
                    passive
                        .or_else(|| self.child(verb, Deprel::Obj).filter(|o| *o != title))
                        .or_else(|| self.agent(verb, 0)),
                );
            }
        }
        out
    }

    pub(super) fn modifiers(&self, noun: usize) -> Vec<usize> {
        let capital = |i: usize| self.parsed.text(self.text, i).starts_with(char::is_uppercase);
        self.parsed
            .children(noun)
            .filter(|c| {
                *c < noun
                    && matches!(self.deprel(*c), Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                    && capital(*c)
                    && self.parsed.text(self.text, c + 1) != "-"
            })
            .collect()
    }

    /// Appositions right behind their noun. In a list ("Gabon, Yemen, ...") commas part equals, and the tree often takes one for the other.
    pub fn appositions(&self, noun: usize) -> Vec<usize> {
        let comma = |i: usize| self.parsed.text(self.text, i) == ",";
        let commas = (noun + 1..self.parsed.words.len().min(noun + 9)).filter(|i| comma(*i)).count();
        if commas > 2 || self.child(noun, Deprel::Conj).is_some() {
            return Vec::new();
        }
        self.parsed
            .children(noun)
            .filter(|c| {
                // "the commander, Northern Command": with no preposition the tree's "nmod" is one too.
                let unmarked = self.deprel(*c) == Deprel::Nmod && self.child(*c, Deprel::Case).is_none();
                *c > noun
                    && (unmarked
                        || matches!(self.deprel(*c), Deprel::Appos | Deprel::NmodUnmarked | Deprel::List))
            })
            .filter(|c| (noun + 1..*c).all(|i| self.parsed.text(self.text, i) != "-"))
            .collect()
    }

    /// What the common nouns beside a name belong to.
    pub(super) fn described(&self, name: usize) -> Vec<usize> {
        let before = self.parsed.words[name].head.filter(|h| {
            *h < name && matches!(self.deprel(name), Deprel::Flat | Deprel::NmodDesc | Deprel::Appos)
        });
        let beside = self.parsed.children(name).filter(|c| {
            matches!(
                self.deprel(*c),
                Deprel::Appos | Deprel::NmodDesc | Deprel::Compound | Deprel::NmodUnmarked
            )
        });
        let nouns = beside.chain(before).filter(|n| self.parsed.words[*n].upos == Upos::Noun);
        let belongs = |c: usize| match self.deprel(c) {
            Deprel::NmodPoss | Deprel::Compound => true,
            Deprel::Nmod => {
                ["of", "for", "at", "with", "in", "from", "to"].iter().any(|p| self.has_case(c, p))
            }
            _ => false,
        };
        nouns
            .flat_map(|n| self.parsed.children(n).filter(move |c| belongs(*c)))
            .filter(|c| *c != name)
            .collect()
    }

    pub(super) fn leading(&self, name: usize) -> Option<usize> {
        let part = |i: &usize| {
            matches!(self.deprel(*i), Deprel::Det | Deprel::Compound | Deprel::Flat | Deprel::Amod)
                && *i < name
        };
        let own = |i: &usize| part(i) && self.parsed.text(self.text, *i).chars().all(|c| !c.is_lowercase());
        let verbal = |w: &Word| matches!(w.upos, Upos::Verb | Upos::Aux);
        if self.parsed.words.iter().any(verbal) {
            return None;
        }
        let capitals = self.parsed.text(self.text, name).chars().all(|c| !c.is_lowercase());
        let mut first = name;
        while capitals && first > 0 && own(&(first - 1)) {
            first -= 1;
        }
        let before = first.checked_sub(1)?;
        (self.parsed.words[before].upos == Upos::Propn).then_some(before)
    }

    /// The noun that a number or "dozens" counts.
    pub(super) fn counted(&self, count: usize) -> Vec<usize> {
        let head = self.parsed.words[count].head.filter(|_| self.deprel(count) == Deprel::Nummod);
        match head {
            Some(noun) => vec![noun],
            None => {
                self.parsed.children_by(count, Deprel::Nmod).filter(|c| self.has_case(*c, "of")).collect()
            }
        }
    }

    pub(super) fn bracketed(&self, noun: usize) -> Vec<usize> {
        let opens = |i: usize| i > 0 && matches!(self.parsed.text(self.text, i - 1), "(" | "[");
        let found: Vec<usize> = self.parsed.children(noun).filter(|c| *c > noun && opens(*c)).collect();
        if found.is_empty() { self.bracket_behind(noun).into_iter().collect() } else { found }
    }

    /// The one word in the bracket that opens behind the rest of the name, whatever the tree hangs it on: "the Command's (*NAVCENT*)".
    fn bracket_behind(&self, noun: usize) -> Option<usize> {
        let text = |i: usize| self.parsed.text(self.text, i);
        let of_name = |i: usize| {
            self.parsed.words[i].upos == Upos::Propn
                || matches!(text(i), "of" | "the" | "and" | "in" | "for" | "'s" | "’s" | "-")
        };
        let mut i = noun + 1;
        while i + 2 < self.parsed.words.len() && i < noun + 12 && of_name(i) {
            i += 1;
        }
        (i + 2 < self.parsed.words.len() && text(i) == "(" && text(i + 2) == ")").then_some(i + 1)
    }
}
