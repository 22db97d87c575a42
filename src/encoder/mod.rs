//! Sentences to grammar and names: one pass of a neural network over windows of words.
//!
//! This room knows words and their scores. It must never know articles, entities or rules; what a name *refers* to is
//! decided further on. Engines know tensors only, and the network's answers leave this room as [`Parsed`] sentences.

mod answers;
mod children;
mod draft;
mod elsewhere;
mod engine;
mod grammar;
mod headline;
mod labels;
mod model;
mod names;
mod participle;
mod projective;
mod shallow;
mod tree;
mod vocabulary;
mod windows;

pub use children::Children;
pub use engine::{Engine, EngineKind};
pub use labels::{Labels, NameKind};
pub use model::{Model, ModelError};
pub use names::NameSpan;

use crate::label::{Deprel, Upos};
use crate::text::{self, Sentence, Span, Tokens};
use answers::{Answer, Rows, SyntaxAnswer};
use draft::Draft;
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
    pub upos: Upos,
    /// Index of the syntactic head in the same sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal dependency relation to the head.
    pub deprel: Deprel,
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
    pub fn children_by(&self, i: usize, deprel: Deprel) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i).filter(move |c| self.words[*c].deprel.is_a(deprel))
    }

    /// Whether word `i` is a subject, of the active or of the passive.
    pub fn is_subject(&self, i: usize) -> bool {
        self.words[i].deprel.is_subject()
    }

    /// The subject of the clause that word `i` heads.
    pub fn subject(&self, i: usize) -> Option<usize> {
        self.children(i).find(|c| self.is_subject(*c))
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

    /// Whether word `i` is a common noun in the plural.
    pub fn is_plural(&self, text: &str, i: usize) -> bool {
        self.words[i].upos == Upos::Noun && !self.text(text, i).eq_ignore_ascii_case(&self.words[i].lemma)
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
    /// # Errors
    /// [`EncoderError`] where the engine cannot be set up.
    pub fn new(model: &'m Model) -> Result<Self, EncoderError> {
        Ok(Encoder { engine: model.engine()?, cache: PieceCache::new(model.vocabulary()), model })
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

    /// Runs one batch of full windows of made-up pieces: what the bare network costs.
    ///
    /// # Errors
    /// [`EncoderError`] where the engine fails.
    pub fn run_windows(&mut self, windows: usize, length: usize) -> Result<(), EncoderError> {
        self.engine.run(&windows::made_up(windows, length, self.model.vocabulary())).map(drop)
    }

    fn parse_block(&mut self, text: &str, sentences: Vec<Sentence>) -> Result<Vec<Parsed>, EncoderError> {
        let words: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.tokens.iter().map(|t| t.span.of(text)).collect()).collect();
        let answers = self.answer(&words)?;
        let labels = self.model.labels();
        let names = found_names(&words, &answers, labels);
        let parsed = sentences.into_iter().zip(answers).zip(words).zip(names);
        let parsed = parsed.map(|(((sentence, answer), words), names)| {
            let words = match &answer.syntax {
                Some(syntax) => grown(&words, syntax, labels),
                None => shallow::parse(&words, &names),
            };
            Parsed::new(sentence, words, names)
        });
        Ok(parsed.collect())
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
    let named = words.iter().zip(answers).map(|(words, answer)| elsewhere::Named {
        words,
        scores: &answer.ner,
        names: names::decode(&answer.ner, &labels.ner),
    });
    let mut found: Vec<elsewhere::Named<'_>> = named.collect();
    elsewhere::weigh(&mut found, &labels.ner);
    let calibrated = |n: NameSpan| NameSpan { score: labels.calibration.apply(n.score), ..n };
    found.into_iter().map(|s| s.names.into_iter().map(calibrated).collect()).collect()
}

/// Words with their tags and the best tree.
fn grown(words: &[&str], syntax: &SyntaxAnswer, labels: &Labels) -> Vec<Word> {
    let mut heads = tree::decode(&syntax.arcs);
    let upos: Vec<Upos> = syntax.upos.iter().map(|s| labels.upos[argmax(s)]).collect();
    let mut deprels = grammar::deprels(labels, &syntax.deprel, &heads, &upos);
    grammar::untangle(&mut heads, &mut deprels);
    let mut draft = Draft { words, upos: &upos, heads: &mut heads, deprels: &mut deprels };
    draft.mend_participles();
    draft.complete_headline();
    annotated(words, &upos, &heads, &deprels)
}

/// Words with their tags, heads and labels, and the base forms that follow from the tags.
fn annotated(words: &[&str], upos: &[Upos], heads: &[Option<usize>], deprels: &[Deprel]) -> Vec<Word> {
    let word = |(i, word): (usize, &&str)| Word {
        upos: upos[i],
        head: heads[i],
        deprel: deprels[i],
        lemma: text::lemma(word, upos[i]),
    };
    words.iter().enumerate().map(word).collect()
}

/// Index of the largest score; the first of equals.
fn argmax(scores: &[f32]) -> usize {
    let first = (0, scores.first().copied().unwrap_or_default());
    scores
        .iter()
        .copied()
        .enumerate()
        .fold(first, |best, other| if other.1 > best.1 { other } else { best })
        .0
}
