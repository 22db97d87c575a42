//! Base forms by suffix and a table of irregular ones.
//!
//! English inflects little: the rules undo `-s -ed -ing -er -est`, and where a verb's spelling leaves a choice
//! ("accused": `accus` or `accuse`?), the candidate that `data/lexicon/` knows wins.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::label::Upos;

struct Lexicon {
    irregular: FxHashMap<(&'static str, Class), &'static str>,
    verbs: FxHashSet<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Verb,
    Noun,
    Adjective,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { irregular: FxHashMap::default(), verbs: FxHashSet::default() };
    let listed =
        [include_str!("../../data/lexicon/irregular.tsv"), include_str!("../../data/lexicon/verbs.tsv")];
    for line in listed.iter().flat_map(|file| file.lines()) {
        let mut columns = line.split('\t');
        let class = match columns.next() {
            Some("VERB") => Class::Verb,
            Some("NOUN") => Class::Noun,
            Some("ADJ") => Class::Adjective,
            _ => continue,
        };
        let lemma = columns.next().unwrap_or_default();
        if class == Class::Verb {
            lexicon.verbs.insert(lemma);
        }
        for form in columns.next().unwrap_or_default().split(' ').filter(|f| !f.is_empty()) {
            lexicon.irregular.entry((form, class)).or_insert(lemma);
        }
    }
    lexicon
});

/// The base form of `word` as the Universal POS tag `upos` says it is used; lower case except for proper nouns.
pub fn lemma(word: &str, upos: Upos) -> String {
    if upos == Upos::Propn {
        return word.to_string();
    }
    let lower = word.to_lowercase();
    match upos {
        Upos::Verb | Upos::Aux => verb(&lower),
        Upos::Noun => noun(&lower),
        Upos::Adj | Upos::Adv => LEXICON
            .irregular
            .get(&(lower.as_str(), Class::Adjective))
            .map_or(lower.clone(), |l| l.to_string()),
        Upos::Part | Upos::Det | Upos::Pron => match lower.as_str() {
            "n't" | "n’t" => "not".to_string(),
            "an" => "a".to_string(),
            _ => lower,
        },
        _ => lower,
    }
}

/// Whether a base form is known to be a verb's.
pub fn is_verb(lemma: &str) -> bool {
    LEXICON.verbs.contains(lemma)
}

fn verb(form: &str) -> String {
    match form {
        "am" | "is" | "are" | "was" | "were" | "been" | "being" | "'s" | "’s" | "'re" | "’re" | "'m"
        | "’m" => return "be".into(),
        "has" | "had" | "having" | "'ve" | "’ve" => return "have".into(),
        "does" | "did" | "done" | "doing" => return "do".into(),
        "'ll" | "’ll" | "wo" => return "will".into(),
        "'d" | "’d" => return "would".into(),
        "ca" => return "can".into(),
        _ => {}
    }
    if let Some(lemma) = LEXICON.irregular.get(&(form, Class::Verb)) {
        return lemma.to_string();
    }
    if LEXICON.verbs.contains(form) {
        return form.to_string();
    }
    if let Some(stem) = form.strip_suffix("ies").or(form.strip_suffix("ied")).filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ing", "ed"] {
        if let Some(stem) = form.strip_suffix(ending).filter(|s| s.len() > 1 && has_vowel(s)) {
            return choose(&[stem.to_string(), format!("{stem}e"), undoubled(stem)], || past_stem(stem));
        }
    }
    if let Some(stem) = form.strip_suffix("es").filter(|s| s.len() > 1) {
        return choose(&[stem.to_string(), format!("{stem}e")], || plural_stem(form));
    }
    match form.strip_suffix('s').filter(|s| s.len() > 1 && !s.ends_with('s')) {
        Some(stem) => stem.to_string(),
        None => form.to_string(),
    }
}

fn noun(form: &str) -> String {
    match LEXICON.irregular.get(&(form, Class::Noun)) {
        Some(lemma) => lemma.to_string(),
        None if form.len() < 4 || form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") => {
            form.to_string()
        }
        None => plural_stem(form),
    }
}

fn choose(candidates: &[String], otherwise: impl FnOnce() -> String) -> String {
    // "hoped": both `hop` and `hope` are verbs; the doubled consonant of "hopped" is what tells them apart.
    match candidates.iter().filter(|c| LEXICON.verbs.contains(c.as_str())).collect::<Vec<_>>().as_slice() {
        [] => otherwise(),
        [only] => only.to_string(),
        [first, second, ..] if *second == &format!("{first}e") && doubles(first) => second.to_string(),
        [first, ..] => first.to_string(),
    }
}

/// Whether the verb doubles its last consonant before `-ed`: one vowel, then one consonant ("hop", not "need").
fn doubles(verb: &str) -> bool {
    let b = verb.as_bytes();
    b.len() >= 3 && !is_vowel(b[b.len() - 1]) && is_vowel(b[b.len() - 2]) && !is_vowel(b[b.len() - 3])
}

fn past_stem(stem: &str) -> String {
    let single = undoubled(stem);
    if single != stem {
        return single;
    }
    let takes_e = [
        "at", "iz", "is", "us", "as", "v", "c", "u", "ir", "ur", "bl", "tl", "dl", "gl", "pl", "rg", "ng",
        "dg", "rs", "ns",
    ];
    if takes_e.iter().any(|e| stem.ends_with(e)) { format!("{stem}e") } else { stem.to_string() }
}

fn plural_stem(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes", "zzes", "oes"] {
        if form.ends_with(ending) {
            return form[..form.len() - 2].to_string();
        }
    }
    form.strip_suffix('s').unwrap_or(form).to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
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
            assert_eq!(lemma(form, Upos::Verb), base);
        }
    }

    #[test]
    fn nouns() {
        for (form, base) in [
            ("talks", "talk"),
            ("countries", "country"),
            ("men", "man"),
            ("crisis", "crisis"),
            ("embassies", "embassy"),
            ("sanctions", "sanction"),
        ] {
            assert_eq!(lemma(form, Upos::Noun), base);
        }
    }
}
