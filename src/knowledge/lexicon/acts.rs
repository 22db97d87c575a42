//! Which triggers tell of one act.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Lemmas;
use crate::knowledge::WordSet;
use crate::label::Upos;

/// The words of `acts.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    light: WordSet,
    groups: Vec<Vec<Box<str>>>,
    lasting: WordSet,
    part_of_lasting: WordSet,
}

/// Which triggers tell of one act.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Written")]
pub struct Acts {
    light: WordSet,
    lasting: WordSet,
    part_of_lasting: WordSet,
    /// The first word of the group that a word is in.
    groups: FxHashMap<Box<str>, Box<str>>,
}

impl TryFrom<Written> for Acts {
    type Error = String;

    fn try_from(written: Written) -> Result<Acts, String> {
        let mut groups: FxHashMap<Box<str>, Box<str>> = FxHashMap::default();
        for group in &written.groups {
            let first = group.first().ok_or("a group without a word")?;
            for word in group {
                if groups.insert(word.clone(), first.clone()).is_some() {
                    return Err(format!("\"{word}\" is in two groups"));
                }
            }
        }
        let Written { light, lasting, part_of_lasting, .. } = written;
        Ok(Acts { light, lasting, part_of_lasting, groups })
    }
}

/// What a trigger tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The word that stands for it and for others like it.
    pub name: String,
    pub duration: ActDuration,
}

/// How long an act goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActDuration {
    /// It is done once.
    Once,
    /// It goes on for months.
    Lasting,
    /// It may be no more than what goes on at that time.
    MaybePart,
}

impl Acts {
    /// The act that the words of a trigger tell of, as they stand in a text.
    pub fn of(&self, trigger: &str, lemmas: &Lemmas) -> Act {
        let base = |word: &str| {
            let verb = lemmas.lemma(word, Upos::Verb);
            if lemmas.is_verb(&verb) { verb } else { lemmas.lemma(word, Upos::Noun) }
        };
        let words: Vec<String> = trigger.split_whitespace().map(base).collect();
        if let Some(word) = words.iter().find(|word| self.lasting.has(word)) {
            return Act { name: word.clone(), duration: ActDuration::Lasting };
        }
        let telling = words.iter().find(|word| !self.light.has(word)).or(words.first());
        let name = telling.map_or("", String::as_str);
        let name = self.groups.get(name).map_or(name, |first| first);
        let part = words.iter().any(|word| self.part_of_lasting.has(word));
        let duration = if part { ActDuration::MaybePart } else { ActDuration::Once };
        Act { name: name.to_string(), duration }
    }
}

#[cfg(test)]
mod tests {
    use super::ActDuration;
    use crate::knowledge::Knowledge;

    #[test]
    fn triggers_of_one_act_have_one_name() {
        let lexicon = Knowledge::embedded().lexicon;
        let act = |trigger: &str| lexicon.acts.of(trigger, &lexicon.lemmas);
        for (one, other) in [
            ("met", "held meeting"),
            ("spoke", "had call"),
            ("traveled", "visited"),
            ("talks", "negotiating"),
        ] {
            assert_eq!(act(one), act(other));
        }
        let durations =
            ["launched invasion", "invaded", "attacked", "shot"].map(|trigger| act(trigger).duration);
        assert_eq!(
            durations,
            [ActDuration::Lasting, ActDuration::Lasting, ActDuration::MaybePart, ActDuration::Once]
        );
        assert_ne!(act("met"), act("spoke"));
    }
}
