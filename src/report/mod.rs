//! A finished run as one HTML file that opens by itself: who did what to whom, with every row's place in its article. Two runs as
//! one such file: what is different.

mod compare;
mod payload;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::export::{ExportError, RunFolder, Sink};
use crate::page::Page;
use payload::Payload;

pub use compare::{CompareOptions, Compared, compare};

/// What a report shows.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// Shows the articles' texts, where the run kept them; else the sentences of evidence alone.
    pub text: bool,
    /// Articles shown with their texts; of more, those that tell most.
    pub articles: usize,
    /// Rows listed; of more, the surest. All are counted.
    pub rows: usize,
}

impl Default for ReportOptions {
    fn default() -> ReportOptions {
        ReportOptions { text: true, articles: 4000, rows: 150_000 }
    }
}

/// What a report came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reported {
    pub file: PathBuf,
    pub bytes: u64,
    pub rows: usize,
    /// Rows of the run that are counted, but not listed.
    pub rows_unlisted: usize,
    /// Articles shown with their texts.
    pub texts: usize,
}

/// Writes the report of the run in the folder `run` to `file`.
///
/// # Errors
/// [`ExportError`], naming the file that cannot be read or written.
pub fn report(run: &Path, file: &Path, options: ReportOptions) -> Result<Reported, ExportError> {
    let run = RunFolder::open(run)?;
    let payload = Payload::read(&run, options)?;
    let bytes = write(Page::Report, &payload, file)?;
    Ok(Reported {
        file: file.to_path_buf(),
        bytes,
        rows: payload.rows(),
        rows_unlisted: payload.rows_unlisted(),
        texts: payload.texts(),
    })
}

/// Writes a page, which gets its name when it is whole, and returns how many bytes it has.
fn write(page: Page, data: &impl Serialize, file: &Path) -> Result<u64, ExportError> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sink = Sink::create(file.parent().unwrap_or(Path::new("")), &name)?;
    let bytes = page
        .write(data, &mut sink)
        .map_err(|source| ExportError::Write { path: file.to_path_buf(), source })?;
    sink.finish()?;
    Ok(bytes)
}
