//! The network's name spans, and names the gazetteer knows, as mentions.

use super::Mention;
use super::context::Context;
use super::hyphens;
use super::people;
use crate::knowledge::gazetteer::Role;
use crate::label::{MentionKind, MentionSource, NameKind, Sector, Upos};
use crate::sentence::{NameSpan, Sentence, Token};
use crate::text::{Span, Tokens};

/// Names scored lower are left out: below this the network is wrong more often than right.
const LEAST_SCORE: f32 = 0.49;

/// Whether a word is but part of a body's name: "The *Sunday* Times".
pub fn is_inside_body(sentence: &Sentence<'_>, words: Span<Tokens>) -> bool {
    let body = |name: &&NameSpan| name.kind == NameKind::Organization && name.score >= LEAST_SCORE;
    let around = |name: &NameSpan| name.words.len() > words.len() && name.words.cover(words) == name.words;
    words.len() == 1 && sentence.names().iter().filter(body).any(around)
}

/// The names of one sentence, left to right, never overlapping. `taken` are words that amounts and dates hold, `events` names
/// of dated events.
pub fn names(context: &Context<'_>, taken: &[Span<Tokens>], events: &[Span<Tokens>]) -> Vec<Mention> {
    // The user's own names beat amounts and dates.
    let sentence = context.sentence;
    let mut names = Names { context: *context, taken: &[], found: Vec::new() };
    names.add_own();
    names.taken = taken;
    names.add_known_organizations();
    for words in events {
        names.add(*words, MentionKind::Misc, 0.9, MentionSource::Grammar);
    }
    for name in sentence.names().iter().filter(|name| name.score >= LEAST_SCORE) {
        names.add_of_network(name);
    }
    names.add_passed_over();
    names.found.sort_by_key(|m| m.words);
    let joined = join_of_place(context, names.found);
    people::whole(context, join_known(context, joined), taken)
}

/// The names of a sentence as they are found: who comes first keeps the words.
struct Names<'a> {
    context: Context<'a>,
    taken: &'a [Span<Tokens>],
    found: Vec<Mention>,
}

impl<'a> Names<'a> {
    fn surface(&self, words: Span<Tokens>) -> &'a str {
        self.context.sentence.text_of(words)
    }

    fn is_free(&self, words: Span<Tokens>) -> bool {
        !self.taken.iter().any(|t| t.overlaps(words)) && !self.found.iter().any(|m| m.words.overlaps(words))
    }

    fn is_article(&self, word: usize) -> bool {
        self.context.lexicon().names.articles.has_lower(self.context.sentence.token(word).text())
    }

    /// Adds a name where its words are free.
    fn add(&mut self, words: Span<Tokens>, kind: MentionKind, score: f32, source: MentionSource) {
        if self.is_free(words) {
            let (sentence, span) = (self.context.index, self.context.sentence.bytes(words));
            let (entity, value, nests) = (None, String::new(), false);
            self.found.push(Mention { sentence, span, words, kind, entity, score, source, value, nests });
        }
    }

    /// The user's own names, wherever they stand: the longest first.
    fn add_own(&mut self) {
        let sentence = self.context.sentence;
        let n = if self.context.knowledge.gazetteer.has_own() { sentence.len() } else { 0 };
        let mut i = 0;
        while i < n {
            let widest = self.context.knowledge.gazetteer.longest().min(n - i);
            let found = (1..=widest).rev().map(|width| Span::new(i, i + width)).find_map(|words| {
                let surface = self.surface(words);
                let known = self
                    .context
                    .find(surface)
                    .filter(|_| self.context.knowledge.gazetteer.is_own(surface))?;
                // Spellings meet without articles and full stops: those around a name are no part of it.
                let whole = !self.is_article(i) && trimmed(&self.context, words) == Some(words);
                whole.then_some((words, known.kind))
            });
            i = found.map_or(i + 1, |(words, _)| words.end);
            if let Some((words, kind)) = found {
                self.add(words, kind, 1.0, MentionSource::Gazetteer);
            }
        }
    }

    /// Known organisations whose name has more than two words, which the network may part at "and the" or "of".
    fn add_known_organizations(&mut self) {
        let (sentence, gazetteer) = (self.context.sentence, &self.context.knowledge.gazetteer);
        let n = sentence.len();
        let small_openers = &self.context.lexicon().names.small_openers;
        let capital = |i: usize| sentence.token(i).is_capitalized();
        let mut i = 0;
        while i < n {
            let first = sentence.token(i).text();
            let begins = (capital(i) || small_openers.has(first)) && gazetteer.begins_organization(first);
            let widest = if begins { gazetteer.longest().min(n - i) } else { 0 };
            let found = (3..=widest).rev().map(|width| Span::new(i, i + width)).find_map(|words| {
                if !capital(words.end - 1) || self.is_article(i) {
                    return None;
                }
                let known = self.context.find_words(words)?;
                (known.role == Role::Actor).then_some((words, known.kind))
            });
            i = found.map_or(i + 1, |(words, _)| words.end);
            if let Some((words, kind)) = found {
                self.add(words, kind, 0.95, MentionSource::Gazetteer);
            }
        }
    }

    /// A name span of the network's, its ends and its kind corrected.
    fn add_of_network(&mut self, name: &NameSpan) {
        let trimmed = trimmed(&self.context, name.words).filter(|w| self.is_free(*w));
        let completed = trimmed.and_then(|w| completed(&self.context, w));
        let Some(words) = completed.filter(|w| self.is_free(*w)) else { return };
        let longer = self.known_from_left(words).or_else(|| self.known_to_right(words));
        let longer = longer.filter(|w| self.is_free(*w));
        let words = longer.unwrap_or(words);
        if self.context.lexicon().non_entity_acronyms.has(self.surface(words)) {
            return;
        }
        if let Some(parts) = hyphens::parts(&self.context, words) {
            for (part, kind) in parts {
                self.add(part, kind, name.score, MentionSource::Model);
            }
            return;
        }
        let kind = corrected(&self.context, words, name.kind.into(), name.score);
        let titled = is_titled(&self.context, words, kind);
        self.add(words, if titled { MentionKind::Person } else { kind }, name.score, MentionSource::Model);
    }

    /// The longest known country that ends where the name ends and begins before it ("*People's* Republic of China").
    fn known_from_left(&self, words: Span<Tokens>) -> Option<Span<Tokens>> {
        let capital = |i: usize| self.context.sentence.token(i).is_capitalized() && !self.is_article(i);
        (words.start.saturating_sub(3)..words.start)
            .filter(|i| capital(*i))
            .map(|start| Span::new(start, words.end))
            .find(|longer| self.context.is_country(self.surface(*longer)))
    }

    /// The longest known place that begins where the name begins and goes on behind it ("Port *Said*").
    fn known_to_right(&self, words: Span<Tokens>) -> Option<Span<Tokens>> {
        let widest = self.context.sentence.len().min(words.end + 2);
        (words.end + 1..=widest)
            .rev()
            .filter(|end| self.context.sentence.token(end - 1).is_capitalized())
            .map(|end| Span::new(words.start, end))
            .find(|longer| {
                let known = self.context.find_words(*longer);
                known.is_some_and(|k| matches!(k.role, Role::Place | Role::Country))
            })
    }

    /// Countries, nationalities and names of an actor dictionary that the network passed over.
    fn add_passed_over(&mut self) {
        let sentence = self.context.sentence;
        for word in sentence.tokens() {
            let i = word.index();
            if !matches!(word.upos(), Upos::Propn | Upos::Adj) {
                continue;
            }
            let widths = [3, 2, 1].into_iter().filter(|n| i + n <= sentence.len());
            let found = widths.map(|n| Span::new(i, i + n)).find_map(|words| {
                let surface = self.surface(words);
                let whole = trimmed(&self.context, words) == Some(words);
                if !whole || !surface.starts_with(char::is_uppercase) || !self.is_free(words) {
                    return None;
                }
                // A dictionary of actors has common nouns too ("Army"): those of several words or within a sentence are names.
                let known = self.context.find(surface).filter(|k| match k.role {
                    Role::Country | Role::Demonym => true,
                    Role::Coded => words.len() > 1 || word.upos() == Upos::Propn,
                    Role::Leader => words.len() > 1,
                    _ => false,
                })?;
                Some((words, known.kind))
            });
            if let Some((words, kind)) = found {
                self.add(words, kind, 0.8, MentionSource::Gazetteer);
            }
        }
    }
}

/// The span without the article, quotes and possessive mark at its ends; `None` where no letter is left.
fn trimmed(context: &Context<'_>, words: Span<Tokens>) -> Option<Span<Tokens>> {
    let lexicon = &context.lexicon().names;
    let word = |i: usize| context.sentence.token(i).text();
    let (mut start, mut end) = (words.start, words.end);
    let edge = |i: usize| !word(i).chars().any(char::is_alphanumeric);
    while start < end
        && (edge(start)
            || (end - start > 1 && lexicon.articles.has(word(start)))
            || (end - start > 2 && lexicon.capital_articles.has(word(start))))
    {
        start += 1;
    }
    while start < end && (edge(end - 1) || lexicon.is_possessive(word(end - 1))) {
        end -= 1;
    }
    (start < end && (start..end).any(|i| word(i).chars().any(char::is_alphabetic)))
        .then(|| Span::new(start, end))
}

/// A name that the network broke off at "of the": with the capitalised words that follow, else without the dangling ones; or amid a noun of two
/// words ("energy task *force*"). `None` where nothing is left.
fn completed(context: &Context<'_>, words: Span<Tokens>) -> Option<Span<Tokens>> {
    let (sentence, lexicon) = (context.sentence, &context.lexicon().names);
    let next = sentence.get(words.end).map_or("", Token::text);
    let both = [sentence.token(words.end - 1).text(), next].map(str::to_lowercase).join("+");
    if lexicon.halves.has(&both) {
        return Some(Span::new(words.start, words.end + 1));
    }
    let dangles = |i: usize| lexicon.dangling.has(sentence.token(i).text());
    if !dangles(words.end - 1) {
        return Some(words);
    }
    let beside = |i: usize| {
        !sentence.text_of(Span::new(i - 1, i + 1)).contains('\n') && sentence.token(i).is_capitalized()
    };
    let run = (words.end..sentence.len()).take_while(|i| beside(*i)).count();
    let mut end = words.end + run;
    while end > words.start && dangles(end - 1) {
        end -= 1;
    }
    (end > words.start).then(|| Span::new(words.start, end))
}

/// Names scored lower than this give way to a place that is known by that name.
const SURE: f32 = 0.66;

/// What is known of an organisation beats the network's guess; so does the name of a country or place that it took for a person.
fn corrected(context: &Context<'_>, words: Span<Tokens>, kind: MentionKind, score: f32) -> MentionKind {
    let name = context.sentence.text_of(words);
    // "Storm *Boris*", "the carrier *Charles de Gaulle*": what bears a person's name.
    let before = context.sentence.token(words.start).previous();
    let named_thing = before.is_some_and(|noun| context.lexicon().names.named_things.has_lower(noun.text()));
    if named_thing && matches!(kind, MentionKind::Person | MentionKind::Location) {
        return MentionKind::Misc;
    }
    let Some(known) = context.find(name) else {
        // "HMS Ocean", "Operation Desert Storm"
        let lexicon = context.lexicon();
        let no_body = |first: &str| lexicon.ships.has(first) || lexicon.names.undertakings.has(first);
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
fn is_titled(context: &Context<'_>, words: Span<Tokens>, kind: MentionKind) -> bool {
    let before = context.sentence.token(words.start).previous();
    kind == MentionKind::Location
        && before.is_some_and(|title| context.lexicon().names.rulers.has(title.text()))
        && context.find_words(words).is_none()
}

/// "Washington, D.C.": two places that are one by a known name.
fn join_known(context: &Context<'_>, names: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    for name in names {
        let place = |m: &Mention| m.kind == MentionKind::Location;
        let one = out
            .last()
            .filter(|before| place(before) && place(&name) && before.words.end + 1 == name.words.start);
        let known = one.is_some_and(|before| context.find_words(before.words.cover(name.words)).is_some());
        match out.last_mut().filter(|_| known) {
            Some(before) => before.extend(&name),
            None => out.push(name),
        }
    }
    out
}

/// "Liberal Party *of Canada*", "Army *of the Just*": a body's name goes on over "of" and a place, its bare noun over "of" and a name.
fn join_of_place(context: &Context<'_>, names: Vec<Mention>) -> Vec<Mention> {
    let lexicon = &context.lexicon().names;
    let word = |i: usize| context.sentence.token(i).text();
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    for name in names {
        let joins = out.last().is_some_and(|before: &Mention| {
            let gap = before.words.end..name.words.start;
            let of = matches!(gap.len(), 1 | 2)
                && lexicon.genitives.has(word(gap.start))
                && (gap.len() == 1 || lexicon.articles.has(word(gap.start + 1)));
            // "Morton Company *of Utah*": a firm is of where it sits.
            let sector = context.knowledge.gazetteer.sector_of(&word(before.words.end - 1).to_lowercase());
            let body = sector.is_some_and(|sector| *sector != Sector::Bus);
            // "Army *of the Victorious Sect*": a body's bare noun is no name before another.
            let kinds = before.kind == MentionKind::Organization
                && (name.kind == MentionKind::Location
                    || name.kind == MentionKind::Organization && before.words.len() == 1);
            of && body
                && kinds
                && before.source == MentionSource::Model
                && name.source != MentionSource::Grammar
        });
        match out.last_mut().filter(|_| joins) {
            Some(before) => before.extend(&name),
            None => out.push(name),
        }
    }
    out
}
