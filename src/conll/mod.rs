//! Column formats of the field: CoNLL-2003 rows and CoNLL-U, read for tagging and written with predictions.
//!
//! This module knows text and sentences. It must never know entities or rules: a tag here is what the network said. Who runs the
//! network is handed in.

mod conll2003;
mod conllu;
mod iob2;
mod parse;
mod read;
mod tokens;
mod write;

pub(crate) use conll2003::tag as tag_conll2003;
pub(crate) use conllu::tag as tag_conllu;
pub use read::{ConllError, ParsedArticle, read};
pub use write::write;
