//! A news article as it was read.

use jiff::civil::Date;

use super::dropped::Dropped;
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
