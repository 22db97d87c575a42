//! What the network reads of events: at which word, of what kind, and who may stand on which side; and whom pronouns mean.

use crate::label::{EventClass, Modality};

/// An event that the network sees at one word of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct EventReading {
    /// Index of the word that bears it, in its sentence.
    pub trigger: usize,
    /// The likeliest class.
    pub class: EventClass,
    /// How likely the word bears an event of any class, 0 to 1.
    pub probability: f32,
    /// How likely it bears one of this class.
    pub of_class: f32,
    /// Who acts.
    pub source: PartyReading,
    /// Who is acted on.
    pub target: PartyReading,
    pub modality: Modality,
    /// How likely it is said not to be so.
    pub negated: f32,
}

/// Whom the network takes a pronoun for.
#[derive(Clone, Debug, PartialEq)]
pub struct PronounReading {
    /// Index of the pronoun in its sentence.
    pub word: usize,
    pub antecedent: PartyReading,
}

/// Who may stand on one side of an event, or be meant by a pronoun.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartyReading {
    /// Words that may head the party's phrase, the likeliest first.
    pub words: Vec<PartyWord>,
    /// How likely nobody is named.
    pub nobody: f32,
}

/// A word that may head a party's phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartyWord {
    /// Index of its sentence in the article.
    pub sentence: usize,
    /// Index in that sentence.
    pub word: usize,
    pub probability: f32,
}
