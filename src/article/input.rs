//! One input: where its bytes are, what it is called, and how it is read.

use std::path::{Path, PathBuf};

use super::compression;
use super::format::Format;

/// What tables and messages call standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// One input file and how to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    pub format: Option<Format>,
}

impl Input {
    /// How the input is named in tables and messages.
    pub fn name(&self) -> String {
        self.path.as_deref().map_or(STANDARD_INPUT.to_string(), |p| p.display().to_string())
    }

    /// Whether it can be read once only: standard input, a pipe, a terminal.
    pub(crate) fn is_stream(&self) -> bool {
        self.path.as_deref().is_none_or(|path| path.metadata().is_ok_and(|m| !m.is_file()))
    }

    /// Bytes of the file; 0 where that cannot be known.
    pub(crate) fn size(&self) -> u64 {
        self.path.as_deref().and_then(|p| p.metadata().ok()).map_or(0, |m| m.len())
    }

    pub(super) fn stem(&self) -> String {
        let Some(path) = &self.path else { return "stdin".to_string() };
        stem(path).unwrap_or_else(|| path.display().to_string())
    }
}

/// A file's name without its endings: `crawl` of `dumps/crawl.warc.gz`.
fn stem(path: &Path) -> Option<String> {
    let name = Path::new(path.file_name()?);
    compression::without_ending(name).file_stem().map(|s| s.to_string_lossy().into_owned())
}
