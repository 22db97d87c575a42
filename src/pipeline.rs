//! The way through the rooms for one article: text, encoder, entity, relation.

mod builder;
mod explain;
mod explained;
mod interpreter;

pub use builder::PipelineBuilder;
pub use explain::{Explanation, Failure};
use interpreter::Choice;
pub use interpreter::Interpreter;

use std::io;

use crate::article::Article;
use crate::conll;
use crate::encoder::{Encoder, EncoderError, Model, ModelError};
use crate::extraction::Extraction;
use crate::knowledge::{DataError, GazetteerError, Knowledge};
use crate::relation::{self, RuleError};
use crate::sentence::Sentence;
use crate::text::{self, TokenizedSentence};

/// Why a pipeline could not be built, or an article not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Rules(#[from] RuleError),
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}

/// Model, names and rules, loaded once and shared by all threads.
pub struct Pipeline {
    pub(crate) model: Model,
    pub(crate) interpreter: Interpreter,
    fingerprint: Fingerprint,
}

/// Hashes of what a pipeline was built from: the same ones read an article alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    pub model: String,
    pub rules: String,
    /// Who finds events (`rules`, `learned` or `both`), and from which confidence on rows are given.
    pub events: String,
    /// The data files and the tables of names that were brought.
    pub knowledge: String,
}

impl Pipeline {
    /// The model, names and rules inside the binary.
    ///
    /// # Errors
    /// [`Error`] where what is built in is damaged.
    pub fn embedded() -> Result<Pipeline, Error> {
        Pipeline::builder().build()
    }

    /// A pipeline with a model, names or rules of one's own.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

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

    /// Whether the model grows trees. Where it finds names only, relations are guessed from word order.
    pub fn knows_syntax(&self) -> bool {
        self.model.labels().knows_syntax()
    }

    /// What whoever starts a run should know of its model and engine, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let names_only = (!self.knows_syntax()).then(|| {
            "this model finds names only: relations are guessed from the order of words".to_string()
        });
        let on_processor = self.model.kept_from_gpu().map(|reason| {
            format!("the library of ONNX Runtime is built for CUDA, which cannot be used here ({reason}): the processor computes")
        });
        names_only.into_iter().chain(on_processor).collect()
    }

    /// Hashes of the model, rules and names.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// What reads parsed sentences.
    pub fn interpreter(&self) -> &Interpreter {
        &self.interpreter
    }

    /// Words and names.
    pub fn knowledge(&self) -> &Knowledge {
        self.interpreter.knowledge()
    }

    /// The rules in force.
    pub fn rules(&self) -> &[relation::Rule] {
        self.interpreter.rules()
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

    fn extract_with(&mut self, article: &Article, choice: Choice) -> Result<Extraction, Error> {
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
