//! A finished run as one HTML file that opens by itself: who did what to whom, with every row's place in its article. Two runs as
//! one such file: what is different.

mod compare;
mod options;
mod payload;
mod written;

use std::path::{Path, PathBuf};

use crate::export::{ExportError, RunFolder};
use crate::page::Page;
pub use options::ReportOptions;
use payload::Payload;
use written::write;

pub use compare::{CompareOptions, Compared, compare};

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
