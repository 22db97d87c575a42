//! Tables against the articles that they were made from: every text where its offsets say, every id a row of its table.

use std::fs::File;
use std::path::{Path, PathBuf};

use csv::{Position, StringRecord};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::Ids;
use super::plan::Plan;
use crate::article::Reader;
use crate::extraction::unescaped;
use crate::knowledge::Knowledge;
use crate::label::ArticleStatus;
use crate::table::is_own;
use crate::text::{CharIndex, Span};

/// A table could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct VerifyError {
    path: PathBuf,
    reason: String,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Complaint {
    /// The table's file name.
    pub table: &'static str,
    /// Line of the file, from 1; where a cell holds line breaks, the row's first.
    pub line: u64,
    pub reason: String,
}

/// What was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// Articles of the inputs that the tables have.
    pub articles: usize,
    pub rows: usize,
    /// Rows that something is wrong with.
    pub wrong: usize,
    /// Articles of the tables that the inputs do not hold.
    pub missing: usize,
}

/// Cells that must be what stands between two offsets: text, start, end.
type Place = [&'static str; 3];
/// Cells that must be ids, and the table whose first column holds them.
type Reference = (&'static str, &'static str);

struct Checks {
    table: &'static str,
    places: &'static [Place],
    references: &'static [Reference],
}

const CHECKS: [Checks; 4] = [
    Checks {
        table: "mentions.csv",
        places: &[["text", "start", "end"]],
        references: &[("entity_id", "entities.csv")],
    },
    Checks {
        table: "amounts.csv",
        places: &[["text", "start", "end"]],
        references: &[("mention_id", "mentions.csv"), ("of_id", "entities.csv")],
    },
    Checks {
        table: "relations.csv",
        places: &[
            ["evidence", "start", "end"],
            ["subject_text", "subject_start", "subject_end"],
            ["object_text", "object_start", "object_end"],
        ],
        references: &[
            ("subject_id", "entities.csv or mentions.csv"),
            ("object_id", "entities.csv or mentions.csv"),
            ("location_id", "entities.csv"),
            ("amount_id", "amounts.csv"),
            ("attributed_id", "entities.csv or mentions.csv"),
            ("event_uid", "events.csv"),
        ],
    },
    Checks {
        table: "statements.csv",
        places: &[
            ["text", "start", "end"],
            ["speaker_text", "speaker_start", "speaker_end"],
            ["addressee_text", "addressee_start", "addressee_end"],
        ],
        references: &[
            ("speaker_id", "entities.csv or mentions.csv"),
            ("addressee_id", "entities.csv or mentions.csv"),
            ("about", "entities.csv"),
        ],
    },
];

/// Compares the tables in a plan's folder with its articles, and tells of every row that is wrong. Inputs, fields, cleaning and
/// knowledge must be those of the run that made the tables; what else the plan says plays no part.
///
/// # Errors
/// [`VerifyError`] where a table cannot be read or lacks a column.
pub fn verify(
    plan: &Plan,
    knowledge: &Knowledge,
    tell: &mut dyn FnMut(&Complaint),
) -> Result<Verified, VerifyError> {
    let out = &plan.out;
    let found = plan.found.clone().without(out, is_own);
    let known = Known::read(out)?;
    let mut tables: Vec<Table> = CHECKS.iter().map(|c| Table::open(out, c)).collect::<Result<_, _>>()?;
    let (mut done, mut ids, mut seen) = (Verified::default(), Ids::default(), FxHashSet::default());
    for missing in &found.missing {
        ids.unique(&missing.article_id());
    }
    for content in found.inputs.iter().flat_map(|i| Reader::new(i, &plan.reading, knowledge)) {
        let Ok(article) = content else {
            ids.unique(&content.map_or_else(|e| e.article_id(), |a| a.id));
            continue;
        };
        let id = ids.unique(&article.id);
        if !known.articles.contains(&id) {
            continue;
        }
        done.articles += 1;
        let text = CharIndex::new(&article.text);
        for table in &mut tables {
            let (rows, wrong) = table.check(&id, &text, &known, tell)?;
            done.rows += rows;
            done.wrong += wrong;
        }
        seen.insert(id);
    }
    done.wrong += wrong_links(out, &known, tell)?;
    done.missing = known.articles.iter().filter(|a| !seen.contains(*a)).count();
    Ok(done)
}

/// The ids of all rows.
struct Known {
    articles: FxHashSet<String>,
    ids: FxHashMap<&'static str, FxHashSet<String>>,
}

impl Known {
    fn read(out: &Path) -> Result<Known, VerifyError> {
        let mut ids = FxHashMap::default();
        for table in ["entities.csv", "mentions.csv", "amounts.csv", "events.csv"] {
            ids.insert(table, first_column(out, table, |_| true)?);
        }
        Ok(Known {
            articles: first_column(out, "articles.csv", |row| {
                row.iter().any(|c| c == ArticleStatus::Ok.as_str())
            })?,
            ids,
        })
    }

    /// Whether `id` is a row of one of the tables that `tables` names.
    fn holds(&self, tables: &str, id: &str) -> bool {
        tables.split(" or ").any(|t| self.ids.get(t).is_some_and(|ids| ids.contains(id)))
    }
}

fn error(path: &Path, reason: impl ToString) -> VerifyError {
    VerifyError { path: path.to_path_buf(), reason: reason.to_string() }
}

/// Number of entities that are said to be one which is not there.
fn wrong_links(out: &Path, known: &Known, tell: &mut dyn FnMut(&Complaint)) -> Result<usize, VerifyError> {
    const TABLE: &str = "entities.csv";
    let path = out.join(TABLE);
    let mut reader = csv::Reader::from_path(&path).map_err(|e| error(&path, e))?;
    let headers = reader.headers().map_err(|e| error(&path, e))?;
    let Some(column) = headers.iter().position(|h| h == "same_as") else { return Ok(0) };
    let mut wrong = 0;
    for row in reader.records() {
        let row = row.map_err(|e| error(&path, e))?;
        let id = &row[column];
        if !id.is_empty() && !known.holds(TABLE, id) {
            let reason = format!("same_as is {id}, which is no row of {TABLE}");
            tell(&Complaint { table: TABLE, line: row.position().map_or(0, Position::line), reason });
            wrong += 1;
        }
    }
    Ok(wrong)
}

fn first_column(
    out: &Path,
    table: &str,
    keep: impl Fn(&StringRecord) -> bool,
) -> Result<FxHashSet<String>, VerifyError> {
    let path = out.join(table);
    let mut reader = csv::Reader::from_path(&path).map_err(|e| error(&path, e))?;
    let mut ids = FxHashSet::default();
    for row in reader.records() {
        let row = row.map_err(|e| error(&path, e))?;
        if keep(&row) {
            ids.insert(row.get(0).map(unescaped).unwrap_or_default().to_string());
        }
    }
    Ok(ids)
}

/// A table whose rows are found by article. A run writes the rows of an article together.
struct Table {
    checks: &'static Checks,
    path: PathBuf,
    reader: csv::Reader<File>,
    columns: FxHashMap<&'static str, usize>,
    first: FxHashMap<String, (Position, usize)>,
}

impl Table {
    fn open(out: &Path, checks: &'static Checks) -> Result<Table, VerifyError> {
        let path = out.join(checks.table);
        let mut reader = csv::Reader::from_path(&path).map_err(|e| error(&path, e))?;
        let headers = reader.headers().map_err(|e| error(&path, e))?.clone();
        let mut columns = FxHashMap::default();
        let names = checks.places.iter().flatten().chain(checks.references.iter().map(|(column, _)| column));
        for name in names.chain(&["article_id"]) {
            let at = headers.iter().position(|h| h == *name);
            columns.insert(*name, at.ok_or_else(|| error(&path, format!("it has no column `{name}`")))?);
        }
        let (mut first, mut row): (FxHashMap<String, (Position, usize)>, _) =
            (FxHashMap::default(), StringRecord::new());
        while reader.read_record(&mut row).map_err(|e| error(&path, e))? {
            let id = unescaped(&row[columns["article_id"]]).to_string();
            let position = row.position().cloned().unwrap_or_else(Position::new);
            first.entry(id).or_insert((position, 0)).1 += 1;
        }
        Ok(Table { checks, path, reader, columns, first })
    }

    /// Number of rows of an article, and of those that are wrong.
    fn check(
        &mut self,
        article: &str,
        text: &CharIndex<'_>,
        known: &Known,
        tell: &mut dyn FnMut(&Complaint),
    ) -> Result<(usize, usize), VerifyError> {
        let Some((position, rows)) = self.first.get(article).cloned() else { return Ok((0, 0)) };
        self.reader.seek(position).map_err(|e| error(&self.path, e))?;
        let (mut row, mut wrong) = (StringRecord::new(), 0);
        for _ in 0..rows {
            self.reader.read_record(&mut row).map_err(|e| error(&self.path, e))?;
            let reasons = self.reasons(article, &row, text, known);
            wrong += usize::from(!reasons.is_empty());
            let line = row.position().map_or(0, Position::line);
            reasons
                .into_iter()
                .for_each(|reason| tell(&Complaint { table: self.checks.table, line, reason }));
        }
        Ok((rows, wrong))
    }

    fn reasons(&self, article: &str, row: &StringRecord, text: &CharIndex<'_>, known: &Known) -> Vec<String> {
        let cell = |column: &str| &row[self.columns[column]];
        let mut reasons = Vec::new();
        if unescaped(cell("article_id")) != article {
            reasons.push(format!("it stands among the rows of the article {article}"));
        }
        for [column, start, end] in self.checks.places {
            if cell(start).is_empty() && cell(end).is_empty() {
                continue;
            }
            let found = match (cell(start).parse(), cell(end).parse()) {
                (Ok(from), Ok(to)) if from <= to => text.slice(Span::new(from, to)),
                _ => None,
            };
            let written = cell(column);
            if found != Some(written) && found != Some(unescaped(written)) {
                reasons.push(format!(
                    "{column} is {written:?}, but characters {}..{} of the article are {:?}",
                    cell(start),
                    cell(end),
                    found.unwrap_or("not there")
                ));
            }
        }
        for (column, table) in self.checks.references {
            // A cell may hold several ids.
            for id in cell(column).split('|').filter(|id| !id.is_empty() && !known.holds(table, id)) {
                reasons.push(format!("{column} is {id}, which is no row of {table}"));
            }
        }
        reasons
    }
}
