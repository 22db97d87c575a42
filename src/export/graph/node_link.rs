//! Nodes and links as JSON: d3-force and force-graph read them, and networkx's `node_link_graph(data, edges="links")`.

use std::path::Path;

use serde_json::{Value, json};

use super::{NO_EDGE, ends, is_edge};
use crate::export::documents::jsonl::object;
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;
use crate::table::TableSchema;

pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let entities = run.entities()?;
    let (nodes, left) = ends(run)?;
    let mut sink = Sink::create(to, "network.json")?;
    sink.line("{\"directed\":true,\"multigraph\":true,\"graph\":{},\"nodes\":[")?;
    for (i, id) in nodes.iter().enumerate() {
        let Some(e) = entities.get(id) else { continue };
        let mut node = json!({ "id": id, "uid": e.uid, "name": e.name, "type": e.kind });
        for (key, value) in [("country", &e.country), ("sector", &e.sector)] {
            if !value.is_empty() {
                node[key] = value.as_str().into();
            }
        }
        node["mentions"] = e.mentions.parse::<u64>().map_or(Value::Null, Value::from);
        sink.line(&format!("{}{node}", if i == 0 { "" } else { "," }))?;
    }
    sink.line("],\"links\":[")?;
    let Some(schema) = TableSchema::named("relations") else { return Ok(Exported::default()) };
    let (mut rows, mut first) = (run.rows("relations")?, true);
    while let Some(row) = rows.next()? {
        if !is_edge(row) {
            continue;
        }
        let mut link = object(schema, row);
        for (from, to) in [("subject_id", "source"), ("object_id", "target"), ("relation_id", "key")] {
            if let Some(value) = link.remove(from) {
                link.insert(to.to_string(), value);
            }
        }
        sink.line(&format!("{}{}", if first { "" } else { "," }, Value::Object(link)))?;
        first = false;
    }
    sink.line("]}")?;
    Ok(Exported { files: vec![sink.finish()?], left_out: vec![(left, NO_EDGE)] })
}
