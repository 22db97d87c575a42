//! Base forms by suffix and a table of irregular ones.
//!
//! English inflects little: the rules undo `-s -ed -ing -er -est`, and where a verb's spelling leaves a choice
//! ("accused": `accus` or `accuse`?), the candidate that the tables know wins.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};
use crate::label::{Form, Upos};

/// Base forms of English words.
#[derive(Debug)]
pub struct Lemmas {
    /// Base forms by form, for each class.
    irregular: [FxHashMap<Box<str>, Box<str>>; CLASSES],
    verbs: FxHashSet<Box<str>>,
    endings: Endings,
}

const CLASSES: usize = 5;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Class {
    Auxiliary,
    Verb,
    Noun,
    Adjective,
    Function,
}

/// A row of `irregular.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Irregular {
    class: Class,
    lemma: String,
    /// Between blanks.
    forms: String,
}

/// A row of `verbs.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verb {
    lemma: String,
}

/// What each list is for stands in `lemmas.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    stems_in_e: Vec<String>,
    plurals_in_es: Vec<String>,
    singulars_in_s: Vec<String>,
    prefixes: Vec<String>,
    verb_endings: Vec<String>,
    participle: String,
}

impl Lemmas {
    pub(super) fn load(source: &mut Source) -> Result<Lemmas, DataError> {
        let mut irregular: [FxHashMap<Box<str>, Box<str>>; CLASSES] = Default::default();
        let mut verbs = FxHashSet::default();
        for row in table::rows::<Irregular>(&source.read("lexicon/irregular.tsv")?)? {
            if row.class == Class::Verb {
                verbs.insert(row.lemma.as_str().into());
            }
            for form in row.forms.split_whitespace() {
                irregular[row.class as usize].entry(form.into()).or_insert_with(|| row.lemma.as_str().into());
            }
        }
        let known = table::rows::<Verb>(&source.read("lexicon/verbs.tsv")?)?;
        verbs.extend(known.into_iter().map(|verb| verb.lemma.into()));
        Ok(Lemmas { irregular, verbs, endings: table::value(&source.read("lexicon/lemmas.toml")?)? })
    }

    /// The base form of `word` as the Universal POS tag `upos` says it is used; lower case except for proper nouns.
    pub fn lemma(&self, word: &str, upos: Upos) -> String {
        if upos == Upos::Propn {
            return word.to_string();
        }
        // "MPs", "POWs"
        if let Some(acronym) = word.strip_suffix('s').filter(|stem| upos == Upos::Noun && is_acronym(stem)) {
            return acronym.to_lowercase();
        }
        let lower = word.to_lowercase();
        match upos {
            Upos::Verb | Upos::Aux => self.verb(&lower),
            Upos::Noun => self.noun(&lower),
            Upos::Adj | Upos::Adv => self.irregular(Class::Adjective, &lower).unwrap_or(&lower).to_string(),
            Upos::Part | Upos::Det | Upos::Pron => {
                self.irregular(Class::Function, &lower).unwrap_or(&lower).to_string()
            }
            _ => lower,
        }
    }

    /// Whether a base form is known to be a verb's.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains(lemma)
    }

    /// Takes in base forms that are surely verbs', so that their forms are read as theirs ("bankrolled").
    pub fn learn<'v>(&mut self, verbs: impl IntoIterator<Item = &'v str>) {
        self.verbs.extend(verbs.into_iter().map(Box::from));
    }

    /// How a word is inflected whose base form is `lemma`.
    pub fn form(&self, word: &str, lemma: &str) -> Form {
        if word.eq_ignore_ascii_case(lemma) {
            Form::Base
        } else if word.ends_with(self.endings.participle.as_str()) {
            Form::Ing
        } else {
            Form::Inflected
        }
    }

    fn irregular(&self, class: Class, form: &str) -> Option<&str> {
        self.irregular[class as usize].get(form).map(Box::as_ref)
    }

    fn verb(&self, form: &str) -> String {
        if let Some(lemma) =
            self.irregular(Class::Auxiliary, form).or_else(|| self.irregular(Class::Verb, form))
        {
            return lemma.to_string();
        }
        if self.is_verb(form) {
            return form.to_string();
        }
        if let Some(lemma) = self.prefixed(form) {
            return lemma;
        }
        if let Some(stem) = form.strip_suffix("ies").or(form.strip_suffix("ied")).filter(|s| s.len() > 1) {
            return format!("{stem}y");
        }
        for ending in &self.endings.verb_endings {
            if let Some(stem) = form.strip_suffix(ending.as_str()).filter(|s| s.len() > 1 && has_vowel(s)) {
                let candidates = [stem.to_string(), format!("{stem}e"), undoubled(stem)];
                return self.choose(&candidates, || self.past_stem(stem));
            }
        }
        if let Some(stem) = form.strip_suffix("es").filter(|s| s.len() > 1) {
            return self.choose(&[stem.to_string(), format!("{stem}e")], || self.plural_stem(form));
        }
        match form.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with('s')) {
            Some(stem) => stem.to_string(),
            None => form.to_string(),
        }
    }

    /// The base form of an irregular verb with a prefix before it, if there is such a verb.
    fn prefixed(&self, form: &str) -> Option<String> {
        self.endings.prefixes.iter().find_map(|prefix| {
            let lemma = self.irregular(Class::Verb, form.strip_prefix(prefix.as_str())?)?;
            Some(format!("{prefix}{lemma}")).filter(|verb| self.is_verb(verb))
        })
    }

    fn noun(&self, form: &str) -> String {
        let singular = || self.endings.singulars_in_s.iter().any(|ending| form.ends_with(ending.as_str()));
        match self.irregular(Class::Noun, form) {
            Some(lemma) => lemma.to_string(),
            None if form.len() < 4 || singular() => form.to_string(),
            None => self.plural_stem(form),
        }
    }

    fn choose(&self, candidates: &[String], otherwise: impl FnOnce() -> String) -> String {
        // "hoped": both `hop` and `hope` are verbs; the doubled consonant of "hopped" is what tells them apart.
        match candidates.iter().filter(|c| self.is_verb(c)).collect::<Vec<_>>().as_slice() {
            [] => otherwise(),
            [only] => only.to_string(),
            [first, second, ..] if *second == &format!("{first}e") && doubles(first) => second.to_string(),
            [first, ..] => first.to_string(),
        }
    }

    fn past_stem(&self, stem: &str) -> String {
        let single = undoubled(stem);
        if single != stem {
            return single;
        }
        let lacks_e = self.endings.stems_in_e.iter().any(|ending| stem.ends_with(ending.as_str()));
        if lacks_e { format!("{stem}e") } else { stem.to_string() }
    }

    fn plural_stem(&self, form: &str) -> String {
        if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 1) {
            return format!("{stem}y");
        }
        if self.endings.plurals_in_es.iter().any(|ending| form.ends_with(ending.as_str())) {
            return form[..form.len() - 2].to_string();
        }
        form.strip_suffix('s').unwrap_or(form).to_string()
    }
}

/// Whether the verb doubles its last consonant before `-ed`: one vowel, then one consonant ("hop", not "need").
fn doubles(verb: &str) -> bool {
    let b = verb.as_bytes();
    b.len() >= 3 && !is_vowel(b[b.len() - 1]) && is_vowel(b[b.len() - 2]) && !is_vowel(b[b.len() - 3])
}

fn undoubled(stem: &str) -> String {
    let b = stem.as_bytes();
    let n = b.len();
    let doubled = n > 2
        && b[n - 1] == b[n - 2]
        && b[n - 1].is_ascii_lowercase()
        && !matches!(b[n - 1], b's' | b'l' | b'f' | b'z' | b'e' | b'o');
    if doubled || (n > 4 && stem.ends_with("ll")) { stem[..n - 1].to_string() } else { stem.to_string() }
}

fn has_vowel(stem: &str) -> bool {
    stem.bytes().any(|b| is_vowel(b) || b == b'y')
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn verbs() {
        let lemmas = Knowledge::embedded().lexicon.lemmas;
        for (form, base) in [
            ("accused", "accuse"),
            ("condemned", "condemn"),
            ("met", "meet"),
            ("hoped", "hope"),
            ("stopped", "stop"),
            ("negotiating", "negotiate"),
            ("slammed", "slam"),
            ("denies", "deny"),
            ("pressuring", "pressure"),
            ("controlled", "control"),
            ("called", "call"),
            ("launches", "launch"),
            ("said", "say"),
            ("sanctioned", "sanction"),
            ("were", "be"),
        ] {
            assert_eq!(lemmas.lemma(form, Upos::Verb), base);
        }
    }

    #[test]
    fn verbs_that_are_learnt_and_those_with_a_prefix() {
        let mut lemmas = Knowledge::embedded().lexicon.lemmas;
        lemmas.learn(["bankroll", "underwrite"]);
        for (form, base) in
            [("bankrolled", "bankroll"), ("underwrote", "underwrite"), ("underwritten", "underwrite")]
        {
            assert_eq!(lemmas.lemma(form, Upos::Verb), base);
        }
    }

    #[test]
    fn nouns() {
        let lemmas = Knowledge::embedded().lexicon.lemmas;
        for (form, base) in [
            ("talks", "talk"),
            ("countries", "country"),
            ("men", "man"),
            ("crisis", "crisis"),
            ("embassies", "embassy"),
            ("sanctions", "sanction"),
            ("MPs", "mp"),
        ] {
            assert_eq!(lemmas.lemma(form, Upos::Noun), base);
        }
    }
}
