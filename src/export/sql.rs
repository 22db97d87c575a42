//! Scripts that load the tables into databases, with types, keys and views. They read the CSV files where these are.

use std::fmt::Write;
use std::path::Path;

use super::error::ExportError;
use super::exported::Exported;
use super::sink::Sink;
use crate::table::{Column, ColumnKind, ReadingTool, TableSchema, reading, schema};

/// What is asserted, and how often whom does what to whom.
const VIEWS: &str = include_str!("../../data/tables/views.sql");

/// `load.duckdb.sql`: `duckdb run.duckdb < load.duckdb.sql`, from inside the tables' folder.
pub fn duckdb(to: &Path) -> Result<Exported, ExportError> {
    let mut script =
        String::from("-- Loads the tables: duckdb run.duckdb < load.duckdb.sql, from inside their folder.\n");
    script.push_str(&reading(ReadingTool::DuckDb, None));
    for table in schema() {
        for column in table.columns.iter().filter(|c| c.kind == ColumnKind::List) {
            let (table, column) = (&table.name, &column.name);
            let _ = writeln!(
                script,
                "ALTER TABLE {table} ALTER {column} TYPE VARCHAR[] USING string_split({column}, '|');"
            );
        }
    }
    script.push_str(&VIEWS.replace("{month}", "strftime(day, '%Y-%m')"));
    written(to, "load.duckdb.sql", &script)
}

/// `load.sqlite.sql`: `sqlite3 run.sqlite < load.sqlite.sql`, from inside the tables' folder.
pub fn sqlite(to: &Path) -> Result<Exported, ExportError> {
    let mut script = String::from(
        "-- Loads the tables: sqlite3 run.sqlite < load.sqlite.sql, from inside their folder.\nPRAGMA foreign_keys = OFF;\n",
    );
    for table in schema() {
        let columns: Vec<String> =
            table.columns.iter().map(|c| format!("\"{}\" {}", c.name, sqlite_type(c.kind))).collect();
        let mut parts = columns;
        parts.extend(table.key().map(|key| format!("PRIMARY KEY (\"{}\")", key.name)));
        parts.extend(table.columns.iter().filter_map(foreign));
        let _ = writeln!(script, "CREATE TABLE {} (\n  {}\n);", table.name, parts.join(",\n  "));
        let _ = writeln!(script, ".import --csv --skip 1 {} {}", table.file(), table.name);
        for column in &table.columns {
            let _ = writeln!(script, "{}", mended(table, column));
        }
    }
    script.push_str(
        "CREATE VIRTUAL TABLE evidence_search USING fts5(evidence, content='relations', content_rowid='rowid');\n\
         INSERT INTO evidence_search(evidence_search) VALUES ('rebuild');\n",
    );
    script.push_str(&VIEWS.replace("{month}", "substr(day, 1, 7)"));
    written(to, "load.sqlite.sql", &script)
}

fn sqlite_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer | ColumnKind::Boolean => "INTEGER",
        ColumnKind::Number => "REAL",
        ColumnKind::Decimal => "NUMERIC",
        _ => "TEXT",
    }
}

fn foreign(column: &Column) -> Option<String> {
    let [to] = column.refers.as_slice() else { return None };
    let key = TableSchema::named(to)?.key().filter(|_| column.kind != ColumnKind::List)?;
    Some(format!("FOREIGN KEY (\"{}\") REFERENCES {to} (\"{}\")", column.name, key.name))
}

/// SQLite imports texts: empty cells become nothing, and `true` 1.
fn mended(table: &TableSchema, column: &Column) -> String {
    let (table, name) = (&table.name, &column.name);
    match column.kind {
        ColumnKind::Boolean => format!("UPDATE {table} SET \"{name}\" = \"{name}\" = 'true';"),
        _ if column.nullable => format!("UPDATE {table} SET \"{name}\" = NULL WHERE \"{name}\" = '';"),
        _ => String::new(),
    }
}

fn written(to: &Path, name: &str, script: &str) -> Result<Exported, ExportError> {
    let mut sink = Sink::create(to, name)?;
    for line in script.lines().filter(|line| !line.is_empty()) {
        sink.line(line)?;
    }
    Ok(Exported { files: vec![sink.finish()?], ..Exported::default() })
}
