//! Where a table's columns stand.

use csv::StringRecord;
use rustc_hash::FxHashMap;

/// The places of a table's columns, by their names.
#[derive(Debug)]
pub(crate) struct ColumnIndex(FxHashMap<String, usize>);

impl ColumnIndex {
    pub fn of(header: &StringRecord) -> ColumnIndex {
        ColumnIndex(header.iter().enumerate().map(|(at, name)| (name.to_string(), at)).collect())
    }

    /// Where a column stands, if the table has it.
    pub fn at(&self, column: &str) -> Option<usize> {
        self.0.get(column).copied()
    }

    /// A row's cell; empty where the table has no such column.
    pub fn cell<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        self.at(column).and_then(|at| row.get(at)).unwrap_or_default()
    }
}
