//! `dossier report`.

use std::io::{self, Write};
use std::path::Path;

use dossier::report::{ReportOptions, report};

use super::DONE;
use super::arguments::Report;

pub fn run(arguments: &Report) -> anyhow::Result<u8> {
    let to = arguments.to.clone().unwrap_or_else(|| arguments.run.join("report.html"));
    let options =
        ReportOptions { text: !arguments.no_text, articles: arguments.articles, rows: arguments.rows };
    write(&arguments.run, &to, options)?;
    Ok(DONE)
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
