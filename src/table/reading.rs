//! How other programs read the tables with the right types: what is printed can be pasted.

use std::fmt::Write;

use super::schema::{Column, ColumnKind, TableSchema, schema};

/// Who reads the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadingTool {
    Pandas,
    Polars,
    /// readr.
    R,
    Spark,
    DuckDb,
    /// A description for people.
    Markdown,
}

/// Lines of `tool`'s language that read the tables, those of `only` where it names one.
pub fn reading(tool: ReadingTool, only: Option<&str>) -> String {
    let mut out = String::new();
    for table in schema().iter().filter(|t| only.is_none_or(|name| t.name == name)) {
        let _ = match tool {
            ReadingTool::Pandas => writeln!(
                out,
                "{} = pd.read_csv(\"{}\", keep_default_na=False, na_values=[\"\"], dtype={{{}}})",
                table.name,
                table.file(),
                listed(table, |c| format!("\"{}\": \"{}\"", c.name, pandas(c.kind)))
            ),
            ReadingTool::Polars => writeln!(
                out,
                "{} = pl.read_csv(\"{}\", schema={{{}}})",
                table.name,
                table.file(),
                listed(table, |c| format!("\"{}\": pl.{}", c.name, polars(c.kind)))
            ),
            ReadingTool::R => writeln!(
                out,
                "{} <- readr::read_csv(\"{}\", na = \"\", col_types = readr::cols({}))",
                table.name,
                table.file(),
                listed(table, |c| format!("`{}` = \"{}\"", c.name, r(c.kind)))
            ),
            ReadingTool::Spark => writeln!(
                out,
                "{} = spark.read.csv(\"{}\", header=True, escape='\"', schema=\"{}\")",
                table.name,
                table.file(),
                listed(table, |c| format!("`{}` {}", c.name, spark(c.kind)))
            ),
            ReadingTool::DuckDb => writeln!(
                out,
                "CREATE TABLE {} AS FROM read_csv('{}', header = true, quote = '\"', escape = '\"', columns = {{{}}});",
                table.name,
                table.file(),
                listed(table, |c| format!("'{}': '{}'", c.name, duckdb(c.kind)))
            ),
            ReadingTool::Markdown => write!(out, "{}", markdown(table)),
        };
    }
    out
}

fn listed(table: &TableSchema, column: impl Fn(&Column) -> String) -> String {
    table.columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

fn pandas(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "Int64",
        ColumnKind::Number | ColumnKind::Decimal => "Float64",
        ColumnKind::Boolean => "boolean",
        _ => "string",
    }
}

fn polars(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "Int64",
        ColumnKind::Number => "Float64",
        ColumnKind::Decimal => "Decimal(28, 6)",
        ColumnKind::Boolean => "Boolean",
        ColumnKind::Day => "Date",
        _ => "String",
    }
}

fn r(kind: ColumnKind) -> char {
    match kind {
        ColumnKind::Integer => 'i',
        ColumnKind::Number | ColumnKind::Decimal => 'd',
        ColumnKind::Boolean => 'l',
        ColumnKind::Day => 'D',
        _ => 'c',
    }
}

fn spark(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "INT",
        ColumnKind::Number => "DOUBLE",
        ColumnKind::Decimal => "DECIMAL(28,6)",
        ColumnKind::Boolean => "BOOLEAN",
        ColumnKind::Day => "DATE",
        _ => "STRING",
    }
}

fn duckdb(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "INTEGER",
        ColumnKind::Number => "DOUBLE",
        ColumnKind::Decimal => "DECIMAL(28,6)",
        ColumnKind::Boolean => "BOOLEAN",
        ColumnKind::Day => "DATE",
        _ => "VARCHAR",
    }
}

fn markdown(table: &TableSchema) -> String {
    let mut out = format!("## {}\n\n{}.\n\n", table.file(), table.meaning);
    out.push_str("| column | type | empty | meaning |\n| --- | --- | --- | --- |\n");
    for column in &table.columns {
        let kind = format!("{:?}", column.kind).to_lowercase();
        let empty = if column.nullable { "may be" } else { "" };
        let refers: Vec<String> = column.refers.iter().map(|t| format!("{t}.csv")).collect();
        let refers =
            if refers.is_empty() { String::new() } else { format!(" (row of {})", refers.join(" or ")) };
        let _ = writeln!(out, "| `{}` | {kind} | {empty} | {}{refers} |", column.name, column.meaning);
    }
    out.push('\n');
    out
}
