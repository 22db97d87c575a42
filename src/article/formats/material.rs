//! What a record is made of.

use crate::article::fields::Record;

/// What a record is made of.
#[derive(Debug)]
pub enum Material {
    /// Bytes of a text file.
    Text(Vec<u8>),
    Page(Page),
    Record(Record),
}

/// A web page, with what was said of it.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    pub url: String,
    /// When it was got (ISO 8601).
    pub got: String,
    /// What the server said of its characters.
    pub charset: Option<String>,
    pub html: Vec<u8>,
    /// What was wrong with its record, though it could be read.
    pub warning: Option<String>,
}
