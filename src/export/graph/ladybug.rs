//! Ladybug, the heir of Kuzu: a schema, and the commands that copy the files into it.

use std::fmt::Write;
use std::path::Path;

use super::tables::{self, FILES, GraphColumn, GraphFile, GraphType, What};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut files = tables::write(run, to, filter, header, false)?;
    let mut sink = Sink::create(to, "load.cypher")?;
    sink.line("// Loads these files: run the statements one by one, from inside their folder.")?;
    for file in &FILES {
        sink.line(&created(file))?;
    }
    for file in &FILES {
        sink.line(&copied(file))?;
    }
    files.push(sink.finish()?);
    Ok(Exported { files, ..Exported::default() })
}

fn header(file: &GraphFile) -> Vec<String> {
    let ends: &[&str] = if matches!(file.what, What::Edges { .. }) { &["from", "to"] } else { &[] };
    ends.iter().copied().chain(file.columns.iter().map(|c| c.0)).map(str::to_string).collect()
}

fn created(file: &GraphFile) -> String {
    let columns: Vec<String> = file.columns.iter().map(|c| format!("`{}` {}", c.0, type_of(c))).collect();
    match file.what {
        What::Nodes { label } => {
            let key = file.columns.first().map_or("", |c| c.0);
            format!("CREATE NODE TABLE {label} ({}, PRIMARY KEY (`{key}`));", columns.join(", "))
        }
        What::Edges { kind, from, to } => {
            let mut parts = vec![format!("FROM {from} TO {to}")];
            parts.extend(columns);
            format!("CREATE REL TABLE {kind} ({});", parts.join(", "))
        }
    }
}

fn type_of(column: &GraphColumn) -> &'static str {
    match column.1 {
        GraphType::Text => "STRING",
        GraphType::Integer => "INT64",
        GraphType::Float => "DOUBLE",
        GraphType::Boolean => "BOOLEAN",
        GraphType::Day => "DATE",
        GraphType::Texts => "STRING[]",
    }
}

/// Read as texts and cast, for a list stands with `|` between.
fn copied(file: &GraphFile) -> String {
    let (name, ends) = match file.what {
        What::Nodes { label } => (label, 0),
        What::Edges { kind, .. } => (kind, 2),
    };
    let headers = header(file);
    let texts: Vec<String> = headers.iter().map(|h| format!("`{h}` STRING")).collect();
    let mut returned: Vec<String> = headers[..ends].iter().map(|h| format!("`{h}`")).collect();
    returned.extend(file.columns.iter().map(|column| {
        let cell = format!("`{}`", column.0);
        match column.1 {
            GraphType::Text => cell,
            GraphType::Texts => format!("string_split({cell}, '|')"),
            _ => format!("CAST({cell}, '{}')", type_of(column)),
        }
    }));
    let mut out = String::new();
    let _ = write!(
        out,
        "COPY {name} FROM (LOAD WITH HEADERS ({}) FROM '{}.csv' (header=true, parallel=false) RETURN {});",
        texts.join(", "),
        file.name,
        returned.join(", ")
    );
    out
}
