//! What the network reads besides names and trees: events with who may stand on which side, facts, and whom pronouns and nouns mean.

use crate::label::{EventClass, FactRelation, Modality};

/// What the network reads of a sentence, each in the order of the words that it starts from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    pub events: Vec<EventReading>,
    /// `None` where the network knows no facts.
    pub facts: Option<Vec<FactReading>>,
    pub anaphors: Vec<AnaphorReading>,
}

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

/// A fact that the network sees between a word of a sentence and another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactReading {
    pub relation: FactRelation,
    /// Index of the word that heads the subject, in its sentence.
    pub subject: usize,
    /// The word that heads the object, and how likely the fact holds.
    pub object: PartyWord,
}

/// Whom the network takes a pronoun, or a noun of somebody spoken of before, for.
#[derive(Clone, Debug, PartialEq)]
pub struct AnaphorReading {
    /// Index in its sentence of the pronoun, or of the word that heads the noun phrase.
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
