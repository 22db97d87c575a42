//! A sentence and what is known of the world and of the article when it is read.

use jiff::civil::Date;

use super::mention::Mention;
use crate::knowledge::gazetteer::Known;
use crate::knowledge::{Knowledge, Lexicon};
use crate::label::Upos;
use crate::sentence::Sentence;
use crate::text::{Span, Tokens};

/// One sentence of an article, with what is known of names on the day the article appeared.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub sentence: &'a Sentence<'a>,
    /// The sentence's index in the article.
    pub index: usize,
    pub knowledge: &'a Knowledge,
    /// The article's day.
    pub published: Option<Date>,
}

impl<'a> Context<'a> {
    /// The words of English.
    pub fn lexicon(&self) -> &'a Lexicon {
        &self.knowledge.lexicon
    }

    /// The base form of a noun as it is written.
    pub fn singular(&self, written: &str) -> String {
        self.knowledge.lexicon.lemmas.lemma(written, Upos::Noun)
    }

    /// What is known of a name on the article's day.
    pub fn find(&self, name: &str) -> Option<&'a Known> {
        self.knowledge.gazetteer.find(name, self.published)
    }

    /// What is known of the name that these words make.
    pub fn find_words(&self, words: Span<Tokens>) -> Option<&'a Known> {
        self.find(self.sentence.text_of(words))
    }

    /// Whether a name is a country's own.
    pub fn is_country(&self, name: &str) -> bool {
        self.knowledge.gazetteer.is_country(name, self.published)
    }

    /// The text of a mention of this article.
    pub fn written(&self, mention: &Mention) -> &'a str {
        mention.span.of(self.sentence.article())
    }
}
