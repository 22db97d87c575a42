//! What one article says, and the one definition of the rows that tables, JSON and users of the library get of it.

mod cell;
mod days;
mod rows;
mod uid;

use jiff::civil::Date;

use crate::article::Article;
use crate::entity::Entities;
use crate::knowledge::gazetteer::Location;
use crate::label::Section;
use crate::relation::{Findings, Relation, Statement};
use crate::sentence::Sentence;
use crate::text::{Bytes, Span};

pub use cell::{CellStyle, unescaped};
pub(crate) use days::{number_of as number_of_day, numbered as numbered_day};
pub use rows::{AmountRow, EntityRow, MentionRow, RelationRow, StatementRow};
pub(crate) use rows::{Numbering, RowMaker};
pub(crate) use uid::entity as entity_uid;

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
    id: String,
    pub(crate) text: String,
    pub(crate) found: Entities,
    /// Where each entity lies, if it is a place that is known.
    places: Vec<Option<Location>>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) statements: Vec<Statement>,
    published: Option<Date>,
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

    /// Who and what the article's mentions refer to. Ids are numbered within the article; country and sector are those of this
    /// article.
    pub fn entities(&self) -> impl Iterator<Item = EntityRow> + '_ {
        self.found.entities.iter().enumerate().map(|(i, entity)| {
            let mentions = self.found.mentions.iter().filter(|m| m.entity == Some(i)).count();
            EntityRow::of_article(i, entity, mentions, self.places[i])
        })
    }

    /// The mentions, in the order of the text. Ids are numbered within the article.
    pub fn mentions(&self) -> impl Iterator<Item = MentionRow> + '_ {
        let maker = self.rows();
        (0..self.found.mentions.len()).map(move |i| maker.mention(i))
    }

    /// Sums of money, percentages and counts, in the order of the text.
    pub fn amounts(&self) -> impl Iterator<Item = AmountRow> + '_ {
        let maker = self.rows();
        (0..self.found.amounts.len()).map(move |i| maker.amount(i))
    }

    /// The relations, in the order of the text. Ids are numbered within the article.
    pub fn relations(&self) -> impl Iterator<Item = RelationRow> + '_ {
        let maker = self.rows();
        (0..self.relations.len()).map(move |i| maker.relation(i))
    }

    /// Who said what, in the order of the text.
    pub fn statements(&self) -> impl Iterator<Item = StatementRow> + '_ {
        let maker = self.rows();
        (0..self.statements.len()).map(move |i| maker.statement(i))
    }

    fn rows(&self) -> RowMaker<'_> {
        RowMaker::new(&self.id, self, Numbering::of_article(self.found.entities.len()), CellStyle::Raw)
    }
}
