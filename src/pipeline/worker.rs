//! What one thread needs to read articles.

use std::io;

use super::error::Error;
use super::interpreter::Choice;
use super::loaded::Pipeline;
use crate::article::Article;
use crate::conll;
use crate::encoder::Encoder;
use crate::extraction::Extraction;
use crate::sentence::Sentence;
use crate::text::{self, TokenizedSentence};

impl Pipeline {
    /// What one article says. For many articles, keep a [`Worker`] a thread: it remembers words it has cut.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    pub fn extract(&self, article: &Article) -> Result<Extraction, Error> {
        self.worker()?.extract(article)
    }

    /// A worker of this pipeline, for one thread.
    ///
    /// # Errors
    /// [`Error::Encoder`] where its engine cannot be set up.
    pub fn worker(&self) -> Result<Worker<'_>, Error> {
        Ok(Worker { pipeline: self, encoder: self.model.encoder(&self.knowledge().lexicon)? })
    }
}

/// One thread's share of a [`Pipeline`].
pub struct Worker<'p> {
    pub(crate) pipeline: &'p Pipeline,
    pub(crate) encoder: Encoder<'p>,
}

impl Worker<'_> {
    /// What one article says.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    pub fn extract(&mut self, article: &Article) -> Result<Extraction, Error> {
        self.extract_with(article, self.pipeline.interpreter.choice())
    }

    pub(super) fn extract_with(&mut self, article: &Article, choice: Choice) -> Result<Extraction, Error> {
        let sentences = self.parse(article)?;
        Ok(self.pipeline.interpreter.read(article, &sentences, choice, &mut |_| {}))
    }

    /// Runs the network over an article and counts its words: what a bench compares the whole with.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    #[doc(hidden)]
    pub fn parse_only(&mut self, article: &Article) -> Result<usize, Error> {
        Ok(self.parse(article)?.iter().map(Sentence::len).sum())
    }

    /// Runs one batch of full windows through the bare network.
    ///
    /// # Errors
    /// [`Error::Encoder`] where the network cannot be computed.
    #[doc(hidden)]
    pub fn run_windows(&mut self, windows: usize, length: usize) -> Result<(), Error> {
        Ok(self.encoder.run_windows(windows, length)?)
    }

    /// Sentences of the article, tagged and parsed.
    pub(crate) fn parse<'t>(&mut self, article: &'t Article) -> Result<Vec<Sentence<'t>>, Error> {
        let lexicon = &self.pipeline.knowledge().lexicon;
        let parts = article.parts().into_iter();
        let sentences = parts.flat_map(|part| text::split_region(&article.text, part, lexicon)).collect();
        Ok(self.encoder.parse(&article.text, sentences)?)
    }

    /// Writes CoNLL-2003 rows with the predicted IOB2 tag as their last column.
    ///
    /// # Errors
    /// The network's error as an [`io::Error`], or what writing to `out` gives.
    pub fn tag_conll2003(&mut self, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
        conll::tag_conll2003(&mut |text, sentences| self.parse_tokens(text, sentences), text, out)
    }

    /// Writes CoNLL-U rows with UPOS, HEAD and DEPREL replaced and `NER=` set in MISC.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`], naming the line, where a row has not ten columns; the network's error or what writing to `out` gives
    /// else.
    pub fn tag_conllu(&mut self, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
        conll::tag_conllu(&mut |text, sentences| self.parse_tokens(text, sentences), text, out)
    }

    /// Writes the sentences of an article's body as CoNLL-U.
    ///
    /// # Errors
    /// The network's error as an [`io::Error`], or what writing to `out` gives.
    pub fn write_conllu(&mut self, article: &Article, out: &mut dyn io::Write) -> io::Result<()> {
        let sentences = self.parse(article).map_err(io::Error::other)?;
        conll::write(article, &sentences, out)
    }

    fn parse_tokens<'t>(
        &mut self,
        text: &'t str,
        sentences: Vec<TokenizedSentence>,
    ) -> io::Result<Vec<Sentence<'t>>> {
        self.encoder.parse(text, sentences).map_err(|e| io::Error::other(Error::from(e)))
    }
}
