//! Who or what stands on one side of a relation.

use crate::entity::Affiliation;
use crate::label::MentionKind;
use crate::sentence::Token;
use crate::text::{Bytes, Span};

/// One side of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Index of the word that heads the phrase, in its sentence.
    pub head: usize,
    /// Bytes of the article's text.
    pub span: Span<Bytes>,
    /// Index into the article's mentions, for names and amounts.
    pub mention: Option<usize>,
    /// Index into the article's entities, for described actors.
    pub entity: Option<usize>,
    /// The kind of the mention; a described actor is a PERSON or ORGANIZATION, other phrases have none.
    pub kind: Option<MentionKind>,
    pub affiliation: Affiliation,
    /// Of a pronoun for an actor without a name: where that actor stands.
    pub stands_for: Option<Described>,
    /// 0 to 1: how sure it is that this phrase is meant.
    pub score: f32,
}

/// An actor without a name in the sentence that describes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Described {
    pub sentence: usize,
    /// Index of the word that heads the phrase.
    pub head: usize,
    pub span: Span<Bytes>,
}

/// Who a sentence is about.
#[derive(Clone, Debug)]
pub struct Subject {
    pub argument: Argument,
    pub sentence: usize,
    pub plural: bool,
}

impl Argument {
    /// The phrase at `span` that `head` heads, of no mention.
    pub fn phrase(
        head: Token<'_>,
        span: Span<Bytes>,
        kind: Option<MentionKind>,
        affiliation: Affiliation,
        score: f32,
    ) -> Argument {
        let head = head.index();
        Argument { head, span, mention: None, entity: None, kind, affiliation, stands_for: None, score }
    }

    /// The words of `sentence`, or of the one a pronoun looks back to, that describe an actor without a name.
    pub fn described(&self, sentence: usize) -> Described {
        self.stands_for.unwrap_or(Described { sentence, head: self.head, span: self.span })
    }

    /// Whether this is somebody who can act.
    pub fn is_actor(&self) -> bool {
        match self.kind {
            Some(MentionKind::Person | MentionKind::Organization | MentionKind::Location) => true,
            Some(MentionKind::Misc) => !self.affiliation.country.is_empty(),
            _ => self.affiliation.sector.is_some(),
        }
    }
}
