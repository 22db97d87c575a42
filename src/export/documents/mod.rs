//! Article by article: all rows of each, and the text marked up.

pub mod brat;
pub mod displacy;
pub mod jsonl;
