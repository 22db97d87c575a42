//! The scores of one sentence's words, read out of the batches that its windows ran in.

use std::ops::Range;

use super::engine::{Batch, Scores, SyntaxScores};
use super::error::EncoderError;
use super::labels::Labels;
use super::{tree, windows};

/// A score for each label of each word, word by word.
#[derive(Clone, Debug)]
pub struct WordScores {
    labels: usize,
    scores: Vec<f32>,
}

impl WordScores {
    fn new(words: usize, labels: usize) -> WordScores {
        WordScores { labels, scores: vec![0.0; words * labels] }
    }

    /// The scores of one word's labels.
    pub fn of(&self, word: usize) -> &[f32] {
        &self.scores[cells(word, self.labels)]
    }

    /// The same of every word, in order.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f32> {
        self.scores.chunks_exact(self.labels)
    }

    fn set(&mut self, word: usize, scores: &[f32]) {
        self.scores[cells(word, self.labels)].copy_from_slice(scores);
    }
}

#[cfg(test)]
impl<const N: usize> FromIterator<[f32; N]> for WordScores {
    fn from_iter<I: IntoIterator<Item = [f32; N]>>(rows: I) -> WordScores {
        WordScores { labels: N, scores: rows.into_iter().flatten().collect() }
    }
}

/// The scores of one sentence's words.
pub struct Answer {
    pub ner: WordScores,
    /// Nothing where the network knows names only.
    pub syntax: Option<SyntaxAnswer>,
    /// What the scorers of events read; nothing where the network finds none.
    pub events: Option<WordScores>,
}

pub struct SyntaxAnswer {
    pub upos: WordScores,
    pub deprel: WordScores,
    pub arcs: tree::ArcScores,
}

impl Answer {
    pub fn new(words: usize, labels: &Labels) -> Self {
        let syntax = labels.knows_syntax().then(|| SyntaxAnswer {
            upos: WordScores::new(words, labels.upos.len()),
            deprel: WordScores::new(words, labels.deprel.len()),
            arcs: tree::ArcScores::new(words),
        });
        let events = labels.events.as_ref().map(|events| WordScores::new(words, events.columns));
        Answer { ner: WordScores::new(words, labels.ner.len()), syntax, events }
    }
}

/// A batch's scores, checked against the label sets, ready to be read row by row.
pub struct Rows<'s> {
    scores: &'s Scores,
    length: usize,
    ner: usize,
    upos: usize,
    deprel: usize,
    events: usize,
}

impl<'s> Rows<'s> {
    /// # Errors
    /// [`EncoderError::Run`], naming the output that has not as many scores as there are labels.
    pub fn new(labels: &Labels, batch: &Batch, scores: &'s Scores) -> Result<Self, EncoderError> {
        let cells = batch.windows * batch.length;
        let (ner, upos, deprel) = (labels.ner.len(), labels.upos.len(), labels.deprel.len());
        let mut expected = vec![("ner", scores.ner.len(), ner)];
        if let Some(syntax) = &scores.syntax {
            expected.push(("upos", syntax.upos.len(), upos));
            expected.push(("deprel", syntax.deprel.len(), deprel));
            expected.push(("arcs", syntax.arcs.len(), batch.length));
        }
        let events = labels.events.as_ref().map_or(0, |events| events.columns);
        if events > 0 {
            expected.push(("events", scores.events.as_ref().map_or(0, Vec::len), events));
        }
        for (name, got, width) in expected {
            if got != cells * width {
                return Err(EncoderError::Run(format!(
                    "output `{name}` has {} scores a piece where labels.json has {width}",
                    got / cells.max(1)
                )));
            }
        }
        Ok(Rows { scores, length: batch.length, ner, upos, deprel, events })
    }

    pub fn read(&self, row: usize, stretch: &windows::Stretch, answer: &mut Answer) {
        for word in stretch.answers.clone() {
            let piece = row * self.length + stretch.positions[word - stretch.first_word];
            answer.ner.set(word, &self.scores.ner[cells(piece, self.ner)]);
            if let (Some(from), Some(to)) = (&self.scores.syntax, &mut answer.syntax) {
                self.read_syntax(from, to, word, piece, stretch);
            }
            if let (Some(from), Some(to)) = (&self.scores.events, &mut answer.events) {
                to.set(word, &from[cells(piece, self.events)]);
            }
        }
    }

    fn read_syntax(
        &self,
        from: &SyntaxScores,
        to: &mut SyntaxAnswer,
        word: usize,
        piece: usize,
        stretch: &windows::Stretch,
    ) {
        to.upos.set(word, &from.upos[cells(piece, self.upos)]);
        to.deprel.set(word, &from.deprel[cells(piece, self.deprel)]);
        let arcs = &from.arcs[cells(piece, self.length)];
        to.arcs.set_root(word, arcs[0]);
        for (i, position) in stretch.positions.iter().enumerate() {
            to.arcs.set(word, stretch.first_word + i, arcs[*position]);
        }
    }
}

fn cells(row: usize, width: usize) -> Range<usize> {
    row * width..(row + 1) * width
}
