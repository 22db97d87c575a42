//! What was left out of an article's body, and why (`--dropped FILE`).

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::extraction::CellStyle;
use crate::text::CharIndex;

/// One line of boilerplate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DroppedRow {
    pub article_id: String,
    pub start: usize,
    pub end: usize,
    pub reason: String,
    pub text: String,
}

impl DroppedRow {
    /// The rows of one article, in the order of its text.
    pub fn of(id: &str, article: &Article, style: CellStyle) -> Vec<DroppedRow> {
        let index = CharIndex::new(&article.text);
        let row = |d: &crate::article::Dropped| {
            let at = index.chars(d.span);
            let text = style.text(d.span.of(&article.text));
            DroppedRow {
                article_id: style.text(id),
                start: at.start,
                end: at.end,
                reason: d.reason.clone(),
                text,
            }
        };
        article.dropped.iter().map(row).collect()
    }
}
