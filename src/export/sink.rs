//! Files of an export, which appear under their names only when they are whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::ExportError;

/// A file being written.
pub struct Sink {
    path: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
}

impl Sink {
    /// # Errors
    /// [`ExportError`] where it cannot be made.
    pub fn create(folder: &Path, name: &str) -> Result<Sink, ExportError> {
        let path = folder.join(name);
        let partial = folder.join(format!("{name}.partial"));
        match File::create(&partial) {
            Ok(file) => Ok(Sink { path, partial, file: BufWriter::new(file) }),
            Err(source) => Err(ExportError::Write { path: partial, source }),
        }
    }

    /// # Errors
    /// [`ExportError`] where it cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), ExportError> {
        self.file
            .write_all(line.as_bytes())
            .and_then(|()| self.file.write_all(b"\n"))
            .map_err(|source| ExportError::Write { path: self.partial.clone(), source })
    }

    /// # Errors
    /// [`ExportError`] where it cannot be put in its place.
    pub fn finish(mut self) -> Result<PathBuf, ExportError> {
        let done = self.file.flush().and_then(|()| fs::rename(&self.partial, &self.path));
        done.map_err(|source| ExportError::Write { path: self.path.clone(), source })?;
        Ok(self.path)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A table being written, cells between commas or tabs.
pub struct Cells {
    writer: csv::Writer<Sink>,
    path: PathBuf,
}

impl Cells {
    /// A CSV file (RFC 4180) with a header.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be made.
    pub fn csv(folder: &Path, name: &str, header: &[&str]) -> Result<Cells, ExportError> {
        let mut cells = Cells::over(Sink::create(folder, name)?, &csv::WriterBuilder::new());
        cells.row(header)?;
        Ok(cells)
    }

    /// A CSV file that begins with a byte order mark, so that spreadsheet programs read it as UTF-8.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be made.
    pub fn for_spreadsheets(folder: &Path, name: &str, separator: u8) -> Result<Cells, ExportError> {
        let mut sink = Sink::create(folder, name)?;
        let marked = sink.write_all("\u{feff}".as_bytes());
        marked.map_err(|source| ExportError::Write { path: sink.partial.clone(), source })?;
        Ok(Cells::over(sink, csv::WriterBuilder::new().delimiter(separator)))
    }

    /// A file of cells between tabs that nothing quotes: tabs and line breaks in them become blanks.
    ///
    /// # Errors
    /// [`ExportError`] where it cannot be made.
    pub fn tabs(folder: &Path, name: &str) -> Result<Cells, ExportError> {
        let mut builder = csv::WriterBuilder::new();
        builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        Ok(Cells::over(Sink::create(folder, name)?, &builder))
    }

    fn over(sink: Sink, builder: &csv::WriterBuilder) -> Cells {
        Cells { path: sink.partial.clone(), writer: builder.from_writer(sink) }
    }

    /// # Errors
    /// [`ExportError`] where it cannot be written.
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), ExportError> {
        self.writer
            .write_record(cells)
            .map_err(|e| ExportError::Write { path: self.path.clone(), source: e.into() })
    }

    /// # Errors
    /// [`ExportError`] where it cannot be put in its place.
    pub fn finish(self) -> Result<PathBuf, ExportError> {
        let error = |e: String| ExportError::Write { path: self.path.clone(), source: io::Error::other(e) };
        self.writer.into_inner().map_err(|e| error(e.to_string()))?.finish()
    }
}

/// A cell of a file that nothing quotes.
pub fn unquoted(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
