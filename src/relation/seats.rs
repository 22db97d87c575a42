//! Who sits where: the parties that a rule's places hold around one trigger.

use super::actor::{Party, Scene};
use super::grammar::{TriggerWords, conjuncts, fill};
use super::matcher::country_of;
use super::role::Role;
use super::rule::Rule;
use super::words::Words;
use crate::entity::Affiliation;
use crate::knowledge::Pronoun;
use crate::label::{Deprel, MentionKind, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// One side of a rule: where to look, and who will do.
pub struct Seat<'r> {
    roles: &'r [Role],
    /// Types of mention that may sit here; any where empty.
    kinds: &'r [MentionKind],
    /// Only somebody who can act.
    actors: bool,
    /// Only the phrase's head itself, not an actor inside the phrase.
    itself: bool,
    /// Only a name.
    named: bool,
    /// An amount, not those whom it counts.
    measures: bool,
    /// A side of a fact, no event's.
    facts: bool,
    /// A side of what somebody says.
    speech: bool,
    /// A place takes the one around it along.
    enclosing: bool,
    /// Of an actor inside the phrase only whose or by whom the thing is: "a bomb in *Iraq*" is not Iraq's.
    owner: bool,
    words: &'r Words,
}

impl<'r> Seat<'r> {
    pub fn subject(rule: &'r Rule, words: &'r Words) -> Seat<'r> {
        let measures = rule.subject_kinds.iter().any(|k| k.is_amount());
        Seat {
            roles: &rule.subject,
            kinds: &rule.subject_kinds,
            actors: !measures,
            itself: !rule.is_event(),
            named: false,
            measures,
            facts: !rule.is_event(),
            speech: rule.relation == "said",
            enclosing: false,
            owner: true,
            words,
        }
    }

    pub fn object(rule: &'r Rule, words: &'r Words) -> Seat<'r> {
        Seat {
            roles: &rule.object,
            kinds: &rule.object_kinds,
            actors: rule.object_actor,
            itself: rule.object_itself,
            named: rule.object_named,
            measures: false,
            facts: !rule.is_event(),
            speech: rule.relation == "said",
            enclosing: !rule.is_event(),
            owner: rule.object_owner,
            words,
        }
    }

    /// The parties that the first place with any gives, conjuncts included, in the order of the text; `not` are taken words.
    pub fn parties<'a>(
        &self,
        scene: &Scene<'a>,
        trigger: &TriggerWords<'a>,
        not: &[Token<'a>],
    ) -> Vec<Party> {
        // What is no actor may be the object ("rejected the *charge*"), but not from inside a clause, nor as where it was done ("a strike in *prison*").
        let (mut others, mut unused) = (Vec::new(), Vec::new());
        for role in self.roles {
            let mut out: Vec<Party> = Vec::new();
            if self.facts && matches!(role, Role::Possessor | Role::Modifier) {
                let bodies = scene.bodies_before(trigger.head).into_iter();
                out.extend(bodies.filter(|b| b.kind.is_some_and(|k| self.kinds.contains(&k))));
                if !out.is_empty() {
                    return out;
                }
            }
            for head in self.places(scene, role, trigger) {
                // Who stands beside a title bears it alone: "Spain's minister, X, and Y" makes Y no minister.
                let alone = matches!(role, Role::Itself | Role::Bearer | Role::Apposition | Role::Counted);
                let heads = if alone { vec![head] } else { each(scene, head) };
                for head in heads.into_iter().filter(|h| !is_taken(scene, not, *h)) {
                    if !self.facts && is_setting(scene, role, trigger, head) {
                        continue;
                    }
                    if *role == Role::Attacker && !self.words.is_attacker(head.lemma()) {
                        continue;
                    }
                    if *role == Role::Means {
                        out.extend(self.means(scene, head));
                        continue;
                    }
                    let aside = *role == Role::Clause || !self.facts && is_locative(scene, role);
                    let others = if aside { &mut unused } else { &mut others };
                    let (before, beside) = (out.len(), others.len());
                    self.seat(scene, head, not, &mut out, others);
                    let counted = (*role == Role::Counted).then(|| scene.counted_phrase(trigger.head, head));
                    if let Some(phrase) = counted.flatten() {
                        let seated = out[before..].iter_mut().chain(&mut others[beside..]);
                        seated.for_each(|p| count(p, phrase));
                    }
                }
            }
            if !out.is_empty() {
                // As those who are of them, "officials from the ministry and the bank" are one party.
                let one = self.facts && *role == Role::Itself;
                out = out.into_iter().flat_map(|p| joint(scene, p, one)).collect();
                if self.enclosing && self.kinds == [MentionKind::Location] {
                    let around: Vec<Party> = out.iter().filter_map(|p| enclosing(scene, p)).collect();
                    out.extend(around);
                }
                out.sort_by_key(|p| p.span);
                out.dedup_by_key(|p| p.span);
                return out;
            }
        }
        self.buried(scene, trigger, &others, not)
            .map_or_else(|| others.into_iter().take(1).collect(), |p| vec![p])
    }

    /// Heads of the phrases that stand at a role.
    fn places<'a>(&self, scene: &Scene<'a>, role: &Role, trigger: &TriggerWords<'a>) -> Vec<Token<'a>> {
        // "The town was shelled, *killing* ten": not the town kills, but whoever or whatever shelled it.
        let violent = matches!(role, Role::Subject | Role::Means) && self.roles.contains(&Role::Means);
        if violent && let Some(passive) = scene.passive_above(trigger.head) {
            return scene.agent(passive, 0).into_iter().collect();
        }
        let behind = scene.named_behind(trigger.head).filter(|_| *role == Role::Bearer);
        let behind = behind.or(scene.country_after(trigger.head).filter(|_| *role == Role::Apposition));
        let mut places = behind.map_or_else(|| fill(scene, role, trigger), |h| vec![h]);
        // "the Governments of *Canada* and Spain": what belongs to the trigger's own name is no party beside it.
        let own = scene
            .mention_at(trigger.head)
            .filter(|(_, m)| m.kind.is_name() && *role != Role::Itself)
            .map(|(index, _)| index);
        places.retain(|h| own.is_none() || scene.mention_at(*h).map(|(index, _)| index) != own);
        // "X is a member of Y": said of X, a member is nobody besides.
        let said_of =
            |h: &Token<'a>| *role == Role::Itself && scene.mention_at(*h).is_none() && scene.is_said_of(*h);
        places.retain(|h| !said_of(h));
        places
    }

    /// Why nobody sits here: who stands at the first place that holds anybody, and what is wrong with them.
    pub fn why_empty<'a>(&self, scene: &Scene<'a>, trigger: &TriggerWords<'a>, not: &[Token<'a>]) -> String {
        let places = self
            .roles
            .iter()
            .flat_map(|role| fill(scene, role, trigger).into_iter().map(move |head| (role, head)));
        let names = || self.roles.iter().map(Role::to_string).collect::<Vec<_>>().join(" / ");
        match places.into_iter().find(|(_, head)| !not.contains(head)) {
            Some((role, head)) => {
                let word = head.text();
                format!("{role} is \"{word}\", {}", self.objection(scene, head))
            }
            None => format!("nobody stands at {}", names()),
        }
    }

    /// What keeps the phrase headed by `head` from sitting here.
    fn objection<'a>(&self, scene: &Scene<'a>, head: Token<'a>) -> String {
        let kinds = || self.kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(" / ");
        match scene.party(head) {
            None if head.upos() == Upos::Pron => "and whom it means is not sure".into(),
            None => "which is no name and no noun".into(),
            Some(party) if self.named && party.mention.is_none() => "which is no name".into(),
            Some(Party { kind: Some(kind), .. }) if !self.kinds.is_empty() && !self.kinds.contains(&kind) => {
                format!("{}, where only {} will do", kind.as_str(), kinds())
            }
            Some(Party { kind: None, .. }) if !self.kinds.is_empty() => {
                format!("which has no type, where only {} will do", kinds())
            }
            Some(_) => "which names nobody who acts".into(),
        }
    }

    /// Puts who heads a phrase, or an actor in it, into `out`; what is no actor into `others`.
    fn seat<'a>(
        &self,
        scene: &Scene<'a>,
        head: Token<'a>,
        not: &[Token<'a>],
        out: &mut Vec<Party>,
        others: &mut Vec<Party>,
    ) {
        let right = |p: &Party| {
            (self.kinds.is_empty() || p.kind.is_some_and(|k| self.kinds.contains(&k)))
                && (!self.named || p.mention.is_some())
        };
        let found = if self.measures { scene.amount(head) } else { scene.party(head) };
        let Some(party) = found.filter(|p| !not.contains(&scene.token(p))) else { return };
        if self.facts && self.is_nobody(scene, &party) {
            return;
        }
        let measure = party.kind.is_some_and(MentionKind::is_amount);
        if (party.is_actor() || (measure && !self.actors)) && right(&party) {
            return out.push(party);
        }
        let held = if self.itself { None } else { scene.held_actor(head, self.owner || self.facts) };
        match held.filter(|h| right(h) && !not.contains(&scene.token(h)) && !self.is_where(scene, head, h)) {
            Some(held) => out.push(held),
            None if !self.actors && self.kinds.is_empty() => others.push(party),
            None => {}
        }
    }

    /// What is said of "us" is no fact about the speaker, and "as I said" none at all.
    fn is_nobody<'a>(&self, scene: &Scene<'a>, party: &Party) -> bool {
        let head = scene.token(party);
        let speaks = |p: Pronoun| p.is_first_person() && (p.is_plural() || self.speech);
        head.upos() == Upos::Pron && (party.mention.is_none() || scene.referring(head).is_some_and(speaks))
    }

    /// Whether a place before what happened only tells where: "the *Mali* ambush".
    fn is_where<'a>(&self, scene: &Scene<'a>, happening: Token<'a>, place: &Party) -> bool {
        place.kind == Some(MentionKind::Location)
            && scene.token(place).deprel() == Deprel::Compound
            && self.words.happening.has(happening.lemma())
    }

    /// The phrase of what strikes, a weapon or an attack; or whose it is.
    fn means<'a>(&self, scene: &Scene<'a>, head: Token<'a>) -> Option<Party> {
        let found = scene.party(head).filter(|_| self.words.is_means(head.lemma()))?;
        let mut before = head.children_by(Deprel::Compound);
        let attacker = before.find(|c| self.words.is_attacker(c.lemma()) && scene.mention_at(*c).is_none());
        let doer = || scene.doer(head).and_then(|d| scene.party(d)).filter(Party::is_actor);
        let held = scene.held_actor(head, true).filter(|held| !self.is_where(scene, head, held));
        let whose = held.or_else(|| scene.party(attacker?)).or_else(doer);
        Some(whose.unwrap_or(found))
    }

    /// An actor further below what the trigger governs: "denied land for *Berlin's* temple".
    fn buried<'a>(
        &self,
        scene: &Scene<'a>,
        trigger: &TriggerWords<'a>,
        others: &[Party],
        not: &[Token<'a>],
    ) -> Option<Party> {
        if self.itself || self.owner || !self.kinds.is_empty() || !self.roles.contains(&Role::Object) {
            return None;
        }
        let below = others.iter().map(|p| scene.token(p)).chain(trigger.rest.iter().copied());
        below.filter_map(|h| scene.buried_actor(h)).find(|p| !not.contains(&scene.token(p)))
    }
}

/// Whether a word is taken, or one of the same name: the tree may hang two words of one on others ("United *Kingdom* of Great Britain and Northern
/// *Ireland*").
fn is_taken<'a>(scene: &Scene<'a>, taken: &[Token<'a>], word: Token<'a>) -> bool {
    let name = |w: Token<'a>| scene.mention_at(w).map(|(index, _)| index);
    taken.contains(&word) || name(word).is_some_and(|own| taken.iter().any(|t| name(*t) == Some(own)))
}

/// Who is joined to `head` by "and" and the like; who several are, where they are named.
fn each<'a>(scene: &Scene<'a>, head: Token<'a>) -> Vec<Token<'a>> {
    let named = |several: Token<'a>| match scene.named_each(several) {
        named if named.is_empty() => vec![several],
        named => named,
    };
    conjuncts(head).into_iter().flat_map(named).collect()
}

/// Of "four ISIL units" the units are counted, whose name is ISIL; the number counts and is not counted. Of "two commanders, Ann Bell and Jo Holm" the
/// commanders are.
fn count(party: &mut Party, phrase: Span<Bytes>) {
    if party.span.start >= phrase.end {
        party.mention = None;
    }
    party.span = if party.mention.is_some() { phrase.cover(party.span) } else { phrase };
}

fn is_locative(scene: &Scene<'_>, role: &Role) -> bool {
    matches!(role, Role::Preposition(p) if scene.grammar().where_done.has(p))
}

/// Where an event takes place, told before it: "*In Syria*, the coalition carried out strikes" strikes something there.
fn is_setting<'a>(scene: &Scene<'a>, role: &Role, trigger: &TriggerWords<'a>, head: Token<'a>) -> bool {
    is_locative(scene, role) && head < trigger.head && trigger.head.upos() == Upos::Verb
}

/// The place that a place is said to lie in: "Bethany, *Connecticut*".
fn enclosing<'a>(scene: &Scene<'a>, place: &Party) -> Option<Party> {
    let head = scene.token(place);
    let (_, mention) = scene.mention_at(head)?;
    let comma = scene.context.sentence.get(mention.words.end).filter(|t| t.text() == ",")?;
    let around = scene.appositions(head).into_iter().find(|c| *c > comma)?;
    let party = scene.party(around).filter(|p| p.kind == Some(MentionKind::Location))?;
    let (inner, outer) = (&place.affiliation.country, &party.affiliation.country);
    (inner.is_empty() || outer.is_empty() || inner == outer).then_some(party)
}

/// "Hungarian and Romanian officials", "the ministers of Hungary and Romania": two countries on one noun are two parties, "Hungarian" and
/// "Romanian officials", "ministers of Hungary" and "Romania".
/// Where those of several origins are to be `one`, the first stands for all: "ministers of Hungary".
fn joint<'a>(scene: &Scene<'a>, party: Party, one: bool) -> Vec<Party> {
    if party.mention.is_some() {
        return vec![party];
    }
    let mut named = countries(scene, modifiers(scene.token(&party)));
    // The country beside the noun takes the noun into its span.
    if let [_, .., (beside, _)] = &mut named[..] {
        *beside = Span::new(beside.start, party.span.end.max(beside.end));
    } else {
        named = countries(scene, origins(scene, &party));
        let [(beside, _), _, ..] = &mut named[..] else { return vec![party] };
        *beside = Span::new(party.span.start.min(beside.start), beside.end);
        named.truncate(if one { 1 } else { usize::MAX });
    }
    let each = named.into_iter().map(|(span, country)| {
        let affiliation = Affiliation { country, sector: party.affiliation.sector.clone() };
        Party { span, affiliation, ..party.clone() }
    });
    each.collect()
}

/// The countries that words name, and those joined to them.
fn countries<'a>(scene: &Scene<'a>, words: Vec<Token<'a>>) -> Vec<(Span<Bytes>, String)> {
    let each = words.into_iter().flat_map(|m| std::iter::once(m).chain(m.children_by(Deprel::Conj)));
    each.filter_map(|word| country_of(scene, word)).collect()
}

fn modifiers(noun: Token<'_>) -> Vec<Token<'_>> {
    noun.children_by(Deprel::Amod).chain(noun.children_by(Deprel::Compound)).collect()
}

/// What people are "of" or "from". One person may be of several countries, several people are of one each.
fn origins<'a>(scene: &Scene<'a>, people: &Party) -> Vec<Token<'a>> {
    let noun = scene.token(people);
    if people.affiliation.sector.is_empty() || !scene.is_plural(noun) {
        return Vec::new();
    }
    let behind = |m: &Token<'a>| m.has_case_in(|lemma| scene.grammar().before_origin.has(lemma));
    // "soldiers of the force, most of them from Denmark": behind a comma it is said of others.
    let near = |m: &Token<'a>| noun.up_to(*m).all(|t| t.text() != ",");
    noun.children_by(Deprel::Nmod).filter(behind).filter(near).collect()
}
