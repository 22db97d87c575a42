//! Around a noun: whose it is, what stands before and behind it, and of whom it is said.

use crate::label::{Deprel, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

/// Words of a name behind which its short form may stand in brackets.
const BRACKET_BEHIND: usize = 12;

impl<'a> SentenceContext<'a> {
    /// Whose a noun is: "*Chad's* plan", "a *Chadian* plan".
    pub(super) fn owner(&self, noun: Token<'a>) -> Option<Token<'a>> {
        noun.child(Deprel::NmodPoss).or_else(|| self.modifiers(noun).first().copied())
    }

    /// By whom a deed was done or claimed: "a raid conducted by the *army*".
    pub fn doer(&self, deed: Token<'a>) -> Option<Token<'a>> {
        let said = deed.children().filter(|c| matches!(c.deprel(), Deprel::Acl | Deprel::AclRelcl));
        said.filter(|verb| self.is_passive(*verb)).find_map(|verb| self.agent(verb, 0))
    }

    /// Who acts in what a noun names: "*Trump's* meeting", "talks between *X* and Y", "a *U.S.* strike", "support from *X*"; or
    /// the subject of the verb whose object the noun is ("*X* began talks").
    pub(super) fn noun_agent(&self, trigger: &TriggerWords<'a>) -> Vec<Token<'a>> {
        let noun = trigger.head;
        for preposition in self.grammar().before_agent_of_noun.iter() {
            let found = self.under(trigger, std::slice::from_ref(preposition));
            if !found.is_empty() {
                return found;
            }
        }
        let owner: Vec<Token<'a>> = noun.children_by(Deprel::NmodPoss).collect();
        if !owner.is_empty() {
            return owner;
        }
        let modifiers = self.modifiers(noun);
        if !modifiers.is_empty() {
            return modifiers;
        }
        let of = self.under(trigger, &self.grammar().genitive);
        if !of.is_empty() {
            return of;
        }
        let governor = noun
            .head()
            .filter(|g| g.upos() == Upos::Verb && matches!(noun.deprel(), Deprel::Obj | Deprel::Obl));
        governor.and_then(|g| self.agent(g, 0)).into_iter().collect()
    }

    /// "X is one of the largest banks": what is said of one of them is said of X.
    fn one_of(&self, noun: Token<'a>) -> Option<Token<'a>> {
        let of = |noun: Token<'a>| self.is_behind(noun, &self.grammar().partitive);
        let one = noun.head().filter(|_| noun.deprel() == Deprel::Nmod && of(noun))?;
        self.grammar().one_of_several.has(one.lemma()).then_some(one)
    }

    /// Whether a noun only says what somebody is: "X is a *member*", "X, a *member*".
    pub fn is_said_of(&self, noun: Token<'a>) -> bool {
        noun.deprel() == Deprel::Appos || !self.bearer(noun).is_empty()
    }

    pub(super) fn bearer(&self, title: Token<'a>) -> Vec<Token<'a>> {
        let title = self.one_of(title).unwrap_or(title);
        let mut out = Vec::new();
        let relation = title.deprel();
        if let Some(head) = title.head()
            && (matches!(relation, Deprel::NmodDesc | Deprel::Compound | Deprel::Flat | Deprel::Appos)
                && head.upos() == Upos::Propn)
        {
            out.push(head);
        }
        // "X, the premier and a *member* of the bureau"
        if let Some(first) =
            title.head().filter(|first| relation == Deprel::Conj && first.upos() == Upos::Noun)
        {
            out.extend(self.bearer(first));
        }
        out.extend(
            title
                .children()
                .filter(|c| matches!(c.deprel(), Deprel::Appos | Deprel::Flat) && c.upos() == Upos::Propn),
        );
        // "X is the president of Y", "X, who was president", "X became president", "as president"; "X is opposed", which trees may take for a passive
        let called_passive = title.upos() == Upos::Adj && title.child(Deprel::AuxPass).is_some();
        if called_passive || title.child(Deprel::Cop).is_some() {
            out.extend(
                title
                    .children()
                    .find(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass))
                    .map(|s| self.antecedent(s, title)),
            );
        }
        // "flew as part of the group"
        let capacity = relation == Deprel::Obl && self.is_behind(title, &self.grammar().before_capacity);
        if let Some(verb) =
            title.head().filter(|v| capacity && v.child(Deprel::Obj).is_none() && !self.is_passive(*v))
        {
            out.extend(self.agent(verb, 0));
        }
        out.extend(self.who_becomes(title));
        out
    }

    /// Who becomes, stays or is called what a title says: "*X* became president", "named *X* president".
    fn who_becomes(&self, title: Token<'a>) -> Option<Token<'a>> {
        let verb = title.head().filter(|verb| self.grammar().becoming.has(verb.lemma()))?;
        if !matches!(title.deprel(), Deprel::Xcomp | Deprel::Obl | Deprel::Obj) {
            return None;
        }
        let passive = verb.children_by(Deprel::NsubjPass).next();
        passive.or_else(|| verb.child(Deprel::Obj).filter(|o| *o != title)).or_else(|| self.agent(verb, 0))
    }

    pub(super) fn modifiers(&self, noun: Token<'a>) -> Vec<Token<'a>> {
        let capital = |i: Token<'a>| i.text().starts_with(char::is_uppercase);
        noun.children()
            .filter(|c| {
                *c < noun
                    && matches!(c.deprel(), Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                    && capital(*c)
                    && c.next().is_none_or(|behind| behind.text() != "-")
            })
            .collect()
    }

    /// Appositions right behind their noun. In a list ("Gabon, Yemen, ...") commas part equals, and the tree often takes one for the other.
    pub fn appositions(&self, noun: Token<'a>) -> Vec<Token<'a>> {
        let commas = noun.behind().take(8).filter(|t| t.text() == ",").count();
        if commas > 2 || noun.child(Deprel::Conj).is_some() {
            return Vec::new();
        }
        noun.children()
            .filter(|c| {
                // "the commander, Northern Command": with no preposition the tree's "nmod" is one too.
                let unmarked = c.deprel() == Deprel::Nmod && c.child(Deprel::Case).is_none();
                *c > noun
                    && (unmarked || matches!(c.deprel(), Deprel::Appos | Deprel::NmodUnmarked | Deprel::List))
            })
            .filter(|c| noun.up_to(*c).skip(1).all(|t| t.text() != "-"))
            .collect()
    }

    /// What the common nouns beside a name belong to.
    pub(super) fn belonging_of(&self, name: Token<'a>) -> Vec<Token<'a>> {
        let before = name.head().filter(|h| {
            *h < name && matches!(name.deprel(), Deprel::Flat | Deprel::NmodDesc | Deprel::Appos)
        });
        let beside = name.children().filter(|c| {
            matches!(c.deprel(), Deprel::Appos | Deprel::NmodDesc | Deprel::Compound | Deprel::NmodUnmarked)
        });
        let nouns = beside.chain(before).filter(|n| n.upos() == Upos::Noun);
        let belongs = |c: Token<'a>| match c.deprel() {
            Deprel::NmodPoss | Deprel::Compound => true,
            Deprel::Nmod => self.is_behind(c, &self.grammar().before_employer),
            _ => false,
        };
        nouns.flat_map(|n| n.children().filter(move |c| belongs(*c))).filter(|c| *c != name).collect()
    }

    pub(super) fn leading(&self, name: Token<'a>) -> Option<Token<'a>> {
        let part = |i: &Token<'a>| {
            matches!(i.deprel(), Deprel::Det | Deprel::Compound | Deprel::Flat | Deprel::Amod) && *i < name
        };
        let in_capitals = |t: Token<'a>| t.text().chars().all(|c| !c.is_lowercase());
        if self.sentence().tokens().any(|t| matches!(t.upos(), Upos::Verb | Upos::Aux)) {
            return None;
        }
        let capitals = in_capitals(name);
        let own = |t: &Token<'a>| capitals && part(t) && in_capitals(*t);
        name.before().find(|t| !own(t)).filter(|before| before.upos() == Upos::Propn)
    }

    pub(super) fn bracketed(&self, noun: Token<'a>) -> Vec<Token<'a>> {
        let opens = |t: Token<'a>| t.previous().is_some_and(|before| matches!(before.text(), "(" | "["));
        let found: Vec<Token<'a>> = noun.children().filter(|c| *c > noun && opens(*c)).collect();
        if found.is_empty() { self.bracket_behind(noun).into_iter().collect() } else { found }
    }

    /// The one word in the bracket that opens behind the rest of the name, whatever the tree hangs it on: "the Command's (*NAVCENT*)".
    fn bracket_behind(&self, noun: Token<'a>) -> Option<Token<'a>> {
        let of_name = |i: Token<'a>| {
            i.upos() == Upos::Propn || i.text() == "-" || self.grammar().inside_names.has(i.text())
        };
        let open = noun.behind().take(BRACKET_BEHIND).find(|t| !of_name(*t)).filter(|t| t.text() == "(")?;
        let inside = open.next()?;
        inside.next().filter(|t| t.text() == ")").map(|_| inside)
    }
}
