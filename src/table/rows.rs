//! The five tables' columns, in order, and the rows of one article.
//!
//! Offsets count Unicode scalar values of the article's text, end exclusive.

use std::borrow::Cow;

use serde::Serialize;

use super::cell::{CellStyle, score};
use super::ledger::Entry;
use super::register::Register;
use super::write::TableError;
use crate::article::Article;
use crate::entity::Mention;
use crate::label::MentionKind;
use crate::pipeline::Extraction;
use crate::relation::{Party, Relation};
use crate::text::{Bytes, CharIndex, Span};

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// `ok`, `skipped` or `failed`.
    pub status: &'static str,
    pub reason: String,
    /// Id of the first article that this one nearly repeats.
    pub duplicate_of: String,
    pub byline: String,
    pub site: String,
    pub language: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityRow {
    pub entity_id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    /// Other ways it was written, `|` between.
    pub aliases: String,
    pub country: String,
    pub sector: String,
    /// Mentions and articles over the run.
    pub mentions: usize,
    pub articles: usize,
    /// Of a short name: the entity that it most likely means.
    pub same_as: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionRow {
    pub mention_id: String,
    pub article_id: String,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub entity_id: String,
    pub score: f64,
    pub source: &'static str,
    /// Dates and times: the ISO 8601 value, where it is known.
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AmountRow {
    pub mention_id: String,
    pub article_id: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub kind: &'static str,
    pub value: String,
    pub value_to: String,
    pub unit: Cow<'static, str>,
    pub qualifier: &'static str,
    pub of: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelationRow {
    pub relation_id: String,
    pub article_id: String,
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub subject_id: String,
    pub subject_text: String,
    pub subject_type: &'static str,
    pub subject_start: usize,
    pub subject_end: usize,
    pub subject_country: String,
    pub subject_sector: String,
    pub relation: String,
    pub event: String,
    pub cameo: String,
    pub trigger: String,
    pub object_id: String,
    pub object_text: String,
    pub object_type: &'static str,
    pub object_start: Option<usize>,
    pub object_end: Option<usize>,
    pub object_country: String,
    pub object_sector: String,
    pub negated: bool,
    pub modality: &'static str,
    pub attributed_to: String,
    pub date: String,
    pub location_id: String,
    pub amount_id: String,
    pub confidence: f64,
    pub rule: String,
    pub evidence: String,
}

/// The rows of one article, made as they are asked for: those of a book would fill memory.
pub struct ArticleRows<'a> {
    pub article: ArticleRow,
    writer: Writer<'a>,
    first_relation: usize,
}

impl ArticleRows<'_> {
    pub fn mentions(&self) -> impl Iterator<Item = MentionRow> + '_ {
        let mentions = self.writer.extraction.found.mentions.iter().enumerate();
        mentions.map(|(i, m)| self.writer.mention(i, m))
    }

    pub fn amounts(&self) -> impl Iterator<Item = AmountRow> + '_ {
        (0..self.writer.extraction.found.amounts.len()).map(|i| self.writer.amount(i))
    }

    pub fn relations(&self) -> impl Iterator<Item = RelationRow> + '_ {
        let relations = self.writer.extraction.relations.iter().enumerate();
        relations.map(|(i, r)| self.writer.relation(self.first_relation + i, r))
    }
}

impl EntityRow {
    pub(super) fn of(entry: &Entry, same_as: Option<u32>, style: CellStyle) -> EntityRow {
        EntityRow {
            entity_id: format!("E{}", entry.number),
            kind: entry.named().kind.as_str(),
            name: style.text(&entry.name),
            aliases: style.text(&entry.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("|")),
            country: style.text(entry.country.most()),
            sector: style.text(entry.sector.most()),
            mentions: entry.mentions,
            articles: entry.articles,
            same_as: same_as.map_or(String::new(), |number| format!("E{number}")),
        }
    }
}

impl ArticleRow {
    /// The row of an article that was not read through.
    pub fn unread(
        id: &str,
        source: &str,
        status: &'static str,
        reason: &str,
        style: CellStyle,
    ) -> ArticleRow {
        ArticleRow {
            article_id: style.text(id),
            source: style.text(source),
            status,
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
    let entity_ids = register.enter(&extraction.found, row)?;
    let first_mention = register.take_mentions(extraction.found.mentions.len());
    let first_relation = register.take_relations(extraction.relations.len());
    let index = CharIndex::new(&extraction.text);
    let article = ArticleRow {
        article_id: style.text(id),
        source: style.text(&article.source),
        title: style.text(&article.title),
        published: article.published.map(|d| d.to_string()).unwrap_or_default(),
        url: style.text(&article.url),
        chars: index.total(),
        sentences: extraction.sentences,
        tokens: extraction.tokens,
        mentions: extraction.found.mentions.len(),
        relations: extraction.relations.len(),
        status: "ok",
        reason: style.text(&article.warnings.join("; ")),
        duplicate_of: article.duplicate_of.as_deref().map(|id| style.text(id)).unwrap_or_default(),
        byline: style.text(&article.byline),
        site: style.text(&article.site),
        language: style.text(&article.language),
    };
    let writer = Writer { id, extraction, entity_ids, first_mention, index, style };
    Ok(ArticleRows { article, writer, first_relation })
}

struct Writer<'a> {
    id: &'a str,
    extraction: &'a Extraction,
    entity_ids: Vec<usize>,
    first_mention: usize,
    index: CharIndex<'a>,
    style: CellStyle,
}

impl Writer<'_> {
    fn cell(&self, span: Span<Bytes>) -> String {
        self.style.text(span.of(&self.extraction.text))
    }

    fn mention_id(&self, mention: usize) -> String {
        format!("M{}", self.first_mention + mention)
    }

    fn entity_id(&self, mention: &Mention) -> String {
        mention.entity.map(|e| format!("E{}", self.entity_ids[e])).unwrap_or_default()
    }

    fn mention(&self, i: usize, m: &Mention) -> MentionRow {
        let at = self.index.chars(m.span);
        MentionRow {
            mention_id: self.mention_id(i),
            article_id: self.style.text(self.id),
            sentence: m.sentence,
            start: at.start,
            end: at.end,
            text: self.cell(m.span),
            kind: m.kind.as_str(),
            entity_id: self.entity_id(m),
            score: score(m.score),
            source: m.source.as_str(),
            value: m.value.clone(),
        }
    }

    fn amount(&self, i: usize) -> AmountRow {
        let found = &self.extraction.found.amounts[i];
        let at = self.index.chars(found.amount.span);
        AmountRow {
            mention_id: self.mention_id(found.mention),
            article_id: self.style.text(self.id),
            start: at.start,
            end: at.end,
            text: self.cell(found.amount.span),
            kind: MentionKind::from(found.amount.kind).as_str(),
            value: found.amount.value.normalize().to_string(),
            value_to: found.amount.value_to.map(|v| v.normalize().to_string()).unwrap_or_default(),
            unit: found.amount.unit.clone(),
            qualifier: found.amount.qualifier,
            of: found.of.map(|s| self.cell(s)).unwrap_or_default(),
        }
    }

    /// The id of whom or what a party names: its entity, or the mention itself for an amount.
    fn party_id(&self, party: &Party) -> String {
        let Some(i) = party.mention else {
            return party.entity.map(|e| format!("E{}", self.entity_ids[e])).unwrap_or_default();
        };
        let mention = &self.extraction.found.mentions[i];
        if mention.kind.is_name() { self.entity_id(mention) } else { self.mention_id(i) }
    }

    fn relation(&self, number: usize, r: &Relation) -> RelationRow {
        let evidence = self.index.chars(r.evidence);
        let subject = self.index.chars(r.subject.span);
        let object = r.object.as_ref().map(|o| self.index.chars(o.span));
        let mentions = &self.extraction.found.mentions;
        RelationRow {
            relation_id: format!("R{number}"),
            article_id: self.style.text(self.id),
            sentence: r.sentence,
            start: evidence.start,
            end: evidence.end,
            subject_id: self.party_id(&r.subject),
            subject_text: self.cell(r.subject.span),
            subject_type: r.subject.kind.map_or("", |k| k.as_str()),
            subject_start: subject.start,
            subject_end: subject.end,
            subject_country: self.style.text(&r.subject.affiliation.country),
            subject_sector: self.style.text(&r.subject.affiliation.sector),
            relation: r.relation.clone(),
            event: r.event.clone(),
            cameo: r.cameo.clone(),
            trigger: self.style.text(&r.trigger),
            object_id: r.object.as_ref().map(|o| self.party_id(o)).unwrap_or_default(),
            object_text: r.object.as_ref().map(|o| self.cell(o.span)).unwrap_or_default(),
            object_type: r.object.as_ref().and_then(|o| o.kind).map_or("", |k| k.as_str()),
            object_start: object.map(|o| o.start),
            object_end: object.map(|o| o.end),
            object_country: r
                .object
                .as_ref()
                .map(|o| self.style.text(&o.affiliation.country))
                .unwrap_or_default(),
            object_sector: r
                .object
                .as_ref()
                .map(|o| self.style.text(&o.affiliation.sector))
                .unwrap_or_default(),
            negated: r.negated,
            modality: r.modality.as_str(),
            attributed_to: r.attributed_to.as_ref().map(|p| self.cell(p.span)).unwrap_or_default(),
            date: r.date.map(|m| mentions[m].value.clone()).unwrap_or_default(),
            location_id: r.location.map(|m| self.entity_id(&mentions[m])).unwrap_or_default(),
            amount_id: r.amount.map(|m| self.mention_id(m)).unwrap_or_default(),
            confidence: score(r.confidence),
            rule: r.rule.clone(),
            evidence: self.cell(r.evidence),
        }
    }
}
