//! `datapackage.json` beside the tables: what their columns are, for programs (Frictionless Data Package and Table Schema, version 1).

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::schema::{Column, ColumnKind, TableSchema, schema};
use super::unfinished::TableError;

const FILE: &str = "datapackage.json";

/// Writes the description of the tables into their folder.
///
/// # Errors
/// [`TableError`], naming the file.
pub(super) fn write(folder: &Path) -> Result<(), TableError> {
    let path = folder.join(FILE);
    let resources: Vec<Value> = schema().iter().map(resource).collect();
    let package = json!({ "name": "dossier", "resources": resources });
    let text = format!("{package:#}\n");
    fs::write(&path, text).map_err(|source| TableError { path, source })
}

fn resource(table: &TableSchema) -> Value {
    let mut schema = Map::new();
    schema.insert("fields".into(), table.columns.iter().map(field).collect());
    schema.insert("missingValues".into(), json!([""]));
    if let Some(key) = table.key() {
        schema.insert("primaryKey".into(), json!([key.name]));
    }
    let foreign: Vec<Value> = table.columns.iter().filter_map(|column| foreign_key(table, column)).collect();
    if !foreign.is_empty() {
        schema.insert("foreignKeys".into(), foreign.into());
    }
    json!({
        "name": table.name,
        "path": table.file(),
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        // What the standard calls a list is JSON.
        ColumnKind::String | ColumnKind::Date | ColumnKind::List => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Number | ColumnKind::Decimal => "number",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Day => "date",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.meaning });
    if column.kind == ColumnKind::Boolean {
        (field["trueValues"], field["falseValues"]) = (json!(["true"]), json!(["false"]));
    }
    if !column.nullable {
        field["constraints"] = json!({ "required": true });
    }
    field
}

/// A reference that the standard can say: of one id, into one table.
fn foreign_key(table: &TableSchema, column: &Column) -> Option<Value> {
    let [to] = column.refers.as_slice() else { return None };
    let key = TableSchema::named(to)?.key().filter(|_| column.kind != ColumnKind::List)?;
    let resource = if *to == table.name { "" } else { to };
    Some(json!({ "fields": [column.name], "reference": { "resource": resource, "fields": [key.name] } }))
}
