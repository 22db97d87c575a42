//! The files of a run's folder, and whether those that are there were made by a run.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::columns::columns;
use super::dropped::DroppedRow;
use super::rows::ArticleRow;
use super::unfinished::TableError;
use super::write::TableOptions;
use super::{articles_jsonl, quarantine};
use crate::extraction::{AmountRow, EntityRow, MentionRow, RelationRow, StatementRow};

/// The files that a run may write into its folder; while they are unfinished they end in `.partial`.
const NAMES: [&str; 14] = [
    "articles.csv",
    "entities.csv",
    "mentions.csv",
    "amounts.csv",
    "relations.csv",
    "statements.csv",
    "events.csv",
    articles_jsonl::FILE,
    quarantine::FILE,
    "datapackage.json",
    "checkpoint.json",
    "run.json",
    "shard.json",
    "shard-entities.jsonl",
];

/// Bytes of a file's first line that are looked at.
const LINE: u64 = 1 << 16;

/// Whether a run into a folder writes a file of this name there.
pub fn is_own(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.ends_with(".partial") || NAMES.contains(&&*name)
}

/// Checks that nothing in `folder` is in the way that no run made: such files are a user's, and are not replaced.
///
/// # Errors
/// [`TableError`], naming the file.
pub fn check_own(folder: &Path, options: &TableOptions) -> Result<(), TableError> {
    let tables = [
        ("articles.csv", columns::<ArticleRow>()),
        ("entities.csv", columns::<EntityRow>()),
        ("mentions.csv", columns::<MentionRow>()),
        ("amounts.csv", columns::<AmountRow>()),
        ("relations.csv", columns::<RelationRow>()),
        ("statements.csv", columns::<StatementRow>()),
    ];
    let mut files: Vec<(PathBuf, &str, &[&str])> =
        tables.iter().map(|(name, columns)| (folder.join(name), columns[0], [].as_slice())).collect();
    files
        .extend(options.dropped.iter().map(|path| (path.clone(), columns::<DroppedRow>()[0], [].as_slice())));
    // The keys that an object of theirs begins with, and where others may begin so too, some that it has further on.
    files.push((folder.join(quarantine::FILE), r#"{"article_id":"#, &[]));
    files.push((folder.join(articles_jsonl::FILE), r#"{"id":"#, &[r#","file":"#, r#","body":["#]));
    match files.into_iter().find(|(path, start, keys)| !begins_with(path, start, keys)) {
        None => Ok(()),
        Some((path, ..)) => {
            let reason = "it is there already, and no table of dossier's: name another place for the run's";
            Err(TableError { path, source: io::Error::other(reason) })
        }
    }
}

/// Whether the file's first line begins as a run's does and has these keys, or the file is not there, or empty.
fn begins_with(path: &Path, start: &str, keys: &[&str]) -> bool {
    let Ok(file) = File::open(path) else { return true };
    let mut line = String::new();
    let read = BufReader::new(file.take(LINE)).read_line(&mut line);
    let has_keys = line.len() as u64 == LINE || keys.iter().all(|key| line.contains(key));
    read.is_err() || line.is_empty() || line.starts_with(start) && has_keys
}

/// Removes the texts that an earlier run kept, lest they be taken for those of this run.
///
/// # Errors
/// [`TableError`] where they cannot be removed.
pub fn forget_kept(folder: &Path) -> Result<(), TableError> {
    let path = folder.join(articles_jsonl::FILE);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(TableError { path, source }),
        _ => Ok(()),
    }
}
