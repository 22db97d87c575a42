//! Rows: what an article says in the columns that users' scripts rely on, and the files they are written to.
//!
//! This room knows columns and cells. It must never decide what is true of an article: it only writes down.

mod articles_jsonl;
mod column_index;
mod columns;
mod csv_table;
mod datapackage;
mod dropped;
mod json_lines;
mod json_object;
mod ledger;
mod merge;
mod own_files;
mod quarantine;
mod reading;
mod register;
mod rows;
mod schema;
mod unfinished;
mod votes;
mod world_events;
mod write;

pub use articles_jsonl::{ArticlePart, ArticleRecord, FILE as KEPT_ARTICLES};
pub(crate) use column_index::ColumnIndex;
pub use dropped::DroppedRow;
pub(crate) use json_object::{article_object, cell_value, unread_object};
pub use merge::{MergeError, Shard, first_difference, forget_shard, merge};
pub use own_files::{check_own, forget_kept, is_own};
pub use quarantine::Quarantined;
pub use reading::{ReadingTool, reading};
pub use rows::ArticleRow;
pub use schema::{Column, ColumnKind, TableSchema, schema};
pub use unfinished::{TableError, replace_file};
pub use write::{Saved, TableOptions, Tables, forget};
