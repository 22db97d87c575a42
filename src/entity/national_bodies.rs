//! Bodies that go by their country: "the *Syrian government*", "*U.S. forces*", "the *government of Iraq*".
//!
//! The network takes for names only those written in capitals. Who studies what states do wants both, and one entity for
//! the two: they are mentions of their own, around the country's.

use jiff::civil::Date;

use super::Mention;
use super::context::Context;
use super::mention::mention_at;
use crate::knowledge::gazetteer::{Role, normalize};
use crate::knowledge::{Knowledge, Lexicon};
use crate::label::{Deprel, MentionKind, MentionSource, Sector, Upos};
use crate::sentence::Token;
use crate::text::{Span, Tokens};

/// Whether `noun`, behind `before`, makes a body where it has a country.
fn is_body(before: &str, noun: &str, lexicon: &Lexicon) -> bool {
    let noun = noun.to_lowercase();
    lexicon.bodies.has(&noun) || lexicon.bodies.has(&format!("{}+{noun}", before.to_lowercase()))
}

/// Words between the country and the noun: "Turkey's *democratically elected* government".
const BETWEEN: usize = 4;

/// The bodies of one sentence, left to right. `names` are its names.
pub fn bodies(context: &Context<'_>, names: &[Mention]) -> Vec<Mention> {
    let finder = Finder { context: *context, names };
    let found = context.sentence.tokens().filter_map(|noun| finder.body(noun));
    let mention = |(words, score): (Span<Tokens>, f32)| Mention {
        sentence: context.index,
        span: context.sentence.bytes(words),
        words,
        kind: MentionKind::Organization,
        entity: None,
        score,
        source: MentionSource::Rule,
        value: String::new(),
        nests: true,
    };
    found.map(mention).collect()
}

struct Finder<'a> {
    context: Context<'a>,
    names: &'a [Mention],
}

impl<'a> Finder<'a> {
    fn is_named(&self, word: Token<'a>) -> bool {
        mention_at(self.names, word).is_some()
    }

    /// The body that `noun` heads, and how sure that is.
    fn body(&self, noun: Token<'a>) -> Option<(Span<Tokens>, f32)> {
        let before = noun.previous().map_or("", Token::text);
        if !noun.upos().is_noun()
            || self.is_named(noun)
            || !is_body(before, noun.text(), self.context.lexicon())
        {
            return None;
        }
        // "The Iraqi people" are one, "Iraqi people" any number of them.
        let lexicon = self.context.lexicon();
        if lexicon.actors.peoples.has_lower(noun.text()) && !self.is_definite(noun) {
            return None;
        }
        self.behind_country(noun).or_else(|| self.before_country(noun))
    }

    fn is_definite(&self, noun: Token<'a>) -> bool {
        let articles = &self.context.lexicon().names.articles;
        let definite = |c: Token<'a>| articles.has(c.lemma()) || c.deprel() == Deprel::NmodPoss;
        let counts = |c: Token<'a>| c < noun && c.deprel() == Deprel::Nummod;
        noun.children().any(definite) && !noun.children().any(counts)
    }

    /// "the *Syrian government*", "*Turkey's elected government*"
    fn behind_country(&self, noun: Token<'a>) -> Option<(Span<Tokens>, f32)> {
        let country = self.names.iter().rfind(|m| m.words.end <= noun.index())?;
        let between = Span::<Tokens>::new(country.words.end, noun.index());
        let ruler = country.kind == MentionKind::Person && self.is_of_ruler(noun);
        let mut words = self.context.sentence.tokens_of(between);
        let fits = between.len() <= BETWEEN && words.all(|w| self.may_stand_before(w, noun));
        (fits
            && (ruler || self.is_national(country))
            && self.belongs(self.context.sentence.head_of(country.words), noun))
        .then(|| (country.words.cover(noun.alone()), country.score))
    }

    /// Whether `word` may stand between a country and the noun.
    fn may_stand_before(&self, word: Token<'a>, noun: Token<'a>) -> bool {
        let lexicon = self.context.lexicon();
        if lexicon.names.is_possessive(word.text()) || matches!(word.text(), "-" | "'" | "’") {
            return true;
        }
        let above = word.head();
        let own = above == Some(noun) || above.is_some_and(|a| a < noun && a.head() == Some(noun));
        // "The Iraqi people" are no people of a camp, and a "sanctions regime" rules nobody.
        let misleading = lexicon.actors.misleading_bodies.has(noun.text())
            && !lexicon.actors.telling_nouns.has_lower(word.text());
        let fits = match word.upos() {
            Upos::Adj | Upos::Adv | Upos::Verb => true,
            Upos::Noun | Upos::Propn => !misleading,
            _ => false,
        };
        own && fits
    }

    /// "the *Trump administration*"
    fn is_of_ruler(&self, noun: Token<'a>) -> bool {
        self.context.lexicon().actors.bodies_of_rulers.has_lower(noun.text())
    }

    /// Whether the tree hangs `name` on `noun`, over at most one word between ("*U.S.*-led *coalition*"), or both on a third
    /// ("*Syrian government* websites").
    fn belongs(&self, name: Token<'a>, noun: Token<'a>) -> bool {
        let modifier = matches!(
            name.deprel(),
            Deprel::Amod
                | Deprel::Compound
                | Deprel::NmodPoss
                | Deprel::NmodDesc
                | Deprel::Flat
                | Deprel::Conj
                | Deprel::Nmod
        ) || name.deprel().is_a(Deprel::Obl);
        let beside = matches!(noun.deprel(), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc);
        let under = |w: Token<'a>| w.head() == Some(noun);
        modifier
            && (under(name)
                || name.head().is_some_and(|w| w < noun && under(w))
                || (beside && name.head() == noun.head()))
    }

    /// "the *government of Iraq*"
    fn before_country(&self, noun: Token<'a>) -> Option<(Span<Tokens>, f32)> {
        let lexicon = &self.context.lexicon().names;
        let of = noun.next().filter(|of| lexicon.genitives.has(of.text()))?;
        let behind = of.next()?;
        let first = if lexicon.articles.has(behind.text()) { behind.index() + 1 } else { behind.index() };
        let country = self.names.iter().find(|m| m.words.start == first)?;
        let own =
            |w: &Token<'a>| w.head() == Some(noun) && w.deprel() == Deprel::Compound && !self.is_named(*w);
        let start = noun.before().take_while(own).last().unwrap_or(noun);
        (country.kind == MentionKind::Location)
            .then(|| (Span::new(start.index(), country.words.end), country.score))
    }

    /// Whether a name is a place's or a people's.
    fn is_national(&self, name: &Mention) -> bool {
        let sentence = self.context.sentence;
        // "an *anti-China* coalition"
        if sentence.token(name.words.start).text().starts_with(char::is_lowercase) {
            return false;
        }
        match name.kind {
            MentionKind::Location => true,
            MentionKind::Misc => {
                sentence.head_of(name.words).upos() == Upos::Adj
                    || self.context.find_words(name.words).is_some()
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
    pub sector: Option<Sector>,
}

/// Reads the name of such a body; none where it is any other name.
pub fn read(name: &str, knowledge: &Knowledge, day: Option<Date>) -> Option<Body> {
    let lexicon = &knowledge.lexicon;
    let words: Vec<&str> = name.split_whitespace().collect();
    let noun = |w: usize| is_body(w.checked_sub(1).map_or("", |b| words[b]), words[w], lexicon);
    let join = |country: &[&str], rest: &[&str]| {
        let country = country.join(" ");
        joined(lexicon.names.without_possessive(&country), rest, knowledge, day)
    };
    let of = words.iter().position(|w| lexicon.names.genitives.has(w));
    if let Some(of) = of.filter(|of| *of > 0 && noun(of - 1)) {
        return join(&words[of + 1..], &words[..of]);
    }
    noun(words.len().checked_sub(1)?)
        .then(|| (1..words.len()).rev().find_map(|n| join(&words[..n], &words[n..])))
        .flatten()
}

/// The body that `rest`, a noun with the words before it, is of a country; none where no such country or place is known.
fn joined(country: &str, rest: &[&str], knowledge: &Knowledge, day: Option<Date>) -> Option<Body> {
    let (gazetteer, lemmas) = (&knowledge.gazetteer, &knowledge.lexicon.lemmas);
    let known = gazetteer.find(country, day)?;
    let whose = match known.role {
        Role::Country | Role::Demonym => known.country.clone(),
        _ => normalize(&known.name),
    };
    let rest = rest.join(" ").to_lowercase();
    let (before, noun) = rest.rsplit_once(' ').unwrap_or(("", &rest));
    let before = before.rsplit(' ').next().unwrap_or("");
    let agent =
        gazetteer.agent(before, noun).or_else(|| gazetteer.agent(before, &lemmas.lemma(noun, Upos::Noun)));
    let sector = agent.and_then(|a| a.sector.clone());
    Some(Body { key: format!("{whose}\n{rest}"), country: known.country.clone(), sector })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Option<String> {
        read(name, &Knowledge::embedded(), None).map(|body| body.key)
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
        let body = read("Swedish military forces", &Knowledge::embedded(), None).unwrap();
        assert_eq!((body.country.as_str(), body.sector), ("SWE", Some(Sector::Mil)));
    }
}
