//! Around a verb: who does what it says, to whom, and who receives.

use super::{DEEPEST, Grammar, TriggerWords};
use crate::entity::is_weekday;
use crate::label::{Deprel, Upos};

impl Grammar<'_> {
    pub fn is_passive(&self, verb: usize) -> bool {
        self.parsed
            .children(verb)
            .any(|c| matches!(self.deprel(c), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass))
            || self.has_passive_agent(verb)
            || self.is_past_participle_modifier(verb)
            || self.is_past_participle_complement(verb)
            || self.is_past_participle_conjunct(verb)
    }

    /// "as *demanded* by the farmers": with somebody by whom it is done and nobody who does it.
    fn has_passive_agent(&self, verb: usize) -> bool {
        self.child(verb, Deprel::OblAgent).is_some()
            && self.parsed.children(verb).all(|c| !matches!(self.deprel(c), Deprel::Nsubj | Deprel::Obj))
    }

    /// "was struck and *killed*": a participle that shares the passive's subject and auxiliary.
    fn is_past_participle_conjunct(&self, verb: usize) -> bool {
        let form = self.parsed.text(self.text, verb);
        self.deprel(verb) == Deprel::Conj
            && self
                .parsed
                .children(verb)
                .all(|c| !matches!(self.deprel(c), Deprel::Nsubj | Deprel::Obj | Deprel::Aux))
            && !form.ends_with("ing")
            && !form.eq_ignore_ascii_case(&self.parsed.words[verb].lemma)
            && self.parsed.words[verb]
                .head
                .is_some_and(|head| self.parsed.children(head).any(|c| self.deprel(c) == Deprel::AuxPass))
    }

    /// "troops *killed* by a bomb": a participle that modifies its noun and has no object of its own.
    fn is_past_participle_modifier(&self, verb: usize) -> bool {
        self.deprel(verb) == Deprel::Acl
            && !self.parsed.text(self.text, verb).ends_with("ing")
            && self.child(verb, Deprel::Obj).is_none()
            && self.child(verb, Deprel::Mark).is_none()
    }

    /// "was deemed *detained*": a participle that completes a verb without "to".
    fn is_past_participle_complement(&self, verb: usize) -> bool {
        let form = self.parsed.text(self.text, verb);
        self.deprel(verb) == Deprel::Xcomp
            && self.child(verb, Deprel::Mark).is_none()
            && !form.ends_with("ing")
            && !form.eq_ignore_ascii_case(&self.parsed.words[verb].lemma)
    }

    /// Whoever does what `verb` says.
    pub fn agent(&self, verb: usize, depth: usize) -> Option<usize> {
        if self.is_passive(verb) {
            // "struck and killed *by X*": whoever did the last did all.
            let last = self
                .parsed
                .children_by(verb, Deprel::Conj)
                .last()
                .filter(|c| depth == 0 && self.is_past_participle_conjunct(*c));
            if let Some(agent) = last.and_then(|c| self.agent(c, 1)) {
                return Some(agent);
            }
            return self.parsed.children(verb).find(|c| {
                self.deprel(*c) == Deprel::OblAgent
                    || (self.deprel(*c) == Deprel::Obl && self.has_case(*c, "by"))
            });
        }
        if let Some(own) =
            self.parsed.children(verb).find(|c| matches!(self.deprel(*c), Deprel::Nsubj | Deprel::NsubjOuter))
        {
            return Some(self.antecedent(self.but_the_day(own), verb));
        }
        if depth > DEEPEST {
            return None;
        }
        let head = self.parsed.words[verb].head?;
        match self.deprel(verb) {
            // "agreed to meet": the subject of the governing verb, or its object where that is told to act.
            Deprel::Xcomp | Deprel::Ccomp
                if self.parsed.children(verb).all(|c| self.deprel(c) != Deprel::Nsubj) =>
            {
                let told = self
                    .parsed
                    .children(head)
                    .find(|c| matches!(self.deprel(*c), Deprel::Obj | Deprel::Iobj))
                    .filter(|_| self.deprel(verb) == Deprel::Xcomp);
                match told {
                    Some(told) if !self.is_passive(head) => Some(told),
                    _ if self.is_passive(head) => self.parsed.children_by(head, Deprel::NsubjPass).next(),
                    _ => self.agent_of(head, depth + 1),
                }
            }
            // "slammed X for failing": the one it is said of.
            Deprel::Advcl
                if self.parsed.children_by(verb, Deprel::Mark).any(|m| {
                    matches!(self.parsed.words[m].lemma.as_str(), "for" | "of" | "from" | "with" | "against")
                }) =>
            {
                let told = self
                    .parsed
                    .children(head)
                    .find(|c| matches!(self.deprel(*c), Deprel::Obj | Deprel::NsubjPass));
                told.or_else(|| self.agent_of(head, depth + 1))
            }
            Deprel::Advcl if let Some(charge) = self.charge_before(verb, head) => {
                self.agent(charge, depth + 1)
            }
            Deprel::Advcl | Deprel::Conj | Deprel::Parataxis => self.agent_of(head, depth + 1),
            // "the man leading the party", "plans to attack"
            Deprel::Acl if self.parsed.text(self.text, verb).ends_with("ing") => Some(head),
            // "*Chad's* plan to attack", "they agreed on a plan to attack"
            Deprel::Acl => self.owner(head).or_else(|| {
                let governor =
                    self.parsed.words[head].head.filter(|g| self.parsed.words[*g].upos == Upos::Verb);
                governor.and_then(|g| self.agent(g, depth + 1))
            }),
            Deprel::AclRelcl => Some(head),
            _ => None,
        }
    }

    /// Whether a verb is a participle without a subject or an opening word of its own, which goes on from another clause: "was shelled, *killing* ten".
    fn goes_on(&self, verb: usize) -> bool {
        let own = |c: usize| matches!(self.deprel(c), Deprel::Nsubj | Deprel::Mark);
        self.deprel(verb) == Deprel::Advcl
            && self.parsed.text(self.text, verb).ends_with("ing")
            && !self.parsed.children(verb).any(own)
    }

    /// The clause that a participle goes on from which the tree hangs on the verb above: "accused X of *attacking* villages, killing nine people".
    fn charge_before(&self, participle: usize, accusing: usize) -> Option<usize> {
        let is_charge = |c: &usize| {
            (accusing..participle).contains(c)
                && self.parsed.text(self.text, *c).ends_with("ing")
                && self.parsed.children_by(*c, Deprel::Mark).any(|m| self.parsed.words[m].lemma == "of")
        };
        self.parsed.children_by(accusing, Deprel::Advcl).filter(|_| self.goes_on(participle)).find(is_charge)
    }

    /// "*Israel* Friday reimposed": the day acts no more than it does behind the verb.
    fn but_the_day(&self, subject: usize) -> usize {
        let before = self.child(subject, Deprel::Compound).filter(|c| *c + 1 == subject);
        before.filter(|_| is_weekday(self.parsed.text(self.text, subject))).unwrap_or(subject)
    }

    /// The passive verb on which a participle without a subject of its own hangs: "was *shelled*, killing ten".
    pub fn passive_above(&self, verb: usize) -> Option<usize> {
        let above = self.parsed.words[verb].head.filter(|_| self.goes_on(verb))?;
        self.is_passive(above).then_some(above)
    }

    /// The agent of a clause's head, which may be passive (then its subject is meant) or no verb.
    pub(super) fn agent_of(&self, head: usize, depth: usize) -> Option<usize> {
        if self.is_passive(head) {
            let subject =
                self.parsed.children_by(head, Deprel::NsubjPass).next().map(|s| self.antecedent(s, head));
            return subject.or_else(|| self.passive_subject(head));
        }
        self.agent(head, depth)
    }

    /// What a relative pronoun stands for.
    pub(super) fn antecedent(&self, word: usize, verb: usize) -> usize {
        let relative = matches!(self.parsed.words[word].lemma.as_str(), "who" | "which" | "that" | "whom");
        match self.parsed.words[verb].head.filter(|_| relative && self.deprel(verb) == Deprel::AclRelcl) {
            Some(noun) => noun,
            None => word,
        }
    }

    /// The indirect object. Of two objects side by side ("gave *Haiti* three million dollars") the first receives the second.
    pub(super) fn recipient(&self, verb: usize) -> Option<usize> {
        let marked = self.parsed.children_by(verb, Deprel::Iobj).next();
        marked.or_else(|| {
            let mut objects = self.parsed.children_by(verb, Deprel::Obj);
            let first = objects.next()?;
            objects.next().map(|_| first)
        })
    }

    /// Whoever or whatever the trigger's action is done to.
    pub(super) fn patient(&self, trigger: &TriggerWords) -> Option<usize> {
        let verb = trigger.head;
        if self.is_passive(verb) {
            let subject = self
                .parsed
                .children(verb)
                .find(|c| self.deprel(*c) == Deprel::NsubjPass)
                .map(|s| self.antecedent(s, verb));
            return subject.or_else(|| self.passive_subject(verb)).filter(|s| !trigger.rest.contains(s));
        }
        let received = self.recipient(verb);
        let object = self
            .parsed
            .children(verb)
            .find(|c| self.deprel(*c) == Deprel::Obj && Some(*c) != received && !trigger.rest.contains(c));
        if let Some(object) = object {
            return Some(self.antecedent(object, verb));
        }
        // "the deal that they signed"
        let relative = self.deprel(verb) == Deprel::AclRelcl
            && self.child(verb, Deprel::Nsubj).is_some_and(|s| self.antecedent(s, verb) == s);
        if relative && trigger.rest.is_empty() && self.parsed.children_by(verb, Deprel::Obl).next().is_none()
        {
            return self.parsed.words[verb].head;
        }
        // "degrade and *destroy* X": the object may hang on the first of the two.
        let shared =
            self.parsed.words[verb].head.filter(|h| self.deprel(verb) == Deprel::Conj && *h + 2 == verb);
        if let Some(object) = shared.and_then(|h| self.child(h, Deprel::Obj)).filter(|o| *o > verb) {
            return Some(object);
        }
        // "attempted to assassinate X": what the trigger's other verb is done to.
        let inner = trigger.rest.iter().filter(|w| self.parsed.words[**w].upos == Upos::Verb);
        if let Some(object) =
            inner.flat_map(|w| self.parsed.children_by(*w, Deprel::Obj)).find(|o| !trigger.rest.contains(o))
        {
            return Some(object);
        }
        // "They seized and burned the ship": the object of the last conjunct is every conjunct's.
        let last = self.parsed.children_by(verb, Deprel::Conj).last().filter(|c| *c == verb + 2)?;
        self.child(last, Deprel::Obj)
    }

    fn passive_subject(&self, verb: usize) -> Option<usize> {
        let head = self.parsed.words[verb].head?;
        match self.deprel(verb) {
            Deprel::Acl | Deprel::AclRelcl => Some(head),
            Deprel::Conj | Deprel::Xcomp if self.is_passive(head) => {
                self.parsed.children(head).find(|c| self.deprel(*c) == Deprel::NsubjPass)
            }
            Deprel::Conj | Deprel::Xcomp => self.agent(head, 1),
            _ => None,
        }
    }

    /// What may have done what `trigger` says where it was nobody: its subject, or what a passive happens "in".
    pub(super) fn means(&self, trigger: &TriggerWords) -> Vec<usize> {
        let agent = self.agent(trigger.head, 0);
        let around = ["in", "during"].iter().flat_map(|p| self.under(trigger, p));
        agent.into_iter().chain(around.filter(|_| self.is_passive(trigger.head))).collect()
    }

    /// What a passive verb of naming calls its subject.
    pub(super) fn complement(&self, verb: usize) -> Vec<usize> {
        let names = |c: &usize| {
            matches!(self.deprel(*c), Deprel::Xcomp | Deprel::Obj)
                && matches!(self.parsed.words[*c].upos, Upos::Propn | Upos::Noun)
        };
        self.parsed.children(verb).filter(|_| self.is_passive(verb)).filter(names).collect()
    }
}
