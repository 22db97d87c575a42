//! Which events count: what is planned, denied or doubtful is left out unless it is asked for.

use super::run_folder::Row;
use crate::label::Modality;

/// Which events count.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Modalities besides what is asserted.
    pub also: Vec<Modality>,
    /// What is denied as well.
    pub negated: bool,
    /// Least confidence.
    pub min_confidence: f64,
}

impl EventFilter {
    /// Whether a row of relations.csv counts.
    pub fn takes(&self, row: Row<'_>) -> bool {
        self.is_so(row) && row.get("confidence").parse::<f64>().is_ok_and(|c| c >= self.min_confidence)
    }

    fn is_so(&self, row: Row<'_>) -> bool {
        let modality = row.get("modality");
        let wanted =
            modality == Modality::Asserted.as_str() || self.also.iter().any(|m| m.as_str() == modality);
        wanted && (self.negated || row.is("negated", "false"))
    }
}
