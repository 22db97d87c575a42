//! The articles as they were read (`--keep-text`): `articles.jsonl`, an object a line. The tables' offsets point into `text`.

use serde::Serialize;

use crate::article::Article;
use crate::text::{CharIndex, Span};

/// One article. dossier reads such objects as it reads any others; offsets count scalar values from 0, end exclusive.
#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ArticleRecord<'a> {
    pub id: &'a str,
    /// Where it was read.
    pub file: &'a str,
    pub title: &'a str,
    pub byline: &'a str,
    pub site: &'a str,
    pub language: &'a str,
    /// ISO 8601.
    pub published: String,
    pub url: &'a str,
    pub text: &'a str,
    /// Start and end of the parts that are the article.
    pub body: Vec<[usize; 2]>,
    /// Of the title, where it is read.
    pub headline: Option<[usize; 2]>,
    /// Of the captions that are read.
    pub captions: Vec<[usize; 2]>,
    /// The parts that are not: menus, teasers.
    pub dropped: Vec<ArticlePart<'a>>,
}

#[derive(Debug, Serialize)]
#[non_exhaustive]
pub struct ArticlePart<'a> {
    pub start: usize,
    pub end: usize,
    pub reason: &'a str,
}

/// The file of them.
pub const FILE: &str = "articles.jsonl";

impl<'a> ArticleRecord<'a> {
    pub fn of(id: &'a str, article: &'a Article) -> ArticleRecord<'a> {
        let index = CharIndex::new(&article.text);
        let chars = |span: Span<_>| {
            let span = index.chars(span);
            [span.start, span.end]
        };
        let part = |d: &'a crate::article::Dropped| {
            let [start, end] = chars(d.span);
            ArticlePart { start, end, reason: &d.reason }
        };
        ArticleRecord {
            id,
            file: &article.source,
            title: &article.title,
            byline: &article.byline,
            site: &article.site,
            language: &article.language,
            published: article.published.map(|d| d.to_string()).unwrap_or_default(),
            url: &article.url,
            text: &article.text,
            body: article.body.iter().map(|s| chars(*s)).collect(),
            headline: article.headline.map(chars),
            captions: article.captions.iter().map(|s| chars(*s)).collect(),
            dropped: article.dropped.iter().map(part).collect(),
        }
    }
}
