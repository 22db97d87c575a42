//! The tables of a finished run, read row by row.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use rustc_hash::FxHashMap;

use super::error::ExportError;
use crate::extraction::unescaped;
use crate::label::ArticleStatus;
use crate::table::{ColumnIndex, KEPT_ARTICLES, TableSchema};

/// The folder of a finished run.
pub struct RunFolder {
    path: PathBuf,
}

/// A table being read.
pub struct Rows {
    path: PathBuf,
    reader: csv::Reader<File>,
    columns: ColumnIndex,
    row: StringRecord,
}

/// A row, whose cells are asked for by column.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    columns: &'r ColumnIndex,
    cells: &'r StringRecord,
}

impl RunFolder {
    /// # Errors
    /// [`ExportError`] where the folder holds no tables.
    pub fn open(path: &Path) -> Result<RunFolder, ExportError> {
        let run = RunFolder { path: path.to_path_buf() };
        let articles = path.join("articles.csv");
        if !articles.exists() {
            let reason = match articles.with_extension("csv.partial").exists() {
                true => "the run is not finished: the same command with --resume goes on",
                false => "there is no such table: give the folder that `dossier extract --out` wrote",
            };
            return Err(ExportError::Run { path: articles, reason: reason.to_string() });
        }
        Ok(run)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The rows of a table.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be read, or lacks a column.
    pub fn rows(&self, table: &str) -> Result<Rows, ExportError> {
        let path = self.path.join(format!("{table}.csv"));
        let error = |reason: String| ExportError::Run { path: path.clone(), reason };
        let mut reader = csv::Reader::from_path(&path).map_err(|e| error(e.to_string()))?;
        let headers = reader.headers().map_err(|e| error(e.to_string()))?;
        let columns = ColumnIndex::of(headers);
        let lacking = TableSchema::named(table)
            .and_then(|schema| schema.columns.iter().find(|c| columns.at(&c.name).is_none()));
        if let Some(column) = lacking {
            let reason =
                format!("it has no column `{}`: an earlier version of dossier wrote it", column.name);
            return Err(error(reason));
        }
        Ok(Rows { path, reader, columns, row: StringRecord::new() })
    }

    /// The articles that were read through, by id, with some of their cells.
    ///
    /// # Errors
    /// [`ExportError`] where the table cannot be read.
    pub fn articles(&self) -> Result<FxHashMap<String, ArticleInfo>, ExportError> {
        let mut rows = self.rows("articles")?;
        let mut out = FxHashMap::default();
        while let Some(row) = rows.next()? {
            if row.is("status", ArticleStatus::Ok.as_str()) {
                let text = |column: &str| row.text(column).to_string();
                let info = ArticleInfo {
                    published: text("published"),
                    url: text("url"),
                    site: text("site"),
                    title: text("title"),
                    repeats: !row.get("duplicate_of").is_empty(),
                };
                out.insert(text("article_id"), info);
            }
        }
        Ok(out)
    }

    /// The entities, by id.
    ///
    /// # Errors
    /// [`ExportError`] where the table cannot be read.
    pub fn entities(&self) -> Result<FxHashMap<String, EntityInfo>, ExportError> {
        let mut rows = self.rows("entities")?;
        let mut out = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let text = |column: &str| row.text(column).to_string();
            let info = EntityInfo {
                uid: text("uid"),
                name: text("name"),
                kind: text("type"),
                country: text("country"),
                sector: text("sector"),
                mentions: text("mentions"),
                geonames: text("geonames"),
                latitude: text("lat"),
                longitude: text("lon"),
            };
            out.insert(text("entity_id"), info);
        }
        Ok(out)
    }

    /// The texts of the articles, one by one.
    ///
    /// # Errors
    /// [`ExportError`] where the run kept none.
    pub fn texts(&self) -> Result<impl Iterator<Item = Result<KeptText, ExportError>> + use<>, ExportError> {
        let path = self.path.join(KEPT_ARTICLES);
        let error = move |reason: String, path: &Path| ExportError::Run { path: path.to_path_buf(), reason };
        let file = File::open(&path).map_err(|e| {
            let reason = format!("{e}: this format needs the articles' texts; run extract with --keep-text");
            error(reason, &path)
        })?;
        Ok(BufReader::new(file).lines().map(move |line| {
            let line = line.map_err(|e| error(e.to_string(), &path))?;
            serde_json::from_str(&line).map_err(|e| error(e.to_string(), &path))
        }))
    }

    /// The rows of a table, article by article.
    ///
    /// # Errors
    /// [`ExportError`] where the table cannot be read.
    pub fn by_article(&self, table: &str) -> Result<ByArticle, ExportError> {
        Ok(ByArticle { rows: self.rows(table)?, ahead: None, done: false })
    }
}

/// What exports say of an article.
#[derive(Clone, Debug, Default)]
pub struct ArticleInfo {
    pub published: String,
    pub url: String,
    pub site: String,
    pub title: String,
    /// Whether it nearly repeats an earlier one.
    pub repeats: bool,
}

/// What exports say of an entity.
#[derive(Clone, Debug, Default)]
pub struct EntityInfo {
    pub uid: String,
    pub name: String,
    pub kind: String,
    pub country: String,
    pub sector: String,
    pub mentions: String,
    /// Of a place: its id in GeoNames, degrees north and east.
    pub geonames: String,
    pub latitude: String,
    pub longitude: String,
}

/// An article as `--keep-text` wrote it.
#[derive(Debug, serde::Deserialize)]
pub struct KeptText {
    pub id: String,
    pub title: String,
    pub text: String,
}

impl Rows {
    /// The next row.
    ///
    /// # Errors
    /// [`ExportError`], naming the line that is damaged.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, ExportError> {
        let more = self.reader.read_record(&mut self.row);
        let more = more.map_err(|e| ExportError::Run { path: self.path.clone(), reason: e.to_string() })?;
        Ok(more.then_some(Row { columns: &self.columns, cells: &self.row }))
    }
}

impl<'r> Row<'r> {
    /// The cell as it stands.
    pub fn get(self, column: &str) -> &'r str {
        self.columns.cell(self.cells, column)
    }

    /// The cell as it stood in the article.
    pub fn text(self, column: &str) -> &'r str {
        unescaped(self.get(column))
    }

    pub fn is(self, column: &str, value: &str) -> bool {
        self.get(column) == value
    }
}

/// Rows of a table that belong to one article after the other.
pub struct ByArticle {
    rows: Rows,
    ahead: Option<(String, StringRecord)>,
    done: bool,
}

impl ByArticle {
    /// Hands on the rows of `article`, which must be asked for in the order of the table.
    ///
    /// # Errors
    /// [`ExportError`] where the table cannot be read.
    pub fn of(&mut self, article: &str, mut each: impl FnMut(Row<'_>)) -> Result<(), ExportError> {
        loop {
            if self.ahead.is_none() && !self.done {
                let next =
                    self.rows.next()?.map(|row| (row.text("article_id").to_string(), row.cells.clone()));
                self.done = next.is_none();
                self.ahead = next;
            }
            match &self.ahead {
                Some((id, cells)) if id == article => each(Row { columns: &self.rows.columns, cells }),
                _ => return Ok(()),
            }
            self.ahead = None;
        }
    }
}
