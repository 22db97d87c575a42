//! Bodies that go by their country: "the *Syrian government*", "*U.S. forces*", "the *government of Iraq*".
//!
//! The network takes for names only those written in capitals. Who studies what states do wants both, and one entity for
//! the two: they are mentions of their own, around the country's.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::gazetteer::{Gazetteer, Role, normalize};
use super::mention::mention_at;
use super::{Mention, MentionKind, Source};
use crate::encoder::Parsed;
use crate::label::{Deprel, Upos};
use crate::text::{Span, Tokens, lemma, listed};

/// "government", "forces", "air+force"
static BODIES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/bodies.txt")));

/// Whether `noun`, behind `before`, makes a body where it has a country.
fn is_body(before: &str, noun: &str) -> bool {
    let noun = noun.to_lowercase();
    BODIES.contains(noun.as_str()) || BODIES.contains(format!("{}+{noun}", before.to_lowercase()).as_str())
}

/// Words between the country and the noun: "Turkey's *democratically elected* government".
const BETWEEN: usize = 4;

/// The bodies of one sentence, left to right. `names` are its names.
pub fn bodies(
    text: &str,
    sentence: usize,
    parsed: &Parsed,
    names: &[Mention],
    gazetteer: &Gazetteer,
    day: Option<Date>,
) -> Vec<Mention> {
    let finder = Finder { text, parsed, names, gazetteer, day };
    let found = (0..parsed.words.len()).filter_map(|noun| finder.body(noun));
    let mention = |(words, score): (Span<Tokens>, f32)| Mention {
        sentence,
        span: parsed.bytes(words),
        words,
        kind: MentionKind::Organization,
        entity: None,
        score,
        source: Source::Rule,
        value: String::new(),
    };
    found.map(mention).collect()
}

struct Finder<'a> {
    text: &'a str,
    parsed: &'a Parsed,
    names: &'a [Mention],
    gazetteer: &'a Gazetteer,
    day: Option<Date>,
}

impl Finder<'_> {
    fn word(&self, i: usize) -> &str {
        self.parsed.text(self.text, i)
    }

    fn is_named(&self, word: usize) -> bool {
        mention_at(self.names, word).is_some()
    }

    /// The body that `noun` heads, and how sure that is.
    fn body(&self, noun: usize) -> Option<(Span<Tokens>, f32)> {
        let is_noun = matches!(self.parsed.words[noun].upos, Upos::Noun | Upos::Propn);
        let before = noun.checked_sub(1).map_or("", |w| self.word(w));
        if !is_noun || self.is_named(noun) || !is_body(before, self.word(noun)) {
            return None;
        }
        // "The Iraqi people" are one, "Iraqi people" any number of them.
        if self.word(noun).eq_ignore_ascii_case("people") && !self.is_definite(noun) {
            return None;
        }
        self.behind_country(noun).or_else(|| self.before_country(noun))
    }

    fn is_definite(&self, noun: usize) -> bool {
        let the = |c: usize| self.parsed.words[c].lemma == "the";
        let own = |c: usize| self.parsed.words[c].deprel == Deprel::NmodPoss;
        let words = &self.parsed.words;
        self.parsed.children(noun).any(|c| the(c) || own(c))
            && !words[..noun].iter().any(|w| w.deprel == Deprel::Nummod && w.head == Some(noun))
    }

    /// "the *Syrian government*", "*Turkey's elected government*"
    fn behind_country(&self, noun: usize) -> Option<(Span<Tokens>, f32)> {
        let country = self.names.iter().rfind(|m| m.words.end <= noun)?;
        let between = country.words.end..noun;
        let ruler = country.kind == MentionKind::Person && self.is_of_ruler(noun);
        let fits = between.len() <= BETWEEN && between.clone().all(|w| self.may_stand_before(w, noun));
        (fits
            && (ruler || self.is_national(country))
            && self.belongs(self.parsed.head_of(country.words), noun))
        .then(|| (Span::new(country.words.start, noun + 1), country.score))
    }

    /// Whether `word` may stand between a country and the noun.
    fn may_stand_before(&self, word: usize, noun: usize) -> bool {
        if matches!(self.word(word), "'s" | "’s" | "-" | "'" | "’") {
            return true;
        }
        let above = self.parsed.words[word].head;
        let own =
            above == Some(noun) || above.is_some_and(|a| a < noun && self.parsed.words[a].head == Some(noun));
        let kinds: &[Upos] = match self.word(noun) {
            // "The Iraqi people" are no people of a camp, and a "sanctions regime" rules nobody.
            "people" | "regime" if !self.word(word).eq_ignore_ascii_case("military") => {
                &[Upos::Adj, Upos::Adv, Upos::Verb]
            }
            _ => &[Upos::Adj, Upos::Noun, Upos::Propn, Upos::Adv, Upos::Verb],
        };
        own && kinds.contains(&self.parsed.words[word].upos)
    }

    /// "the *Trump administration*"
    fn is_of_ruler(&self, noun: usize) -> bool {
        matches!(
            self.word(noun).to_lowercase().as_str(),
            "government" | "administration" | "regime" | "cabinet"
        )
    }

    /// Whether the tree hangs `name` on `noun`, over at most one word between ("*U.S.*-led *coalition*"), or both on a third
    /// ("*Syrian government* websites").
    fn belongs(&self, name: usize, noun: usize) -> bool {
        let above = |w: usize| self.parsed.words[w].head;
        let modifier = matches!(
            self.parsed.words[name].deprel,
            Deprel::Amod
                | Deprel::Compound
                | Deprel::NmodPoss
                | Deprel::NmodDesc
                | Deprel::Flat
                | Deprel::Conj
                | Deprel::Nmod
        ) || self.parsed.words[name].deprel.is_a(Deprel::Obl);
        let beside =
            matches!(self.parsed.words[noun].deprel, Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc);
        let under = |w: usize| above(w) == Some(noun);
        modifier
            && (under(name)
                || above(name).is_some_and(|w| w < noun && under(w))
                || (beside && above(name) == above(noun)))
    }

    /// "the *government of Iraq*"
    fn before_country(&self, noun: usize) -> Option<(Span<Tokens>, f32)> {
        let n = self.parsed.words.len();
        if noun + 2 >= n || self.word(noun + 1) != "of" {
            return None;
        }
        let first = if self.word(noun + 2) == "the" { noun + 3 } else { noun + 2 };
        let country = self.names.iter().find(|m| m.words.start == first)?;
        let is_place = country.kind == MentionKind::Location;
        let own = |w: usize| {
            self.parsed.words[w].head == Some(noun)
                && self.parsed.words[w].deprel == Deprel::Compound
                && !self.is_named(w)
        };
        let start = (0..noun).rev().take_while(|w| own(*w)).last().unwrap_or(noun);
        is_place.then(|| (Span::new(start, country.words.end), country.score))
    }

    /// Whether a name is a place's or a people's.
    fn is_national(&self, name: &Mention) -> bool {
        // "an *anti-China* coalition"
        if self.word(name.words.start).starts_with(char::is_lowercase) {
            return false;
        }
        match name.kind {
            MentionKind::Location => true,
            MentionKind::Misc => {
                self.parsed.words[self.parsed.head_of(name.words)].upos == Upos::Adj
                    || self.gazetteer.find(name.span.of(self.text), self.day).is_some()
            }
            _ => false,
        }
    }
}

/// What the name of a body that goes by its country comes to.
pub struct Body {
    /// The same however it is put: "Government of Iraq", "Iraqi government" and "Iraq's government" are one.
    pub key: String,
    pub country: String,
    pub sector: String,
}

/// Reads the name of such a body; none where it is any other name.
pub fn read(name: &str, gazetteer: &Gazetteer, day: Option<Date>) -> Option<Body> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let noun = |w: usize| is_body(w.checked_sub(1).map_or("", |b| words[b]), words[w]);
    let join = |country: &str, rest: &[&str]| {
        let known = gazetteer.find(country, day)?;
        let whose = match known.role {
            Role::Country | Role::Demonym => known.country.clone(),
            _ => normalize(&known.name),
        };
        let rest = rest.join(" ").to_lowercase();
        let (before, noun) = rest.rsplit_once(' ').unwrap_or(("", &rest));
        let before = before.rsplit(' ').next().unwrap_or("");
        let agent =
            gazetteer.agent(before, noun).or_else(|| gazetteer.agent(before, &lemma(noun, Upos::Noun)));
        let sector = agent.map(|a| a.sector.clone()).unwrap_or_default();
        Some(Body { key: format!("{whose}\n{rest}"), country: known.country.clone(), sector })
    };
    let country = |words: &[&str]| {
        let name = words.join(" ");
        name.strip_suffix("'s").or(name.strip_suffix("’s")).unwrap_or(&name).to_string()
    };
    if let Some(of) = words.iter().position(|w| *w == "of").filter(|of| *of > 0 && noun(of - 1)) {
        return join(&country(&words[of + 1..]), &words[..of]);
    }
    noun(words.len().checked_sub(1)?)
        .then(|| (1..words.len()).rev().find_map(|n| join(&country(&words[..n]), &words[n..])))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Option<String> {
        read(name, &Gazetteer::embedded(), None).map(|body| body.key)
    }

    #[test]
    fn a_body_is_one_however_its_name_is_put() {
        for name in ["Iraqi government", "Government of Iraq", "Iraq's government", "Iraqi Government"] {
            assert_eq!(key(name).as_deref(), Some("IRQ\ngovernment"), "{name}");
        }
        assert_eq!(key("U.S. air force").as_deref(), Some("USA\nair force"));
        assert_eq!(key("U.S. task force"), None);
        assert_eq!(key("American security forces").as_deref(), Some("USA\nsecurity forces"));
        assert_eq!(key("forces of the Netherlands"), key("Dutch forces"));
        assert_eq!(key("Bank of Iraq"), None);
        assert_eq!(key("Baghdad police"), key("police of Baghdad"));
        assert_ne!(key("Baghdad police"), key("Iraqi police"));
    }

    #[test]
    fn its_sector_is_its_nouns() {
        let body = read("Swedish military forces", &Gazetteer::embedded(), None).unwrap();
        assert_eq!((body.country.as_str(), body.sector.as_str()), ("SWE", "MIL"));
    }
}
