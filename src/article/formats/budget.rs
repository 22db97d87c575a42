//! A bound on what a parser may take in for one record, for parsers that know none themselves.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that may still be read for the record in hand.
#[derive(Clone)]
pub struct Budget {
    left: Rc<Cell<u64>>,
    whole: u64,
}

impl Budget {
    pub fn new(whole: u64) -> Budget {
        Budget { left: Rc::new(Cell::new(whole)), whole }
    }

    /// The next record begins.
    pub fn renew(&self) {
        self.left.set(self.whole);
    }

    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    pub fn over<R: Read>(&self, reader: R) -> Budgeted<R> {
        Budgeted { reader, budget: self.clone() }
    }
}

/// A reader that fails once the budget is spent.
pub struct Budgeted<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("a record without an end"));
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.reader.read(&mut buffer[..most])?;
        self.budget.left.set(left - n as u64);
        Ok(n)
    }
}
