//! Articles as displaCy draws them (`displacy.render(..., manual=True)`), a line each.

use std::path::Path;

use serde_json::{Value, json};

use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;

pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let mut mentions = run.by_article("mentions")?;
    let entities = run.entities()?;
    let mut sink = Sink::create(to, "displacy.jsonl")?;
    let mut nested = 0;
    for article in run.texts()? {
        let article = article?;
        let mut spans: Vec<Value> = Vec::new();
        let mut end = 0;
        mentions.of(&article.id, |row| {
            let place = |column: &str| row.get(column).parse::<usize>().unwrap_or_default();
            // displaCy draws no span inside another: of a body's name the country's is left out.
            if place("start") < end {
                nested += 1;
                return;
            }
            end = place("end");
            let uid = entities.get(row.get("entity_id")).map_or("", |e| e.uid.as_str());
            spans.push(json!({
                "start": place("start"),
                "end": end,
                "label": row.get("type"),
                "kb_id": uid,
            }));
        })?;
        let title = if article.title.is_empty() { Value::Null } else { article.title.into() };
        sink.line(&json!({ "text": article.text, "ents": spans, "title": title }).to_string())?;
    }
    let left_out = if nested > 0 { vec![(nested, "mentions inside others")] } else { Vec::new() };
    Ok(Exported { files: vec![sink.finish()?], left_out })
}
