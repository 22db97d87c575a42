//! Neo4j: files for `neo4j-admin database import` with their headers and script, and Cypher that loads them into a running server, again and again.
//!
//! Articles, sentences and entities also have the labels of neo4j-graphrag's lexical graph, so that its retrievers work on them.

use std::fmt::Write;
use std::path::Path;

use super::tables::{self, FILES, GraphColumn, GraphFile, GraphType, What};
use crate::export::error::ExportError;
use crate::export::exported::Exported;
use crate::export::filter::EventFilter;
use crate::export::run_folder::RunFolder;
use crate::export::sink::Sink;

pub fn write(run: &RunFolder, to: &Path, filter: &EventFilter) -> Result<Exported, ExportError> {
    let mut files = tables::write(run, to, filter, header, true)?;
    for (name, text) in [("import.sh", script()), ("load.cypher", cypher())] {
        let mut sink = Sink::create(to, name)?;
        sink.line(text.trim_end())?;
        files.push(sink.finish()?);
    }
    Ok(Exported { files, ..Exported::default() })
}

fn header(file: &GraphFile) -> Vec<String> {
    let typed = |GraphColumn(name, kind): &GraphColumn| match kind {
        GraphType::Text => (*name).to_string(),
        GraphType::Integer => format!("{name}:int"),
        GraphType::Float => format!("{name}:double"),
        GraphType::Boolean => format!("{name}:boolean"),
        GraphType::Day => format!("{name}:date"),
        GraphType::Texts => format!("{name}:string[]"),
    };
    match file.what {
        What::Nodes { label } => {
            let id = file.columns.first().map(|c| format!("{}:ID({label})", c.0));
            let rest = file.columns.iter().skip(1).map(typed);
            id.into_iter().chain(rest).chain([":LABEL".to_string()]).collect()
        }
        What::Edges { from, to, .. } => {
            let ends = [format!(":START_ID({from})"), format!(":END_ID({to})")];
            ends.into_iter().chain(file.columns.iter().map(typed)).chain([":TYPE".to_string()]).collect()
        }
    }
}

fn script() -> String {
    let mut out = String::from(
        "#!/bin/sh\n# Makes a database of these files: sh import.sh [NAME], where neo4j-admin is on the PATH and the server is stopped.\nset -e\ncd \"$(dirname \"$0\")\"\nneo4j-admin database import full \"${1:-neo4j}\" --overwrite-destination --array-delimiter='|' --legacy-style-quoting=false",
    );
    for file in &FILES {
        let option = if matches!(file.what, What::Nodes { .. }) { "nodes" } else { "relationships" };
        let _ = write!(out, " \\\n  --{option}={}.csv", file.name);
    }
    out.push('\n');
    out
}

/// Idempotent: every node and edge is merged by its id.
fn cypher() -> String {
    let mut out = String::from(
        "// Loads these files into a running server: copy them to its import folder, then cypher-shell -f load.cypher. Running it again changes nothing.\n",
    );
    for file in &FILES {
        if let (What::Nodes { label }, Some(id)) = (&file.what, file.columns.first()) {
            let _ = writeln!(
                out,
                "CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.{} IS UNIQUE;",
                id.0
            );
        }
    }
    for file in &FILES {
        let _ = writeln!(out, ":auto LOAD CSV WITH HEADERS FROM 'file:///{}.csv' AS r", file.name);
        let _ = writeln!(out, "CALL (r) {{ {} }} IN TRANSACTIONS OF 10000 ROWS;", merged(file));
    }
    out
}

fn merged(file: &GraphFile) -> String {
    let headers = header(file);
    match file.what {
        What::Nodes { label } => {
            let id = &file.columns[0];
            let sets: Vec<String> = file
                .columns
                .iter()
                .zip(&headers)
                .skip(1)
                .map(|(column, header)| format!("n.{} = {}", column.0, value(column, header)))
                .collect();
            let labels: String = match label {
                "Article" => " SET n:Document",
                "Sentence" => " SET n:Chunk",
                "Entity" => " SET n:__Entity__",
                _ => "",
            }
            .to_string();
            format!("MERGE (n:{label} {{{}: r.`{}`}}) SET {}{labels}", id.0, headers[0], sets.join(", "))
        }
        What::Edges { kind, from, to } => {
            let key = |label: &str| match label {
                "Article" => "article_id",
                "Sentence" => "id",
                _ => "uid",
            };
            let ends = format!(
                "MATCH (a:{from} {{{}: r.`{}`}}), (b:{to} {{{}: r.`{}`}})",
                key(from),
                headers[0],
                key(to),
                headers[1]
            );
            let pairs: Vec<(&GraphColumn, &String)> =
                file.columns.iter().zip(headers.iter().skip(2)).collect();
            // Two of the same kind between the same two are told apart by the event that they stand for.
            let own = pairs.iter().find(|(c, _)| c.0 == "event_uid");
            let own = own.map(|(c, h)| format!(" {{{}: {}}}", c.0, value(c, h))).unwrap_or_default();
            let sets: Vec<String> =
                pairs.iter().map(|(c, h)| format!("e.{} = {}", c.0, value(c, h))).collect();
            let sets = if sets.is_empty() { String::new() } else { format!(" SET {}", sets.join(", ")) };
            format!("{ends} MERGE (a)-[e:{kind}{own}]->(b){sets}")
        }
    }
}

fn value(column: &GraphColumn, header: &str) -> String {
    let cell = format!("r.`{header}`");
    match column.1 {
        GraphType::Text => cell,
        GraphType::Integer => format!("toInteger({cell})"),
        GraphType::Float => format!("toFloat({cell})"),
        GraphType::Boolean => format!("toBoolean({cell})"),
        GraphType::Day => format!("date({cell})"),
        GraphType::Texts => format!("split({cell}, '|')"),
    }
}
