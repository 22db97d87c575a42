//! What one article says, as the rooms leave it: enough for the tables, and a view for users of the library.

use crate::article::Article;
use crate::entity::{Entities, Source};
use crate::label::MentionKind;
use crate::relation::Relation;
use crate::sentence::Sentence;
use crate::text::{CharIndex, Span};

/// Mentions, entities, amounts and relations of one article.
#[derive(Debug)]
pub struct Extraction {
    pub(crate) text: String,
    pub(crate) found: Entities,
    pub(crate) relations: Vec<Relation>,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of tokens, punctuation included.
    pub tokens: usize,
}

/// A mention as a user of the library sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MentionView<'e> {
    pub text: &'e str,
    pub kind: MentionKind,
    pub source: Source,
    /// Offsets in Unicode scalar values, end exclusive.
    pub start: usize,
    pub end: usize,
    /// 0 to 1.
    pub score: f32,
    /// Name of the entity that is meant; none for amounts and dates.
    pub entity: Option<&'e str>,
}

/// A relation as a user of the library sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RelationView<'e> {
    pub subject: &'e str,
    pub relation: &'e str,
    pub object: Option<&'e str>,
    /// PLOVER event; empty for facts.
    pub event: &'e str,
    pub negated: bool,
    pub evidence: &'e str,
    /// Name of the rule that found it.
    pub rule: &'e str,
}

impl Extraction {
    pub(crate) fn new(
        article: &Article,
        sentences: &[Sentence<'_>],
        found: Entities,
        relations: Vec<Relation>,
    ) -> Extraction {
        let tokens = sentences.iter().map(Sentence::len).sum();
        Extraction { text: article.text.clone(), found, relations, sentences: sentences.len(), tokens }
    }

    /// The article's text, which all offsets point into.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The mentions, in the order of the text.
    pub fn mentions(&self) -> impl Iterator<Item = MentionView<'_>> {
        let index = CharIndex::new(&self.text);
        self.found.mentions.iter().map(move |m| {
            let Span { start, end, .. } = index.chars(m.span);
            MentionView {
                text: m.span.of(&self.text),
                kind: m.kind,
                source: m.source,
                start,
                end,
                score: m.score,
                entity: m.entity.map(|e| self.found.entities[e].name.as_str()),
            }
        })
    }

    /// The relations, in the order of the text.
    pub fn relations(&self) -> impl Iterator<Item = RelationView<'_>> {
        self.relations.iter().map(|r| RelationView {
            subject: r.subject.span.of(&self.text),
            relation: &r.relation,
            object: r.object.as_ref().map(|o| o.span.of(&self.text)),
            event: &r.event,
            negated: r.negated,
            evidence: r.evidence.of(&self.text),
            rule: &r.rule,
        })
    }
}
