//! A table as a CSV file (RFC 4180), which appears under its own name only when it is whole.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::PathBuf;

use csv::StringRecord;
use serde::Serialize;

use super::unfinished::{TableError, partial_of, reopened};

/// One CSV file being written, under a name of its own until it is whole.
pub(super) struct Table {
    path: PathBuf,
    partial: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
}

impl Table {
    pub fn create(path: PathBuf, header: &[&str]) -> Result<Table, TableError> {
        let partial = partial_of(&path);
        let error = |source| TableError { path: partial.clone(), source };
        let file = File::create(&partial).map_err(error)?;
        // The header is written here, so that a table without rows has one too.
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
        writer.write_record(header).map_err(|e| error(e.into()))?;
        Ok(Table { path, partial, writer })
    }

    /// A table of an interrupted run, cut back to its first `length` bytes.
    pub fn reopen(path: PathBuf, length: u64) -> Result<Table, TableError> {
        let partial = partial_of(&path);
        let file = reopened(&path, length).map_err(|source| TableError { path: partial.clone(), source })?;
        let writer = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
        Ok(Table { path, partial, writer })
    }

    /// Puts all rows so far on the disk; returns how many bytes they are.
    pub fn save(&mut self) -> Result<u64, TableError> {
        let error = |source| TableError { path: self.partial.clone(), source };
        self.writer.flush().map_err(error)?;
        let file = self.writer.get_ref().get_ref();
        file.sync_data().map_err(error)?;
        Ok(file.metadata().map_err(error)?.len())
    }

    pub fn write(&mut self, row: impl Serialize) -> Result<(), TableError> {
        self.writer.serialize(row).map_err(|e| TableError { path: self.partial.clone(), source: e.into() })
    }

    /// A row of another run's table.
    pub fn copy(&mut self, row: &StringRecord) -> Result<(), TableError> {
        self.writer.write_record(row).map_err(|e| TableError { path: self.partial.clone(), source: e.into() })
    }

    /// Hands all rows so far to the file, for those who read it.
    pub fn flush(&mut self) -> Result<(), TableError> {
        self.writer.flush().map_err(|source| TableError { path: self.partial.clone(), source })
    }

    pub fn finish(mut self) -> Result<(), TableError> {
        self.flush()?;
        fs::rename(&self.partial, &self.path).map_err(|source| TableError { path: self.path.clone(), source })
    }
}
