//! What the words around an actor say of it: the country it belongs to and the sector it acts in.
//!
//! "U.S. President Donald Trump" is of the USA and GOV, "senior Hungarian officials" of HUN and GOV, whoever they are.

use super::context::Context;
use crate::knowledge::ActorWords;
use crate::knowledge::gazetteer::{Agent, Known, Role, Share};
use crate::label::{Deprel, MentionKind, NameKind, Sector, Upos};
use crate::sentence::{NameSpan, Token};
use crate::text::{Span, Tokens};

/// Words of the longest name that is looked for around a word.
const LONGEST: usize = 4;
/// Words of the longest title before a name.
const LONGEST_TITLE: usize = 7;

/// The relations over which a noun phrase says of its head where it belongs: what stands before it, then "of ...", then
/// appositions.
const TELLING: [Deprel; 7] = [
    Deprel::NmodDesc,
    Deprel::Compound,
    Deprel::Amod,
    Deprel::NmodPoss,
    Deprel::Flat,
    Deprel::Nmod,
    Deprel::Appos,
];

/// Country and sector, each where it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affiliation {
    /// Empty where not known.
    pub country: String,
    pub sector: Option<Sector>,
}

/// What a sentence says of its actors.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    pub context: Context<'a>,
    /// The name that is described, where it is one: a town in a person's name ("Santiago Cafiero") says nothing of where that
    /// person belongs, nor one in a body's ("East *West Bank*").
    pub name: Option<(Span<Tokens>, MentionKind)>,
}

/// Whose sector an agent has, and its own.
fn share_of(agent: Option<&Agent>) -> (Share, Option<Sector>) {
    agent.map_or((Share::Own, None), |a| (a.share, a.sector.clone()))
}

impl<'a> Context<'a> {
    /// Describes phrases of the sentence that are no names themselves.
    pub fn describer(&self) -> Describer<'a> {
        Describer { context: *self, name: None }
    }

    /// Describes the bearer of a name.
    pub fn describer_of(&self, name: Span<Tokens>, kind: MentionKind) -> Describer<'a> {
        Describer { context: *self, name: Some((name, kind)) }
    }
}

impl<'a> Describer<'a> {
    /// What is known of the words around those who act.
    pub(super) fn words(&self) -> &'a ActorWords {
        &self.context.lexicon().actors
    }

    /// The affiliation of the noun phrase headed by word `head`.
    pub fn phrase(&self, head: Token<'a>) -> Affiliation {
        let agent = self.telling(head);
        let (share, own) = share_of(agent);
        let mut out = Affiliation::default();
        if share == Share::Own {
            out.sector.clone_from(&own);
        }
        // The head itself ("the Kremlin", "Palestinians"), then what hangs on it.
        self.take(self.name_around(head), &mut out);
        for relation in TELLING {
            for child in head.children_by(relation).filter(|c| self.tells_of(head, *c, relation, agent)) {
                self.take_told(child, relation, share, &mut out);
            }
        }
        if let Some(sector) = self.sector_beside(head, out.sector.as_ref(), agent) {
            out.sector = Some(sector);
        }
        self.take_leader(head, &mut out);
        if out.country.is_empty() || out.sector.is_none() {
            self.fill(self.title_before(head), &mut out);
        }
        if out.sector.is_none() && !agent.is_some_and(|a| self.is_of_unknown_body(head, a)) {
            out.sector = own;
        }
        out
    }

    /// Whether `child`, which hangs on `head` over `relation`, says where that belongs.
    fn tells_of(
        &self,
        head: Token<'a>,
        child: Token<'a>,
        relation: Deprel,
        agent: Option<&'a Agent>,
    ) -> bool {
        let told = match relation {
            Deprel::Nmod => child.deprel() == Deprel::Nmod && self.belongs(agent, child),
            Deprel::Appos => {
                // "Secretary Bell, foreign ministers of Chad and Niger, ...": several are not what one is.
                let several = self.is_one_person() && child.is_plural();
                // "Special Deterrence Force (*SDF*)": whoever else goes by these letters.
                !several && !self.are_own_initials(child)
            }
            _ => true,
        };
        // What stands behind a colon is said by the name, not of it: "MS BELL: Pakistan's generals ..."
        told && !self.colon_between(head, child)
    }

    /// Fills in what `child` says, over `relation`, of a head whose noun has its own sector or another's, as `share` tells.
    fn take_told(&self, child: Token<'a>, relation: Deprel, share: Share, out: &mut Affiliation) {
        self.take_from(self.name_around(child), out);
        let part = self.is_part_of_name(child) || self.is_past(child);
        let title = matches!(relation, Deprel::NmodDesc | Deprel::Compound | Deprel::Appos);
        if out.country.is_empty() || title {
            let mut below = self.shallow(child);
            if part {
                below.sector = None;
            }
            self.fill(below, out);
        }
        let beside = title || matches!(relation, Deprel::Flat | Deprel::Amod);
        let whose = share != Share::Own && matches!(relation, Deprel::Nmod | Deprel::NmodPoss);
        if out.sector.is_none() && !part && (beside || whose) {
            out.sector = self.shared(child, share);
        }
    }

    /// Whether an office is told as one that was held once: "a *former* paratrooper", "*ex*-minister".
    fn is_past(&self, office: Token<'a>) -> bool {
        let left = &self.words().left_office;
        let hyphened = || {
            let hyphen = office.previous().filter(|h| h.text() == "-");
            hyphen.and_then(Token::previous).is_some_and(|w| left.has_lower(w.text()))
        };
        office.children().any(|c| c.precedes(office) && left.has_lower(c.text())) || hyphened()
    }

    /// Whether the bearer of a name is told to have left office: "*Former* Peruvian president Alan Toro".
    pub fn has_left_office(&self, name: Span<Tokens>) -> bool {
        let first = self.context.sentence.token(name.start);
        let is_title = |t: &Token<'a>| {
            matches!(t.upos(), Upos::Noun | Upos::Propn | Upos::Adj) || matches!(t.text(), "-" | ".")
        };
        let mut before = first.before().rev().take_while(is_title).take(LONGEST_TITLE);
        before.any(|word| self.words().left_office.has_lower(word.text()))
    }

    /// Fills in what it says of those at `head` who leads them.
    fn take_leader(&self, head: Token<'a>, out: &mut Affiliation) {
        let leader = self.leader_of(head);
        if out.country.is_empty() {
            self.take(leader, out);
        }
        // "The *Saudi-led* coalition" fights; one of parties goes by what they are.
        if leader.is_some() && self.words().coalitions.has(head.lemma()) {
            out.sector = Some(Sector::Mil);
        }
    }

    /// Whether an office that would be the state's is that of a body of which no more is known than its name: "vice president *of Ames*".
    pub fn is_of_unknown_body(&self, noun: Token<'a>, office: &Agent) -> bool {
        let body = |word: Token<'a>| {
            let found = self.seen_around(word);
            let state =
                || self.name_around(word).is_some_and(|k| matches!(k.role, Role::Country | Role::Demonym));
            found.is_some_and(|name| name.kind == NameKind::Organization)
                && !self.is_part_of_name(word)
                && !state()
        };
        let beside = |word: Token<'a>| {
            matches!(word.deprel(), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Nmod)
        };
        office.sector == Some(Sector::Gov)
            && office.share != Share::Own
            && noun.children().any(|c| beside(c) && body(c))
    }

    /// The name that the network saw around `word`.
    fn seen_around(&self, word: Token<'a>) -> Option<&'a NameSpan> {
        self.context.sentence.names().iter().find(|name| word.is_in(name.words))
    }

    /// Whether `word` is an acronym of the name: the first letters of its words in capitals.
    fn are_own_initials(&self, word: Token<'a>) -> bool {
        let Some((name, _)) = self.name else { return false };
        let first = |w: Token<'a>| w.text().chars().next().filter(|c| c.is_uppercase());
        let initials: String = self.context.sentence.tokens_of(name).filter_map(first).collect();
        initials.len() > 1 && word.text() == initials
    }

    fn is_part_of_name(&self, word: Token<'a>) -> bool {
        self.name.is_some_and(|(name, _)| word.is_in(name))
    }

    fn is_one_person(&self) -> bool {
        self.name.is_some_and(|(_, kind)| kind == MentionKind::Person)
    }

    /// "the *U.N.* refugee agency" is no state's, though the "EU governments" are; "*Taliban* guards" are no army's.
    fn sector_beside(
        &self,
        head: Token<'a>,
        own: Option<&Sector>,
        agent: Option<&'a Agent>,
    ) -> Option<Sector> {
        let sector = match own? {
            Sector::Gov if agent.is_some_and(|a| a.body) && !self.words().governments.has(head.lemma()) => {
                Sector::Igo
            }
            Sector::Mil => Sector::Reb,
            _ => return None,
        };
        let beside = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss, Deprel::NmodDesc].into_iter();
        let mut names = beside.flat_map(|relation| head.children_by(relation));
        // "Counter-*ISIS* forces"
        let joined = |name: Token<'a>| name.previous().is_some_and(|h| h.text() == "-");
        // "*European Union* Energy Council": what is part of the name tells it as well.
        let known = |name: Token<'a>| {
            self.known_around(name, |span, k| self.tells(span, k) || k.sector == Some(Sector::Igo))
        };
        names
            .any(|name| {
                !joined(name) && known(name).is_some_and(|known| known.sector.as_ref() == Some(&sector))
            })
            .then_some(sector)
    }

    /// Who leads those of whom only that is told: "*Vietnamese*-led forces".
    fn leader_of(&self, head: Token<'a>) -> Option<&'a Known> {
        let hyphen = |led: &Token<'a>| led.previous().is_some_and(|h| h.text() == "-");
        let leads = |c: &Token<'a>| self.words().leading.has(c.lemma());
        let led = head.children_by(Deprel::Amod).filter(leads).find(hyphen)?;
        self.name_around(led.offset(-2)?)
    }

    fn colon_between(&self, head: Token<'a>, child: Token<'a>) -> bool {
        head.up_to(child).any(|w| w.text() == ":")
    }

    /// Modifiers of a modifier: "the *Romanian* government's officials".
    fn shallow(&self, word: Token<'a>) -> Affiliation {
        let agent = self.noun_beside(word);
        let (share, own) = share_of(agent);
        let mut out = Affiliation::default();
        if share == Share::Own {
            out.sector.clone_from(&own);
        }
        for child in word.children() {
            let relation = child.deprel();
            if matches!(
                relation,
                Deprel::Compound | Deprel::Amod | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Flat
            ) || (relation == Deprel::Nmod && self.belongs(agent, child))
            {
                self.take_from(self.name_around(child), &mut out);
                if out.sector.is_none() && relation != Deprel::NmodPoss {
                    out.sector = self.shared(child, share);
                }
            }
        }
        if out.sector.is_none() && !agent.is_some_and(|a| self.is_of_unknown_body(word, a)) {
            out.sector = own;
        }
        out
    }

    /// What the title says to which a name is added: "a member of the Syrian parliament, *Mohammed Mamoun*", or right behind which it stands,
    /// whatever the tree says: "State Department spokeswoman *Ann Holm* said".
    fn title_before(&self, head: Token<'a>) -> Affiliation {
        let added = head.deprel() == Deprel::Appos && head.upos() == Upos::Propn;
        let title = head.head().filter(|h| *h < head && added);
        // "My colleague, X": a word for just anybody is no title.
        let titled = |a: &Agent| !matches!(a.sector, None | Some(Sector::Cvl)) || a.share != Share::Own;
        let person = self.name.is_none_or(|(_, kind)| kind == MentionKind::Person);
        let names_title = |h: &Token<'a>| {
            let noun = match h.upos() {
                Upos::Noun => true,
                Upos::Propn => self.seen_around(*h).is_none(),
                _ => false,
            };
            person && noun && self.agent_noun(*h).is_some_and(titled)
        };
        let first = |(words, _): (Span<Tokens>, _)| self.context.sentence.token(words.start);
        let right_before = || self.name.filter(|_| self.is_one_person()).map(first).and_then(Token::previous);
        let noun = title.filter(names_title).or_else(|| right_before().filter(names_title));
        noun.map(|n| self.shallow(n)).unwrap_or_default()
    }

    fn fill(&self, from: Affiliation, into: &mut Affiliation) {
        if into.country.is_empty() {
            into.country = from.country;
        }
        if into.sector.is_none() {
            into.sector = from.sector;
        }
    }

    fn take(&self, known: Option<&'a Known>, out: &mut Affiliation) {
        if let Some(known) = known {
            self.fill(Affiliation { country: known.country.clone(), sector: known.sector.clone() }, out);
        }
    }

    /// What a name beside a noun says of it: a leader's only the country, for "Putin critics" rule nothing.
    fn take_from(&self, known: Option<&'a Known>, out: &mut Affiliation) {
        match known {
            Some(leader) if leader.role == Role::Leader => {
                self.fill(Affiliation { country: leader.country.clone(), sector: None }, out);
            }
            other => self.take(other, out),
        }
    }

    /// Whether the noun phrase below `word` says where its head belongs: "of Ukraine", "from Iraq", and "in Haiti" of whoever is not `sent` there.
    /// Where somebody named is, somebody was met: "Foreign Minister *Bell in Geneva*".
    fn belongs(&self, agent: Option<&'a Agent>, word: Token<'a>) -> bool {
        let sent = agent.is_some_and(|a| a.sent);
        let named = self.is_one_person() && word.head().is_some_and(|h| self.is_part_of_name(h));
        let words = self.words();
        word.has_case_in(|p| {
            words.owners.has(p)
                || (!sent && words.served.has(p))
                || (!sent && !named && words.whereabouts.has(p) && !self.is_of_many_states())
        })
    }

    /// Whether the name is a known body of many states: where one of those meets, it belongs to nobody there.
    fn is_of_many_states(&self) -> bool {
        let known = self.name.and_then(|(words, _)| self.context.find_words(words));
        known.is_some_and(|k| k.sector == Some(Sector::Igo) && k.country.is_empty())
    }

    /// Whether the noun at `word` is a people's name ("Syrians").
    pub fn is_people(&self, word: Token<'a>) -> bool {
        let known = self.context.find(word.text());
        known.is_some_and(|k| k.role == Role::Demonym)
    }

    /// Whether a known name in `span` may say where the described name belongs.
    fn tells(&self, span: Span<Tokens>, known: &Known) -> bool {
        match self.name {
            // "Special Envoy to *Defeat ISIS*"
            _ if self.is_opposed(self.context.sentence.token(span.start)) => false,
            // Who is known by this very name was looked up before: here it may be another's.
            Some((name, kind)) if name == span => kind == MentionKind::Location,
            Some((name, kind)) if name.overlaps(span) && name != span => {
                kind != MentionKind::Person && matches!(known.role, Role::Country | Role::Demonym)
            }
            _ => !(matches!(known.role, Role::Place | Role::City) && self.is_within_a_person(span)),
        }
    }

    /// Whether the word before says that something is done against whoever is named here.
    fn is_opposed(&self, first: Token<'a>) -> bool {
        let before = first.previous();
        before.is_some_and(|t| self.words().opposing.has_lower(t.lemma()))
    }

    /// Whether a person's name goes beyond `span`: the *Sabah* of "Sheikh Sabah Al-Sabah" is not where the speaker beside him belongs.
    fn is_within_a_person(&self, span: Span<Tokens>) -> bool {
        let beyond = |name: &NameSpan| name.words.overlaps(span) && name.words != span;
        self.context.sentence.names().iter().any(|name| name.kind == NameKind::Person && beyond(name))
    }

    /// "Latin *American*" is of no one country.
    fn is_region(&self, span: Span<Tokens>) -> bool {
        span.len() == 2 && {
            let [first, last] = [span.start, span.start + 1].map(|i| self.context.sentence.token(i));
            let both = format!("{}+{}", first.text(), last.text());
            self.context.lexicon().regions.has_lower(&both)
        }
    }

    /// The known name that covers `word` and says where the described one belongs: the longest one.
    fn name_around(&self, word: Token<'a>) -> Option<&'a Known> {
        self.known_around(word, |span, known| self.tells(span, known))
    }

    /// The longest known name that covers `word`, of those that are to be looked at.
    fn known_around(
        &self,
        word: Token<'a>,
        looked_at: impl Fn(Span<Tokens>, &Known) -> bool,
    ) -> Option<&'a Known> {
        let gazetteer = &self.context.knowledge.gazetteer;
        if !word.text().starts_with(char::is_uppercase) && !gazetteer.has_own() {
            return None;
        }
        let (sentence, word) = (self.context.sentence, word.index());
        let first = word.saturating_sub(LONGEST - 1);
        let opens: Vec<bool> = (first..=word).map(|w| gazetteer.may_open(sentence.token(w).text())).collect();
        for width in (1..=LONGEST.min(gazetteer.longest())).rev() {
            for start in word.saturating_sub(width - 1)..=word {
                if start + width > sentence.len() {
                    continue;
                }
                let span: Span<Tokens> = Span::new(start, start + width);
                if self.is_region(span) {
                    return None;
                }
                if width > 1 && !opens[start - first] {
                    continue;
                }
                let known = gazetteer.find_with_cities(sentence.text_of(span), self.context.published);
                if known.is_some_and(|k| looked_at(span, k)) {
                    return known;
                }
            }
        }
        None
    }
}
