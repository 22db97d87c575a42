//! The tables of a finished run in the forms of other programs.
//!
//! This room knows rows and formats. It must never look at an article's words again: what the tables do not say, no export says.

mod columnar;
mod documents;
mod error;
mod events;
mod exported;
mod filter;
mod graph;
mod options;
mod run_folder;
mod sink;
mod spreadsheet;
mod sql;

use std::path::Path;

pub use error::ExportError;
pub use events::dyad_options::{DyadOptions, Period, Side};
pub use exported::Exported;
pub use filter::EventFilter;
pub use options::ExportOptions;
pub(crate) use run_folder::{Row, RunFolder};
pub(crate) use sink::Sink;

/// A form that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    Parquet,
    /// A workbook for spreadsheet programs.
    Xlsx,
    /// CSV as spreadsheet programs open it.
    Csv,
    /// An object for each article, with all its rows.
    Jsonl,
    /// A script that loads the tables.
    DuckDb,
    Sqlite,
    Neo4j,
    Ladybug,
    GraphMl,
    Gexf,
    /// Nodes and links, as d3 and networkx read them.
    Json,
    /// N-Quads.
    Rdf,
    /// Events by pair of countries and month.
    Dyads,
    Polecat,
    Phoenix,
    Icews,
    Gdelt,
    Brat,
    Displacy,
}

/// Writes the tables of the run in the folder `run` to the folder `to`, which is made where it is missing.
///
/// # Errors
/// [`ExportError`], naming the file that cannot be read or written.
pub fn export(
    run: &Path,
    format: ExportFormat,
    to: &Path,
    options: &ExportOptions,
) -> Result<Exported, ExportError> {
    let run = RunFolder::open(run)?;
    std::fs::create_dir_all(to).map_err(|source| ExportError::Write { path: to.to_path_buf(), source })?;
    match format {
        ExportFormat::Parquet => columnar::write(&run, to),
        ExportFormat::Xlsx => spreadsheet::workbook(&run, to),
        ExportFormat::Csv => spreadsheet::csv(&run, to, options.separator),
        ExportFormat::Jsonl => documents::jsonl::write(&run, to),
        ExportFormat::DuckDb => sql::duckdb(to),
        ExportFormat::Sqlite => sql::sqlite(to),
        ExportFormat::Neo4j => graph::neo4j::write(&run, to, &options.events),
        ExportFormat::Ladybug => graph::ladybug::write(&run, to, &options.events),
        ExportFormat::GraphMl => graph::graphml::write(&run, to),
        ExportFormat::Gexf => graph::gexf::write(&run, to, &options.events),
        ExportFormat::Json => graph::node_link::write(&run, to),
        ExportFormat::Rdf => graph::rdf::write(&run, to, options),
        ExportFormat::Dyads => events::dyads::write(&run, to, options),
        ExportFormat::Polecat => events::polecat::write(&run, to, &options.events),
        ExportFormat::Phoenix => events::phoenix::write(&run, to, &options.events),
        ExportFormat::Icews => events::icews::write(&run, to, &options.events),
        ExportFormat::Gdelt => events::gdelt::write(&run, to, &options.events),
        ExportFormat::Brat => documents::brat::write(&run, to),
        ExportFormat::Displacy => documents::displacy::write(&run, to),
    }
}
