//! How an input is laid out, as its name or its first bytes tell.

use std::path::Path;

use super::compression::without_ending;

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
