//! The tables of a whole run out of those of its shards, as if one run had made them. Articles are dealt out in turn, so that the next article's rows are
//! always the next ones of the next shard; nothing but the entities is held.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};

use csv::StringRecord;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::ColumnIndex;
use super::articles_jsonl;
use super::ledger::{Entries, Entry};
use super::own_files::{check_own, forget_kept};
use super::quarantine;
use super::register::Register;
use super::unfinished::TableError;
use super::write::{SHARD_ENTITIES, TableOptions, Tables, forget};
use crate::extraction::CellStyle;
use crate::knowledge::Knowledge;
use crate::label::ArticleStatus;

/// Which share of a run a folder's tables are, with what merging needs to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    pub index: usize,
    pub of: usize,
    /// What the run depended on, by name; the same for all its shards.
    pub identity: BTreeMap<String, String>,
    safe_cells: bool,
    /// Bytes of the files that merging reads.
    #[serde(default)]
    files: BTreeMap<String, u64>,
}

/// The files of a shard that merging reads; the last three are there only where they hold something.
const FILES: [&str; 8] = [
    "articles.csv",
    "mentions.csv",
    "amounts.csv",
    "relations.csv",
    "statements.csv",
    SHARD_ENTITIES,
    quarantine::FILE,
    articles_jsonl::FILE,
];

/// Shards that make no whole run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    #[error("{}: {reason}", path.display())]
    Unusable { path: PathBuf, reason: String },
    #[error("{0}")]
    Unlike(String),
    #[error(transparent)]
    Table(#[from] TableError),
}

/// The file that tells a shard's folder from a whole run's.
const FILE: &str = "shard.json";

impl Shard {
    pub fn new(index: usize, of: usize, identity: BTreeMap<String, String>, style: CellStyle) -> Shard {
        Shard { index, of, identity, safe_cells: style == CellStyle::Safe, files: BTreeMap::new() }
    }

    /// Writes `shard.json` into the shard's folder, whose tables are whole.
    ///
    /// # Errors
    /// [`MergeError`], naming the file.
    pub fn write(mut self, folder: &Path) -> Result<(), MergeError> {
        let size = |name: &str| Some((name.to_string(), folder.join(name).metadata().ok()?.len()));
        self.files = FILES.iter().filter_map(|name| size(name)).collect();
        let path = folder.join(FILE);
        let unusable = |reason: String| MergeError::Unusable { path: path.clone(), reason };
        let json = serde_json::to_vec(&self).map_err(|e| unusable(e.to_string()))?;
        std::fs::write(&path, json).map_err(|e| unusable(e.to_string()))
    }

    fn read(folder: &Path) -> Result<Shard, MergeError> {
        let path = folder.join(FILE);
        let unusable = |reason: String| MergeError::Unusable { path: path.clone(), reason };
        let bytes = std::fs::read(&path).map_err(|e| {
            unusable(format!("cannot be read: {e}; a run with --shard that came to its end leaves it"))
        })?;
        serde_json::from_slice(&bytes).map_err(|e| unusable(format!("not a shard of this version: {e}")))
    }

    /// Checks that the files of the shard are as its run left them.
    fn check_whole(&self, folder: &Path) -> Result<(), MergeError> {
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            let now = path.metadata().map_or(0, |m| m.len());
            if now != *bytes {
                let reason =
                    format!("its run left {bytes} bytes, now they are {now}: it is cut off or changed");
                return Err(MergeError::Unusable { path, reason });
            }
        }
        Ok(())
    }
}

/// Removes what an earlier shard's run left, lest a whole run's tables be taken for a shard's.
pub fn forget_shard(folder: &Path) {
    let _ = std::fs::remove_file(folder.join(FILE));
}

/// Merges the tables of all shards of a run into `out`. Returns how many articles they hold.
///
/// # Errors
/// [`MergeError`] where a shard is missing, is another run's, or its tables are not whole.
pub fn merge(folders: &[PathBuf], out: &Path, knowledge: &Knowledge) -> Result<usize, MergeError> {
    let same =
        |folder: &&PathBuf| folder.canonicalize().is_ok_and(|f| out.canonicalize().is_ok_and(|o| o == f));
    if let Some(folder) = folders.iter().find(same) {
        let reason = "it is one of the shards: give another folder with --out".to_string();
        return Err(MergeError::Unusable { path: folder.clone(), reason });
    }
    let mut shards = folders
        .iter()
        .map(|folder| Source::open(folder, Shard::read(folder)?))
        .collect::<Result<Vec<Source>, MergeError>>()?;
    shards.sort_by_key(|s| s.shard.index);
    check(&shards)?;
    let cells = if shards[0].shard.safe_cells { CellStyle::Safe } else { CellStyle::Raw };
    let keep_text = shards.iter().any(|s| s.kept.is_some());
    let options = TableOptions { dropped: None, keep_text, cells };
    check_own(out, &options)?;
    forget_kept(out)?;
    let mut tables = Tables::create(out, &options)?;
    let mut done = 0;
    loop {
        let at = done % shards.len();
        let Some(article) = shards[at].articles.next()? else { break };
        shards[at].article(&article, &mut tables)?;
        done += 1;
    }
    for source in &mut shards {
        if source.articles.next()?.is_some() {
            return Err(MergeError::Unlike(format!(
                "{}: it holds articles that the shards before it should have come up with first",
                source.folder.display()
            )));
        }
    }
    tables.finish(false, knowledge)?;
    forget(out);
    Ok(done)
}

fn check(shards: &[Source]) -> Result<(), MergeError> {
    let Some(first) = shards.first() else {
        return Err(MergeError::Unlike("no shards were given".into()));
    };
    let of = first.shard.of;
    let there: Vec<usize> = shards.iter().map(|s| s.shard.index).collect();
    if there != (1..=of).collect::<Vec<_>>() {
        return Err(MergeError::Unlike(format!("of the {of} shards of a run, {there:?} were given")));
    }
    match shards.iter().find(|s| s.shard.of != of || s.shard.identity != first.shard.identity) {
        Some(other) => {
            let numbers = [of, other.shard.of].map(|number| number.to_string());
            let parts = first_difference(&first.shard.identity, &other.shard.identity);
            let (name, [one, two]) =
                parts.unwrap_or(("number of shards", numbers.each_ref().map(String::as_str)));
            Err(MergeError::Unlike(format!(
                "{} and {} are shards of different runs: the {name} is {one} in one and {two} in the other",
                first.folder.display(),
                other.folder.display(),
            )))
        }
        None => Ok(()),
    }
}

/// The first part that two runs do not have alike, by its name, and what it is in each.
pub fn first_difference<'r>(
    one: &'r BTreeMap<String, String>,
    two: &'r BTreeMap<String, String>,
) -> Option<(&'r str, [&'r str; 2])> {
    let name = one.keys().chain(two.keys()).find(|name| one.get(*name) != two.get(*name))?;
    Some((name, [one, two].map(|run| run.get(name).map_or("none", String::as_str))))
}

/// A table read row by row, the next row seen before it is taken.
struct Rows {
    path: PathBuf,
    reader: csv::Reader<File>,
    columns: ColumnIndex,
    ahead: Option<StringRecord>,
}

impl Rows {
    fn open(folder: &Path, name: &str) -> Result<Rows, MergeError> {
        let path = folder.join(name);
        let unusable = |e: csv::Error| MergeError::Unusable { path: path.clone(), reason: e.to_string() };
        let mut reader = csv::Reader::from_path(&path).map_err(unusable)?;
        let headers = reader.headers().map_err(unusable)?.clone();
        let columns = ColumnIndex::of(&headers);
        let mut rows = Rows { path, reader, columns, ahead: None };
        rows.next()?;
        Ok(rows)
    }

    /// Takes the next row.
    fn next(&mut self) -> Result<Option<StringRecord>, MergeError> {
        let mut row = StringRecord::new();
        let more = self.reader.read_record(&mut row);
        let more =
            more.map_err(|e| MergeError::Unusable { path: self.path.clone(), reason: e.to_string() })?;
        Ok(std::mem::replace(&mut self.ahead, more.then_some(row)))
    }

    fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        self.columns.cell(row, column)
    }

    /// The next row, if its cell in `column` is `value`.
    fn next_if(&mut self, column: &str, value: &str) -> Result<Option<StringRecord>, MergeError> {
        match &self.ahead {
            Some(row) if self.cell(row, column) == value => self.next(),
            _ => Ok(None),
        }
    }

    /// The row with other contents in some columns.
    fn with(&self, row: &StringRecord, changed: &[(&str, String)]) -> StringRecord {
        let mut cells: Vec<&str> = row.iter().collect();
        for (column, value) in changed {
            if let Some(at) = self.columns.at(column) {
                cells[at] = value;
            }
        }
        StringRecord::from(cells)
    }
}

/// One shard, read in step with the others.
struct Source {
    folder: PathBuf,
    shard: Shard,
    articles: Rows,
    mentions: Rows,
    amounts: Rows,
    relations: Rows,
    statements: Rows,
    quarantine: FileLines,
    kept: FileLines,
    entities: Adopted,
}

impl Source {
    fn open(folder: &Path, shard: Shard) -> Result<Source, MergeError> {
        shard.check_whole(folder)?;
        let lines = |name| File::open(folder.join(name)).ok().map(|f| BufReader::new(f).lines());
        Ok(Source {
            articles: Rows::open(folder, "articles.csv")?,
            mentions: Rows::open(folder, "mentions.csv")?,
            amounts: Rows::open(folder, "amounts.csv")?,
            relations: Rows::open(folder, "relations.csv")?,
            statements: Rows::open(folder, "statements.csv")?,
            quarantine: lines(quarantine::FILE),
            kept: lines(articles_jsonl::FILE),
            entities: Adopted::open(folder, &shard)?,
            folder: folder.to_path_buf(),
            shard,
        })
    }

    /// Writes the rows of the next article.
    fn article(&mut self, article: &StringRecord, tables: &mut Tables) -> Result<(), MergeError> {
        let id = self.articles.cell(article, "article_id").to_string();
        tables.articles.copy(article)?;
        let status = self.articles.cell(article, "status");
        lines(status, &mut self.quarantine, &mut self.kept, tables)?;
        let mut mentioned = Mentioned::default();
        let shift = self.mentions(&id, tables, &mut mentioned)?;
        while let Some(row) = self.amounts.next_if("article_id", &id)? {
            let moved = self.moved(Of::Amounts, &row, shift, tables, &mut mentioned)?;
            tables.amounts.copy(&self.amounts.with(&row, &moved))?;
        }
        while let Some(row) = self.relations.next_if("article_id", &id)? {
            let new = tables.register.take_relations(1);
            let mut moved = self.moved(Of::Relations, &row, shift, tables, &mut mentioned)?;
            moved.push(("relation_id", format!("R{new}")));
            tables.relations.copy(&self.relations.with(&row, &moved))?;
        }
        while let Some(row) = self.statements.next_if("article_id", &id)? {
            let moved = self.moved(Of::Statements, &row, shift, tables, &mut mentioned)?;
            tables.statements.copy(&self.statements.with(&row, &moved))?;
        }
        for (entity, times) in mentioned.0 {
            tables.register.count(entity, times)?;
        }
        Ok(())
    }

    /// Writes an article's mentions; gives how far their numbers have moved.
    fn mentions(
        &mut self,
        article: &str,
        tables: &mut Tables,
        mentioned: &mut Mentioned,
    ) -> Result<i64, MergeError> {
        let mut shift = None;
        while let Some(row) = self.mentions.next_if("article_id", article)? {
            let own = number(self.mentions.cell(&row, "mention_id"));
            let new = tables.register.take_mentions(1);
            shift.get_or_insert(new as i64 - own as i64);
            let entity = match self.mentions.cell(&row, "entity_id") {
                "" => String::new(),
                id => {
                    let entity = self.entities.number(number(id), &mut tables.register)?;
                    mentioned.add(entity, 1);
                    format!("E{entity}")
                }
            };
            let changed = [("mention_id", format!("M{new}")), ("entity_id", entity)];
            tables.mentions.copy(&self.mentions.with(&row, &changed))?;
        }
        Ok(shift.unwrap_or(0))
    }

    /// The ids of a row as they are in the whole run. Described actors are named in such rows only.
    fn moved(
        &mut self,
        of: Of,
        row: &StringRecord,
        shift: i64,
        tables: &mut Tables,
        mentioned: &mut Mentioned,
    ) -> Result<Vec<(&'static str, String)>, MergeError> {
        let (rows, columns) = match of {
            Of::Amounts => (&self.amounts, &["mention_id", "of_id"][..]),
            Of::Relations => (
                &self.relations,
                &["subject_id", "object_id", "location_id", "amount_id", "attributed_id"][..],
            ),
            Of::Statements => (&self.statements, &["speaker_id", "addressee_id", "about"][..]),
        };
        let mut moved = Vec::new();
        for column in columns {
            let mut ids = Vec::new();
            // "E1|E3": a cell may hold several.
            for id in rows.cell(row, column).split('|') {
                ids.push(match id.chars().next() {
                    Some('E') => {
                        let entity = self.entities.number(number(id), &mut tables.register)?;
                        mentioned.add(entity, 0);
                        format!("E{entity}")
                    }
                    Some('M') => shifted(id, shift),
                    _ => id.to_string(),
                });
            }
            moved.push((*column, ids.join("|")));
        }
        Ok(moved)
    }
}

/// A table whose rows name rows of others.
#[derive(Clone, Copy)]
enum Of {
    Amounts,
    Relations,
    Statements,
}

type FileLines = Option<Lines<BufReader<File>>>;

/// Writes what a shard keeps of an article of this status besides rows.
fn lines(
    status: &str,
    quarantine: &mut FileLines,
    kept: &mut FileLines,
    tables: &mut Tables,
) -> Result<(), MergeError> {
    let next = |lines: &mut FileLines| lines.as_mut().and_then(Iterator::next).and_then(Result::ok);
    if status == ArticleStatus::Failed.as_str()
        && let Some(line) = next(quarantine)
    {
        tables.quarantine.copy(&line)?;
    }
    if status == ArticleStatus::Ok.as_str()
        && let (Some(line), Some(kept)) = (next(kept), &mut tables.kept)
    {
        kept.copy(&line)?;
    }
    Ok(())
}

/// The entities of one article and how often it mentions each, in order of first mention.
#[derive(Default)]
struct Mentioned(Vec<(usize, usize)>);

impl Mentioned {
    fn add(&mut self, entity: usize, more: usize) {
        match self.0.iter_mut().find(|(e, _)| *e == entity) {
            Some((_, times)) => *times += more,
            None => self.0.push((entity, more)),
        }
    }
}

/// The whole run's numbers of a shard's entities. These are asked for about in the order of their own numbers, in which they are read.
struct Adopted {
    index: usize,
    of: usize,
    rest: Option<Entries>,
    /// Read, but not asked for yet.
    waiting: FxHashMap<usize, Entry>,
    /// By own number, from 1; 0 for those not asked for.
    numbers: Vec<u32>,
}

impl Adopted {
    fn open(folder: &Path, shard: &Shard) -> Result<Adopted, MergeError> {
        let path = folder.join(SHARD_ENTITIES);
        // A shard without entities has no such file.
        let rest = if path.exists() { Some(Entries::open(&path)?) } else { None };
        let (waiting, numbers) = (FxHashMap::default(), Vec::new());
        Ok(Adopted { index: shard.index, of: shard.of, rest, waiting, numbers })
    }

    fn number(&mut self, own: usize, register: &mut Register) -> Result<usize, MergeError> {
        while self.numbers.len() <= own {
            let Some(entry) = self.rest.as_mut().and_then(Iterator::next) else { break };
            let entry = entry?;
            let number = entry.number as usize;
            self.numbers.resize(self.numbers.len().max(number + 1), 0);
            self.waiting.insert(number, entry);
        }
        if let Some(entry) = self.waiting.remove(&own) {
            let (index, of) = (self.index, self.of);
            self.numbers[own] = register.adopt(entry, |row| row * of + index - 1) as u32;
        }
        Ok(self.numbers.get(own).copied().unwrap_or(0) as usize)
    }
}

/// The number in an id such as `M12`.
fn number(id: &str) -> usize {
    id.get(1..).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// A mention's id moved by the difference between the shard's numbers and the run's.
fn shifted(id: &str, shift: i64) -> String {
    format!("M{}", number(id) as i64 + shift)
}
