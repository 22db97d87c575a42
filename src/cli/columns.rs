//! `dossier columns`.

use std::io::{self, Write};

use dossier::table::{TableSchema, reading, schema};

use super::arguments::Columns;
use super::exit::DONE;

pub fn run(arguments: &Columns) -> anyhow::Result<u8> {
    let only = arguments.table.as_deref().map(|name| name.trim_end_matches(".csv"));
    if let Some(name) = only.filter(|name| TableSchema::named(name).is_none()) {
        let names: Vec<&str> = schema().iter().map(|table| table.name.as_str()).collect();
        anyhow::bail!("there is no table `{name}`; the tables are {}", names.join(", "));
    }
    io::stdout().lock().write_all(reading(arguments.tool.into(), only).as_bytes())?;
    Ok(DONE)
}
