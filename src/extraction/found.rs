//! What one article says, as it was found.

use jiff::civil::Date;

use crate::article::Article;
use crate::entity::Entities;
use crate::knowledge::gazetteer::Location;
use crate::label::Section;
use crate::relation::{Findings, Relation, Statement};
use crate::sentence::Sentence;
use crate::text::{Bytes, Span};

/// Mentions, entities, amounts, relations and statements of one article.
///
/// ```
/// use dossier::{Article, Pipeline};
///
/// let article = Article::from_text("talks", "Kenya thanked Sudan on Monday.");
/// let extraction = Pipeline::embedded()?.extract(&article)?;
/// let thanks = extraction.relations().next().unwrap();
/// assert_eq!((&*thanks.subject_text, &*thanks.relation, &*thanks.object_text), ("Kenya", "praises", "Sudan"));
/// # Ok::<(), dossier::Error>(())
/// ```
#[derive(Debug)]
pub struct Extraction {
    pub(super) id: String,
    pub(crate) text: String,
    pub(crate) found: Entities,
    /// Where each entity lies, if it is a place that is known.
    pub(super) places: Vec<Option<Location>>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) statements: Vec<Statement>,
    pub(super) published: Option<Date>,
    /// The parts of the text that are not of the body, in order.
    pub(crate) sections: Vec<(Span<Bytes>, Section)>,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of tokens, punctuation included.
    pub tokens: usize,
}

impl Extraction {
    pub(crate) fn new(
        article: &Article,
        sentences: &[Sentence<'_>],
        found: Entities,
        told: Findings,
        places: Vec<Option<Location>>,
    ) -> Extraction {
        let Findings { relations, statements } = told;
        Extraction {
            id: article.id.clone(),
            text: article.text.clone(),
            found,
            places,
            relations,
            statements,
            published: article.published,
            sections: article.other_sections(),
            sentences: sentences.len(),
            tokens: sentences.iter().map(Sentence::len).sum(),
        }
    }

    /// The article's text, which all offsets point into.
    pub fn text(&self) -> &str {
        &self.text
    }
}
