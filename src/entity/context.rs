//! A sentence and what is known of the world and of the article when it is read.

use jiff::civil::Date;

use super::describe::Describer;
use super::gazetteer::{Gazetteer, Known};
use super::mention::{Mention, MentionKind};
use crate::sentence::Sentence;
use crate::text::{Span, Tokens};

/// One sentence of an article, with what is known of names on the day the article appeared.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub sentence: &'a Sentence<'a>,
    /// The sentence's index in the article.
    pub index: usize,
    pub gazetteer: &'a Gazetteer,
    /// The article's day.
    pub published: Option<Date>,
}

impl<'a> Context<'a> {
    /// What is known of a name on the article's day.
    pub fn find(&self, name: &str) -> Option<&'a Known> {
        self.gazetteer.find(name, self.published)
    }

    /// What is known of the name that these words make.
    pub fn find_words(&self, words: Span<Tokens>) -> Option<&'a Known> {
        self.find(self.sentence.text_of(words))
    }

    /// Whether a name is a country's own.
    pub fn is_country(&self, name: &str) -> bool {
        self.gazetteer.is_country(name, self.published)
    }

    /// The text of a mention of this article.
    pub fn written(&self, mention: &Mention) -> &'a str {
        mention.span.of(self.sentence.article())
    }

    /// Describes phrases of the sentence that are no names themselves.
    pub fn describer(&self) -> Describer<'a> {
        Describer { context: *self, name: None }
    }

    /// Describes the bearer of a name.
    pub fn describer_of(&self, name: Span<Tokens>, kind: MentionKind) -> Describer<'a> {
        Describer { context: *self, name: Some((name, kind)) }
    }
}
