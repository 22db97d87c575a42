//! From files to articles: finding, decoding and reading them, and telling the article from the page around it.
//!
//! This room knows files and pages. It must never look at grammar or names, and never changes the text it hands on:
//! what is not body is left out by naming the spans that are.

mod binary;
mod clean;
mod compression;
mod date;
mod decode;
mod discover;
mod dropped;
mod duplicates;
mod fields;
mod format;
mod formats;
mod html;
mod input;
mod language;
mod news_article;
mod read_error;
mod reader;
mod sections;
mod transcode;

pub use clean::Cleaning;
pub use discover::{Discovered, discover};
pub use dropped::Dropped;
pub use duplicates::Duplicates;
pub use fields::Fields;
pub use format::Format;
pub use input::Input;
pub use jiff::civil::Date;
pub(crate) use language::detect_non_english;
pub use news_article::Article;
pub use read_error::{Outcome, ReadError};
pub use reader::{Reader, Reading};
pub use sections::Sections;
