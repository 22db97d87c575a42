//! Rules against one sentence: triggers found by lemma, parties found by role, the best rule of each trigger kept.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::actor::{Party, Scene};
use super::grammar::{TriggerWords, has_child};
use super::modality::{Standing, standing};
use super::pair::fit_together;
use super::role::Role;
use super::rule::{ANY, Rule, Trigger};
use super::seats::Seat;
use super::words::Words;
use super::{Miss, Relation};
use crate::knowledge::Lexicon;
use crate::label::{Deprel, MentionKind, Upos};
use crate::sentence::Token;
use crate::text::{Bytes, Span};

type Index = FxHashMap<String, Vec<(usize, usize)>>;

const NONE: &[(usize, usize)] = &[];

/// Parties of one deed that are each other's object. More, as of a statement of thirty states, would swamp all other pairs: each has a row of its own.
const MOST_PAIRED: usize = 5;

/// All rules, ready to be matched.
pub struct RuleSet {
    rules: Vec<Rule>,
    words: Words,
    /// Rule and trigger by the first trigger word's lemma.
    verbs: Index,
    nouns: Index,
    adjectives: Index,
    names: FxHashMap<MentionKind, Vec<(usize, usize)>>,
    /// By rule and trigger: hashes of the trigger's words after the first.
    rest: Vec<Vec<Vec<u64>>>,
    /// Hash of the rule files read.
    pub(super) fingerprint: u64,
}

impl RuleSet {
    /// Compiles rules; of two with one name the later stands.
    pub fn new(rules: Vec<Rule>, words: Words) -> RuleSet {
        let mut kept: Vec<Rule> = Vec::new();
        for rule in rules {
            match kept.iter_mut().find(|r| r.name == rule.name) {
                Some(old) => *old = rule,
                None => kept.push(rule),
            }
        }
        let mut set = RuleSet {
            rules: kept,
            words,
            verbs: FxHashMap::default(),
            nouns: FxHashMap::default(),
            adjectives: FxHashMap::default(),
            names: FxHashMap::default(),
            rest: Vec::new(),
            fingerprint: 0,
        };
        let hashes = |t: &Trigger| t.rest().iter().map(|w| folded(w)).collect();
        set.rest = set.rules.iter().map(|r| r.triggers.iter().map(hashes).collect()).collect();
        for (r, rule) in set.rules.iter().enumerate() {
            for (t, trigger) in rule.triggers.iter().enumerate() {
                match trigger {
                    Trigger::Verb(w) => set.verbs.entry(w[0].clone()).or_default().push((r, t)),
                    Trigger::Noun(w) => set.nouns.entry(w[0].to_lowercase()).or_default().push((r, t)),
                    Trigger::Adjective(w) => set.adjectives.entry(w[0].clone()).or_default().push((r, t)),
                    Trigger::Name(k) => set.names.entry(*k).or_default().push((r, t)),
                }
            }
        }
        set
    }

    pub fn into_rules(self) -> Vec<Rule> {
        self.rules
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The word lists of `modality.toml`.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The relations of one sentence. Rules whose trigger was found but not their parties are told to `miss`.
    pub fn relations<'a>(&self, scene: &Scene<'a>, miss: &mut Misses<'_>) -> Vec<Relation> {
        let mut out: Vec<Relation> = Vec::new();
        let mut claimed: Vec<Token<'a>> = Vec::new();
        for candidate in self.candidates(scene) {
            let rule = &self.rules[candidate.rule];
            // Of "raised it in a call" the call is the event; what was raised may be another.
            let any = usize::from(rule.triggers[candidate.trigger].is_any() && !rule.silent);
            let words: Vec<Token<'a>> = candidate.words.all().skip(any).collect();
            // A trigger word gives one event: that of the longest, highest rule that found its parties.
            let claims = rule.is_event() || rule.silent;
            if claims && words.iter().any(|w| claimed.contains(w)) {
                continue;
            }
            let mut tell = |reason: &dyn Fn() -> String| {
                miss(&|| Miss {
                    rule: rule.name.clone(),
                    trigger: trigger_text(&candidate.words),
                    reason: reason(),
                });
            };
            match self.apply(scene, rule, &candidate.words) {
                Ok(found) => {
                    if claims {
                        claimed.extend(words);
                    }
                    if rule.silent {
                        tell(&|| "a sense that is no act: no event on these words".into());
                    }
                    out.extend(found);
                }
                Err(_) if rule.silent || rule.triggers.first().is_some_and(Trigger::is_any) => {}
                Err(lacking) => tell(&|| self.told(scene, rule, &candidate.words, &lacking)),
            }
        }
        self.suppress_complements(scene, &mut out);
        suppress_weaker(&mut out);
        out.sort_by_key(|r| {
            (r.trigger_word, !r.is_event(), r.subject.span, r.object.as_ref().map(|o| o.span))
        });
        out.dedup_by(|a, b| {
            a.relation == b.relation
                && a.subject.span == b.subject.span
                && a.object.as_ref().map(|o| o.span) == b.object.as_ref().map(|o| o.span)
        });
        out
    }

    /// Triggers in the sentence, the most telling first.
    fn candidates<'a>(&self, scene: &Scene<'a>) -> Vec<Candidate<'a>> {
        let mut out = Vec::new();
        let lemmas: FxHashSet<u64> = scene.context.sentence.tokens().map(|t| folded(t.lemma())).collect();
        for word in scene.context.sentence.tokens() {
            for (rule, trigger) in self.triggered(word, scene.context.lexicon()) {
                if !self.rest[rule][trigger].iter().all(|w| lemmas.contains(w)) {
                    continue;
                }
                if let Some(rest) = companions(scene, word, self.rules[rule].triggers[trigger].rest()) {
                    out.push(Candidate { rule, trigger, words: TriggerWords { head: word, rest } });
                }
            }
        }
        for index in scene.mentions.clone() {
            let mention = &scene.entities.mentions[index];
            if mention.is_around() {
                continue;
            }
            for (rule, trigger) in self.names.get(&mention.kind).into_iter().flatten() {
                let head = scene.context.sentence.head_of(mention.words);
                let words = TriggerWords { head, rest: Vec::new() };
                out.push(Candidate { rule: *rule, trigger: *trigger, words });
            }
        }
        out.sort_by_key(|c| {
            (
                std::cmp::Reverse(c.words.rest.len()),
                std::cmp::Reverse(self.rules[c.rule].priority),
                c.words.head,
                c.rule,
            )
        });
        out
    }

    /// Rules and triggers that a word starts, as far as the word itself tells.
    fn triggered<'s>(
        &'s self,
        word: Token<'_>,
        lexicon: &Lexicon,
    ) -> impl Iterator<Item = (usize, usize)> + use<'s> {
        let (lemma, lemmas, spellings) = (word.lemma(), &lexicon.lemmas, &lexicon.grammar.spellings);
        let [found, spelt, any] = match word.upos() {
            Upos::Verb => {
                [get(&self.verbs, lemma), self.otherwise_spelt(lemma, spellings), get(&self.verbs, ANY)]
            }
            Upos::Noun => [get(&self.nouns, lemma), NONE, get(&self.nouns, ANY)],
            Upos::Propn => [get(&self.nouns, &lemmas.lemma(word.text(), Upos::Noun)), NONE, NONE],
            // A participle tagged as adjective is a verb still ("is opposed to").
            Upos::Adj => match self.adjectives.get(lemma) {
                Some(found) => [found, NONE, get(&self.adjectives, ANY)],
                None => [
                    get(&self.verbs, &lemmas.lemma(word.text(), Upos::Verb)),
                    NONE,
                    get(&self.adjectives, ANY),
                ],
            },
            _ => [NONE; 3],
        };
        found.iter().chain(spelt).chain(any).copied()
    }

    /// What the verb triggers as rules may have written it. They are in American spelling: "nationalise" is "nationalize". And a verb of theirs that the
    /// lemmatiser does not know may end in "e": "serenaded" may be of "serenad" or of "serenade".
    fn otherwise_spelt(&self, lemma: &str, spellings: &[(String, String)]) -> &[(usize, usize)] {
        let american = spellings.iter().find_map(|(british, american)| {
            let stem = lemma.strip_suffix(british.as_str())?;
            Some(format!("{stem}{american}"))
        });
        match american {
            Some(lemma) => get(&self.verbs, &lemma),
            None if self.verbs.contains_key(lemma) => NONE,
            None => get(&self.verbs, &format!("{lemma}e")),
        }
    }

    fn apply<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        trigger: &TriggerWords<'a>,
    ) -> Result<Vec<Relation>, Lacking<'a>> {
        self.fits_around(scene, rule, trigger).map_err(Lacking::Words)?;
        if rule.silent {
            let lacks =
                rule.needs_object && Seat::object(rule, &self.words).parties(scene, trigger, &[]).is_empty();
            return if lacks { Err(Lacking::Object(Vec::new())) } else { Ok(Vec::new()) };
        }
        let mut subjects = Seat::subject(rule, &self.words).parties(scene, trigger, &[]);
        if !rule.subject_sectors.is_empty() && !subjects.is_empty() {
            subjects.retain(|s| rule.subject_sectors.contains(&s.affiliation.sector));
            if subjects.is_empty() {
                return Err(Lacking::Words(format!("no subject is {}", rule.subject_sectors.join(" / "))));
            }
        }
        let heads: Vec<Token<'a>> = subjects.iter().map(|s| scene.token(s)).collect();
        let objects = Seat::object(rule, &self.words).parties(scene, trigger, &heads);
        if subjects.is_empty() {
            return Err(Lacking::Subject);
        }
        let mut standing = standing(scene, &rule.event, trigger.head);
        // A title or a place beside a name is no act: the clause around it says nothing of its standing.
        if !rule.is_event() && !is_predicate(trigger.head) {
            standing = Standing { speaker: standing.speaker, ..Standing::default() };
        }
        let make = |subject: &Party, object: Option<&Party>| {
            Relation::new(scene, rule, trigger, subject.clone(), object.cloned(), &standing)
        };
        let mut out = Vec::new();
        if subjects.len() > 1 && is_reciprocal(scene, rule, trigger) {
            let pairs = subjects.iter().flat_map(|a| subjects.iter().map(move |b| (a, b)));
            return Ok(pairs.filter(|(a, b)| a.span != b.span).map(|(a, b)| make(a, Some(b))).collect());
        }
        let together =
            rule.mutual && subjects.len() > 1 && !standing.negated && !is_done_to_a_thing(rule, trigger);
        if together && objects.iter().all(|o| !o.is_actor()) {
            if subjects.len() > MOST_PAIRED {
                return Ok(subjects.iter().map(|s| make(s, None)).collect());
            }
            for (i, a) in subjects.iter().enumerate() {
                out.extend(subjects[i + 1..].iter().map(|b| make(a, Some(b))));
            }
            return Ok(out);
        }
        if objects.is_empty() {
            if rule.needs_object {
                return Err(Lacking::Object(heads));
            }
            return Ok(subjects.iter().map(|s| make(s, None)).collect());
        }
        for subject in &subjects {
            out.extend(
                objects
                    .iter()
                    .filter(|o| fit_together(scene, rule, subject, o))
                    .map(|o| make(subject, Some(o))),
            );
        }
        if out.is_empty() { Err(Lacking::Words("its parties are one and the same".into())) } else { Ok(out) }
    }

    /// The condition that failed, in words.
    fn told<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        trigger: &TriggerWords<'a>,
        lacking: &Lacking<'a>,
    ) -> String {
        let why = |seat: Seat<'_>, taken: &[Token<'a>]| seat.why_empty(scene, trigger, taken);
        match lacking {
            Lacking::Subject => format!("no subject: {}", why(Seat::subject(rule, &self.words), &[])),
            Lacking::Object(taken) => format!("no object: {}", why(Seat::object(rule, &self.words), taken)),
            Lacking::Words(reason) => reason.clone(),
        }
    }

    /// Whether the words around the trigger are as the rule wants them; else what is missing.
    fn fits_around<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        trigger: &TriggerWords<'a>,
    ) -> Result<(), String> {
        if is_part_of_title(scene, trigger.head) {
            return Err("it is a word of a name".into());
        }
        let infinitive = |c: Token<'a>| scene.marked_to(c);
        if rule.clause && !trigger.all().any(|t| t.children().any(infinitive)) {
            return Err("no infinitive that completes it".into());
        }
        let own = |c: Token<'a>| matches!(c.deprel(), Deprel::Obj | Deprel::Ccomp);
        if rule.intransitive && trigger.head.children().any(own) {
            return Err("it has an object of its own".into());
        }
        let object = |c: Token<'a>| matches!(c.deprel(), Deprel::Obj | Deprel::NsubjPass);
        if rule.objectless && trigger.head.children().any(object) {
            return Err("it has an object of its own".into());
        }
        if rule.transitive && !trigger.head.children().any(object) {
            return Err("it has no object of its own".into());
        }
        if rule.amount && in_clause(scene, trigger, |m| scene.entities.mentions[m].kind.is_amount()).is_none()
        {
            return Err("its clause names no amount".into());
        }
        if !rule.clause_auxiliaries.is_empty() && !completed_with(trigger, &rule.clause_auxiliaries) {
            return Err(format!("no clause with {}", rule.clause_auxiliaries.join(" / ")));
        }
        Ok(())
    }

    /// An event that only says that something is agreed, threatened, refused or asked for gets its code from what that is.
    fn refine<'a>(&self, scene: &Scene<'a>, out: &mut [Relation]) {
        for i in 0..out.len() {
            let (above, event) = (out[i].trigger_word, &out[i].event);
            if !out[i].takes_clause || !out[i].cameo.ends_with('0') {
                continue;
            }
            let inside = |r: &&Relation| {
                r.is_event() && r.trigger_word != above && completes(scene, r, |a| a == above)
            };
            let act = out.iter().find(inside).map(|r| &r.act);
            if let Some(code) = act.and_then(|act| self.words.finer(event, act)) {
                out[i].cameo = code.to_string();
            }
        }
    }

    /// The complement of an event's trigger is what was agreed, threatened or refused: no event of its own.
    fn suppress_complements<'a>(&self, scene: &Scene<'a>, out: &mut Vec<Relation>) {
        // A trigger that defers ("is ready to") says less than the event in its clause, unless it alone says to whom ("promised *Chad* that ..."),
        // or who ("*officials* agreed that their countries should cooperate").
        let says_less = |r: &Relation| {
            let inside = |i: &&Relation| i.is_event() && completes(scene, i, |above| above == r.trigger_word);
            let is_pronoun = |p: &Party| scene.token(p).upos() == Upos::Pron;
            let tells_who = |i: &Relation| is_pronoun(&i.subject) || i.has_party(&r.subject);
            let tells = |i: &Relation| tells_who(i) && addressee(scene, r).is_none_or(|to| i.has_party(to));
            r.defers && out.iter().filter(inside).any(tells)
        };
        let says_less: Vec<bool> = out.iter().map(says_less).collect();
        let mut says_less = says_less.into_iter();
        out.retain(|_| !says_less.next().unwrap_or_default());
        let governing: Vec<usize> =
            out.iter().filter(|r| r.takes_clause && !r.defers).map(|r| r.trigger_word).collect();
        self.refine(scene, out);
        out.retain(|r| !r.is_event() || !completes(scene, r, |above| governing.contains(&above)));
    }
}

/// To whom a trigger itself says something: the actor whom the tree hangs on it.
fn addressee<'a, 'r>(scene: &Scene<'a>, relation: &'r Relation) -> Option<&'r Party> {
    let above = |o: &Party| scene.token(o).head().map(Token::index);
    let told = |o: &&Party| above(o) == Some(relation.trigger_word);
    relation.object.as_ref().filter(|o| o.mention.is_some() && o.is_actor()).filter(told)
}

/// A fact that yields goes where another fact joins the same parties.
fn suppress_weaker(out: &mut Vec<Relation>) {
    let pair = |r: &Relation| (r.subject.span, r.object.as_ref().map(|o| o.span));
    let strong: Vec<_> = out.iter().filter(|r| !r.is_event() && !r.yields).map(pair).collect();
    out.retain(|r| r.is_event() || !r.yields || !strong.contains(&pair(r)));
}

/// Whether a relation's trigger lies in the complement of a word, by its index, that `governs` accepts.
fn completes(scene: &Scene<'_>, relation: &Relation, governs: impl Fn(usize) -> bool) -> bool {
    let mut below = scene.context.sentence.token(relation.trigger_word);
    for _ in 0..6 {
        let Some(above) = below.head() else { break };
        let deprel = below.deprel();
        let to_clause = || deprel == Deprel::Advcl && scene.marked_to(below);
        if !(matches!(
            deprel,
            Deprel::Xcomp
                | Deprel::Ccomp
                | Deprel::Conj
                | Deprel::Obj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Acl
        ) || to_clause())
        {
            return false;
        }
        if governs(above.index()) {
            // "used gas and arrested": a conjunct of the trigger is no complement of it.
            return deprel != Deprel::Conj;
        }
        below = above;
    }
    false
}

/// What a rule lacked to give a row.
enum Lacking<'a> {
    Subject,
    /// With the words that the subject took.
    Object(Vec<Token<'a>>),
    Words(String),
}

/// Told of each rule that nearly gave a row; what it lacked is put into words only where that is asked for.
pub type Misses<'m> = dyn FnMut(&dyn Fn() -> Miss) + 'm;

struct Candidate<'a> {
    rule: usize,
    trigger: usize,
    words: TriggerWords<'a>,
}

fn get<'i>(index: &'i Index, word: &str) -> &'i [(usize, usize)] {
    index.get(word).map_or(NONE, Vec::as_slice)
}

/// A hash of a word in lower case.
fn folded(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.bytes().for_each(|b| hasher.write_u8(b.to_ascii_lowercase()));
    hasher.finish()
}

/// The country that the name around `word` stands for, and the name's place.
pub fn country_of<'a>(scene: &Scene<'a>, word: Token<'a>) -> Option<(Span<Bytes>, String)> {
    let (_, mention) = scene.mention_at(word)?;
    Some((
        mention.span,
        scene.context.find(mention.span.of(scene.context.sentence.article()))?.country.clone(),
    ))
}

/// The words of `rest`, each found below the trigger or below a word found before it.
fn companions<'a>(scene: &Scene<'a>, head: Token<'a>, rest: &[String]) -> Option<Vec<Token<'a>>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    // "withdrew *from* Tigray under a *deal*" did not withdraw from the deal.
    let mut opened: Option<&str> = None;
    for word in rest {
        let anchors: Vec<Token<'a>> = std::iter::once(head).chain(found.iter().copied()).collect();
        match near(scene, head, &anchors, word, opened).or_else(|| inside_object(&anchors, word)) {
            Some(at) => {
                found.push(at);
                opened = None;
            }
            None if opens_below(scene, &anchors, word) => opened = Some(word),
            None => return None,
        }
    }
    Some(found)
}

/// The companion `word` of the trigger `head` right below one of its `anchors`, behind the preposition `opened` if it has one.
fn near<'a>(
    scene: &Scene<'a>,
    head: Token<'a>,
    anchors: &[Token<'a>],
    word: &str,
    opened: Option<&str>,
) -> Option<Token<'a>> {
    let fits = |c: Token<'a>| {
        let mut cases = c.children_by(Deprel::Case).peekable();
        cases.peek().is_none() || opened.is_none_or(|opened| cases.any(|p| p.lemma() == opened))
    };
    // "sanctions *imposed*", "sanctions that X *imposed*"; what "a plan to *attack* X" attacks is no plan.
    let clause =
        head.deprel().is_a(Deprel::Acl) && head.children_by(Deprel::Obj).all(|o| o.upos() == Upos::Pron);
    let passive_subject = head.head().filter(|_| clause);
    let below = anchors.iter().flat_map(|a| a.children()).chain(passive_subject);
    below.filter(|c| may_go_with(scene, head, *c)).find(|c| c.lemma().eq_ignore_ascii_case(word) && fits(*c))
}

/// Whether a word below a trigger is one that may belong to it.
fn may_go_with<'a>(scene: &Scene<'a>, head: Token<'a>, below: Token<'a>) -> bool {
    // The "to" of "to commit" is not that of "commit to".
    let before = below.deprel() == Deprel::Mark && below < head;
    // Who "has to call" has no call.
    let has_to = below.deprel() == Deprel::Xcomp && scene.grammar().having.has(head.lemma());
    !before
        && !has_to
        && !matches!(
            below.deprel(),
            Deprel::Ccomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis | Deprel::AclRelcl
        )
}

/// The companion `word` inside the phrase of an object: "sent tons of *food*", "a *food* shipment".
fn inside_object<'a>(anchors: &[Token<'a>], word: &str) -> Option<Token<'a>> {
    let measures = anchors.iter().flat_map(|a| a.children_by(Deprel::Obj));
    let inside = |m: Token<'a>| {
        [Deprel::Nmod, Deprel::Amod, Deprel::Compound].into_iter().flat_map(move |r| m.children_by(r))
    };
    measures.flat_map(inside).find(|c| c.lemma().eq_ignore_ascii_case(word))
}

/// Whether a preposition opens a phrase below one of `anchors`. It hangs on the noun it opens, or on the clause: "impose sanctions *on* X", "call *for* X
/// to leave".
fn opens_below<'a>(scene: &Scene<'a>, anchors: &[Token<'a>], preposition: &str) -> bool {
    let opening = |c: Token<'a>| match scene.is_for_to(c) {
        true => Deprel::Mark,
        false => Deprel::Case,
    };
    let below = anchors.iter().flat_map(|a| a.children());
    below.flat_map(|c| c.children_by(opening(c))).any(|c| c.lemma() == preposition)
}

/// Whether a clause that completes the trigger has one of these auxiliaries.
fn completed_with<'a>(trigger: &TriggerWords<'a>, auxiliaries: &[String]) -> bool {
    let clauses = trigger.all().flat_map(|t| t.children_by(Deprel::Ccomp));
    clauses.flat_map(|c| c.children_by(Deprel::Aux)).any(|a| auxiliaries.iter().any(|x| x == a.lemma()))
}

/// Whether what the trigger's clause acts on is "each other" or "one another".
fn is_reciprocal<'a>(scene: &Scene<'a>, rule: &Rule, trigger: &TriggerWords<'a>) -> bool {
    let pairs = &scene.grammar().reciprocal;
    let each_other = |w: Token<'a>| pairs.has(w.text(), w.next().map_or("", Token::text));
    let below = trigger.all().flat_map(|t| t.children());
    below
        .filter(|c| matches!(c.deprel(), Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Iobj))
        .filter(|c| each_other(*c) || c.previous().is_some_and(each_other))
        .any(|c| {
            let mut cases = c.children_by(Deprel::Case);
            cases.all(|p| rule.object.contains(&Role::Preposition(p.lemma().to_string())))
        })
}

/// "Both *meet* 40 percent of demand": what is done to an actor, or by several together, is done to something else.
fn is_done_to_a_thing<'a>(rule: &Rule, trigger: &TriggerWords<'a>) -> bool {
    let thing = |o: Token<'a>| trigger.all().all(|t| t != o);
    rule.object_actor
        && rule.object.contains(&Role::Object)
        && trigger.head.children_by(Deprel::Obj).any(thing)
}

/// Whether a clause says something of somebody by this word: a verb, or what somebody is or becomes.
fn is_predicate(word: Token<'_>) -> bool {
    word.upos() == Upos::Verb
        || word.deprel() == Deprel::Xcomp
        || word.children_by(Deprel::Cop).next().is_some()
}

/// The trigger's words as they stand in the text, in order.
pub fn trigger_text(trigger: &TriggerWords<'_>) -> String {
    let mut words: Vec<Token<'_>> = trigger.all().collect();
    words.sort_unstable();
    words.iter().map(|w| w.text()).collect::<Vec<_>>().join(" ")
}

/// "the Coalition to *Defeat* ISIS": a verb in capitals that completes a noun in capitals, in a sentence that has verbs or nouns without.
fn is_part_of_title<'a>(scene: &Scene<'a>, word: Token<'a>) -> bool {
    let capital = |w: Token<'a>| w.text().starts_with(char::is_uppercase);
    let plain = |w: Token<'a>| matches!(w.upos(), Upos::Verb | Upos::Noun) && !capital(w);
    let to = word.previous().filter(|to| scene.grammar().infinitive.has(to.text()));
    let behind_to = || to.and_then(Token::previous).is_some_and(capital);
    let completes = || word.deprel() == Deprel::Acl && word.head().is_some_and(capital);
    capital(word) && (completes() || behind_to()) && word.sentence().tokens().any(plain)
}

/// The mention that `keep` accepts and that belongs to the trigger's clause, nearest first.
pub fn in_clause<'a>(
    scene: &Scene<'a>,
    trigger: &TriggerWords<'a>,
    keep: impl Fn(usize) -> bool,
) -> Option<usize> {
    let head = |m: usize| scene.context.sentence.head_of(scene.entities.mentions[m].words);
    scene
        .mentions
        .clone()
        .filter(|m| keep(*m))
        .filter(|m| is_in_clause(scene, trigger, head(*m)))
        .min_by_key(|m| scene.entities.mentions[*m].words.start.abs_diff(trigger.head.index()))
}

/// Whether a word belongs to the trigger's clause.
fn is_in_clause<'a>(scene: &Scene<'a>, trigger: &TriggerWords<'a>, word: Token<'a>) -> bool {
    let mut at = word;
    for _ in 0..12 {
        if trigger.all().any(|t| t == at) {
            return true;
        }
        // "Detained eleven, *including two Danes*": said of some of them.
        if has_child(at, Deprel::Case, &scene.grammar().before_some) {
            return false;
        }
        // "Withdrew its envoy after an attack *in Sarh*": that was there and then, not this.
        if at != word && has_child(at, Deprel::Case, &scene.grammar().before_other_deed) {
            return false;
        }
        if matches!(
            at.deprel(),
            Deprel::Ccomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Conj
        ) && at != word
        {
            return false;
        }
        match at.head() {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The evidence of a row: its sentence.
pub fn evidence<'a>(scene: &Scene<'a>) -> Span<Bytes> {
    scene.context.sentence.span()
}
