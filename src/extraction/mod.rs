//! What one article says, and the one definition of the rows that tables, JSON and users of the library get of it.

mod article_rows;
mod cell;
mod days;
mod found;
mod rows;
mod uid;

pub use cell::{CellStyle, unescaped};
pub(crate) use days::{number_of as number_of_day, numbered as numbered_day};
pub use found::Extraction;
pub use rows::{AmountRow, EntityRow, MentionRow, RelationRow, StatementRow};
pub(crate) use rows::{Numbering, RowMaker};
pub(crate) use uid::{entity as entity_uid, hash_of as hash_of_uid};
