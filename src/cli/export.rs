//! `dossier export`.

use std::io::{self, Write};

use dossier::export::export;

use super::DONE;
use super::arguments::{Export, ExportName};

pub fn run(arguments: &Export) -> anyhow::Result<u8> {
    // Scripts read the tables where they are.
    let beside = matches!(arguments.format, ExportName::DuckDb | ExportName::Sqlite);
    let own = if beside { arguments.run.clone() } else { arguments.run.join(arguments.format.as_written()) };
    let to = arguments.to.clone().unwrap_or(own);
    let exported = export(&arguments.run, arguments.format.into(), &to, &arguments.options())?;
    let mut out = io::stdout().lock();
    match exported.files.as_slice() {
        files if files.len() > 20 => writeln!(out, "{} files in {}", files.len(), to.display())?,
        files => files.iter().try_for_each(|file| writeln!(out, "{}", file.display()))?,
    }
    for (rows, reason) in exported.left_out {
        tell!("dossier: left out: {rows} {reason}");
    }
    Ok(DONE)
}
