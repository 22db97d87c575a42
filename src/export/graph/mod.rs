//! The tables as graphs: who is tied to whom, and by what.

pub mod gexf;
pub mod graphml;
pub mod ladybug;
pub mod neo4j;
pub mod node_link;
pub mod rdf;
mod tables;
mod xml;

use rustc_hash::FxHashSet;

use super::error::ExportError;
use super::run_folder::{Row, RunFolder};

/// Whether both sides of a row are entities, so that an edge can be drawn.
fn is_edge(row: Row<'_>) -> bool {
    row.get("subject_id").starts_with('E') && row.get("object_id").starts_with('E')
}

/// The entities at the ends of edges, in the order of their first.
fn ends(run: &RunFolder) -> Result<(Vec<String>, usize), ExportError> {
    let (mut out, mut seen, mut left) = (Vec::new(), FxHashSet::default(), 0);
    let mut rows = run.rows("relations")?;
    while let Some(row) = rows.next()? {
        if !is_edge(row) {
            left += 1;
            continue;
        }
        for id in [row.get("subject_id"), row.get("object_id")] {
            if seen.insert(id.to_string()) {
                out.push(id.to_string());
            }
        }
    }
    Ok((out, left))
}

/// Why a row is no edge.
const NO_EDGE: &str = "rows that have no entity at one end";
