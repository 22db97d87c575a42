//! The tables for spreadsheet programs: one workbook, or CSV files as such programs read them.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::error::ExportError;
use super::exported::Exported;
use super::run_folder::{Row, RunFolder};
use super::sink::{Cells, Sink};
use crate::table::{Column, ColumnKind, TableSchema, schema};

/// Rows of a sheet, its header among them.
const MOST_ROWS: u32 = 1 << 20;
/// Characters of a cell.
const MOST_CHARS: usize = 32_767;

/// The file of the workbook.
const WORKBOOK: &str = "dossier.xlsx";

/// One workbook, a sheet a table: codes stay text, days are days, and what a sheet cannot hold is counted.
pub fn workbook(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
    let mut sink = Sink::create(to, WORKBOOK)?;
    let error = |e: XlsxError| ExportError::Write {
        path: to.join(WORKBOOK),
        source: std::io::Error::other(e.to_string()),
    };
    let mut workbook = Workbook::new();
    // The same run gives the same bytes, whenever it is exported.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(error)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let mut cut = Cut::default();
    for table in schema() {
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(error)?;
        head(sheet, table, &bold).map_err(error)?;
        let (mut rows, mut at) = (run.rows(&table.name)?, 1);
        while let Some(row) = rows.next()? {
            if at == MOST_ROWS {
                cut.rows += 1;
                continue;
            }
            for (place, column) in (0..).zip(&table.columns) {
                cut.cells += usize::from(write(sheet, (at, place), column, row, &day).map_err(error)?);
            }
            at += 1;
        }
    }
    workbook.save_to_writer(&mut sink).map_err(error)?;
    Ok(Exported { files: vec![sink.finish()?], left_out: cut.in_words() })
}

/// What a workbook could not take.
#[derive(Default)]
struct Cut {
    rows: usize,
    cells: usize,
}

impl Cut {
    fn in_words(&self) -> Vec<(usize, &'static str)> {
        let all = [
            (self.rows, "rows that a sheet has no place for"),
            (self.cells, "ends of cells of more than 32,767 characters"),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).collect()
    }
}

fn head(sheet: &mut Worksheet, table: &TableSchema, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name(&table.name)?.set_freeze_panes(1, 0)?;
    for (place, column) in (0..).zip(&table.columns) {
        sheet.write_with_format(0, place, &column.name, bold)?;
    }
    Ok(())
}

/// Writes a cell by its column's type, and says whether its end was cut off.
fn write(
    sheet: &mut Worksheet,
    (at, place): (u32, u16),
    column: &Column,
    row: Row<'_>,
    day: &Format,
) -> Result<bool, XlsxError> {
    let cell = row.text(&column.name);
    if cell.is_empty() {
        return Ok(false);
    }
    match column.kind {
        ColumnKind::Integer | ColumnKind::Number | ColumnKind::Decimal => match cell.parse::<f64>() {
            Ok(number) => sheet.write_number(at, place, number)?,
            Err(_) => sheet.write_string(at, place, cell)?,
        },
        ColumnKind::Boolean => sheet.write_boolean(at, place, cell == "true")?,
        // Spreadsheets know no day before 1900.
        ColumnKind::Day => match ExcelDateTime::parse_from_str(cell) {
            Ok(date) => sheet.write_datetime_with_format(at, place, &date, day)?,
            Err(_) => sheet.write_string(at, place, cell)?,
        },
        ColumnKind::String | ColumnKind::Date | ColumnKind::List => {
            let end = cell.char_indices().nth(MOST_CHARS).map(|(end, _)| end);
            sheet.write_string(at, place, &cell[..end.unwrap_or(cell.len())])?;
            return Ok(end.is_some());
        }
    };
    Ok(false)
}

/// The tables as CSV files that a spreadsheet program opens by a double click: they begin with a byte order mark, and codes stay text. Where
/// cells are parted by semicolons, numbers have the comma that goes with them.
pub fn csv(run: &RunFolder, to: &Path, separator: u8) -> Result<Exported, ExportError> {
    let mut exported = Exported::default();
    for table in schema() {
        let mut cells = Cells::for_spreadsheets(to, &table.file(), separator)?;
        cells.row(table.columns.iter().map(|column| column.name.as_str()))?;
        let mut rows = run.rows(&table.name)?;
        while let Some(row) = rows.next()? {
            cells.row(table.columns.iter().map(|column| spelt(column, row.text(&column.name), separator)))?;
        }
        exported.files.push(cells.finish()?);
    }
    Ok(exported)
}

/// A cell as a spreadsheet program reads it back.
fn spelt(column: &Column, cell: &str, separator: u8) -> String {
    match column.kind {
        ColumnKind::Number | ColumnKind::Decimal if separator == b';' => cell.replace('.', ","),
        ColumnKind::Number
        | ColumnKind::Decimal
        | ColumnKind::Integer
        | ColumnKind::Boolean
        | ColumnKind::Day => cell.to_string(),
        ColumnKind::String | ColumnKind::Date | ColumnKind::List if is_taken_for_another(cell) => {
            format!("=\"{}\"", cell.replace('"', "\"\""))
        }
        ColumnKind::String | ColumnKind::Date | ColumnKind::List => cell.to_string(),
    }
}

/// Whether a spreadsheet program would take a text for a number, a date or a formula.
fn is_taken_for_another(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
        || cell.starts_with(|c: char| c.is_ascii_digit()) && cell.len() <= LONGEST_NUMBER
}

/// Characters of what may be a number, a date or an hour.
const LONGEST_NUMBER: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> &'static Column {
        let columns = schema().iter().flat_map(|table| &table.columns);
        columns.into_iter().find(|c| c.name == name).unwrap()
    }

    #[test]
    fn codes_and_formulas_stay_text_and_numbers_have_their_comma() {
        assert_eq!(spelt(column("cameo"), "040", b';'), "=\"040\"");
        assert_eq!(spelt(column("title"), "=1+1", b','), "=\"=1+1\"");
        assert_eq!(spelt(column("title"), "Talks begin", b','), "Talks begin");
        assert_eq!(spelt(column("confidence"), "0.75", b';'), "0,75");
        assert_eq!(spelt(column("confidence"), "0.75", b','), "0.75");
    }
}
