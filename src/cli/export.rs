//! `dossier export`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use dossier::export::{ExportOptions, export};

use super::arguments::{Export, ExportName};
use super::exit::DONE;
use super::tell::tell;

pub fn run(arguments: &Export) -> anyhow::Result<u8> {
    write(&arguments.run, arguments.format, arguments.to.clone(), &arguments.options())?;
    Ok(DONE)
}

/// Writes the tables of a finished run in a form, and tells what is left out.
pub fn write(
    run: &Path,
    format: ExportName,
    to: Option<PathBuf>,
    options: &ExportOptions,
) -> anyhow::Result<()> {
    // Scripts read the tables where they are.
    let beside = matches!(format, ExportName::DuckDb | ExportName::Sqlite);
    let own = if beside { run.to_path_buf() } else { run.join(format.as_written()) };
    let to = to.unwrap_or(own);
    let exported = export(run, format.into(), &to, options)?;
    let mut out = io::stdout().lock();
    match exported.files.as_slice() {
        files if files.len() > 20 => writeln!(out, "{} files in {}", files.len(), to.display())?,
        files => files.iter().try_for_each(|file| writeln!(out, "{}", file.display()))?,
    }
    for (rows, reason) in exported.left_out {
        tell!("dossier: left out: {rows} {reason}");
    }
    Ok(())
}
