//! Sentences to grammar and names: one pass of a neural network over windows of words.
//!
//! This room knows words and their scores. It must never know articles, entities or rules; what a name *refers* to is
//! decided further on. Engines know tensors only, and the network's answers leave this room as [`Sentence`]s.

mod argmax;
mod document_consistency;
mod engine;
mod error;
mod events;
mod fallback_parser;
mod grammar;
mod headline;
mod infinitive;
mod labels;
mod logits;
mod model;
mod names;
mod participle;
mod projective;
mod tagged_tree;
mod tree;
mod tree_edit;
mod vocabulary;
mod windows;

pub use engine::{Engine, EngineKind};
pub use error::EncoderError;
pub use labels::Labels;
pub use model::{Model, ModelError};

use crate::knowledge::Lexicon;
use crate::label::Upos;
use crate::sentence::{NameSpan, Sentence};
use crate::text::TokenizedSentence;
use argmax::argmax;
use events::{EventReader, Numbered};
use logits::{Answer, Rows, SyntaxAnswer};
use tagged_tree::Tree;
use tree_edit::TreeEdit;
use vocabulary::PieceCache;

/// Sentences whose scores are held at once: a book must not hold all of its own.
const BLOCK: usize = 256;

impl Model {
    /// A worker's encoder.
    ///
    /// # Errors
    /// [`EncoderError`] where the engine cannot be set up.
    pub fn encoder<'m>(&'m self, lexicon: &'m Lexicon) -> Result<Encoder<'m>, EncoderError> {
        Encoder::new(self, lexicon)
    }
}

/// A worker's encoder: an engine and the words it has cut before.
pub struct Encoder<'m> {
    model: &'m Model,
    lexicon: &'m Lexicon,
    engine: Box<dyn Engine + 'm>,
    cache: PieceCache<'m>,
}

impl<'m> Encoder<'m> {
    /// # Errors
    /// [`EncoderError`] where the engine cannot be set up.
    pub fn new(model: &'m Model, lexicon: &'m Lexicon) -> Result<Self, EncoderError> {
        Ok(Encoder { engine: model.engine()?, cache: PieceCache::new(model.vocabulary()), model, lexicon })
    }

    /// Tags and parses the sentences of one article.
    ///
    /// # Errors
    /// [`EncoderError`] where the engine fails.
    pub fn parse<'t>(
        &mut self,
        text: &'t str,
        sentences: Vec<TokenizedSentence>,
    ) -> Result<Vec<Sentence<'t>>, EncoderError> {
        let mut parsed = Vec::with_capacity(sentences.len());
        let mut rest = sentences.into_iter();
        loop {
            let block: Vec<TokenizedSentence> = rest.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                return Ok(parsed);
            }
            let block = self.parse_block(text, block, parsed.len())?;
            parsed.extend(block);
        }
    }

    /// Runs one batch of full windows of made-up pieces: what the bare network costs.
    ///
    /// # Errors
    /// [`EncoderError`] where the engine fails.
    pub fn run_windows(&mut self, windows: usize, length: usize) -> Result<(), EncoderError> {
        self.engine.run(&windows::made_up(windows, length, self.model.vocabulary())).map(drop)
    }

    /// `first`: sentences of the article before these.
    fn parse_block<'t>(
        &mut self,
        text: &'t str,
        sentences: Vec<TokenizedSentence>,
        first: usize,
    ) -> Result<Vec<Sentence<'t>>, EncoderError> {
        let words: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.tokens.iter().map(|t| t.of(text)).collect()).collect();
        let answers = self.answer(&words)?;
        let labels = self.model.labels();
        let names = found_names(&words, &answers, labels);
        let all = sentences.into_iter().zip(&answers).zip(words).zip(names);
        let parsed = all.map(|(((sentence, answer), words), names)| {
            let tree = match &answer.syntax {
                Some(syntax) => grown(&words, syntax, labels, self.lexicon),
                None => fallback_parser::parse(&words, &names, self.lexicon),
            };
            Sentence::new(text, sentence.span, tree.annotated(&words, &sentence.tokens, self.lexicon), names)
        });
        let parsed: Vec<Sentence<'t>> = parsed.collect();
        Ok(self.with_readings(parsed, &answers, first))
    }

    /// The sentences with what the network reads of them besides names and trees, where it reads any.
    fn with_readings<'t>(
        &self,
        parsed: Vec<Sentence<'t>>,
        answers: &[Answer],
        first: usize,
    ) -> Vec<Sentence<'t>> {
        let labels = self.model.labels();
        let (Some(heads), Some(own)) = (self.model.event_heads(), &labels.events) else { return parsed };
        let rows = answers.iter().filter_map(|answer| answer.events.as_ref());
        let numbered = parsed.iter().zip(rows).map(|(sentence, rows)| Numbered { sentence, rows });
        let numbered: Vec<Numbered<'_, '_>> = numbered.collect();
        let read = EventReader { heads, labels: own, upos: &labels.upos, lexicon: self.lexicon };
        let read = read.read(&numbered, first);
        parsed.into_iter().zip(read).map(|(sentence, readings)| sentence.with_readings(readings)).collect()
    }

    /// The raw scores of every word, sentence by sentence.
    fn answer(&mut self, sentences: &[Vec<&str>]) -> Result<Vec<Answer>, EncoderError> {
        let mut answers: Vec<Answer> =
            sentences.iter().map(|s| Answer::new(s.len(), self.model.labels())).collect();
        let vocabulary = self.model.vocabulary();
        let packed = windows::pack(sentences.iter().map(|s| s.iter().copied()), vocabulary, &mut self.cache);
        for group in windows::group(&packed) {
            let batch = windows::batch(&packed, &group, vocabulary.sep);
            let scores = self.engine.run(&batch)?;
            let rows = Rows::new(self.model.labels(), &batch, &scores)?;
            for (row, &window) in group.iter().enumerate() {
                for stretch in &packed[window].stretches {
                    rows.read(row, stretch, &mut answers[stretch.sentence]);
                }
            }
        }
        Ok(answers)
    }
}

/// The names of an article, sentence by sentence.
fn found_names(words: &[Vec<&str>], answers: &[Answer], labels: &Labels) -> Vec<Vec<NameSpan>> {
    let named = words.iter().zip(answers).map(|(words, answer)| document_consistency::Named {
        words,
        scores: &answer.ner,
        names: names::decode(&answer.ner, &labels.ner),
    });
    let mut found: Vec<document_consistency::Named<'_>> = named.collect();
    document_consistency::weigh(&mut found, &labels.ner);
    let calibrated = |n: NameSpan| NameSpan { score: labels.calibration.apply(n.score), ..n };
    found.into_iter().map(|s| s.names.into_iter().map(calibrated).collect()).collect()
}

/// The tags of a sentence's words and the best tree.
fn grown(words: &[&str], syntax: &SyntaxAnswer, labels: &Labels, lexicon: &Lexicon) -> Tree {
    let mut heads = tree::decode(&syntax.arcs);
    let upos: Vec<Upos> = syntax.upos.iter().map(|s| labels.upos[argmax(s)]).collect();
    let mut deprels = grammar::deprels(labels, &syntax.deprel, &heads, &upos);
    grammar::untangle(&mut heads, &mut deprels);
    let mut edit = TreeEdit { lexicon, words, upos: &upos, heads: &mut heads, deprels: &mut deprels };
    edit.mend_participles();
    edit.mend_infinitives();
    edit.complete_headline();
    Tree { upos, heads, deprels }
}
