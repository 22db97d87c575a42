//! Where the parties of a relation stand around its trigger, in terms of grammar.
//!
//! Passive, control, coordination, relative and participle clauses are undone here once, so that a rule says "subject" and means the one
//! who acts.

mod clause;
mod noun;
mod verb;

use super::role::Role;
use crate::encoder::Parsed;
use crate::label::{Deprel, Upos};

/// The words of a trigger in a sentence: its head, and those that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerWords {
    pub head: usize,
    pub rest: Vec<usize>,
}

impl TriggerWords {
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.head).chain(self.rest.iter().copied())
    }
}

/// Heads of the phrases that fill `role`, nearest first; conjuncts are not yet added.
pub fn fill(parsed: &Parsed, text: &str, role: &Role, trigger: &TriggerWords) -> Vec<usize> {
    let grammar = Grammar { parsed, text };
    let verbal = matches!(parsed.words[trigger.head].upos, Upos::Verb | Upos::Aux);
    match role {
        Role::Itself => vec![trigger.head],
        Role::Subject if verbal => grammar.actor(trigger).into_iter().collect(),
        Role::Subject => grammar.noun_agent(trigger),
        Role::Means => grammar.means(trigger),
        Role::Object if verbal => grammar.patient(trigger).into_iter().collect(),
        Role::Object => grammar.under(trigger, "of"),
        Role::Recipient => {
            let indirect: Vec<usize> = trigger
                .all()
                .flat_map(|t| grammar.recipient(t))
                .filter(|r| !trigger.rest.contains(r))
                .collect();
            if indirect.is_empty() { grammar.under(trigger, "to") } else { indirect }
        }
        Role::Bearer => grammar.bearer(trigger.head),
        // Of "captured the Chadian town" the town is the trigger's, and the country the town's.
        Role::Possessor => trigger.all().flat_map(|t| parsed.children_by(t, Deprel::NmodPoss)).collect(),
        Role::Modifier => trigger.all().flat_map(|t| grammar.modifiers(t)).collect(),
        Role::Attacker => {
            let before = |t| parsed.children_by(t, Deprel::Compound).filter(move |c| *c < t);
            trigger.all().flat_map(before).collect()
        }
        Role::Complement => grammar.complement(trigger.head),
        Role::Apposition => grammar.appositions(trigger.head),
        Role::Described => grammar.described(trigger.head),
        Role::Leading => grammar.leading(trigger.head).into_iter().collect(),
        Role::Counted => grammar.counted(trigger.head),
        Role::Bracketed => grammar.bracketed(trigger.head),
        Role::Clause => grammar.clause(trigger, 0),
        Role::Condition => grammar.condition(trigger.head),
        Role::Controlled => grammar.controlled(trigger),
        Role::Preposition(p) => grammar.under(trigger, p),
    }
}

pub(super) struct Grammar<'a> {
    pub parsed: &'a Parsed,
    pub text: &'a str,
}

/// Nouns of prepositions of three words.
const PHRASAL: [&str; 26] = [
    "accordance",
    "addition",
    "behalf",
    "cooperation",
    "coordination",
    "charge",
    "defence",
    "defense",
    "exchange",
    "favor",
    "favour",
    "front",
    "light",
    "line",
    "partnership",
    "place",
    "protest",
    "reaction",
    "response",
    "retaliation",
    "return",
    "search",
    "solidarity",
    "spite",
    "support",
    "violation",
];

/// Steps up or down a chain of clauses that are followed.
const DEEPEST: usize = 6;

impl Grammar<'_> {
    fn deprel(&self, i: usize) -> Deprel {
        self.parsed.words[i].deprel
    }

    fn child(&self, i: usize, deprel: Deprel) -> Option<usize> {
        self.parsed.children_by(i, deprel).next()
    }

    /// Whoever does what a verb says. Of "Serb *forces engaged*" the forces are not engaged by themselves; of "our *cooperation expanded*" it is ours.
    fn actor(&self, trigger: &TriggerWords) -> Option<usize> {
        let agent = self.agent(trigger.head, 0)?;
        if trigger.rest.contains(&agent) { self.child(agent, Deprel::NmodPoss) } else { Some(agent) }
    }

    /// Nouns that a noun of the trigger says the kind of: the mission of "undertook a *mediation* mission".
    fn carriers(&self, trigger: &TriggerWords) -> impl Iterator<Item = usize> {
        let kinds = trigger.rest.iter().filter(|w| self.deprel(**w) == Deprel::Compound);
        kinds.filter_map(|w| self.parsed.words[*w].head).filter(|noun| trigger.all().all(|t| t != *noun))
    }

    /// Phrases after `preposition` that hang on any of the trigger's words.
    fn under(&self, trigger: &TriggerWords, preposition: &str) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for word in trigger.all().chain(self.carriers(trigger)) {
            out.extend(self.predicate(word).filter(|p| self.has_case(*p, preposition)));
            for child in self.parsed.children(word).chain(self.misplaced(word)) {
                let nominal = matches!(
                    self.deprel(child),
                    Deprel::Obl
                        | Deprel::Nmod
                        | Deprel::OblAgent
                        | Deprel::OblUnmarked
                        | Deprel::NmodUnmarked
                );
                let fits = nominal && self.has_case(child, preposition) && !trigger.rest.contains(&child);
                if fits && !self.is_phrasal(child) {
                    out.push(child);
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// What is said of a noun: "X is from *Y*".
    fn predicate(&self, noun: usize) -> Option<usize> {
        let said = self.parsed.words[noun].head.filter(|_| self.deprel(noun) == Deprel::Nsubj)?;
        let denied =
            self.parsed.children_by(said, Deprel::Advmod).any(|c| self.parsed.words[c].lemma == "not");
        (self.child(said, Deprel::Cop).is_some() && !denied).then_some(said)
    }

    /// Whether a noun is but part of a preposition: "in *support* of", "on *behalf* of", "in *response* to".
    fn is_phrasal(&self, noun: usize) -> bool {
        let bare =
            self.parsed.children(noun).all(|c| !matches!(self.deprel(c), Deprel::Det | Deprel::NmodPoss));
        let carried = self.parsed.children(noun).any(|c| c > noun && self.deprel(c) == Deprel::Nmod);
        bare && carried && PHRASAL.contains(&self.parsed.words[noun].lemma.as_str())
    }

    /// Obliques that the tree hangs on a noun beside the verb: only a verb has such, so they are its own.
    fn misplaced(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let noun = |c: &usize| {
            matches!(self.deprel(*c), Deprel::Obj | Deprel::Obl)
                && matches!(self.parsed.words[*c].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        };
        let verbal = self.parsed.words[verb].upos == Upos::Verb;
        let beside = self.parsed.children(verb).filter(move |_| verbal).filter(noun);
        beside.flat_map(|n| self.parsed.children_by(n, Deprel::Obl))
    }

    pub fn has_case(&self, word: usize, preposition: &str) -> bool {
        let matches_word = |text: &str| {
            text.eq_ignore_ascii_case(preposition)
                || (preposition == "against" && text == "v.")
                || (preposition == "on" && text.eq_ignore_ascii_case("upon"))
        };
        // The first word of the preposition decides: "because of" is no "of", "out of" is a kind of "from".
        let mut cases = self.parsed.children_by(word, Deprel::Case).map(|c| self.parsed.text(self.text, c));
        let Some(first) = cases.next() else { return false };
        matches_word(first)
            || cases.next().is_some_and(|second| {
                (matches_word(second) && preposition != "of")
                    || (preposition == "from" && (first, second) == ("out", "of"))
            })
    }
}

/// The phrase heads joined to `head` by "and" and the like, `head` first.
pub fn conjuncts(parsed: &Parsed, head: usize) -> Vec<usize> {
    // Of "Libyan leader Gaddafi and President Zhivkov" the tree may join the names, below the title.
    let unbroken = |c: &usize| *c > head && (head..*c).all(|w| parsed.words[w].upos != Upos::Punct);
    let named = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc]
        .into_iter()
        .flat_map(|r| parsed.children_by(head, r))
        .filter(unbroken);
    let joined = std::iter::once(head).chain(named).flat_map(|h| parsed.children_by(h, Deprel::Conj));
    let nominal = |c: &usize| {
        matches!(parsed.words[*c].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num)
    };
    std::iter::once(head).chain(joined.filter(nominal)).collect()
}
