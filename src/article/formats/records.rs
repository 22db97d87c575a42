//! An input as a stream of records.

use std::io::{BufReader, Read};

use super::found::Found;

/// The records of one input, in order.
pub trait Records {
    fn next(&mut self) -> Option<Found>;

    /// Records so far that are no articles by their kind.
    fn passed_over(&self) -> usize {
        0
    }
}

/// An input's content, decompressed.
pub(super) type Content = BufReader<Box<dyn Read>>;
