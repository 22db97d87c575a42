//! What this room hands on: mentions, the entities they refer to, and amounts.

use std::collections::BTreeSet;

use super::amount::{Amount, AmountKind};
use crate::label::{MentionKind, MentionSource, Sector};
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

impl From<AmountKind> for MentionKind {
    fn from(kind: AmountKind) -> Self {
        match kind {
            AmountKind::Money => MentionKind::Money,
            AmountKind::Percent => MentionKind::Percent,
            AmountKind::Quantity => MentionKind::Quantity,
        }
    }
}

/// One mention in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of its sentence in the article, from 0.
    pub sentence: usize,
    /// Bytes of the article's text.
    pub span: Span<Bytes>,
    /// Words of its sentence.
    pub words: Span<Tokens>,
    pub kind: MentionKind,
    /// Index into [`Entities::entities`], for names.
    pub entity: Option<usize>,
    /// 0 to 1.
    pub score: f32,
    pub source: MentionSource,
    /// For dates and times: ISO 8601, empty where it is not known. For coordinates: ISO 6709.
    pub value: String,
    /// Whether other mentions stand inside it: "*Syrian* government" is a body, and its country's name a mention as well.
    pub nests: bool,
}

impl Mention {
    /// Takes in a later mention that goes on with it.
    pub fn extend(&mut self, later: &Mention) {
        self.words = self.words.cover(later.words);
        self.span = self.span.cover(later.span);
        self.score = self.score.min(later.score);
    }
}

/// The first of `mentions`, all of one sentence, that holds `word`, but for those around others.
pub fn mention_at(mentions: &[Mention], word: Token<'_>) -> Option<usize> {
    mentions.iter().position(|m| word.is_in(m.words) && !m.nests)
}

/// Who or what the names of one article refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    pub kind: Option<MentionKind>,
    /// The fullest name found, or the known one.
    pub name: String,
    /// Every way it was written, the name excepted.
    pub aliases: BTreeSet<String>,
    /// ISO 3166-1 alpha-3, empty where not known.
    pub country: String,
    /// None where not known.
    pub sector: Option<Sector>,
    /// The same for the same entity in every article.
    pub key: String,
}

/// An amount and the mention it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountMention {
    /// Index into [`Entities::mentions`].
    pub mention: usize,
    pub amount: Amount,
    /// What it measures ("Ukraine's rare earth minerals"), empty where nothing says so.
    pub of: Option<Span<Bytes>>,
}

/// The mentions of an article in the order of the text, and what they refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub amounts: Vec<AmountMention>,
}
