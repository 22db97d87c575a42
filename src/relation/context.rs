//! One sentence of an article with all that is known of it: whom to ask about its words.

use std::ops::Range;

use super::argument::{Argument, Subject};
use super::speech::{Quotations, Transcript};
use super::words::Words;
use crate::entity::{Context, Describer, Entities, Mention, mention_at};
use crate::knowledge::{GrammarWords, Lexicon, Pronoun};
use crate::label::Upos;
use crate::sentence::{Sentence, Token};

/// One sentence of an article with everything known of it.
#[derive(Clone)]
pub struct SentenceContext<'a> {
    /// The sentence, and what was known before its mentions were found.
    pub base: Context<'a>,
    pub words: &'a Words,
    pub entities: &'a Entities,
    /// The mentions of this sentence: a range of indices into `entities.mentions`.
    pub mentions: Range<usize>,
    /// The person that "he" or "she" means, where that is safe.
    pub person: Option<usize>,
    /// Whom "it" or "they" may mean: the subject of the sentence before.
    pub subject: Option<Subject>,
    /// Who is quoted where in the article, once that is known.
    pub quotations: Option<&'a Quotations>,
    /// Who speaks where, if the article is a transcript.
    pub transcript: Option<&'a Transcript>,
}

impl<'a> SentenceContext<'a> {
    pub fn sentence(&self) -> &'a Sentence<'a> {
        self.base.sentence
    }

    /// The words of English.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.base.lexicon()
    }

    /// The words of English that grammar is made of.
    pub fn grammar(&self) -> &'a GrammarWords {
        &self.lexicon().grammar
    }

    /// The word that heads an argument of this sentence.
    pub fn token(&self, argument: &Argument) -> Token<'a> {
        self.sentence().token(argument.head)
    }

    pub fn describer(&self) -> Describer<'a> {
        self.base.describer()
    }

    /// Whether `word` is a noun in the plural and no name: a title in capitals too, which the network takes for one ("Foreign *Ministers* of ...").
    pub fn is_plural(&self, word: Token<'a>) -> bool {
        let titles = || {
            let written = word.text().to_lowercase();
            word.upos() == Upos::Propn
                && self.mention_at(word).is_none()
                && self.base.singular(&written) != written
                && self.describer().agent_noun(word).is_some()
        };
        word.is_plural() || titles()
    }

    /// The mention that holds `word`, with its index.
    pub fn mention_at(&self, word: Token<'a>) -> Option<(usize, &'a Mention)> {
        let all = &self.entities.mentions[self.mentions.clone()];
        let at = mention_at(all, word)?;
        Some((self.mentions.start + at, &all[at]))
    }

    /// The pronoun that a word is, where it may mean somebody whom the text names.
    pub fn referring(&self, word: Token<'a>) -> Option<Pronoun> {
        self.lexicon().pronouns.of(word.lemma()).filter(|p| p.refers())
    }

    /// Who says `word`, by the quotation marks around it or the label of a transcript before it.
    pub fn said_by(&self, word: Token<'a>) -> Option<&'a Argument> {
        let span = word.span();
        match self.quotations?.around(span) {
            Some(quotation) => quotation.speaker.as_ref(),
            None => self.transcript?.speaker(span)?,
        }
    }

    /// Whether `word` is somebody's direct speech, known or not.
    pub fn is_direct_speech(&self, word: Token<'a>) -> bool {
        let span = word.span();
        self.quotations.is_some_and(|q| q.around(span).is_some())
            || self.transcript.is_some_and(|t| t.speaker(span).is_some())
    }
}
