//! Tables with a header: comma- or tab-separated.

use super::budget::{Budget, Budgeted};
use super::{Content, Found, LARGEST, Material, Records};
use crate::article::fields::{Columns, Fields};

pub struct Table {
    rows: Option<csv::Reader<Budgeted<Content>>>,
    columns: Columns,
    budget: Budget,
}

impl Table {
    /// # Errors
    /// A reason, where the header cannot be read or names no text.
    pub fn new(content: Content, delimiter: u8, fields: &Fields) -> Result<Table, String> {
        let budget = Budget::new(LARGEST);
        let mut builder = csv::ReaderBuilder::new();
        let mut rows = builder.delimiter(delimiter).flexible(true).from_reader(budget.over(content));
        let header = rows.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?;
        let header: Vec<String> = header
            .iter()
            .map(|h| String::from_utf8_lossy(h).trim_start_matches('\u{FEFF}').to_string())
            .collect();
        let columns = fields.columns(&header).map_err(|e| format!("line 1: {e}"))?;
        Ok(Table { rows: Some(rows), columns, budget })
    }
}

impl Records for Table {
    fn next(&mut self) -> Option<Found> {
        self.budget.renew();
        let rows = self.rows.as_mut()?;
        let mut row = csv::ByteRecord::new();
        let reason = match rows.read_byte_record(&mut row) {
            Ok(true) => {
                let number = row.position().map_or(0, csv::Position::record) as usize;
                let record = self.columns.pick(|column| row.get(column));
                return Some(Found::new(number, Ok(Material::Record(record))));
            }
            Ok(false) => {
                self.rows = None;
                return None;
            }
            Err(_) if self.budget.is_spent() => {
                let line = rows.position().line();
                let most = LARGEST >> 20;
                format!("line {line}: a row of more than {most} MiB: a quotation mark may stand open")
            }
            Err(e) => format!("cannot be read as a table: {e}"),
        };
        self.rows = None;
        Some(Found::broken(reason))
    }
}
