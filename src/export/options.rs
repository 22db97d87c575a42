//! How an export is written.

use super::events::dyad_options::DyadOptions;
use super::filter::EventFilter;

/// How an export is written.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// Which events count, where they are counted or joined.
    pub events: EventFilter,
    pub dyads: DyadOptions,
    /// Before the ids of things in RDF; `urn:dossier:` where there is none.
    pub base: Option<String>,
}
