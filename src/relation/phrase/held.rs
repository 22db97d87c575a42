//! Actors inside a phrase whose head is none: whose the thing is, by whom it is, whom it touches.

use crate::label::{Deprel, MentionKind};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::sentence::Token;

impl<'a> SentenceContext<'a> {
    /// The actor that a phrase holds where its head is none: "*Iran's* offer", "a *Russian* proposal", "the town of *Gorazde*". As an
    /// `agent` counts only whose or by whom the thing is: a bomb in Iraq is not Iraq's.
    pub fn held_actor(&self, head: Token<'a>, agent: bool) -> Option<Argument> {
        if let Some(body) = self.body_before(head) {
            return Some(body);
        }
        for relation in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::OblAgent] {
            // "The shelling of *Saar* by *Ardania*": the deed is of who did it.
            let by = |c: &Token<'a>| c.has_case_in(|lemma| self.grammar().before_agent.has(lemma));
            let (doers, others): (Vec<_>, Vec<_>) = head.children_by(relation).partition(by);
            let mut children = doers.into_iter().chain(others);
            if let Some(mut argument) = children.find_map(|child| self.held_below(child, relation, agent)) {
                argument.score *= 0.85;
                return Some(argument);
            }
        }
        None
    }

    /// The actor that `child`, on the head of a phrase by this relation, names or holds.
    fn held_below(&self, child: Token<'a>, relation: Deprel, agent: bool) -> Option<Argument> {
        let grammar = self.grammar();
        let before = if agent { &grammar.before_owner } else { &grammar.before_held_actor };
        if relation == Deprel::Nmod && !child.has_case_in(|lemma| before.has(lemma)) {
            return None;
        }
        // An adjective or noun before the head names an actor only where it is a name ("a *military* exercise" has none).
        let modifier = matches!(relation, Deprel::Amod | Deprel::Compound);
        // "The *Paris* attack": a town before a deed is where it was done.
        let scene_of = agent && modifier && self.is_town(child);
        let acts = |p: &Argument| p.is_actor() && (p.mention.is_some() || !modifier) && !scene_of;
        self.argument(child).filter(acts).or_else(|| match relation {
            Deprel::Amod => self.holder(child),
            _ => self.held_actor(child, agent),
        })
    }

    fn is_town(&self, word: Token<'a>) -> bool {
        let place = self.mention_at(word).filter(|(_, m)| m.kind == MentionKind::Location);
        place.is_some_and(|(_, m)| {
            let name = self.base.written(m);
            !self.base.is_country(name) && !self.base.knowledge.gazetteer.is_own(name)
        })
    }

    /// The body whose name stands right before the noun: "bin Laden's *al-Qaeda* network", whoever's it is.
    fn body_before(&self, head: Token<'a>) -> Option<Argument> {
        let named =
            |c: &Token<'a>| self.mention_at(*c).is_some_and(|(_, m)| m.kind == MentionKind::Organization);
        let mut argument = self.argument(head.children_by(Deprel::Compound).find(named)?)?;
        argument.score *= 0.85;
        Some(argument)
    }

    /// In whose hands something is: "*ISIL*-held buildings", "a *rebel*-controlled town".
    fn holder(&self, participle: Token<'a>) -> Option<Argument> {
        let hands = self.grammar().in_hands.has(participle.lemma());
        let hyphen = participle.previous().is_some_and(|h| h.text() == "-");
        let name = participle.offset(-2).filter(|n| hands && hyphen && n.head() == Some(participle))?;
        self.argument(name).filter(Argument::is_actor)
    }

    /// Whether an actor whom a deed touches may stand below `word`, on which `above` is one step nearer the deed.
    fn leads_down(&self, above: Token<'a>, word: Token<'a>) -> bool {
        let relative = |w: Token<'a>| w.deprel() == Deprel::AclRelcl;
        match word.deprel() {
            Deprel::Conj | Deprel::Parataxis | Deprel::Advcl | Deprel::Punct => false,
            // "Rejected claims *that it armed Bell*" rejects nobody armed.
            Deprel::Acl if has_child(word, Deprel::Mark, &self.grammar().opens_clause) => false,
            // "Fired the shots that killed *Bell*", but not "banned the groups that praise Bell".
            Deprel::AclRelcl => self.describer().agent_noun(above).is_none(),
            deprel => deprel == Deprel::Obj || !relative(above),
        }
    }

    /// The nearest named actor anywhere below `head`: "a formula for ending its dispute with *Norway*".
    pub fn buried_actor(&self, head: Token<'a>) -> Option<Argument> {
        let mut level = vec![head];
        for depth in 1..=4 {
            level = level
                .iter()
                .flat_map(|w| w.children().map(move |c| (*w, c)))
                .filter(|(above, c)| self.leads_down(*above, *c))
                .map(|(_, c)| c)
                .collect();
            level.retain(|w| !has_child(*w, Deprel::Case, &self.grammar().aside));
            let named = |w: &Token<'a>| {
                self.mention_at(*w)
                    .filter(|(_, m)| m.kind.is_name())
                    .and_then(|_| self.argument(*w))
                    .filter(Argument::is_actor)
            };
            if let Some(mut argument) = level.iter().find_map(named) {
                argument.score *= 0.9 - 0.1 * depth as f32;
                return Some(argument);
            }
        }
        None
    }
}
