//! Rows of a table that are too large are cut off where they become so, before a parser takes them into memory.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// What stands at the end of a row that was cut off.
pub const CUT: &[u8] = b"\0cut off\0";

/// Where in a row the reader is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    StartOfCell,
    InCell,
    InQuotes,
    /// Behind a quotation mark inside of quotation marks: it ends the cell, or is the first of two that stand for one.
    BehindQuote,
}

/// The row in hand.
struct Row {
    delimiter: u8,
    quotes: bool,
    escapes: bool,
    place: Place,
    /// The byte before took the meaning from this one.
    escaped: bool,
    /// Bytes so far.
    length: u64,
}

impl Row {
    /// Takes one byte; whether the row ends with it.
    fn step(&mut self, byte: u8) -> bool {
        self.length += 1;
        if std::mem::take(&mut self.escaped) {
            return false;
        }
        self.escaped = self.escapes && byte == b'\\';
        self.place = match (self.place, byte) {
            (Place::StartOfCell | Place::InCell | Place::BehindQuote, b'\n') => {
                (self.place, self.length) = (Place::StartOfCell, 0);
                return true;
            }
            (Place::StartOfCell, b'"') if self.quotes => Place::InQuotes,
            (Place::InQuotes, b'"') => Place::BehindQuote,
            (Place::InQuotes, _) | (Place::BehindQuote, b'"') => Place::InQuotes,
            (_, byte) if byte == self.delimiter => Place::StartOfCell,
            _ => Place::InCell,
        };
        false
    }
}

/// A table's bytes, each row no longer than so many.
pub struct RowLimit<R> {
    source: R,
    most: u64,
    row: Row,
    /// What is to be given before more is read.
    ahead: Vec<u8>,
    ended: Rc<Cell<bool>>,
}

impl<R: BufRead> RowLimit<R> {
    /// `quotes` says whether quotation marks enclose cells, `escapes` whether a backslash takes a mark's meaning from it.
    pub fn new(source: R, most: u64, delimiter: u8, quotes: bool, escapes: bool) -> RowLimit<R> {
        let row = Row { delimiter, quotes, escapes, place: Place::StartOfCell, escaped: false, length: 0 };
        RowLimit { source, most, row, ahead: Vec::new(), ended: Rc::default() }
    }

    /// Tells later whether the table ended inside of quotation marks.
    pub fn ends_open(&self) -> Rc<Cell<bool>> {
        self.ended.clone()
    }

    /// Passes over the rest of a row that is too large, and ends it.
    fn pass_over(&mut self) -> io::Result<()> {
        self.ahead = CUT.to_vec();
        if self.row.place == Place::InQuotes {
            self.ahead.push(b'"');
        }
        self.ahead.push(b'\n');
        loop {
            let bytes = self.source.fill_buf()?;
            let end = bytes.iter().position(|byte| self.row.step(*byte));
            let taken = end.map_or(bytes.len(), |at| at + 1);
            self.source.consume(taken);
            if end.is_some() || taken == 0 {
                self.row.length = 0;
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Read for RowLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.row.length >= self.most {
            self.pass_over()?;
        }
        if !self.ahead.is_empty() {
            let n = self.ahead.len().min(buffer.len());
            buffer[..n].copy_from_slice(&self.ahead[..n]);
            self.ahead.drain(..n);
            return Ok(n);
        }
        let bytes = self.source.fill_buf()?;
        let mut n = 0;
        while n < bytes.len().min(buffer.len()) && self.row.length < self.most {
            self.row.step(bytes[n]);
            n += 1;
        }
        buffer[..n].copy_from_slice(&bytes[..n]);
        self.source.consume(n);
        if n == 0 && !buffer.is_empty() {
            self.ended.set(self.row.place == Place::InQuotes);
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limited(table: &str) -> String {
        let mut out = String::new();
        RowLimit::new(table.as_bytes(), 12, b',', true, false).read_to_string(&mut out).unwrap();
        out.replace('\0', "~")
    }

    #[test]
    fn only_rows_that_are_too_large_are_cut() {
        for (table, read) in [
            ("a,b\n1,\"2\n2\"\nc,5\" disk\n", "a,b\n1,\"2\n2\"\nc,5\" disk\n"),
            ("1,\"aaaaaaaaa\"\"\naaaa\"\n2,b\n", "1,\"aaaaaaaaa~cut off~\"\n2,b\n"),
            ("1,aaaaaaaaaaaaaaa,b\n2,b\n", "1,aaaaaaaaaa~cut off~\n2,b\n"),
            ("1,\"aaaaaaaaaaaaaaaa\n2,b\n", "1,\"aaaaaaaaa~cut off~\"\n"),
        ] {
            assert_eq!(limited(table), read);
        }
    }
}
