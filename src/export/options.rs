//! How an export is written.

use super::events::dyad_options::DyadOptions;
use super::filter::EventFilter;

/// How an export is written.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Which events count, where they are counted or joined.
    pub events: EventFilter,
    pub dyads: DyadOptions,
    /// Before the ids of things in RDF; `urn:dossier:` where there is none.
    pub base: Option<String>,
    /// What stands between the cells of CSV for spreadsheets.
    pub separator: u8,
}

impl Default for ExportOptions {
    fn default() -> ExportOptions {
        ExportOptions {
            events: EventFilter::default(),
            dyads: DyadOptions::default(),
            base: None,
            separator: b',',
        }
    }
}
