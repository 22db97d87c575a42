//! The rows of one article, as users of the library get them.

use super::cell::CellStyle;
use super::found::Extraction;
use super::rows::{AmountRow, EntityRow, MentionRow, Numbering, RelationRow, RowMaker, StatementRow};

impl Extraction {
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
