//! Amounts of a text by their grammar alone, without network and trees: for headlines, tables, and cells of other data.
//!
//! ```
//! let knowledge = dossier::Knowledge::load(None)?;
//! let found = dossier::amount::read(&knowledge, "Norway gave $1-2 million, half of it at once.");
//! let values: Vec<(&str, &str, &str)> =
//!     found.iter().map(|a| (&*a.value, &*a.value_to, &*a.unit)).collect();
//! assert_eq!(values, [("1000000", "2000000", "USD"), ("50", "", "%")]);
//! # Ok::<(), dossier::DataError>(())
//! ```

use crate::entity;
use crate::knowledge::Knowledge;
use crate::label::MentionKind;
use crate::text::{Bytes, Span, split_region};

/// An amount, with the meanings that the columns of amounts.csv have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amount {
    /// Bytes of the text.
    pub span: Span<Bytes>,
    pub kind: MentionKind,
    /// A plain decimal number.
    pub value: String,
    /// The upper end of a range; empty where there is none.
    pub value_to: String,
    /// ISO 4217, `%`, UCUM or a plain noun in the singular.
    pub unit: String,
    /// What each of the sum or share is for; empty where it is for all.
    pub per: String,
    /// How exact it is; empty where the text does not say.
    pub qualifier: &'static str,
}

/// The amounts of a text, left to right. What only a tree tells ("26 of the dead"), and whose dinars these are, is left out.
pub fn read(knowledge: &Knowledge, text: &str) -> Vec<Amount> {
    let sentences = split_region(text, Span::new(0, text.len()), &knowledge.lexicon);
    let lexemes =
        sentences.iter().map(|s| entity::lexemes(text, s.tokens.iter().copied(), &knowledge.lexicon));
    let found = lexemes.flat_map(|lexemes| entity::amounts(&lexemes, &knowledge.lexicon));
    let written = |a: entity::Amount| Amount {
        span: a.span,
        kind: a.kind.into(),
        value: a.value.to_string(),
        value_to: a.value_to.map(|to| to.to_string()).unwrap_or_default(),
        unit: a.unit,
        per: a.per,
        qualifier: a.qualifier.map_or("", |q| q.as_str()),
    };
    found.map(written).collect()
}
