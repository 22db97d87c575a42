//! The network's name spans, and names the gazetteer knows, as mentions.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::gazetteer::{Gazetteer, Role};
use super::hyphens;
use super::people;
use super::{Mention, MentionKind, Source};
use crate::encoder::{NameKind, NameSpan, Parsed};
use crate::label::Upos;
use crate::text::{Span, Tokens, listed};

impl From<NameKind> for MentionKind {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => MentionKind::Person,
            NameKind::Organization => MentionKind::Organization,
            NameKind::Location => MentionKind::Location,
            NameKind::Misc => MentionKind::Misc,
        }
    }
}

/// Names scored lower are left out: below this the network is wrong more often than right.
const LEAST_SCORE: f32 = 0.49;

/// Whether a word is but part of a body's name: "The *Sunday* Times".
pub fn is_inside_body(parsed: &Parsed, words: Span<Tokens>) -> bool {
    let body = |name: &&NameSpan| name.kind == NameKind::Organization && name.score >= LEAST_SCORE;
    let around = |name: &NameSpan| name.words.len() > words.len() && name.words.cover(words) == name.words;
    words.len() == 1 && parsed.names.iter().filter(body).any(around)
}

/// The names of one sentence, left to right, never overlapping. `taken` are words that amounts and dates hold, `events` names
/// of dated events.
pub fn names(
    text: &str,
    sentence: usize,
    parsed: &Parsed,
    taken: &[Span<Tokens>],
    events: &[Span<Tokens>],
    gazetteer: &Gazetteer,
    day: Option<Date>,
) -> Vec<Mention> {
    // The user's own names beat amounts and dates.
    let mut names = Names { text, sentence, parsed, taken: &[], gazetteer, day, found: Vec::new() };
    names.add_own();
    names.taken = taken;
    names.add_known_organizations();
    for words in events {
        names.add(*words, MentionKind::Misc, 0.9, Source::Grammar);
    }
    for name in parsed.names.iter().filter(|name| name.score >= LEAST_SCORE) {
        names.add_of_network(name);
    }
    names.add_passed_over();
    names.found.sort_by_key(|m| m.words);
    let joined = join_of_place(text, parsed, names.found, gazetteer);
    people::whole(text, parsed, join_known(text, joined, gazetteer, day), taken)
}

/// The names of a sentence as they are found: who comes first keeps the words.
struct Names<'a> {
    text: &'a str,
    sentence: usize,
    parsed: &'a Parsed,
    taken: &'a [Span<Tokens>],
    gazetteer: &'a Gazetteer,
    day: Option<Date>,
    found: Vec<Mention>,
}

impl<'a> Names<'a> {
    fn surface(&self, words: Span<Tokens>) -> &'a str {
        self.parsed.bytes(words).of(self.text)
    }

    fn is_free(&self, words: Span<Tokens>) -> bool {
        !self.taken.iter().any(|t| t.overlaps(words)) && !self.found.iter().any(|m| m.words.overlaps(words))
    }

    /// Adds a name where its words are free.
    fn add(&mut self, words: Span<Tokens>, kind: MentionKind, score: f32, source: Source) {
        if self.is_free(words) {
            let (sentence, span) = (self.sentence, self.parsed.bytes(words));
            let (entity, value) = (None, String::new());
            self.found.push(Mention { sentence, span, words, kind, entity, score, source, value });
        }
    }

    /// The user's own names, wherever they stand: the longest first.
    fn add_own(&mut self) {
        let n = if self.gazetteer.has_own() { self.parsed.words.len() } else { 0 };
        let mut i = 0;
        while i < n {
            let widest = self.gazetteer.longest().min(n - i);
            let found = (1..=widest).rev().map(|width| Span::new(i, i + width)).find_map(|words| {
                let surface = self.surface(words);
                let known =
                    self.gazetteer.find(surface, self.day).filter(|_| self.gazetteer.is_own(surface))?;
                // Spellings meet without articles and full stops: those around a name are no part of it.
                let article = self.parsed.text(self.text, i).eq_ignore_ascii_case("the");
                (!article && trimmed(self.text, self.parsed, words) == Some(words))
                    .then_some((words, known.kind))
            });
            i = found.map_or(i + 1, |(words, _)| words.end);
            if let Some((words, kind)) = found {
                self.add(words, kind, 1.0, Source::Gazetteer);
            }
        }
    }

    /// Known organisations whose name has more than two words, which the network may part at "and the" or "of".
    fn add_known_organizations(&mut self) {
        let (text, parsed, n) = (self.text, self.parsed, self.parsed.words.len());
        let capital = |i: usize| parsed.text(text, i).starts_with(char::is_uppercase);
        let mut i = 0;
        while i < n {
            let begins = (capital(i) || parsed.text(text, i) == "al")
                && self.gazetteer.begins_organization(parsed.text(text, i));
            let widest = if begins { self.gazetteer.longest().min(n - i) } else { 0 };
            let found = (3..=widest).rev().map(|width| Span::new(i, i + width)).find_map(|words| {
                if !capital(words.end - 1) || parsed.text(text, i).eq_ignore_ascii_case("the") {
                    return None;
                }
                let known = self.gazetteer.find(self.surface(words), self.day)?;
                (known.role == Role::Actor).then_some((words, known.kind))
            });
            i = found.map_or(i + 1, |(words, _)| words.end);
            if let Some((words, kind)) = found {
                self.add(words, kind, 0.95, Source::Gazetteer);
            }
        }
    }

    /// A name span of the network's, its ends and its kind corrected.
    fn add_of_network(&mut self, name: &NameSpan) {
        let (text, parsed, gazetteer, day) = (self.text, self.parsed, self.gazetteer, self.day);
        let trimmed = trimmed(text, parsed, name.words).filter(|w| self.is_free(*w));
        let Some(words) = trimmed.and_then(|w| completed(text, parsed, w)).filter(|w| self.is_free(*w))
        else {
            return;
        };
        let longer = self.known_from_left(words).or_else(|| self.known_to_right(words));
        let longer = longer.filter(|w| self.is_free(*w));
        let words = longer.unwrap_or(words);
        if THINGS.contains(self.surface(words)) {
            return;
        }
        if let Some(parts) = hyphens::parts(text, parsed, words, gazetteer, day) {
            for (part, kind) in parts {
                self.add(part, kind, name.score, Source::Model);
            }
            return;
        }
        let kind = corrected(gazetteer, self.surface(words), name.kind.into(), name.score, day);
        let titled = is_titled(text, parsed, words, kind, gazetteer, day);
        self.add(words, if titled { MentionKind::Person } else { kind }, name.score, Source::Model);
    }

    /// The longest known country that ends where the name ends and begins before it ("*People's* Republic of China").
    fn known_from_left(&self, words: Span<Tokens>) -> Option<Span<Tokens>> {
        let capital = |i: usize| {
            let word = self.parsed.text(self.text, i);
            word.starts_with(char::is_uppercase) && !word.eq_ignore_ascii_case("the")
        };
        (words.start.saturating_sub(3)..words.start)
            .filter(|i| capital(*i))
            .map(|start| Span::new(start, words.end))
            .find(|longer| self.gazetteer.is_country(self.surface(*longer), self.day))
    }

    /// The longest known place that begins where the name begins and goes on behind it ("Port *Said*").
    fn known_to_right(&self, words: Span<Tokens>) -> Option<Span<Tokens>> {
        let widest = self.parsed.words.len().min(words.end + 2);
        (words.end + 1..=widest)
            .rev()
            .filter(|end| self.parsed.text(self.text, end - 1).starts_with(char::is_uppercase))
            .map(|end| Span::new(words.start, end))
            .find(|longer| {
                let known = self.gazetteer.find(self.surface(*longer), self.day);
                known.is_some_and(|k| matches!(k.role, Role::Place | Role::Country))
            })
    }

    /// Countries, nationalities and names of an actor dictionary that the network passed over.
    fn add_passed_over(&mut self) {
        for (i, word) in self.parsed.words.iter().enumerate() {
            if !matches!(word.upos, Upos::Propn | Upos::Adj) {
                continue;
            }
            let widths = [3, 2, 1].into_iter().filter(|n| i + n <= self.parsed.words.len());
            let found = widths.map(|n| Span::new(i, i + n)).find_map(|words| {
                let surface = self.surface(words);
                let whole = trimmed(self.text, self.parsed, words) == Some(words);
                if !whole || !surface.starts_with(char::is_uppercase) || !self.is_free(words) {
                    return None;
                }
                // A dictionary of actors has common nouns too ("Army"): those of several words or within a sentence are names.
                let known = self.gazetteer.find(surface, self.day).filter(|k| match k.role {
                    Role::Country | Role::Demonym => true,
                    Role::Coded => words.len() > 1 || word.upos == Upos::Propn,
                    Role::Leader => words.len() > 1,
                    _ => false,
                })?;
                Some((words, known.kind))
            });
            if let Some((words, kind)) = found {
                self.add(words, kind, 0.8, Source::Gazetteer);
            }
        }
    }
}

/// The span without the article, quotes and possessive mark at its ends; `None` where no letter is left.
fn trimmed(text: &str, parsed: &Parsed, words: Span<Tokens>) -> Option<Span<Tokens>> {
    let (mut start, mut end) = (words.start, words.end);
    let edge = |i: usize| !parsed.text(text, i).chars().any(char::is_alphanumeric);
    while start < end
        && (edge(start)
            || (end - start > 1 && parsed.text(text, start) == "the")
            || (end - start > 2 && parsed.text(text, start) == "The"))
    {
        start += 1;
    }
    while start < end && (edge(end - 1) || matches!(parsed.text(text, end - 1), "'s" | "’s")) {
        end -= 1;
    }
    (start < end && (start..end).any(|i| parsed.text(text, i).chars().any(char::is_alphabetic)))
        .then(|| Span::new(start, end))
}

/// A name that the network broke off at "of the": with the capitalised words that follow, else without the dangling ones; or amid a noun of two
/// words ("energy task *force*"). `None` where nothing is left.
fn completed(text: &str, parsed: &Parsed, words: Span<Tokens>) -> Option<Span<Tokens>> {
    let next = if words.end < parsed.words.len() { parsed.text(text, words.end) } else { "" };
    if HALVES.contains(&[parsed.text(text, words.end - 1), next].map(str::to_lowercase).join(" ").as_str()) {
        return Some(Span::new(words.start, words.end + 1));
    }
    let dangles = |i: usize| {
        matches!(parsed.text(text, i), "of" | "the" | "for" | "and" | "in" | "on" | "to" | "at" | "&")
    };
    if !dangles(words.end - 1) {
        return Some(words);
    }
    let beside = |i: usize| {
        parsed.bytes(Span::new(i - 1, i + 1)).of(text).chars().all(|c| c != '\n')
            && parsed.text(text, i).starts_with(char::is_uppercase)
    };
    let run = (words.end..parsed.words.len()).take_while(|i| beside(*i)).count();
    let mut end = words.end + run;
    while end > words.start && dangles(end - 1) {
        end -= 1;
    }
    (end > words.start).then(|| Span::new(words.start, end))
}

/// Acronyms that are written like names and are none: "an *IED*".
static THINGS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/things.txt")));

/// "*HMS* Ocean"
static SHIPS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/ships.txt")));

/// Nouns of two words for bodies, of which the network may see the first alone.
const HALVES: [&str; 3] = ["task force", "working group", "steering committee"];

/// Names scored lower than this give way to a place that is known by that name.
const SURE: f32 = 0.66;

/// What is known of an organisation beats the network's guess; so does the name of a country or place that it took for a person.
fn corrected(
    gazetteer: &Gazetteer,
    name: &str,
    kind: MentionKind,
    score: f32,
    day: Option<Date>,
) -> MentionKind {
    let Some(known) = gazetteer.find(name, day) else {
        // "HMS Ocean", "Operation Desert Storm"
        let no_body = |first: &str| SHIPS.contains(first) || matches!(first, "Operation" | "Exercise");
        let is_none = kind == MentionKind::Organization
            && name.split_once(' ').is_some_and(|(first, _)| no_body(first));
        return if is_none { MentionKind::Misc } else { kind };
    };
    let person = kind == MentionKind::Person;
    match known.role {
        Role::Actor | Role::Agreement => known.kind,
        Role::Country | Role::Demonym if person => known.kind,
        // A team or a government may go by its country's name, but hardly by such an acronym.
        Role::Country if is_acronym(name) => known.kind,
        Role::Place if person && score < SURE => known.kind,
        Role::Leader => known.kind,
        _ => kind,
    }
}

/// "DPRK", "PRC", but not "US".
fn is_acronym(name: &str) -> bool {
    name.chars().count() > 2 && name.chars().all(char::is_uppercase)
}

/// "King *Hammurabi*": what a ruler's title stands before is a person, whatever the network took it for, unless it is a known place.
fn is_titled(
    text: &str,
    parsed: &Parsed,
    words: Span<Tokens>,
    kind: MentionKind,
    gazetteer: &Gazetteer,
    day: Option<Date>,
) -> bool {
    kind == MentionKind::Location
        && words.start > 0
        && people::RULERS.contains(&parsed.text(text, words.start - 1))
        && gazetteer.find(parsed.bytes(words).of(text), day).is_none()
}

/// "Washington, D.C.": two places that are one by a known name.
fn join_known(text: &str, names: Vec<Mention>, gazetteer: &Gazetteer, day: Option<Date>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    for name in names {
        let place = |m: &Mention| m.kind == MentionKind::Location;
        let one = out
            .last()
            .filter(|before| place(before) && place(&name) && before.words.end + 1 == name.words.start);
        let known =
            one.is_some_and(|before| gazetteer.find(before.span.cover(name.span).of(text), day).is_some());
        match out.last_mut().filter(|_| known) {
            Some(before) => before.extend(&name),
            None => out.push(name),
        }
    }
    out
}

/// "Liberal Party *of Canada*", "Army *of the Just*": a body's name goes on over "of" and a place, its bare noun over "of" and a name.
fn join_of_place(text: &str, parsed: &Parsed, names: Vec<Mention>, gazetteer: &Gazetteer) -> Vec<Mention> {
    let word = |i: usize| parsed.text(text, i);
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    for name in names {
        let joins = out.last().is_some_and(|before: &Mention| {
            let gap = before.words.end..name.words.start;
            let of = matches!(gap.len(), 1 | 2)
                && word(gap.start) == "of"
                && (gap.len() == 1 || word(gap.start + 1) == "the");
            // "Morton Company *of Utah*": a firm is of where it sits.
            let sector = gazetteer.sector_of(&word(before.words.end - 1).to_lowercase());
            let body = sector.is_some_and(|sector| sector != "BUS");
            // "Army *of the Victorious Sect*": a body's bare noun is no name before another.
            let kinds = before.kind == MentionKind::Organization
                && (name.kind == MentionKind::Location
                    || name.kind == MentionKind::Organization && before.words.len() == 1);
            of && body && kinds && before.source == Source::Model && name.source != Source::Grammar
        });
        match out.last_mut().filter(|_| joins) {
            Some(before) => before.extend(&name),
            None => out.push(name),
        }
    }
    out
}
