//! Paths, folders, globs and `-` to a sorted list of input files.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::compression::without_ending;
use super::{Input, ReadError};

/// How a file's content is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article of plain text, perhaps a saved page.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// Comma-separated records with a header.
    Csv,
    /// Tab-separated records with a header.
    Tsv,
    /// A JSON array of objects, or objects one behind the other.
    Json,
    /// One web page.
    Html,
    /// A web archive.
    Warc,
    /// A feed or item of news in XML: RSS, Atom, NITF, NewsML-G2.
    Feed,
    /// A Parquet file.
    Parquet,
}

impl Format {
    /// The format a file name tells.
    pub fn of_name(path: &Path) -> Option<Format> {
        match without_ending(path).extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Text),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "warc" => Some(Format::Warc),
            "xml" | "rss" | "atom" | "nitf" | "newsml" | "rdf" => Some(Format::Feed),
            "parquet" => Some(Format::Parquet),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }

    /// The format the first bytes of a nameless input suggest.
    pub fn of_content(start: &[u8]) -> Format {
        let text = String::from_utf8_lossy(start);
        let lower = text.trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
        if lower.starts_with("warc/1.") {
            Format::Warc
        } else if lower.starts_with('[') && lower[1..].trim_start().starts_with('{') {
            Format::Json
        } else if lower.starts_with('{') {
            Format::JsonLines
        } else if lower.starts_with("par1") {
            Format::Parquet
        } else if ["<rss", "<feed", "<rdf:rdf", "<nitf", "<newsitem", "<newsmessage"]
            .iter()
            .any(|e| lower.contains(e))
            && lower.starts_with('<')
            && !lower.contains("<html")
        {
            Format::Feed
        } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.contains("<body")
        {
            Format::Html
        } else {
            Format::Text
        }
    }
}

/// The files found, and what was asked for but is not there.
#[derive(Debug, Default)]
pub struct Discovered {
    pub inputs: Vec<Input>,
    pub missing: Vec<ReadError>,
}

/// Finds what `arguments` name. Folders are searched through, their files sorted by path; only names with a known
/// ending count there. `format` overrides what names tell.
pub fn discover(arguments: &[String], format: Option<Format>) -> Discovered {
    let mut found = Discovered::default();
    for argument in arguments {
        let path = PathBuf::from(argument);
        if argument == "-" {
            found.inputs.push(Input { path: None, format });
        } else if path.is_dir() {
            folder(&path, format, &mut found);
        } else if path.exists() {
            let format = format.or(Format::of_name(&path));
            found.inputs.push(Input { path: Some(path), format });
        } else {
            pattern(argument, format, &mut found);
        }
    }
    found
}

fn folder(path: &Path, format: Option<Format>, found: &mut Discovered) {
    let before = found.inputs.len();
    for entry in WalkDir::new(path).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                if let Some(named) = Format::of_name(entry.path()) {
                    found
                        .inputs
                        .push(Input { path: Some(entry.into_path()), format: Some(format.unwrap_or(named)) });
                }
            }
            Ok(_) => {}
            Err(e) => found.missing.push(ReadError::new(path.display().to_string(), e.to_string())),
        }
    }
    if found.inputs.len() == before {
        let reason =
            "the folder holds no .txt, .html, .warc, .jsonl, .json, .csv, .tsv, .xml or .parquet file";
        found.missing.push(ReadError::new(path.display().to_string(), reason));
    }
}

fn pattern(argument: &str, format: Option<Format>, found: &mut Discovered) {
    let before = found.inputs.len();
    if argument.contains(['*', '?', '[']) {
        match glob::glob(argument) {
            Ok(paths) => {
                for path in paths.flatten().filter(|p| p.is_file()) {
                    let format = format.or(Format::of_name(&path));
                    found.inputs.push(Input { path: Some(path), format });
                }
            }
            Err(e) => return found.missing.push(ReadError::new(argument, format!("not a pattern: {e}"))),
        }
    }
    if found.inputs.len() == before {
        found.missing.push(ReadError::new(argument, "no such file or folder"));
    }
}
