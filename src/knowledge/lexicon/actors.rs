//! What is known of the words around those who act, and around amounts: what they say of who acts, and of what is measured.

use serde::Deserialize;

use crate::knowledge::WordSet;

/// What each list is for stands in `actors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorWords {
    pub opposing: WordSet,
    pub owners: WordSet,
    pub whereabouts: WordSet,
    pub served: WordSet,
    pub coalitions: WordSet,
    pub governments: WordSet,
    pub leading: WordSet,
    pub general: WordSet,
    pub offices_before_general: WordSet,
    pub chambers: WordSet,
    pub committees: WordSet,
    pub legislature: Box<str>,
    pub peoples: WordSet,
    pub country_nouns: WordSet,
    pub place_nouns: WordSet,
    pub bodies_of_rulers: WordSet,
    pub misleading_bodies: WordSet,
    pub telling_nouns: WordSet,
    pub not_in_office: WordSet,
    pub left_office: WordSet,
    pub title_openers: WordSet,
    pub armies: WordSet,
    pub measured: MeasureWords,
}

/// What stands between an amount and what it measures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureWords {
    pub money: WordSet,
    pub others: WordSet,
    pub worth: WordSet,
    pub places: WordSet,
    pub vague: WordSet,
    pub spent_in: WordSet,
    pub subject_verbs: WordSet,
    pub subject_verbs_of_shares: WordSet,
    pub object_verbs: WordSet,
    pub changed_by: WordSet,
}
