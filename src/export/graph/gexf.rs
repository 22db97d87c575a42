//! GEXF 1.3 for Gephi, over time: one edge for each pair and event, weighed by how often, with the days on which it was.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{is_edge, xml};
use crate::export::error::ExportError;
use crate::export::events::day_of;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;

/// What is summed up of a pair and an event.
#[derive(Default)]
struct Sum {
    rows: usize,
    goldstein: f64,
    days: BTreeSet<String>,
}

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut sums: BTreeMap<(String, String, String), Sum> = BTreeMap::new();
    let (mut left, mut rows) = (0, run.rows("relations")?);
    while let Some(row) = rows.next()? {
        if row.get("event").is_empty() || !is_edge(row) || !filter.takes(row) {
            left += 1;
            continue;
        }
        let key = ["subject_id", "object_id", "event"].map(|column| row.get(column).to_string());
        let sum = sums.entry(key.into()).or_default();
        sum.rows += 1;
        sum.goldstein += row.get("goldstein").parse().unwrap_or(0.0);
        sum.days.extend(day_of(row).map(str::to_string));
    }
    let mut sink = Sink::create(to, "events.gexf")?;
    sink.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    sink.line("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    sink.line(
        "<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"timestamp\">",
    )?;
    sink.line("<attributes class=\"node\" mode=\"static\"><attribute id=\"type\" title=\"type\" type=\"string\"/><attribute id=\"country\" title=\"country\" type=\"string\"/><attribute id=\"sector\" title=\"sector\" type=\"string\"/></attributes>")?;
    sink.line("<attributes class=\"edge\" mode=\"static\"><attribute id=\"goldstein\" title=\"goldstein\" type=\"double\"/></attributes>")?;
    nodes(run, &sums, &mut sink)?;
    sink.line("<edges>")?;
    for (number, ((source, target, event), sum)) in sums.iter().enumerate() {
        let spells: String = sum.days.iter().map(|day| format!("<spell timestamp=\"{day}\"/>")).collect();
        let spells = if spells.is_empty() { spells } else { format!("<spells>{spells}</spells>") };
        let mean = sum.goldstein / sum.rows as f64;
        sink.line(&format!(
            "<edge id=\"{}\" source=\"{source}\" target=\"{target}\" kind=\"{event}\" label=\"{event}\" weight=\"{}\"><attvalues><attvalue for=\"goldstein\" value=\"{mean:.2}\"/></attvalues>{spells}</edge>",
            number + 1,
            sum.rows
        ))?;
    }
    sink.line("</edges>\n</graph>\n</gexf>")?;
    let reason = "rows that are facts, are planned, denied or doubtful, or have no entity at one end";
    Ok(Exported { files: vec![sink.finish()?], left_out: vec![(left, reason)] })
}

fn nodes(
    run: &RunFolder,
    sums: &BTreeMap<(String, String, String), Sum>,
    sink: &mut Sink,
) -> Result<(), ExportError> {
    let entities = run.entities()?;
    let ids: BTreeSet<&str> = sums.keys().flat_map(|(s, t, _)| [s.as_str(), t.as_str()]).collect();
    sink.line("<nodes>")?;
    for id in ids {
        let Some(e) = entities.get(id) else { continue };
        let values = [("type", &e.kind), ("country", &e.country), ("sector", &e.sector)];
        let values: String = values
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("<attvalue for=\"{name}\" value=\"{}\"/>", xml::text(value)))
            .collect();
        let label = xml::text(&e.name);
        sink.line(&format!("<node id=\"{id}\" label=\"{label}\"><attvalues>{values}</attvalues></node>"))?;
    }
    sink.line("</nodes>")
}
