//! Two finished runs as one HTML file that opens by itself: which rows and entities came, went or changed.
//!
//! Rows are matched by `uid`, which holds between runs. The tables are read row by row: what is kept is a few bytes a row, and the
//! changes that are listed.

mod articles;
mod capped;
mod entities;
mod rows;
mod settings;
mod uid;

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::written::write;
use crate::export::{ExportError, RunFolder};
use crate::page::Page;
use articles::{Article, Articles};
use entities::EntityChanges;
use rows::{Change, ClassCounts, RowChanges, Totals};
use settings::Setting;

/// What a comparison lists.
#[derive(Clone, Copy, Debug)]
pub struct CompareOptions {
    /// Changed rows that are listed; of more, those of articles in both runs, then the surest. All are counted.
    pub rows: usize,
    /// Entities that came and that went; of more, those mentioned most. All are counted.
    pub entities: usize,
}

impl Default for CompareOptions {
    fn default() -> CompareOptions {
        CompareOptions { rows: 20_000, entities: 2_000 }
    }
}

/// What a comparison came to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Compared {
    pub file: PathBuf,
    pub bytes: u64,
    /// Rows of the later run alone, of the earlier one alone, and of both but different.
    pub came: usize,
    pub went: usize,
    pub changed: usize,
    /// Of these, rows that are counted, but not listed.
    pub rows_unlisted: usize,
}

/// What the page is given.
#[derive(Debug, Serialize)]
struct Comparison {
    version: &'static str,
    /// The folders, the earlier run's first, as all pairs here.
    runs: [String; 2],
    settings: Option<Vec<Setting>>,
    counts: Vec<Count>,
    articles_of_both: usize,
    classes: Vec<ClassCounts>,
    totals: Totals,
    articles: Vec<Article>,
    rows: Vec<Change>,
    rows_unlisted: usize,
    entities: EntityChanges,
}

/// How many of something each run has.
#[derive(Debug, Serialize)]
struct Count {
    of: &'static str,
    runs: [usize; 2],
}

/// Writes to `file` what changed from the run in the folder `before` to that in the folder `after`.
///
/// # Errors
/// [`ExportError`], naming the file that cannot be read or written.
pub fn compare(
    before: &Path,
    after: &Path,
    file: &Path,
    options: CompareOptions,
) -> Result<Compared, ExportError> {
    let runs = [RunFolder::open(before)?, RunFolder::open(after)?];
    let mut articles = Articles::read(&runs)?;
    let rows = RowChanges::read(&runs, &mut articles, options.rows)?;
    let entities = EntityChanges::read(&runs, options.entities)?;
    let comparison = Comparison {
        version: env!("CARGO_PKG_VERSION"),
        runs: [before, after].map(|folder| folder.display().to_string()),
        settings: settings::different(&runs)?,
        counts: vec![
            Count { of: "articles", runs: articles.counts() },
            Count { of: "entities", runs: entities.runs },
            Count { of: "statements", runs: [statements(&runs[0])?, statements(&runs[1])?] },
        ],
        articles_of_both: articles.of_both(),
        articles: articles.listed(&runs)?,
        entities,
        classes: rows.classes,
        totals: rows.totals,
        rows_unlisted: rows.unlisted,
        rows: rows.listed,
    };
    let bytes = write(Page::Comparison, &comparison, file)?;
    let totals = comparison.totals;
    Ok(Compared {
        file: file.to_path_buf(),
        bytes,
        came: totals.came + totals.came_with_article,
        went: totals.went + totals.went_with_article,
        changed: totals.changed,
        rows_unlisted: comparison.rows_unlisted,
    })
}

fn statements(run: &RunFolder) -> Result<usize, ExportError> {
    let (mut count, mut rows) = (0, run.rows("statements")?);
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}
