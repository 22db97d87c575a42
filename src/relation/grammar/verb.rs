//! Around a verb: who does what it says, to whom, and who receives.

use super::DEEPEST;
use crate::knowledge::Pronoun;
use crate::label::{Deprel, Form, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    pub fn is_passive(&self, verb: Token<'a>) -> bool {
        verb.children().any(|c| matches!(c.deprel(), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass))
            || self.has_passive_agent(verb)
            || self.is_past_participle_modifier(verb)
            || self.is_past_participle_complement(verb)
            || self.is_past_participle_conjunct(verb)
    }

    /// "as *demanded* by the farmers": with somebody by whom it is done and nobody who does it.
    fn has_passive_agent(&self, verb: Token<'a>) -> bool {
        verb.child(Deprel::OblAgent).is_some()
            && verb.children().all(|c| !matches!(c.deprel(), Deprel::Nsubj | Deprel::Obj))
    }

    /// "was struck and *killed*": a participle that shares the passive's subject and auxiliary.
    fn is_past_participle_conjunct(&self, verb: Token<'a>) -> bool {
        verb.deprel() == Deprel::Conj
            && verb.children().all(|c| !matches!(c.deprel(), Deprel::Nsubj | Deprel::Obj | Deprel::Aux))
            && verb.form() == Form::Inflected
            && verb.head().is_some_and(|head| head.children().any(|c| c.deprel() == Deprel::AuxPass))
    }

    /// "troops *killed* by a bomb": a participle that modifies its noun and has no object of its own.
    fn is_past_participle_modifier(&self, verb: Token<'a>) -> bool {
        verb.deprel() == Deprel::Acl
            && !self.is_ing(verb)
            && verb.child(Deprel::Obj).is_none()
            && verb.child(Deprel::Mark).is_none()
    }

    /// "was deemed *detained*": a participle that completes a verb without "to".
    fn is_past_participle_complement(&self, verb: Token<'a>) -> bool {
        verb.deprel() == Deprel::Xcomp && verb.child(Deprel::Mark).is_none() && verb.form() == Form::Inflected
    }

    /// Whether a word is a present participle or a gerund, be it tagged as the noun or adjective that it became ("soldiers *missing* in Chad"), which is
    /// its own base form.
    pub fn is_ing(&self, word: Token<'a>) -> bool {
        let as_verb = || {
            let lemmas = &self.lexicon().lemmas;
            lemmas.form(word.text(), &lemmas.lemma(word.text(), Upos::Verb))
        };
        word.form() == Form::Ing || (word.upos() != Upos::Verb && as_verb() == Form::Ing)
    }

    /// Whoever does what `verb` says.
    pub fn agent(&self, verb: Token<'a>, depth: usize) -> Option<Token<'a>> {
        if self.is_passive(verb) {
            return self.passive_agent(verb, depth);
        }
        let own = verb.children().find(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjOuter));
        match own {
            Some(own) => Some(self.antecedent(self.but_the_day(own), verb)),
            None if depth > DEEPEST => None,
            None => self.agent_above(verb, verb.head()?, depth),
        }
    }

    /// By whom what a passive says is done.
    fn passive_agent(&self, verb: Token<'a>, depth: usize) -> Option<Token<'a>> {
        // "struck and killed *by X*": whoever did the last did all.
        let last = verb.children_by(Deprel::Conj).last();
        let last = last.filter(|c| depth == 0 && self.is_past_participle_conjunct(*c));
        let by = |c: &Token<'a>| {
            c.deprel() == Deprel::OblAgent
                || (c.deprel() == Deprel::Obl && self.is_behind(*c, &self.grammar().before_agent))
        };
        last.and_then(|c| self.agent(c, 1)).or_else(|| verb.children().find(by))
    }

    /// Whoever does what a verb without a subject says, as the word `head` that it hangs on tells.
    fn agent_above(&self, verb: Token<'a>, head: Token<'a>, depth: usize) -> Option<Token<'a>> {
        match verb.deprel() {
            Deprel::Xcomp | Deprel::Ccomp => self.controller(verb, head, depth),
            // "slammed X for failing": the one it is said of.
            Deprel::Advcl if has_child(verb, Deprel::Mark, &self.grammar().opens_reason) => {
                let told = head.children().find(|c| matches!(c.deprel(), Deprel::Obj | Deprel::NsubjPass));
                told.or_else(|| self.agent_of(head, depth + 1))
            }
            Deprel::Advcl if let Some(charge) = self.charge_before(verb, head) => {
                self.agent(charge, depth + 1)
            }
            Deprel::Advcl | Deprel::Conj | Deprel::Parataxis => self.agent_of(head, depth + 1),
            // "the man leading the party", "plans to attack"
            Deprel::Acl if self.is_ing(verb) => Some(head),
            // "*Chad's* plan to attack", "they agreed on a plan to attack"
            Deprel::Acl => self.owner(head).or_else(|| {
                let governor = head.head().filter(|g| g.upos() == Upos::Verb);
                governor.and_then(|g| self.agent(g, depth + 1))
            }),
            Deprel::AclRelcl => Some(head),
            _ => None,
        }
    }

    /// "agreed to meet": the subject of the governing verb, or its object where that is told to act.
    fn controller(&self, verb: Token<'a>, head: Token<'a>, depth: usize) -> Option<Token<'a>> {
        let told = head
            .children()
            .find(|c| matches!(c.deprel(), Deprel::Obj | Deprel::Iobj))
            .filter(|_| verb.deprel() == Deprel::Xcomp);
        match told {
            _ if self.is_passive(head) => head.children_by(Deprel::NsubjPass).next(),
            // "promised Norway to leave": who promises leaves.
            Some(told) if !self.grammar().promising.has(head.lemma()) => Some(told),
            _ => self.agent_of(head, depth + 1),
        }
    }

    /// Whether a verb is a participle without a subject or an opening word of its own, which goes on from another clause: "was shelled, *killing* ten".
    fn goes_on(&self, verb: Token<'a>) -> bool {
        let own = |c: Token<'a>| matches!(c.deprel(), Deprel::Nsubj | Deprel::Mark);
        verb.deprel() == Deprel::Advcl && self.is_ing(verb) && !verb.children().any(own)
    }

    /// The clause that a participle goes on from which the tree hangs on the verb above: "accused X of *attacking* villages, killing nine people".
    fn charge_before(&self, participle: Token<'a>, accusing: Token<'a>) -> Option<Token<'a>> {
        let is_charge = |c: &Token<'a>| {
            (accusing..participle).contains(c)
                && self.is_ing(*c)
                && has_child(*c, Deprel::Mark, &self.grammar().opens_charge)
        };
        accusing.children_by(Deprel::Advcl).filter(|_| self.goes_on(participle)).find(is_charge)
    }

    /// "*Israel* Friday reimposed": the day acts no more than it does behind the verb.
    fn but_the_day(&self, subject: Token<'a>) -> Token<'a> {
        let before = subject.child(Deprel::Compound).filter(|c| c.precedes(subject));
        let dates = &self.lexicon().dates;
        before.filter(|_| dates.is_weekday(subject.text())).unwrap_or(subject)
    }

    /// The passive verb on which a participle without a subject of its own hangs: "was *shelled*, killing ten".
    pub fn passive_above(&self, verb: Token<'a>) -> Option<Token<'a>> {
        let above = verb.head().filter(|_| self.goes_on(verb))?;
        self.is_passive(above).then_some(above)
    }

    /// The agent of a clause's head, which may be passive (then its subject is meant) or no verb.
    pub(super) fn agent_of(&self, head: Token<'a>, depth: usize) -> Option<Token<'a>> {
        if self.is_passive(head) {
            let subject = head.children_by(Deprel::NsubjPass).next().map(|s| self.antecedent(s, head));
            return subject.or_else(|| self.passive_subject(head));
        }
        self.agent(head, depth)
    }

    /// What a relative pronoun stands for.
    pub(super) fn antecedent(&self, word: Token<'a>, verb: Token<'a>) -> Token<'a> {
        let pronoun = self.lexicon().pronouns.of(word.lemma());
        let relative = pronoun.is_some_and(Pronoun::is_relative);
        match verb.head().filter(|_| relative && verb.deprel() == Deprel::AclRelcl) {
            Some(noun) => noun,
            None => word,
        }
    }

    /// The indirect object. Of two objects side by side ("gave *Haiti* three million dollars") the first receives the second.
    pub(super) fn recipient(&self, verb: Token<'a>) -> Option<Token<'a>> {
        let marked = verb.children_by(Deprel::Iobj).next();
        marked.or_else(|| {
            let mut objects = verb.children_by(Deprel::Obj);
            let first = objects.next()?;
            objects.next().map(|_| first)
        })
    }

    /// Whoever or whatever the trigger's action is done to.
    pub(super) fn patient(&self, trigger: &TriggerWords<'a>) -> Option<Token<'a>> {
        let verb = trigger.head;
        if self.is_passive(verb) {
            let subject =
                verb.children().find(|c| c.deprel() == Deprel::NsubjPass).map(|s| self.antecedent(s, verb));
            return subject.or_else(|| self.passive_subject(verb)).filter(|s| !trigger.rest.contains(s));
        }
        let received = self.recipient(verb);
        let object = verb
            .children()
            .find(|c| c.deprel() == Deprel::Obj && Some(*c) != received && !trigger.rest.contains(c));
        if let Some(object) = object {
            return Some(self.antecedent(object, verb));
        }
        // "the deal that they signed"
        let relative = verb.deprel() == Deprel::AclRelcl
            && verb.child(Deprel::Nsubj).is_some_and(|s| self.antecedent(s, verb) == s);
        if relative && trigger.rest.is_empty() && verb.children_by(Deprel::Obl).next().is_none() {
            return verb.head();
        }
        // "degrade and *destroy* X": the object may hang on the first of the two.
        let shared = verb.head().filter(|h| verb.deprel() == Deprel::Conj && h.offset(2) == Some(verb));
        if let Some(object) = shared.and_then(|h| h.child(Deprel::Obj)).filter(|o| *o > verb) {
            return Some(object);
        }
        // "attempted to assassinate X": what the trigger's other verb is done to.
        let inner = trigger.rest.iter().filter(|w| w.upos() == Upos::Verb);
        if let Some(object) =
            inner.flat_map(|w| w.children_by(Deprel::Obj)).find(|o| !trigger.rest.contains(o))
        {
            return Some(object);
        }
        // "They seized and burned the ship": the object of the last conjunct is every conjunct's.
        let last = verb.children_by(Deprel::Conj).last().filter(|c| verb.offset(2) == Some(*c))?;
        last.child(Deprel::Obj)
    }

    fn passive_subject(&self, verb: Token<'a>) -> Option<Token<'a>> {
        let head = verb.head()?;
        match verb.deprel() {
            Deprel::Acl | Deprel::AclRelcl => Some(head),
            Deprel::Conj | Deprel::Xcomp if self.is_passive(head) => {
                head.children().find(|c| c.deprel() == Deprel::NsubjPass)
            }
            Deprel::Conj | Deprel::Xcomp => self.agent(head, 1),
            _ => None,
        }
    }

    /// What may have done what `trigger` says where it was nobody: its subject, or what a passive happens "in".
    pub(super) fn means(&self, trigger: &TriggerWords<'a>) -> Vec<Token<'a>> {
        let agent = self.agent(trigger.head, 0);
        let prepositions = self.grammar().before_means.iter();
        let around = prepositions.flat_map(|p| self.under(trigger, std::slice::from_ref(p)));
        agent.into_iter().chain(around.filter(|_| self.is_passive(trigger.head))).collect()
    }

    /// What a passive verb of naming calls its subject.
    pub(super) fn complement(&self, verb: Token<'a>) -> Vec<Token<'a>> {
        let names = |c: &Token<'a>| {
            matches!(c.deprel(), Deprel::Xcomp | Deprel::Obj) && matches!(c.upos(), Upos::Propn | Upos::Noun)
        };
        verb.children().filter(|_| self.is_passive(verb)).filter(names).collect()
    }
}
