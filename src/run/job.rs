//! An article's way through a run.

use crate::article::{Article, ReadError};
use crate::extraction::Extraction;

/// An article on its way, or what became of it.
pub struct Job<T> {
    /// The article's id, unique in the run.
    pub id: String,
    /// Bytes of all inputs that lie before the end of this one.
    pub position: u64,
    /// Hash of all articles of the inputs as they were read, up to this one.
    pub read: u64,
    pub content: T,
}

pub type Read = Job<Result<Article, ReadError>>;
pub type Done = Job<Result<(Article, Extraction), ReadError>>;
