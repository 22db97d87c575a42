//! Tables with a header: comma- or tab-separated.

use std::cell::Cell;
use std::io::BufRead;
use std::rc::Rc;

use super::found::{Found, LARGEST, Unread};
use super::material::Material;
use super::records::{Content, Records};
use super::row_limit::{CUT, RowLimit};
use crate::article::fields::{Columns, Fields};

pub struct Table {
    rows: csv::Reader<RowLimit<Content>>,
    columns: Columns,
    /// Cells of the header.
    width: usize,
    delimiter: u8,
    /// Whether the file ended inside of quotation marks.
    ends_open: Rc<Cell<bool>>,
    done: bool,
}

impl Table {
    /// # Errors
    /// A reason, where the header cannot be read or names no text.
    pub fn new(mut content: Content, delimiter: u8, fields: &Fields) -> Result<Table, String> {
        let start = content.fill_buf().map_err(|e| format!("the header cannot be read: {e}"))?;
        let Dialect { preamble, delimiter, quotes, escapes } = Dialect::of(start, delimiter);
        content.consume(preamble);
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(delimiter).quoting(quotes).flexible(true);
        if escapes {
            builder.escape(Some(b'\\'));
        }
        let limited = RowLimit::new(content, LARGEST, delimiter, quotes, escapes);
        let ends_open = limited.ends_open();
        let mut rows = builder.from_reader(limited);
        let header = rows.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?;
        let header: Vec<String> = header
            .iter()
            .map(|h| String::from_utf8_lossy(h).trim_start_matches('\u{FEFF}').to_string())
            .collect();
        let columns = fields.columns(&header).map_err(|e| format!("line 1: {e}"))?;
        Ok(Table { rows, columns, width: header.len(), delimiter, ends_open, done: false })
    }

    /// A row as text, to be mended and read again; its quotation marks are those that it needs.
    fn as_text(&self, row: &csv::ByteRecord) -> String {
        let mut writer =
            csv::WriterBuilder::new().delimiter(self.delimiter).flexible(true).from_writer(Vec::new());
        let written = writer.write_byte_record(row).is_ok();
        let text = writer.into_inner().ok().filter(|_| written).unwrap_or_default();
        String::from_utf8_lossy(&text).trim_end_matches(['\r', '\n']).to_string()
    }

    /// What is wrong with a row: it was too large, is not as wide as the header, or never ends.
    fn misfit(&self, row: &csv::ByteRecord) -> Option<Unread> {
        let line = row.position().map_or(0, csv::Position::line);
        let last = row.iter().next_back().unwrap_or_default();
        if last.ends_with(CUT) {
            let most = LARGEST >> 20;
            return Some(Unread::because(format!(
                "line {line}: a row of more than {most} MiB: a quotation mark may stand open"
            )));
        }
        let blank = row.iter().skip(self.width).all(|cell| cell.trim_ascii().is_empty());
        let reason = if row.len() > self.width && !blank {
            let (have, want) = (row.len(), self.width);
            format!(
                "line {line}: {have} cells where the header has {want}: a text may stand without quotation marks"
            )
        } else if self.ends_open.get() && last.trim_ascii().contains(&b'\n') {
            // A cell of several lines is in quotation marks, and one that ends with the file is closed there.
            format!(
                "line {line}: its last cell is never closed: a quotation mark stands open to the end of the file"
            )
        } else {
            return None;
        };
        Some(Unread { reason, record: self.as_text(row) })
    }
}

/// How a table is written.
struct Dialect {
    /// Bytes before its header.
    preamble: usize,
    delimiter: u8,
    /// Whether quotation marks enclose cells.
    quotes: bool,
    /// Whether a backslash stands before a quotation mark inside of a cell.
    escapes: bool,
}

impl Dialect {
    /// Of a table that begins so, whose name says what parts its cells.
    fn of(start: &[u8], named: u8) -> Dialect {
        let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let mark = start.len() - text.len();
        let line = |text: &[u8]| text.iter().position(|b| *b == b'\n').map_or(text.len(), |end| end + 1);
        let first = &text[..line(text)];
        // As spreadsheets write it.
        let told = first.strip_prefix(b"sep=").and_then(|rest| rest.first().copied());
        let preamble = if told.is_some() { mark + first.len() } else { 0 };
        let header = &text[preamble.saturating_sub(mark)..];
        let header = &header[..line(header)];
        let count = |delimiter: u8| header.iter().filter(|b| **b == delimiter).count();
        let semicolons = named == b',' && count(b',') == 0 && count(b';') > 0;
        let delimiter = told.unwrap_or(if semicolons { b';' } else { named });
        let pairs = |pair: &[u8]| text.windows(2).filter(|two| *two == pair).count();
        Dialect {
            preamble,
            delimiter,
            quotes: named != b'\t' || closes_cells(text),
            escapes: pairs(b"\\\"") > 0 && pairs(b"\"\"") == 0,
        }
    }
}

/// Whether cells of a tab-separated table that begin with a quotation mark end with one, as spreadsheets write them.
fn closes_cells(text: &[u8]) -> bool {
    let lines = text.split(|b| *b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let cells = lines.flat_map(|line| line.split(|b| *b == b'\t')).filter(|cell| cell.starts_with(b"\""));
    let (mut all, mut closed) = (0usize, 0usize);
    for cell in cells {
        all += 1;
        closed += usize::from(cell.len() > 1 && cell.ends_with(b"\""));
    }
    all > 0 && all == closed
}

impl Records for Table {
    fn next(&mut self) -> Option<Found> {
        if self.done {
            return None;
        }
        let mut row = csv::ByteRecord::new();
        match self.rows.read_byte_record(&mut row) {
            Ok(true) => {
                let number = row.position().map_or(0, csv::Position::record) as usize;
                if let Some(unread) = self.misfit(&row) {
                    return Some(Found::new(number, Err(unread)));
                }
                let mut record = self.columns.pick(|column| row.get(column));
                if record.is_empty() {
                    record.source = self.as_text(&row);
                }
                Some(Found::new(number, Ok(Material::Record(record))))
            }
            Ok(false) => {
                self.done = true;
                None
            }
            Err(e) => {
                self.done = true;
                Some(Found::broken(format!("cannot be read as a table: {e}")))
            }
        }
    }
}
