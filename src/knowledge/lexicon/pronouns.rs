//! The pronouns of English, and what their forms tell of whom they mean.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};

/// What is known of each pronoun.
#[derive(Debug)]
pub struct Pronouns(FxHashMap<Box<str>, Pronoun>);

/// What the form of a pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    person: Person,
    number: Number,
    gender: Gender,
    case: Use,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
enum Person {
    #[serde(rename = "1")]
    First,
    #[serde(rename = "2")]
    Second,
    #[serde(rename = "3")]
    Third,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Number {
    Singular,
    Plural,
    Any,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    Male,
    Female,
    Thing,
    Person,
    None,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Use {
    Subject,
    Object,
    Possessive,
    Reflexive,
    Relative,
}

/// A row of `pronouns.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    form: String,
    person: Person,
    number: Number,
    gender: Gender,
    #[serde(rename = "use")]
    case: Use,
}

impl Pronouns {
    pub(super) fn load(source: &mut Source) -> Result<Pronouns, DataError> {
        let file = source.read("lexicon/pronouns.tsv")?;
        let mut pronouns = FxHashMap::default();
        for Row { form, person, number, gender, case } in table::rows::<Row>(&file)? {
            if pronouns.contains_key(form.as_str()) {
                return Err(file.error(0, format!("\"{form}\" is listed twice")));
            }
            pronouns.insert(form.into_boxed_str(), Pronoun { person, number, gender, case });
        }
        Ok(Pronouns(pronouns))
    }

    /// The pronoun that a word is by its base form, in lower case: "i", "him".
    pub fn of(&self, lemma: &str) -> Option<Pronoun> {
        self.0.get(lemma).copied()
    }
}

impl Pronoun {
    /// Whether it cannot stand for a man or woman of this gender.
    pub fn excludes(self, gender: Gender) -> bool {
        matches!((self.gender, gender), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
    }

    /// Whether it may mean somebody or something that the text names: a reflexive means its clause's own subject, a relative one the noun before it,
    /// and "you" whoever is spoken to.
    pub fn refers(self) -> bool {
        self.person != Person::Second && !matches!(self.case, Use::Reflexive | Use::Relative)
    }

    /// Somebody or something of whom is spoken: "he", "its", "themselves".
    pub fn is_of_others(self) -> bool {
        self.person == Person::Third && self.case != Use::Relative
    }

    /// "I", "us", "our".
    pub fn is_first_person(self) -> bool {
        self.person == Person::First
    }

    /// One man or woman of whom is spoken: "he", "her".
    pub fn is_singular_person(self) -> bool {
        self.number == Number::Singular && matches!(self.gender, Gender::Male | Gender::Female)
    }

    /// "it", "its".
    pub fn is_thing(self) -> bool {
        self.gender == Gender::Thing
    }

    /// "we", "their".
    pub fn is_plural(self) -> bool {
        self.number == Number::Plural
    }

    /// "I", "they".
    pub fn is_subject(self) -> bool {
        self.case == Use::Subject
    }

    /// "us", "him".
    pub fn is_object(self) -> bool {
        self.case == Use::Object
    }

    /// "who", "which".
    pub fn is_relative(self) -> bool {
        self.case == Use::Relative
    }
}

#[cfg(test)]
mod tests {
    use super::Pronoun;
    use crate::knowledge::Knowledge;

    #[test]
    fn forms_tell_whom_they_mean() {
        let knowledge = Knowledge::embedded();
        let of = |form: &str| knowledge.lexicon.pronouns.of(form);
        let is = |form: &str, test: fn(Pronoun) -> bool| of(form).is_some_and(test);
        assert!(["he", "she", "him", "her", "his"].iter().all(|form| is(form, Pronoun::is_singular_person)));
        assert!(["it", "they", "i", "we"].iter().all(|form| !is(form, Pronoun::is_singular_person)));
        assert!(is("its", Pronoun::is_thing) && is("us", Pronoun::is_first_person));
        assert!(["you", "himself", "who"].iter().all(|form| !is(form, Pronoun::refers)));
        assert!(of("I").is_none() && of("minister").is_none());
    }
}
