//! What runs the network. An engine knows tensors only: no words, no labels.

use super::EncoderError;

/// Windows padded to one length. All vectors hold `windows × length` values, row by row.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub windows: usize,
    /// Pieces a window, padding included.
    pub length: usize,
    /// Vocabulary ids; 0 where padded.
    pub ids: Vec<i32>,
    /// Casing classes of the pieces' words.
    pub types: Vec<i32>,
    /// 1 where there is a piece, 0 where padded.
    pub mask: Vec<i32>,
}

/// The network's scores for a batch, before any softmax.
#[derive(Clone, Debug)]
pub struct Scores {
    /// `windows × length × entity tags`.
    pub ner: Vec<f32>,
    /// `windows × length × UPOS tags`.
    pub upos: Vec<f32>,
    /// `windows × length × dependency labels`.
    pub deprel: Vec<f32>,
    /// `windows × length × length`: row the dependent, column its head; column 0 is the root.
    pub arcs: Vec<f32>,
}

/// Runs batches through a network. One engine a worker; it need not be shared.
pub trait Engine: Send {
    /// # Errors
    /// [`EncoderError::Run`] where the network cannot be computed on this batch.
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError>;
}
