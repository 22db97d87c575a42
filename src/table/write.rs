//! Tables as CSV files (RFC 4180). A file appears under its own name only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::dropped::DroppedRow;
use super::json_lines::JsonLines;
use super::kept::{self, KeptArticle};
use super::ledger::Ledger;
use super::quarantine::{self, Quarantined};
use super::register::{Register, SavedRegister};
use super::rows::{self, ArticleRow};
use crate::article::{Article, Outcome};
use crate::extraction::{CellStyle, Extraction};
use crate::knowledge::Knowledge;

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
    kept: Option<u64>,
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

const ARTICLES: [&str; 16] = [
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
    "byline",
    "site",
    "language",
];
const ENTITIES: [&str; 9] =
    ["entity_id", "type", "name", "aliases", "country", "sector", "mentions", "articles", "same_as"];
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

/// What is written of a run besides its five tables, and how.
#[derive(Clone, Debug, Default)]
pub struct TableOptions {
    /// Where to list what was left out of articles' bodies.
    pub dropped: Option<PathBuf>,
    /// Writes the articles as they were read to `articles.jsonl`.
    pub keep_text: bool,
    pub cells: CellStyle,
}

/// The tables of a run. Rows must come in input order.
pub struct Tables {
    folder: PathBuf,
    pub(super) articles: Table,
    pub(super) mentions: Table,
    pub(super) amounts: Table,
    pub(super) relations: Table,
    dropped: Option<Table>,
    pub(super) kept: Option<JsonLines>,
    pub(super) quarantine: JsonLines,
    pub(super) register: Register,
    /// Rows of articles.csv so far.
    rows: usize,
    style: CellStyle,
}

impl Tables {
    /// Opens the tables in `folder`, which is made where it is missing.
    ///
    /// # Errors
    /// [`TableError`], naming the file or folder that cannot be written.
    pub fn create(folder: &Path, options: &TableOptions) -> Result<Tables, TableError> {
        fs::create_dir_all(folder).map_err(|source| TableError { path: folder.to_path_buf(), source })?;
        let kept = options.keep_text.then(|| JsonLines::create(folder.join(kept::FILE)));
        let dropped = options.dropped.as_ref().map(|path| Table::create(path.clone(), &DROPPED));
        Ok(Tables {
            articles: Table::create(folder.join("articles.csv"), &ARTICLES)?,
            mentions: Table::create(folder.join("mentions.csv"), &MENTIONS)?,
            amounts: Table::create(folder.join("amounts.csv"), &AMOUNTS)?,
            relations: Table::create(folder.join("relations.csv"), &RELATIONS)?,
            dropped: dropped.transpose()?,
            kept: kept.transpose()?,
            quarantine: JsonLines::create(folder.join(quarantine::FILE))?,
            folder: folder.to_path_buf(),
            register: Register::create(folder)?,
            rows: 0,
            style: options.cells,
        })
    }

    /// Opens the tables of an interrupted run as they were when they were [`saved`](Tables::save).
    ///
    /// # Errors
    /// [`TableError`], naming the file that is not there or too short.
    pub fn reopen(folder: &Path, options: &TableOptions, saved: Saved) -> Result<Tables, TableError> {
        let table = |name: &str, length| Table::reopen(folder.join(name), length);
        let dropped = options.dropped.as_ref();
        let dropped = dropped.map(|path| Table::reopen(path.clone(), saved.dropped.unwrap_or(0)));
        let kept = saved.kept.map(|length| JsonLines::reopen(folder.join(kept::FILE), length));
        Ok(Tables {
            articles: table("articles.csv", saved.articles)?,
            mentions: table("mentions.csv", saved.mentions)?,
            amounts: table("amounts.csv", saved.amounts)?,
            relations: table("relations.csv", saved.relations)?,
            dropped: dropped.transpose()?,
            kept: kept.transpose()?,
            quarantine: JsonLines::reopen(folder.join(quarantine::FILE), saved.quarantine)?,
            folder: folder.to_path_buf(),
            register: Register::reopen(folder, saved.register)?,
            rows: saved.rows,
            style: options.cells,
        })
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
            kept: self.kept.as_mut().map(JsonLines::save).transpose()?,
            quarantine: self.quarantine.save()?,
            register: self.register.save()?,
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
        let rows = rows::rows(id, article, extraction, &mut self.register, self.style, self.rows)?;
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
        if let Some(kept) = &mut self.kept {
            kept.write(&KeptArticle::of(id, article))?;
        }
        Ok(rows.article)
    }

    /// Writes the row of an article that failed, and keeps what was to be read.
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn add_failed(&mut self, failed: &Quarantined<'_>) -> Result<(), TableError> {
        self.add_unread(failed, Outcome::Failed)?;
        self.quarantine.write(failed)
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

    /// Writes the entities and puts every table in its place; those of a shard are also kept for merging. Returns the number of entities.
    /// What the run would need to be resumed stays until [`forget`].
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn finish(mut self, shard: bool, knowledge: &Knowledge) -> Result<usize, TableError> {
        let mut entities = Table::create(self.folder.join("entities.csv"), &ENTITIES)?;
        let mut kept = JsonLines::create(self.folder.join(SHARD_ENTITIES))?;
        let mut n = 0;
        let short = self.register.short_names(&knowledge.lexicon)?;
        for entry in self.register.entities()? {
            let entry = entry?;
            entities.write(rows::entity_row(&entry, short.meant(entry.named()), self.style))?;
            if shard {
                kept.write(&entry)?;
            }
            n += 1;
        }
        let tables = [self.articles, entities, self.mentions, self.amounts, self.relations];
        for table in tables.into_iter().chain(self.dropped) {
            table.finish()?;
        }
        for lines in [kept, self.quarantine].into_iter().chain(self.kept) {
            lines.finish()?;
        }
        Ok(n)
    }
}

/// A shard's entities, for merging.
pub(super) const SHARD_ENTITIES: &str = "shard-entities.jsonl";

/// Removes what a run keeps in `folder` for the case that it is interrupted.
pub fn forget(folder: &Path) {
    Ledger::forget(folder);
}
