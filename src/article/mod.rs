//! From files to articles: finding, decoding and reading them, and telling the article from the page around it.
//!
//! This room knows files and pages. It must never look at grammar or names, and never changes the text it hands on:
//! what is not body is left out by naming the spans that are.

mod binary;
mod clean;
mod compression;
mod date;
mod decode;
mod discover;
mod duplicates;
mod fields;
mod formats;
mod html;
mod language;
mod reader;
mod sections;
mod transcode;

use std::path::{Path, PathBuf};

pub use clean::{Cleaning, Dropped};
pub use discover::{Discovered, Format, discover};
pub use duplicates::Duplicates;
pub use fields::Fields;
pub use jiff::civil::Date;
pub(crate) use language::detect_non_english;
pub use reader::{Reader, Reading};
pub use sections::Sections;

use crate::text::{Bytes, Span};

/// A news article as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Unique in a run once the run has numbered repeated ids.
    pub id: String,
    /// Path of the file, with `#row` where the file holds many articles.
    pub source: String,
    pub title: String,
    /// Who wrote it, as the page or record says.
    pub byline: String,
    /// The paper, agency or site.
    pub site: String,
    /// As the page or record names it (`en`, `en-GB`).
    pub language: String,
    /// Day of publication: relative dates in the text are resolved against it.
    pub published: Option<Date>,
    pub url: String,
    /// The text as read. All offsets of a run's tables point into it. A title that it does not hold stands behind it.
    pub text: String,
    /// The parts of `text` that are the article, in order.
    pub body: Vec<Span<Bytes>>,
    /// Where the title stands in `text`, if it is read.
    pub headline: Option<Span<Bytes>>,
    /// The captions of pictures in `text` that are read, in order. They are no body.
    pub captions: Vec<Span<Bytes>>,
    /// The parts of `text` that are not, each with the reason.
    pub dropped: Vec<Dropped>,
    /// Id of the first article of the run that this one nearly repeats.
    pub duplicate_of: Option<String>,
    /// What the reader should know of how it was read ("3 bytes were no UTF-8").
    pub warnings: Vec<String>,
}

impl Article {
    /// An article of plain text, all of it body.
    ///
    /// ```
    /// let article = dossier::Article::from_text("talks", "Kenya sent envoys to Sudan.");
    /// assert_eq!(article.id, "talks");
    /// ```
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Article {
        let text = text.into();
        let body = vec![Span::new(0, text.len())];
        Article { id: id.into(), text, body, ..Article::default() }
    }

    /// The same article, published on `date`.
    pub fn published_on(mut self, date: Date) -> Article {
        self.published = Some(date);
        self
    }
}

/// An article, or a whole file, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}: {reason}")]
pub struct ReadError {
    /// The file, with the line or record where there is one.
    pub source_name: String,
    pub reason: String,
    /// What was to be read, where it is one record of many.
    pub record: String,
    pub outcome: Outcome,
}

/// Why an article was not read through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// It could not be read.
    #[default]
    Failed,
    /// It was not to be read.
    Skipped,
}

impl Outcome {
    /// As articles.csv writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Failed => "failed",
            Outcome::Skipped => "skipped",
        }
    }
}

impl ReadError {
    pub(crate) fn new(source_name: impl Into<String>, reason: impl Into<String>) -> Self {
        ReadError {
            source_name: source_name.into(),
            reason: reason.into(),
            record: String::new(),
            outcome: Outcome::Failed,
        }
    }

    pub(crate) fn skipped(mut self) -> Self {
        self.outcome = Outcome::Skipped;
        self
    }

    pub(crate) fn with_record(mut self, record: impl Into<String>) -> Self {
        self.record = record.into();
        self
    }

    /// The id that a failed article goes by: its file's name, with the record where there is one.
    pub(crate) fn article_id(&self) -> String {
        let name = self.source_name.rsplit('/').next().unwrap_or(&self.source_name);
        let (file, record) = name.split_once('#').map_or((name, None), |(f, r)| (f, Some(r)));
        let input = Input { path: (file != STANDARD_INPUT).then(|| PathBuf::from(file)), format: None };
        let stem = input.stem();
        record.map_or(stem.clone(), |r| format!("{stem}#{r}"))
    }
}

/// What tables and messages call standard input.
const STANDARD_INPUT: &str = "-";

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

    fn stem(&self) -> String {
        let Some(path) = &self.path else { return "stdin".to_string() };
        stem(path).unwrap_or_else(|| path.display().to_string())
    }
}

/// A file's name without its endings: `crawl` of `dumps/crawl.warc.gz`.
fn stem(path: &Path) -> Option<String> {
    let name = Path::new(path.file_name()?);
    compression::without_ending(name).file_stem().map(|s| s.to_string_lossy().into_owned())
}
