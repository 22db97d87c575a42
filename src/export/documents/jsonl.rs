//! An object for each article, with its rows under the names of their tables.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::run_folder::{Row, RunFolder};
use crate::export::sink::Sink;
use crate::table::{TableSchema, cell_value};

/// Tables whose rows belong to an article.
const OF_ARTICLE: [&str; 4] = ["mentions", "amounts", "relations", "statements"];

pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let entities = entities(run)?;
    let mut tables =
        OF_ARTICLE.iter().map(|table| run.by_article(table)).collect::<Result<Vec<_>, ExportError>>()?;
    let mut sink = Sink::create(to, "dossier.jsonl")?;
    let mut articles = run.rows("articles")?;
    let Some(schema) = TableSchema::named("articles") else { return Ok(Exported::default()) };
    while let Some(row) = articles.next()? {
        let mut object = object(schema, row);
        let id = row.text("article_id");
        let mut named: Vec<String> = Vec::new();
        for (name, table) in OF_ARTICLE.iter().zip(&mut tables) {
            let Some(schema) = TableSchema::named(name) else { continue };
            let mut rows = Vec::new();
            table.of(id, |row| {
                named.extend(ids(row).map(str::to_string));
                rows.push(Value::Object(self::object(schema, row)));
            })?;
            object.insert((*name).to_string(), rows.into());
        }
        let mut seen = FxHashSet::default();
        named.retain(|id| seen.insert(id.clone()));
        let of_article: Vec<Value> = named.iter().filter_map(|id| entities.get(id).cloned()).collect();
        object.insert("entities".to_string(), of_article.into());
        sink.line(&Value::Object(object).to_string())?;
    }
    Ok(Exported { files: vec![sink.finish()?], ..Exported::default() })
}

/// The entities that a row names.
fn ids(row: Row<'_>) -> impl Iterator<Item = &str> {
    const COLUMNS: [&str; 8] = [
        "entity_id",
        "of_id",
        "subject_id",
        "object_id",
        "location_id",
        "attributed_id",
        "speaker_id",
        "addressee_id",
    ];
    COLUMNS.into_iter().map(move |column| row.get(column)).filter(|id| id.starts_with('E'))
}

fn entities(run: &RunFolder) -> Result<FxHashMap<String, Value>, ExportError> {
    let mut out = FxHashMap::default();
    let Some(schema) = TableSchema::named("entities") else { return Ok(out) };
    let mut rows = run.rows("entities")?;
    while let Some(row) = rows.next()? {
        out.insert(row.get("entity_id").to_string(), Value::Object(object(schema, row)));
    }
    Ok(out)
}

/// A row with the types of its columns; what is not there is left out.
pub fn object(schema: &TableSchema, row: Row<'_>) -> Map<String, Value> {
    let cells = schema.columns.iter().map(|column| (column, row.text(&column.name)));
    cells.filter_map(|(column, cell)| Some((column.name.clone(), cell_value(column, cell)?))).collect()
}
