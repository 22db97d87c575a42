//! Tables as CSV files (RFC 4180). A file appears under its own name only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::cell::CellStyle;
use super::dropped::DroppedRow;
use super::quarantine::{Quarantine, Quarantined};
use super::register::{Register, SavedRegister};
use super::rows::{self, ArticleRow};
use crate::article::{Article, Outcome};
use crate::pipeline::Extraction;

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot be written: {source}", path.display())]
pub struct TableError {
    pub path: PathBuf,
    pub(super) source: io::Error,
}

/// What a file is called until it is whole.
pub(super) fn partial_of(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{name}.partial"))
}

/// The unfinished file of an interrupted run, cut back to its first `length` bytes.
pub(super) fn reopened(path: &Path, length: u64) -> io::Result<File> {
    let partial = partial_of(path);
    // A run may be killed while it gives its files their own names.
    if !partial.exists() && path.exists() {
        fs::rename(path, &partial)?;
    }
    let mut file = OpenOptions::new().write(true).open(&partial)?;
    if file.metadata()?.len() < length {
        return Err(io::Error::other("shorter than when the run was interrupted"));
    }
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// The tables of a run between two articles: how long each is, and the entities so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    articles: u64,
    mentions: u64,
    amounts: u64,
    relations: u64,
    dropped: Option<u64>,
    quarantine: u64,
    register: SavedRegister,
    rows: usize,
}

/// One CSV file being written, under a name of its own until it is whole.
pub(super) struct Table {
    path: PathBuf,
    partial: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
}

impl Table {
    fn create(path: PathBuf, header: &[&str]) -> Result<Table, TableError> {
        let partial = partial_of(&path);
        let error = |source| TableError { path: partial.clone(), source };
        let file = File::create(&partial).map_err(error)?;
        // The header is written here, so that a table without rows has one too.
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
        writer.write_record(header).map_err(|e| error(e.into()))?;
        Ok(Table { path, partial, writer })
    }

    /// A table of an interrupted run, cut back to its first `length` bytes.
    fn reopen(path: PathBuf, length: u64) -> Result<Table, TableError> {
        let partial = partial_of(&path);
        let file = reopened(&path, length).map_err(|source| TableError { path: partial.clone(), source })?;
        let writer = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
        Ok(Table { path, partial, writer })
    }

    /// Puts all rows so far on the disk; returns how many bytes they are.
    fn save(&mut self) -> Result<u64, TableError> {
        let error = |source| TableError { path: self.partial.clone(), source };
        self.writer.flush().map_err(error)?;
        let file = self.writer.get_ref().get_ref();
        file.sync_data().map_err(error)?;
        Ok(file.metadata().map_err(error)?.len())
    }

    fn write(&mut self, row: impl Serialize) -> Result<(), TableError> {
        self.writer.serialize(row).map_err(|e| TableError { path: self.partial.clone(), source: e.into() })
    }

    /// A row of another run's table.
    pub(super) fn copy(&mut self, row: &StringRecord) -> Result<(), TableError> {
        self.writer.write_record(row).map_err(|e| TableError { path: self.partial.clone(), source: e.into() })
    }

    fn finish(self) -> Result<(), TableError> {
        let error = |source| TableError { path: self.partial.clone(), source };
        let mut buffered = self.writer.into_inner().map_err(|e| error(io::Error::other(e.to_string())))?;
        io::Write::flush(&mut buffered).map_err(error)?;
        fs::rename(&self.partial, &self.path).map_err(|source| TableError { path: self.path.clone(), source })
    }
}

const ARTICLES: [&str; 13] = [
    "article_id",
    "source",
    "title",
    "published",
    "url",
    "chars",
    "sentences",
    "tokens",
    "mentions",
    "relations",
    "status",
    "reason",
    "duplicate_of",
];
const ENTITIES: [&str; 8] =
    ["entity_id", "type", "name", "aliases", "country", "sector", "mentions", "articles"];
const MENTIONS: [&str; 11] = [
    "mention_id",
    "article_id",
    "sentence",
    "start",
    "end",
    "text",
    "type",
    "entity_id",
    "score",
    "source",
    "value",
];
const AMOUNTS: [&str; 11] = [
    "mention_id",
    "article_id",
    "start",
    "end",
    "text",
    "kind",
    "value",
    "value_to",
    "unit",
    "qualifier",
    "of",
];
const RELATIONS: [&str; 32] = [
    "relation_id",
    "article_id",
    "sentence",
    "start",
    "end",
    "subject_id",
    "subject_text",
    "subject_type",
    "subject_start",
    "subject_end",
    "subject_country",
    "subject_sector",
    "relation",
    "event",
    "cameo",
    "trigger",
    "object_id",
    "object_text",
    "object_type",
    "object_start",
    "object_end",
    "object_country",
    "object_sector",
    "negated",
    "modality",
    "attributed_to",
    "date",
    "location_id",
    "amount_id",
    "confidence",
    "rule",
    "evidence",
];
const DROPPED: [&str; 5] = ["article_id", "start", "end", "reason", "text"];

/// The tables of a run. Rows must come in input order.
pub struct Tables {
    folder: PathBuf,
    pub(super) articles: Table,
    pub(super) mentions: Table,
    pub(super) amounts: Table,
    pub(super) relations: Table,
    dropped: Option<Table>,
    pub(super) quarantine: Quarantine,
    pub(super) register: Register,
    /// Rows of articles.csv so far.
    rows: usize,
    style: CellStyle,
}

impl Tables {
    /// Opens the tables in `folder`, which is made where it is missing, and the list of what is dropped where one is wanted.
    ///
    /// # Errors
    /// [`TableError`], naming the file or folder that cannot be written.
    pub fn create(folder: &Path, dropped: Option<&Path>, style: CellStyle) -> Result<Tables, TableError> {
        fs::create_dir_all(folder).map_err(|source| TableError { path: folder.to_path_buf(), source })?;
        Ok(Tables {
            articles: Table::create(folder.join("articles.csv"), &ARTICLES)?,
            mentions: Table::create(folder.join("mentions.csv"), &MENTIONS)?,
            amounts: Table::create(folder.join("amounts.csv"), &AMOUNTS)?,
            relations: Table::create(folder.join("relations.csv"), &RELATIONS)?,
            dropped: dropped.map(|path| Table::create(path.to_path_buf(), &DROPPED)).transpose()?,
            quarantine: Quarantine::create(folder)?,
            folder: folder.to_path_buf(),
            register: Register::default(),
            rows: 0,
            style,
        })
    }

    /// Opens the tables of an interrupted run as they were when they were [`saved`](Tables::save).
    ///
    /// # Errors
    /// [`TableError`], naming the file that is not there or too short.
    pub fn reopen(
        folder: &Path,
        dropped: Option<&Path>,
        style: CellStyle,
        saved: Saved,
    ) -> Result<Tables, TableError> {
        let table = |name: &str, length| Table::reopen(folder.join(name), length);
        let dropped = dropped.map(|path| Table::reopen(path.to_path_buf(), saved.dropped.unwrap_or(0)));
        Ok(Tables {
            articles: table("articles.csv", saved.articles)?,
            mentions: table("mentions.csv", saved.mentions)?,
            amounts: table("amounts.csv", saved.amounts)?,
            relations: table("relations.csv", saved.relations)?,
            dropped: dropped.transpose()?,
            quarantine: Quarantine::reopen(folder, saved.quarantine)?,
            folder: folder.to_path_buf(),
            register: Register::restored(saved.register),
            rows: saved.rows,
            style,
        })
    }

    /// The entities so far, as a shard's folder keeps them.
    pub fn entities(&self) -> SavedRegister {
        self.register.saved()
    }

    /// Puts everything so far on the disk, and says how to come back to it.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn save(&mut self) -> Result<Saved, TableError> {
        Ok(Saved {
            articles: self.articles.save()?,
            mentions: self.mentions.save()?,
            amounts: self.amounts.save()?,
            relations: self.relations.save()?,
            dropped: self.dropped.as_mut().map(Table::save).transpose()?,
            quarantine: self.quarantine.save()?,
            register: self.register.saved(),
            rows: self.rows,
        })
    }

    /// Writes the rows of one article under the id that the run gave it. Returns its row of articles.csv.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn add(
        &mut self,
        id: &str,
        article: &Article,
        extraction: &Extraction,
    ) -> Result<ArticleRow, TableError> {
        let rows = rows::rows(id, article, extraction, &mut self.register, self.style, self.rows);
        self.rows += 1;
        self.articles.write(&rows.article)?;
        for row in rows.mentions() {
            self.mentions.write(row)?;
        }
        for row in rows.amounts() {
            self.amounts.write(row)?;
        }
        for row in rows.relations() {
            self.relations.write(row)?;
        }
        if let Some(dropped) = &mut self.dropped {
            for row in DroppedRow::of(id, article, self.style) {
                dropped.write(row)?;
            }
        }
        Ok(rows.article)
    }

    /// Writes the row of an article that failed, and keeps what was to be read.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn add_failed(&mut self, failed: &Quarantined<'_>) -> Result<(), TableError> {
        self.add_unread(failed, Outcome::Failed)?;
        self.quarantine.add(failed)
    }

    /// Writes the row of an article that was not read through.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn add_unread(&mut self, article: &Quarantined<'_>, outcome: Outcome) -> Result<(), TableError> {
        let Quarantined { article_id, source, reason, .. } = *article;
        self.rows += 1;
        self.articles.write(ArticleRow::unread(article_id, source, outcome.as_str(), reason, self.style))
    }

    /// Writes the entities and puts every table in its place. Returns the number of entities.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn finish(self) -> Result<usize, TableError> {
        let mut entities = Table::create(self.folder.join("entities.csv"), &ENTITIES)?;
        let mut n = 0;
        for row in self.register.rows(self.style) {
            entities.write(row)?;
            n += 1;
        }
        for table in [
            Some(self.articles),
            Some(entities),
            Some(self.mentions),
            Some(self.amounts),
            Some(self.relations),
            self.dropped,
        ]
        .into_iter()
        .flatten()
        {
            table.finish()?;
        }
        self.quarantine.finish()?;
        Ok(n)
    }
}
