//! What an article tells.

use super::record::Relation;
use super::statement::Statement;

/// What an article tells: who did what to whom, and who said what.
pub struct Findings {
    pub relations: Vec<Relation>,
    pub statements: Vec<Statement>,
}
