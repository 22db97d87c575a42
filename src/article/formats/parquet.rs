//! Parquet files, read a page of values at a time.

use std::fs::File;
use std::io::{BufReader, Error, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::Field as Value;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::found::Found;
use super::material::Material;
use super::records::Records;
use crate::article::fields::{Columns, Fields};
use crate::article::input::Input;

pub struct Rows {
    rows: Option<RowIter<'static>>,
    /// Positions in the projected rows.
    columns: Columns,
    number: usize,
}

impl Rows {
    /// # Errors
    /// A reason, where the file cannot be read, or names no text.
    pub fn open(input: &Input, fields: &Fields) -> Result<Rows, String> {
        let Some(path) = &input.path else {
            return Err("Parquet cannot be read from standard input: its contents stand at its end".into());
        };
        let file = File::open(path).map_err(|e| e.to_string())?;
        let length = file.metadata().map_err(|e| e.to_string())?.len();
        let unreadable =
            |e| format!("cannot be read as Parquet (which must not be compressed as a whole): {e}");
        let reader = SerializedFileReader::new(Bounded(file)).map_err(unreadable)?;
        if reader
            .metadata()
            .row_groups()
            .iter()
            .flat_map(|group| group.columns())
            .any(|c| !is_within(c, length))
        {
            return Err("damaged: it names parts that lie outside of it".into());
        }
        let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
        let names: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_string()).collect();
        let there = fields.columns(&names)?;
        // Columns that are not wanted need not be decompressed.
        let wanted: Vec<Arc<Type>> = schema
            .get_fields()
            .iter()
            .enumerate()
            .filter(|(i, _)| there.holds(*i))
            .map(|(_, f)| f.clone())
            .collect();
        let names: Vec<String> = wanted.iter().map(|f| f.name().to_string()).collect();
        let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build();
        let rows = projection.and_then(|p| RowIter::from_file_into(Box::new(reader)).project(Some(p)));
        Ok(Rows { rows: Some(rows.map_err(unreadable)?), columns: fields.columns(&names)?, number: 0 })
    }
}

/// A file whose end is an error to whoever reads on: the crate skips as many fields as a damaged header says that there are,
/// though there be none left to skip.
struct Bounded(File);

impl Length for Bounded {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl ChunkReader for Bounded {
    type T = UntilEnd;

    fn get_read(&self, start: u64) -> parquet::errors::Result<UntilEnd> {
        Ok(UntilEnd(self.0.get_read(start)?))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

struct UntilEnd(BufReader<File>);

impl Read for UntilEnd {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 if !into.is_empty() => Err(Error::from(ErrorKind::UnexpectedEof)),
            read => Ok(read),
        }
    }
}

/// Whether a column's values lie in a file of `length` bytes: the crate asserts what a damaged footer may get wrong.
fn is_within(column: &ColumnChunkMetaData, length: u64) -> bool {
    let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
    let end = start.checked_add(column.compressed_size());
    start >= 0 && column.compressed_size() >= 0 && end.is_some_and(|end| end as u64 <= length)
}

impl Records for Rows {
    fn next(&mut self) -> Option<Found> {
        let rows = self.rows.as_mut()?;
        // The crate does not promise not to panic on damaged pages.
        let row = catch_unwind(AssertUnwindSafe(|| rows.next()));
        let row = row.unwrap_or_else(|_| Some(Err(ParquetError::General("a damaged page".into()))));
        self.number += 1;
        match row {
            None => {
                self.rows = None;
                None
            }
            Some(Ok(row)) => {
                let cells: Vec<Vec<u8>> = row.get_column_iter().map(|(_, value)| bytes(value)).collect();
                let record = self.columns.pick(|column| cells.get(column).map(Vec::as_slice));
                Some(Found::new(self.number, Ok(Material::Record(record))))
            }
            Some(Err(e)) => {
                self.rows = None;
                let reason = format!("row {}: cannot be read as Parquet: {e}", self.number);
                Some(Found::broken(reason))
            }
        }
    }
}

/// A value as a cell of a table would have it.
fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Null => Vec::new(),
        Value::Str(text) => text.as_bytes().to_vec(),
        Value::Bytes(bytes) => bytes.data().to_vec(),
        Value::ListInternal(list) => list.elements().iter().map(bytes).collect::<Vec<_>>().join(&b", "[..]),
        other => other.to_string().trim_matches('"').as_bytes().to_vec(),
    }
}
