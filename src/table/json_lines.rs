//! JSON objects, a line each, in a file that has another name until it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::unfinished::{TableError, partial_of, reopened};

pub(super) struct JsonLines {
    path: PathBuf,
    partial: PathBuf,
    writer: BufWriter<File>,
}

impl JsonLines {
    pub fn create(path: PathBuf) -> Result<JsonLines, TableError> {
        Self::open(path, |path| File::create(partial_of(path)))
    }

    /// That of an interrupted run, cut back to `length` bytes.
    pub fn reopen(path: PathBuf, length: u64) -> Result<JsonLines, TableError> {
        // A file without a line may be there no more: it goes when the run comes to its end.
        match length {
            0 => Self::create(path),
            _ => Self::open(path, |path| reopened(path, length)),
        }
    }

    fn open(path: PathBuf, open: impl Fn(&Path) -> io::Result<File>) -> Result<JsonLines, TableError> {
        let partial = partial_of(&path);
        match open(&path) {
            Ok(file) => Ok(JsonLines { path, partial, writer: BufWriter::new(file) }),
            Err(source) => Err(TableError { path: partial, source }),
        }
    }

    fn error(&self, source: io::Error) -> TableError {
        TableError { path: self.partial.clone(), source }
    }

    pub fn write(&mut self, line: &impl Serialize) -> Result<(), TableError> {
        let line = serde_json::to_string(line).map_err(|e| self.error(e.into()))?;
        self.copy(&line)
    }

    /// A line of another run's file.
    pub fn copy(&mut self, line: &str) -> Result<(), TableError> {
        writeln!(self.writer, "{line}").map_err(|e| self.error(e))
    }

    /// What the file is called until it is whole.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Hands all lines so far to the file, for those who read it.
    pub fn flush(&mut self) -> Result<(), TableError> {
        self.writer.flush().map_err(|e| self.error(e))
    }

    /// Puts all lines so far on the disk; returns how many bytes they are.
    pub fn save(&mut self) -> Result<u64, TableError> {
        self.flush()?;
        let file = self.writer.get_ref();
        file.sync_data().and_then(|()| file.metadata()).map(|m| m.len()).map_err(|e| self.error(e))
    }

    /// Gives the file its name, even where it has no line.
    pub fn finish_even_empty(mut self) -> Result<(), TableError> {
        self.save()?;
        fs::rename(&self.partial, &self.path).map_err(|e| self.error(e))
    }

    /// Gives the file its name; where it has no line there is none, nor that of an earlier run.
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
