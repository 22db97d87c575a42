//! Sentences to grammar and names: one pass of a neural network over windows of words.
//!
//! This room knows words and their scores. It must never know articles, entities or rules; what a name *refers* to is
//! decided further on. Engines know tensors only, and the network's answers leave this room as [`Parsed`] sentences.

mod children;
mod engine;
mod grammar;
mod labels;
mod model;
mod names;
mod projective;
mod rten_engine;
mod tree;
mod vocabulary;
mod windows;

use std::ops::Range;

pub use children::Children;
pub use engine::{Batch, Engine, Scores};
pub use labels::{Labels, NameKind};
pub use model::{Model, ModelError};
pub use names::NameSpan;

use crate::text::{self, Sentence, Span, Tokens};
use vocabulary::PieceCache;

/// The network could not be run.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    #[error("the network could not be computed: {0}")]
    Run(String),
}

/// What the network says of one word.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Universal POS tag.
    pub upos: &'static str,
    /// Index of the syntactic head in the same sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal dependency relation to the head.
    pub deprel: &'static str,
    pub lemma: String,
}

/// A sentence with the network's answers. `words` and `sentence.tokens` run in parallel.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub sentence: Sentence,
    pub words: Vec<Word>,
    pub names: Vec<NameSpan>,
    children: Children,
}

impl Parsed {
    /// A sentence with the answers for its words.
    pub fn new(sentence: Sentence, words: Vec<Word>, names: Vec<NameSpan>) -> Parsed {
        let heads: Vec<Option<usize>> = words.iter().map(|w| w.head).collect();
        Parsed { sentence, words, names, children: Children::new(&heads) }
    }

    /// The dependents of word `i`, in order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children.of(i)
    }

    /// The dependents of word `i` whose relation is `deprel`, or a subtype of it.
    pub fn children_by<'a>(
        &'a self,
        i: usize,
        deprel: &'a str,
    ) -> impl DoubleEndedIterator<Item = usize> + 'a {
        self.children(i).filter(move |c| {
            let found = self.words[*c].deprel;
            found == deprel || (!deprel.contains(':') && found.split(':').next() == Some(deprel))
        })
    }

    /// The word of `span` whose head lies outside it: the syntactic head of a name or phrase.
    pub fn head_of(&self, span: Span<Tokens>) -> usize {
        let inside = |i: usize| (span.start..span.end).contains(&i);
        (span.start..span.end).find(|i| self.words[*i].head.is_none_or(|h| !inside(h))).unwrap_or(span.start)
    }

    /// The words below and including `i` for which every step down passes `keep`, as the span they cover.
    pub fn phrase(&self, i: usize, keep: impl Fn(usize) -> bool + Copy) -> Span<Tokens> {
        let own = Span::new(i, i + 1);
        self.children(i).filter(|c| keep(*c)).fold(own, |span, c| span.cover(self.phrase(c, keep)))
    }
    /// The text of word `i`.
    pub fn text<'t>(&self, text: &'t str, i: usize) -> &'t str {
        self.sentence.tokens[i].span.of(text)
    }

    /// The bytes that a span of words covers.
    pub fn bytes(&self, words: Span<Tokens>) -> Span<text::Bytes> {
        self.sentence.tokens[words.start].span.cover(self.sentence.tokens[words.end - 1].span)
    }
}

/// Sentences whose scores are held at once: a book must not hold all of its own.
const BLOCK: usize = 256;

/// A worker's encoder: an engine and the words it has cut before.
pub struct Encoder<'m> {
    model: &'m Model,
    engine: Box<dyn Engine + 'm>,
    cache: PieceCache<'m>,
}

impl<'m> Encoder<'m> {
    pub fn new(model: &'m Model) -> Self {
        Encoder { engine: model.engine(), cache: PieceCache::new(model.vocabulary()), model }
    }

    /// Tags and parses the sentences of one article.
    ///
    /// # Errors
    /// [`EncoderError`] where the engine fails.
    pub fn parse(&mut self, text: &str, sentences: Vec<Sentence>) -> Result<Vec<Parsed>, EncoderError> {
        let mut parsed = Vec::with_capacity(sentences.len());
        let mut rest = sentences.into_iter();
        loop {
            let block: Vec<Sentence> = rest.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                return Ok(parsed);
            }
            parsed.extend(self.parse_block(text, block)?);
        }
    }

    fn parse_block(&mut self, text: &str, sentences: Vec<Sentence>) -> Result<Vec<Parsed>, EncoderError> {
        let words: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.tokens.iter().map(|t| t.span.of(text)).collect()).collect();
        let answers = self.answer(&words)?;
        let labels = self.model.labels();
        let parsed = sentences.into_iter().zip(answers).zip(words).map(|((sentence, answer), words)| {
            let mut heads = tree::decode(&answer.arcs);
            let upos: Vec<&'static str> = answer.upos.iter().map(|s| labels.upos[argmax(s)]).collect();
            let deprels = grammar::deprels(labels, &answer.deprel, &heads, &upos);
            grammar::untangle(&mut heads, &deprels);
            let words = words.iter().enumerate().map(|(i, word)| Word {
                upos: upos[i],
                head: heads[i],
                deprel: deprels[i],
                lemma: text::lemma(word, upos[i]),
            });
            Parsed::new(sentence, words.collect(), names::decode(&answer.ner, &labels.ner))
        });
        Ok(parsed.collect())
    }

    /// The raw scores of every word, sentence by sentence.
    fn answer(&mut self, sentences: &[Vec<&str>]) -> Result<Vec<Answer>, EncoderError> {
        let mut answers: Vec<Answer> = sentences.iter().map(|s| Answer::new(s.len())).collect();
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

/// Index of the largest score; the first of equals.
fn argmax(scores: &[f32]) -> usize {
    scores.iter().enumerate().fold(0, |best, (i, s)| if *s > scores[best] { i } else { best })
}

/// The scores of one sentence's words.
struct Answer {
    ner: Vec<Vec<f32>>,
    upos: Vec<Vec<f32>>,
    deprel: Vec<Vec<f32>>,
    arcs: tree::ArcScores,
}

impl Answer {
    fn new(words: usize) -> Self {
        Answer {
            ner: vec![Vec::new(); words],
            upos: vec![Vec::new(); words],
            deprel: vec![Vec::new(); words],
            arcs: tree::ArcScores::new(words),
        }
    }
}

/// A batch's scores, checked against the label sets, ready to be read row by row.
struct Rows<'s> {
    scores: &'s Scores,
    length: usize,
    ner: usize,
    upos: usize,
    deprel: usize,
}

impl<'s> Rows<'s> {
    fn new(labels: &Labels, batch: &Batch, scores: &'s Scores) -> Result<Self, EncoderError> {
        let cells = batch.windows * batch.length;
        let (ner, upos, deprel) = (labels.ner.len(), labels.upos.len(), labels.deprel.len());
        let expected = [
            ("ner", scores.ner.len(), ner),
            ("upos", scores.upos.len(), upos),
            ("deprel", scores.deprel.len(), deprel),
            ("arcs", scores.arcs.len(), batch.length),
        ];
        for (name, got, width) in expected {
            if got != cells * width {
                return Err(EncoderError::Run(format!(
                    "output `{name}` has {} scores a piece where labels.json has {width}",
                    got / cells.max(1)
                )));
            }
        }
        Ok(Rows { scores, length: batch.length, ner, upos, deprel })
    }

    fn read(&self, row: usize, stretch: &windows::Stretch, answer: &mut Answer) {
        for word in stretch.answers.clone() {
            let piece = row * self.length + stretch.positions[word - stretch.first_word];
            let slice = |values: &[f32], width: usize| values[cells(piece, width)].to_vec();
            answer.ner[word] = slice(&self.scores.ner, self.ner);
            answer.upos[word] = slice(&self.scores.upos, self.upos);
            answer.deprel[word] = slice(&self.scores.deprel, self.deprel);
            let arcs = &self.scores.arcs[cells(piece, self.length)];
            answer.arcs.set_root(word, arcs[0]);
            for (i, position) in stretch.positions.iter().enumerate() {
                answer.arcs.set(word, stretch.first_word + i, arcs[*position]);
            }
        }
    }
}

fn cells(row: usize, width: usize) -> Range<usize> {
    row * width..(row + 1) * width
}
