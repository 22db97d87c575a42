//! One file a format: how an input is cut into records, and what a record says of an article. Records are streamed; none may hold more than
//! [`LARGEST`] bytes.

mod budget;
mod feed;
mod json;
mod lines;
mod objects;
#[cfg(feature = "parquet")]
mod parquet;
mod row_limit;
mod single;
mod table;
mod warc;

use std::io::{BufReader, Read};

use super::fields::{Fields, Record};
use super::{Format, Input};

/// Bytes of one article at most; more is refused rather than read into memory.
pub(super) const LARGEST: u64 = 8 << 20;

/// What a record is made of.
#[derive(Debug)]
pub(super) enum Material {
    /// Bytes of a text file.
    Text(Vec<u8>),
    Page(Page),
    Record(Record),
}

/// A web page, with what was said of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Page {
    pub url: String,
    /// When it was got (ISO 8601).
    pub got: String,
    /// What the server said of its characters.
    pub charset: Option<String>,
    pub html: Vec<u8>,
    /// What was wrong with its record, though it could be read.
    pub warning: Option<String>,
}

/// One record of an input, or what stood in the way of reading it.
#[derive(Debug)]
pub(super) struct Found {
    /// Which record, from 1; `None` where the input is a single article, or where it is of the input as a whole that something is said.
    pub number: Option<usize>,
    pub content: Result<Material, Unread>,
}

/// A record that could not be read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    pub reason: String,
    /// As it stood.
    pub record: String,
}

impl Found {
    fn new(number: usize, content: Result<Material, Unread>) -> Found {
        Found { number: Some(number), content }
    }

    /// A record that is larger than an article may be, and was passed over; `place` names it.
    fn too_large(number: usize, place: &str) -> Found {
        let reason = format!("{place}: {}", Unread::too_large().reason);
        Found::new(number, Err(Unread::because(reason)))
    }

    /// The input cannot be read, or not further.
    fn broken(reason: impl Into<String>) -> Found {
        Found { number: None, content: Err(Unread::because(reason)) }
    }
}

impl Unread {
    fn because(reason: impl Into<String>) -> Unread {
        Unread { reason: reason.into(), record: String::new() }
    }

    fn too_large() -> Unread {
        Unread::because(format!("larger than {} MiB, the most that one article may hold", LARGEST >> 20))
    }
}

/// The records of one input, in order.
pub(super) trait Records {
    fn next(&mut self) -> Option<Found>;

    /// Records so far that are no articles by their kind.
    fn passed_over(&self) -> usize {
        0
    }
}

/// An input's content, decompressed.
type Content = BufReader<Box<dyn Read>>;

/// Cuts `content` into records.
///
/// # Errors
/// A reason why there are none to be had.
pub(super) fn records(
    format: Format,
    content: Content,
    input: &Input,
    fields: &Fields,
) -> Result<Box<dyn Records>, String> {
    Ok(match format {
        Format::Text | Format::Html => Box::new(single::Single::new(content, format)),
        // Objects written over many lines, and arrays, also go by the name of JSON Lines.
        Format::JsonLines if !lines::is_object_a_line(content.buffer()) => {
            Box::new(json::Json::new(content, fields))
        }
        Format::JsonLines => Box::new(lines::JsonLines::new(content, fields)),
        Format::Json => Box::new(json::Json::new(content, fields)),
        Format::Csv => Box::new(table::Table::new(content, b',', fields)?),
        Format::Tsv => Box::new(table::Table::new(content, b'\t', fields)?),
        Format::Warc => Box::new(warc::Archive::new(content, LARGEST)),
        Format::Feed => Box::new(feed::Feed::new(content)),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(parquet::Rows::open(input, fields)?),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => {
            let _ = input;
            return Err("this dossier was built without Parquet: build it with the feature parquet".into());
        }
    })
}
