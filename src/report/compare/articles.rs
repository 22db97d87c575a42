//! Which articles each run has, and what is told of those whose rows are listed.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::export::{ExportError, RunFolder};

/// The articles of two runs.
#[derive(Default)]
pub struct Articles {
    known: FxHashMap<String, Known>,
    /// Ids of those whose rows are listed.
    listed: Vec<String>,
}

#[derive(Default)]
struct Known {
    /// How many came before it.
    order: usize,
    /// Whether each run has it.
    of: [bool; 2],
    listed: Option<usize>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Article {
    id: String,
    title: String,
    date: String,
    url: String,
}

impl Articles {
    pub fn read(runs: &[RunFolder; 2]) -> Result<Articles, ExportError> {
        let mut articles = Articles::default();
        // The later run's order is the page's.
        for which in [1, 0] {
            let mut rows = runs[which].rows("articles")?;
            while let Some(row) = rows.next()? {
                if row.is("status", "ok") {
                    let order = articles.known.len();
                    let known = articles.known.entry(row.text("article_id").to_string());
                    known.or_insert(Known { order, ..Known::default() }).of[which] = true;
                }
            }
        }
        Ok(articles)
    }

    pub fn counts(&self) -> [usize; 2] {
        [0, 1].map(|which| self.known.values().filter(|known| known.of[which]).count())
    }

    pub fn of_both(&self) -> usize {
        self.known.values().filter(|known| known.of == [true; 2]).count()
    }

    pub fn is_of_both(&self, id: &str) -> bool {
        self.known.get(id).is_some_and(|known| known.of == [true; 2])
    }

    pub fn order(&self, id: &str) -> usize {
        self.known.get(id).map_or(usize::MAX, |known| known.order)
    }

    /// The number of an article among those that are listed.
    pub fn list(&mut self, id: &str) -> usize {
        let listed = &mut self.listed;
        let known = self.known.entry(id.to_string()).or_default();
        *known.listed.get_or_insert_with(|| {
            listed.push(id.to_string());
            listed.len() - 1
        })
    }

    /// Those that are listed, as the later run tells them if it has them.
    pub fn listed(&self, runs: &[RunFolder; 2]) -> Result<Vec<Article>, ExportError> {
        let mut out = vec![Article::default(); self.listed.len()];
        for run in runs {
            let mut rows = run.rows("articles")?;
            while let Some(row) = rows.next()? {
                let id = row.text("article_id");
                if let Some(at) = self.known.get(id).and_then(|known| known.listed) {
                    out[at] = Article {
                        id: id.to_string(),
                        title: row.text("title").to_string(),
                        date: row.get("published").to_string(),
                        url: row.text("url").to_string(),
                    };
                }
            }
        }
        Ok(out)
    }
}
