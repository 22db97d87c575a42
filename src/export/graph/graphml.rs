//! GraphML, as networkx, igraph, Gephi and yEd read it: an edge for each row between two entities.

use std::fmt::Write;
use std::path::Path;

use super::{NO_EDGE, ends, is_edge, xml};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;

/// Name and type of what is told of a node; igraph's own name for a node is `name`, so `label` says it as well.
const OF_NODE: [(&str, &str); 6] = [
    ("label", "string"),
    ("type", "string"),
    ("country", "string"),
    ("sector", "string"),
    ("mentions", "int"),
    ("uid", "string"),
];
const OF_EDGE: [(&str, &str); 14] = [
    ("relation", "string"),
    ("event", "string"),
    ("cameo", "string"),
    ("quad", "int"),
    ("goldstein", "double"),
    ("negated", "boolean"),
    ("modality", "string"),
    ("attributed_to", "string"),
    ("date", "string"),
    ("published", "string"),
    ("confidence", "double"),
    ("article_id", "string"),
    ("rule", "string"),
    ("evidence", "string"),
];

pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let mut sink = Sink::create(to, "network.graphml")?;
    sink.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    sink.line("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (whose, letter, keys) in [("node", 'n', &OF_NODE[..]), ("edge", 'e', &OF_EDGE[..])] {
        for (name, kind) in keys {
            let key = format!(
                "<key id=\"{letter}_{name}\" for=\"{whose}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            );
            sink.line(&key)?;
        }
    }
    sink.line("<graph id=\"dossier\" edgedefault=\"directed\">")?;
    let entities = run.entities()?;
    let (nodes, left) = ends(run)?;
    for id in &nodes {
        let Some(e) = entities.get(id) else { continue };
        let values = [&e.name, &e.kind, &e.country, &e.sector, &e.mentions, &e.uid];
        let data = data('n', OF_NODE.iter().map(|(name, _)| *name).zip(values.map(String::as_str)));
        sink.line(&format!("<node id=\"{id}\">{data}</node>"))?;
    }
    let mut rows = run.rows("relations")?;
    while let Some(row) = rows.next()? {
        if !is_edge(row) {
            continue;
        }
        let data = data('e', OF_EDGE.iter().map(|(name, _)| (*name, row.text(name))));
        sink.line(&format!(
            "<edge id=\"{}\" source=\"{}\" target=\"{}\">{data}</edge>",
            row.get("relation_id"),
            row.get("subject_id"),
            row.get("object_id")
        ))?;
    }
    sink.line("</graph>\n</graphml>")?;
    Ok(Exported { files: vec![sink.finish()?], left_out: vec![(left, NO_EDGE)] })
}

/// What is told of a node or an edge, of what is not empty.
fn data<'v>(letter: char, values: impl Iterator<Item = (&'v str, &'v str)>) -> String {
    let mut out = String::new();
    for (name, value) in values.filter(|(_, value)| !value.is_empty()) {
        let _ = write!(out, "<data key=\"{letter}_{name}\">{}</data>", xml::text(value));
    }
    out
}
