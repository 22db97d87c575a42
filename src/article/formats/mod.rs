//! One file a format: how an input is cut into records, and what a record says of an article. Records are streamed; none may hold more than
//! [`LARGEST`] bytes.

mod budget;
mod feed;
mod found;
mod json;
mod lines;
mod material;
mod objects;
#[cfg(feature = "parquet")]
mod parquet;
mod records;
mod row_limit;
mod single;
mod table;
mod warc;

use super::fields::Fields;
use super::format::Format;
use super::input::Input;
pub(super) use found::{Found, LARGEST};
pub(super) use material::{Material, Page};
use records::Content;
pub(super) use records::Records;

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
