//! Articles that could not be read, as they were: `quarantine.jsonl`, an object a line. Mended, they can be read from it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::write::{TableError, partial_of, reopened};

/// An article that could not be read.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Quarantined<'a> {
    pub article_id: &'a str,
    pub source: &'a str,
    pub reason: &'a str,
    /// What was to be read; empty for whole files, which `source` names.
    pub record: &'a str,
}

/// The file, under another name until the run is over.
pub struct Quarantine {
    path: PathBuf,
    partial: PathBuf,
    writer: BufWriter<File>,
}

impl Quarantine {
    pub fn create(folder: &Path) -> Result<Quarantine, TableError> {
        Self::open(folder, |path| File::create(partial_of(path)))
    }

    /// That of an interrupted run, cut back to `length` bytes.
    pub fn reopen(folder: &Path, length: u64) -> Result<Quarantine, TableError> {
        // Without a line there may be no file any more: it goes when the run comes to its end.
        match length {
            0 => Self::create(folder),
            _ => Self::open(folder, |path| reopened(path, length)),
        }
    }

    fn open(folder: &Path, open: impl Fn(&Path) -> io::Result<File>) -> Result<Quarantine, TableError> {
        let path = folder.join("quarantine.jsonl");
        let partial = partial_of(&path);
        match open(&path) {
            Ok(file) => Ok(Quarantine { path, partial, writer: BufWriter::new(file) }),
            Err(source) => Err(TableError { path: partial, source }),
        }
    }

    fn error(&self, source: io::Error) -> TableError {
        TableError { path: self.partial.clone(), source }
    }

    pub fn add(&mut self, article: &Quarantined<'_>) -> Result<(), TableError> {
        let line = serde_json::to_string(article).map_err(|e| self.error(e.into()))?;
        self.copy(&line)
    }

    /// A line of another run's file.
    pub fn copy(&mut self, line: &str) -> Result<(), TableError> {
        writeln!(self.writer, "{line}").map_err(|e| self.error(e))
    }

    pub fn save(&mut self) -> Result<u64, TableError> {
        self.writer.flush().map_err(|e| self.error(e))?;
        let file = self.writer.get_ref();
        file.sync_data().and_then(|()| file.metadata()).map(|m| m.len()).map_err(|e| self.error(e))
    }

    /// Gives the file its name; where nothing failed there is none, nor that of an earlier run.
    pub fn finish(mut self) -> Result<(), TableError> {
        let empty = self.save()? == 0;
        let done = if empty { fs::remove_file(&self.partial) } else { fs::rename(&self.partial, &self.path) };
        done.map_err(|e| self.error(e))?;
        if empty && self.path.exists() {
            fs::remove_file(&self.path).map_err(|e| self.error(e))?;
        }
        Ok(())
    }
}
