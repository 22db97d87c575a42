//! `dossier report`.

use std::io::{self, Write};
use std::path::Path;

use dossier::report::{ReportOptions, compare, report};

use super::arguments::Report;
use super::exit::DONE;
use super::tell::tell;

pub fn run(arguments: &Report) -> anyhow::Result<u8> {
    let to = |name: &str| arguments.to.clone().unwrap_or_else(|| arguments.run.join(name));
    match &arguments.compare {
        Some(before) => compared(before, &to("compare.html"), arguments)?,
        None => write(&arguments.run, &to("report.html"), arguments.options())?,
    }
    Ok(DONE)
}

/// Writes what changed between two runs, and tells how much it is.
fn compared(before: &Path, to: &Path, arguments: &Report) -> anyhow::Result<()> {
    let done = compare(before, &arguments.run, to, arguments.compare_options())?;
    writeln!(io::stdout().lock(), "{}", done.file.display())?;
    tell!("dossier: {} rows came, {} went, {} changed", done.came, done.went, done.changed);
    if done.rows_unlisted > 0 {
        tell!("dossier: counted but not listed: {} of them; --rows lists more", done.rows_unlisted);
    }
    Ok(())
}

/// Writes the report of a finished run, and tells what is in it.
pub fn write(run: &Path, to: &Path, options: ReportOptions) -> anyhow::Result<()> {
    let done = report(run, to, options)?;
    writeln!(io::stdout().lock(), "{}", done.file.display())?;
    let size = done.bytes as f64 / 1e6;
    tell!("dossier: {} rows and the texts of {} articles, {size:.1} MB", done.rows, done.texts);
    if done.rows_unlisted > 0 {
        tell!(
            "dossier: counted but not listed: the {} least sure rows; --rows lists more",
            done.rows_unlisted
        );
    }
    if done.texts == 0 && options.text {
        tell!("dossier: the run kept no texts: extract with --keep-text, and rows open in their articles");
    }
    Ok(())
}
