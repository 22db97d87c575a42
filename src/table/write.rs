//! The tables of a run, and what is written beside them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::articles_jsonl::{self, ArticleRecord};
use super::columns::columns;
use super::csv_table::Table;
use super::datapackage;
use super::dropped::DroppedRow;
use super::json_lines::JsonLines;
use super::ledger::Ledger;
use super::quarantine::{self, Quarantined};
use super::register::{Register, SavedRegister};
use super::rows::{self, ArticleRow};
use super::unfinished::TableError;
use super::world_events::{self, KnownEntities};
use crate::article::{Article, Outcome};
use crate::extraction::{AmountRow, CellStyle, EntityRow, Extraction, MentionRow, RelationRow, StatementRow};
use crate::knowledge::Knowledge;

/// The tables of a run between two articles: how long each is, and the entities so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    articles: u64,
    mentions: u64,
    amounts: u64,
    relations: u64,
    statements: u64,
    dropped: Option<u64>,
    kept: Option<u64>,
    quarantine: u64,
    register: SavedRegister,
    rows: usize,
}

/// What is written of a run besides its tables, and how.
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
    pub(super) statements: Table,
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
        let kept = options.keep_text.then(|| JsonLines::create(folder.join(articles_jsonl::FILE)));
        let dropped = options.dropped.as_ref();
        let dropped = dropped.map(|path| Table::create(path.clone(), columns::<DroppedRow>()));
        Ok(Tables {
            articles: Table::create(folder.join("articles.csv"), columns::<ArticleRow>())?,
            mentions: Table::create(folder.join("mentions.csv"), columns::<MentionRow>())?,
            amounts: Table::create(folder.join("amounts.csv"), columns::<AmountRow>())?,
            relations: Table::create(folder.join("relations.csv"), columns::<RelationRow>())?,
            statements: Table::create(folder.join("statements.csv"), columns::<StatementRow>())?,
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
        let kept = saved.kept.map(|length| JsonLines::reopen(folder.join(articles_jsonl::FILE), length));
        Ok(Tables {
            articles: table("articles.csv", saved.articles)?,
            mentions: table("mentions.csv", saved.mentions)?,
            amounts: table("amounts.csv", saved.amounts)?,
            relations: table("relations.csv", saved.relations)?,
            statements: table("statements.csv", saved.statements)?,
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
            statements: self.statements.save()?,
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
        for row in rows.statements() {
            self.statements.write(row)?;
        }
        if let Some(dropped) = &mut self.dropped {
            for row in DroppedRow::of(id, article, self.style) {
                dropped.write(row)?;
            }
        }
        if let Some(kept) = &mut self.kept {
            kept.write(&ArticleRecord::of(id, article))?;
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
        self.articles.write(ArticleRow::unread(article_id, source, outcome, reason, self.style))
    }

    /// Writes the entities and puts every table in its place; those of a shard are also kept for merging. Returns the number of entities.
    /// What the run would need to be resumed stays until [`forget`].
    ///
    /// # Errors
    /// [`TableError`], naming the file.
    pub fn finish(mut self, shard: bool, knowledge: &Knowledge) -> Result<usize, TableError> {
        let mut entities = Table::create(self.folder.join("entities.csv"), columns::<EntityRow>())?;
        let mut kept = JsonLines::create(self.folder.join(SHARD_ENTITIES))?;
        let (mut n, mut known) = (0, KnownEntities::default());
        let short = self.register.short_names(&knowledge.lexicon)?;
        for entry in self.register.entities()? {
            let entry = entry?;
            let same_as = short.meant(entry.named());
            let row = rows::entity_row(&entry, same_as, self.style, &knowledge.gazetteer);
            known.enter(entry.number, &row.uid, same_as);
            entities.write(row)?;
            if shard {
                kept.write(&entry)?;
            }
            n += 1;
        }
        for table in [&mut self.articles, &mut self.amounts, &mut self.relations] {
            table.flush()?;
        }
        world_events::write(&self.folder, &known, &knowledge.lexicon)?;
        let tables = [self.articles, entities, self.mentions, self.amounts, self.statements];
        for table in tables.into_iter().chain(self.dropped) {
            table.finish()?;
        }
        for lines in [kept, self.quarantine] {
            lines.finish()?;
        }
        if let Some(texts) = self.kept {
            texts.finish_even_empty()?;
        }
        datapackage::write(&self.folder)?;
        Ok(n)
    }
}

/// A shard's entities, for merging.
pub(super) const SHARD_ENTITIES: &str = "shard-entities.jsonl";

/// Removes what a run keeps in `folder` for the case that it is interrupted.
pub fn forget(folder: &Path) {
    Ledger::forget(folder);
    world_events::forget(folder);
}
