//! A finished run as one HTML file that opens by itself: who did what to whom, with every row's place in its article.
//!
//! The page is `data/report/report.html`, which `report/` is built to; this room puts the run's data into it.

mod payload;

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::export::{ExportError, RunFolder, Sink};
use payload::Payload;

/// The page without data.
const PAGE: &str = include_str!("../../data/report/report.html");
/// What stands in it where the data go.
const PLACE: &str = "DOSSIER_DATA";

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
    let error = |source: std::io::Error| ExportError::Write { path: file.to_path_buf(), source };
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(7));
    serde_json::to_writer(&mut encoder, &payload).map_err(|e| error(e.into()))?;
    let data = base64(&encoder.finish().map_err(error)?);
    let (before, behind) = PAGE.split_once(PLACE).unwrap_or((PAGE, ""));
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sink = Sink::create(file.parent().unwrap_or(Path::new("")), &name)?;
    for part in [before, &data, behind] {
        sink.write_all(part.as_bytes()).map_err(error)?;
    }
    sink.finish()?;
    Ok(Reported {
        file: file.to_path_buf(),
        bytes: (before.len() + data.len() + behind.len()) as u64,
        rows: payload.rows(),
        rows_unlisted: payload.rows_unlisted(),
        texts: payload.texts(),
    })
}

/// Base64 (RFC 4648), which holds nothing that could end a script.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |i: usize| u32::from(part.get(i).copied().unwrap_or(0));
        let whole = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let digit = char::from(DIGITS[(whole >> (18 - 6 * i)) as usize & 63]);
            out.push(if i <= part.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let table = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, written) in table {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn the_page_has_one_place_for_data() {
        assert_eq!(PAGE.matches(PLACE).count(), 1);
    }
}
