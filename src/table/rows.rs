//! The rows of articles, and of one article in all tables.

use serde::{Deserialize, Serialize};

use super::ledger::Entry;
use super::register::Register;
use super::unfinished::TableError;
use crate::article::{Article, Outcome};
use crate::extraction::{
    AmountRow, CellStyle, EntityRow, Extraction, MentionRow, Numbering, RelationRow, RowMaker, StatementRow,
    entity_uid,
};
use crate::knowledge::gazetteer::Gazetteer;
use crate::label::{ArticleStatus, MentionKind};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleRow {
    pub article_id: String,
    /// Path, with `#row` where a file holds many articles.
    pub source: String,
    pub title: String,
    /// ISO 8601.
    pub published: String,
    pub url: String,
    pub chars: usize,
    pub sentences: usize,
    pub tokens: usize,
    pub mentions: usize,
    pub relations: usize,
    pub status: ArticleStatus,
    pub reason: String,
    /// Id of the first article that this one nearly repeats.
    pub duplicate_of: String,
    pub byline: String,
    pub site: String,
    pub language: String,
}

/// The rows of one article.
pub struct ArticleRows<'a> {
    pub article: ArticleRow,
    extraction: &'a Extraction,
    maker: RowMaker<'a>,
}

impl ArticleRows<'_> {
    pub fn mentions(&self) -> impl Iterator<Item = MentionRow> + '_ {
        (0..self.extraction.found.mentions.len()).map(|i| self.maker.mention(i))
    }

    pub fn amounts(&self) -> impl Iterator<Item = AmountRow> + '_ {
        (0..self.extraction.found.amounts.len()).map(|i| self.maker.amount(i))
    }

    pub fn relations(&self) -> impl Iterator<Item = RelationRow> + '_ {
        (0..self.extraction.relations.len()).map(|i| self.maker.relation(i))
    }

    pub fn statements(&self) -> impl Iterator<Item = StatementRow> + '_ {
        (0..self.extraction.statements.len()).map(|i| self.maker.statement(i))
    }
}

/// The row of an entity of the whole run.
pub fn entity_row(entry: &Entry, same_as: Option<u32>, style: CellStyle, gazetteer: &Gazetteer) -> EntityRow {
    let is_place = entry.named().kind == MentionKind::Location;
    let at = if is_place { gazetteer.locate(&entry.name, entry.country.most()) } else { None };
    let aliases = entry.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("|");
    EntityRow::new(
        format!("E{}", entry.number),
        entry.named().kind,
        style.text(&entry.name),
        style.text(&aliases),
        style.text(entry.country.most()),
        style.text(entry.sector.most()),
        entry.mentions,
        entry.articles,
        same_as.map_or(String::new(), |number| format!("E{number}")),
        entity_uid(entry.named().kind, &entry.key),
        at,
    )
}

impl ArticleRow {
    /// The row of an article that was read through, under the id that the run gave it.
    pub fn read(id: &str, article: &Article, extraction: &Extraction, style: CellStyle) -> ArticleRow {
        ArticleRow {
            article_id: style.text(id),
            source: style.text(&article.source),
            title: style.text(&article.title),
            published: article.published.map(|d| d.to_string()).unwrap_or_default(),
            url: style.text(&article.url),
            chars: article.text.chars().count(),
            sentences: extraction.sentences,
            tokens: extraction.tokens,
            mentions: extraction.found.mentions.len(),
            relations: extraction.relations.len(),
            status: ArticleStatus::Ok,
            reason: style.text(&article.warnings.join("; ")),
            duplicate_of: article.duplicate_of.as_deref().map(|id| style.text(id)).unwrap_or_default(),
            byline: style.text(&article.byline),
            site: style.text(&article.site),
            language: style.text(&article.language),
        }
    }

    /// The row of an article that was not read through.
    pub fn unread(id: &str, source: &str, outcome: Outcome, reason: &str, style: CellStyle) -> ArticleRow {
        ArticleRow {
            article_id: style.text(id),
            source: style.text(source),
            status: match outcome {
                Outcome::Failed => ArticleStatus::Failed,
                Outcome::Skipped => ArticleStatus::Skipped,
            },
            reason: style.text(reason),
            ..ArticleRow::default()
        }
    }
}

/// The rows of `article` under the id that the run gave it, behind `row` others. Its entities are entered in `register`.
///
/// # Errors
/// [`TableError`] where the register cannot be written.
pub fn rows<'a>(
    id: &'a str,
    article: &Article,
    extraction: &'a Extraction,
    register: &mut Register,
    style: CellStyle,
    row: usize,
) -> Result<ArticleRows<'a>, TableError> {
    let numbering = Numbering {
        entities: register.enter(&extraction.found, row)?,
        first_mention: register.take_mentions(extraction.found.mentions.len()),
        first_relation: register.take_relations(extraction.relations.len()),
    };
    let maker = RowMaker::new(id, extraction, numbering, style);
    let article = ArticleRow::read(id, article, extraction, style);
    Ok(ArticleRows { article, extraction, maker })
}
