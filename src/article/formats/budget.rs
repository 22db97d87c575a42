//! A bound on what a parser may take in for one record, for parsers that know none themselves.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that may still be read for the record in hand.
#[derive(Clone)]
pub struct Budget {
    left: Rc<Cell<u64>>,
    overrun: Rc<Cell<bool>>,
    whole: u64,
}

/// Bytes that a record which is too large may still have between two tags.
const MARKUP: u64 = 1 << 16;

impl Budget {
    pub fn new(whole: u64) -> Budget {
        Budget { left: Rc::new(Cell::new(whole)), overrun: Rc::default(), whole }
    }

    /// The next record begins.
    pub fn renew(&self) {
        self.left.set(self.whole);
        self.overrun.set(false);
    }

    /// Whether the record in hand is larger than allowed, and not given whole.
    pub fn is_overrun(&self) -> bool {
        self.overrun.get()
    }

    pub fn over<R: Read>(&self, reader: R) -> Budgeted<R> {
        Budgeted { reader, budget: self.clone() }
    }
}

/// A reader that leaves out the text of a record once its budget is spent: what is between tags, and nothing that ends a CDATA section.
pub struct Budgeted<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.left.get();
        if left == 0 && !buffer.is_empty() {
            return self.next_tag(buffer);
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.reader.read(&mut buffer[..most])?;
        self.budget.left.set(left - n as u64);
        Ok(n)
    }
}

impl<R: Read> Budgeted<R> {
    fn next_tag(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.budget.overrun.set(true);
        loop {
            let n = self.reader.read(buffer)?;
            if n == 0 {
                return Ok(0);
            }
            if let Some(at) = buffer[..n].iter().position(|b| matches!(b, b'<' | b']')) {
                buffer.copy_within(at..n, 0);
                self.budget.left.set(MARKUP.saturating_sub((n - at) as u64));
                return Ok(n - at);
            }
        }
    }
}
