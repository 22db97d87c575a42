//! Whom a short name means, over a whole run: an article that says only "Putin" means the one whom other articles call Vladimir Putin. And a name with
//! an initial in its middle may be that of one who goes without it elsewhere.
//!
//! Within an article `resolve` decides. Across articles a short name stays an entity of its own, for it may be another's; what this says of it is
//! likely, not certain.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::resolve::person_key;
use crate::knowledge::{Lexicon, WordSet};
use crate::label::MentionKind;

/// "wendy sherman" of "wendy r sherman".
fn without_initial(key: &str) -> Option<String> {
    let mut words = key.split(' ');
    let [first, initial, last] = [words.next()?, words.next()?, words.next()?];
    let one = initial.chars().count() == 1 && first.chars().count() > 1 && words.next().is_none();
    one.then(|| format!("{first} {last}"))
}

/// Share of the mentions of all who may be meant that the likeliest must have.
const DOMINANT: f64 = 0.8;

/// An entity of the run, as far as its name goes.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub kind: MentionKind,
    pub name: &'a str,
    /// ISO 3166-1 alpha-3, empty where not known.
    pub country: &'a str,
}

/// Somebody whom a short name may mean.
struct Candidate {
    number: u32,
    country: String,
    mentions: usize,
    /// A hash of the whole name, without an initial.
    whole: u64,
    /// Whether some article calls the bearer by the short name too.
    called: bool,
}

/// The short names of a run, and who may be meant by each.
pub struct ShortNames<'w> {
    /// Words that begin a surname of several.
    particles: &'w WordSet,
    /// By a hash of kind and name, for a run may have a million of them.
    candidates: FxHashMap<u64, Vec<Candidate>>,
}

fn print(kind: MentionKind, name: &str) -> u64 {
    xxh3_64(format!("{}\n{name}", kind.as_str()).as_bytes())
}

/// What a name is looked up by; of organisations only the exact acronym counts.
fn key(kind: MentionKind, name: &str) -> Option<(MentionKind, String)> {
    match kind {
        MentionKind::Person => Some((kind, person_key(name))),
        MentionKind::Organization => Some((kind, name.to_string())),
        _ => None,
    }
}

impl<'w> ShortNames<'w> {
    /// None as yet.
    pub fn new(lexicon: &'w Lexicon) -> ShortNames<'w> {
        ShortNames { particles: &lexicon.names.particles, candidates: FxHashMap::default() }
    }

    fn begins_with_particle(&self, key: &str) -> bool {
        key.split(' ').next().is_some_and(|first| self.particles.has(first))
    }

    /// Whether a person's key is a surname alone, or a first name.
    fn is_short(&self, key: &str) -> bool {
        !key.contains(' ') || self.begins_with_particle(key)
    }

    /// The surname in a person's key: its last word, with the particles before it.
    fn surname<'k>(&self, key: &'k str) -> &'k str {
        let mut later_words = key.match_indices(' ').map(|(space, _)| &key[space + 1..]);
        let last = key.rsplit(' ').next().unwrap_or(key);
        later_words.find(|rest| self.begins_with_particle(rest)).unwrap_or(last)
    }

    /// The name by which others may be meant; `None` of one that is whole.
    fn wanted(&self, kind: MentionKind, name: String) -> Option<String> {
        match kind {
            MentionKind::Person if !self.is_short(&name) => without_initial(&name),
            _ => self.is_short(&name).then_some(name),
        }
    }

    /// Takes down an entity whose only name is short, or has an initial that others may leave out. All of them come before the first call of [`full`](ShortNames::full).
    pub fn short(&mut self, entity: Named<'_>) {
        let Some((kind, name)) = key(entity.kind, entity.name) else { return };
        if let Some(wanted) = self.wanted(kind, name) {
            self.candidates.entry(print(kind, &wanted)).or_default();
        }
    }

    /// Takes down an entity whose name has several words as one that each short name in it, or among its aliases, may mean.
    pub fn full<'a>(
        &mut self,
        entity: Named<'_>,
        number: u32,
        mentions: usize,
        aliases: impl Iterator<Item = &'a str>,
    ) {
        let whole = key(entity.kind, entity.name).filter(|(_, name)| !self.is_short(name));
        let Some((kind, name)) = whole else { return };
        let called = aliases.filter_map(|alias| key(kind, alias)).map(|(_, alias)| (alias, true));
        let surname = (kind == MentionKind::Person).then(|| (self.surname(&name).to_string(), false));
        // Who has an initial is nobody else's whole name.
        let plain = without_initial(&name);
        let whole = (kind == MentionKind::Person && plain.is_none()).then(|| (name.clone(), true));
        let mut names: Vec<(String, bool)> = called.chain(surname).chain(whole).collect();
        names.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        names.dedup_by(|later, first| later.0 == first.0);
        names.retain(|(short, _)| Some(short) != plain.as_ref());
        let whole = print(kind, plain.as_ref().unwrap_or(&name));
        for (short, called) in names {
            if let Some(candidates) = self.candidates.get_mut(&print(kind, &short)) {
                let country = entity.country.to_string();
                candidates.push(Candidate { number, country, mentions, whole, called });
            }
        }
    }

    /// The number of the entity that a short name means: the one that most mentions of its like are of, of no other country, and either called by that
    /// name elsewhere or known to be of the same country.
    pub fn meant(&self, entity: Named<'_>) -> Option<u32> {
        let (kind, name) = key(entity.kind, entity.name)?;
        let candidates = self.candidates.get(&print(kind, &self.wanted(kind, name)?))?;
        let fits =
            |c: &&Candidate| entity.country.is_empty() || c.country.is_empty() || c.country == entity.country;
        let fitting = || candidates.iter().filter(fits);
        let all: usize = fitting().map(|c| c.mentions).sum();
        // Of equals the first: numbers rise.
        let best = fitting().reduce(|best, c| if c.mentions > best.mentions { c } else { best })?;
        // With and without an initial, one is one.
        let own: usize = fitting().filter(|c| c.whole == best.whole).map(|c| c.mentions).sum();
        let told = best.called || (!entity.country.is_empty() && best.country == entity.country);
        (told && best.mentions > 0 && own as f64 >= DOMINANT * all as f64).then_some(best.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn person<'a>(name: &'a str, country: &'a str) -> Named<'a> {
        Named { kind: MentionKind::Person, name, country }
    }

    fn run(lexicon: &Lexicon) -> ShortNames<'_> {
        let mut names = ShortNames::new(lexicon);
        for name in ["Okello", "Bell", "Falk", "Xan"] {
            names.short(person(name, ""));
        }
        names.full(person("Grace Okello", "UGA"), 1, 40, ["Okello", "Grace"].into_iter());
        names.full(person("Tom Okello", "KEN"), 2, 4, ["OKELLO"].into_iter());
        names.full(person("Ann Bell", ""), 3, 5, ["Bell"].into_iter());
        names.full(person("Jo Bell", ""), 4, 4, ["Bell"].into_iter());
        names.full(person("Peter Falk", "NOR"), 5, 3, std::iter::empty());
        names.full(person("Xan Tivo", ""), 6, 3, ["Xan"].into_iter());
        names
    }

    #[test]
    fn a_short_name_means_the_one_who_is_mostly_called_so() {
        let knowledge = Knowledge::embedded();
        let names = run(&knowledge.lexicon);
        assert_eq!(names.meant(person("Okello", "")), Some(1));
        assert_eq!(names.meant(person("Okello", "KEN")), Some(2), "the other is of another country");
        assert_eq!(names.meant(person("Bell", "")), None, "two are as likely");
        assert_eq!(names.meant(person("XAN", "")), Some(6));
    }

    #[test]
    fn a_surname_that_nobody_is_called_by_needs_the_same_country() {
        let knowledge = Knowledge::embedded();
        let names = run(&knowledge.lexicon);
        assert_eq!(names.meant(person("Falk", "")), None);
        assert_eq!(names.meant(person("Falk", "NOR")), Some(5));
        assert_eq!(names.meant(person("Mora", "NOR")), None);
    }

    #[test]
    fn an_initial_may_be_left_out() {
        let knowledge = Knowledge::embedded();
        let mut names = ShortNames::new(&knowledge.lexicon);
        for name in ["Grace A. Okello", "Okello", "Tom B. Bell"] {
            names.short(person(name, ""));
        }
        names.full(person("Grace Okello", "UGA"), 1, 5, ["Okello"].into_iter());
        names.full(person("Grace A. Okello", "UGA"), 2, 4, ["Grace Okello", "Okello"].into_iter());
        names.full(person("Tom B. Bell", ""), 3, 4, ["Tom Bell"].into_iter());
        assert_eq!(names.meant(person("Grace A. Okello", "UGA")), Some(1));
        assert_eq!(names.meant(person("Grace A. Okello", "KEN")), None);
        assert_eq!(names.meant(person("Grace Okello", "UGA")), None, "she is herself");
        assert_eq!(names.meant(person("Okello", "")), Some(1), "both are one");
        assert_eq!(names.meant(person("Tom B. Bell", "")), None);
    }

    #[test]
    fn surnames_of_several_words() {
        let knowledge = Knowledge::embedded();
        let names = ShortNames::new(&knowledge.lexicon);
        assert_eq!(names.surname("staffan de mistura"), "de mistura");
        assert_eq!(names.surname("ursula von der leyen"), "von der leyen");
        assert_eq!(names.surname("grace okello"), "okello");
        assert!(names.is_short("von der leyen") && !names.is_short("staffan de mistura"));
    }

    #[test]
    fn an_acronym_means_the_body_that_is_written_out_elsewhere() {
        let body = |name| Named { kind: MentionKind::Organization, name, country: "" };
        let knowledge = Knowledge::embedded();
        let mut names = ShortNames::new(&knowledge.lexicon);
        names.short(body("NTB"));
        names.short(body("Bank"));
        names.full(body("National Transport Bank"), 7, 2, ["NTB"].into_iter());
        assert_eq!(names.meant(body("NTB")), Some(7));
        assert_eq!(names.meant(body("Bank")), None, "a body has no surname");
    }
}
