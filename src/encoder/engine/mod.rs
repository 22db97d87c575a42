//! What runs the network. An engine knows tensors only: no words, no labels.
//!
//! Three there are: [`embedded`] (rten, always there), `onnxruntime` and `rust_bert` behind the Cargo features of their names.

pub mod embedded;
#[cfg(feature = "onnxruntime")]
pub mod onnxruntime;
#[cfg(feature = "onnxruntime")]
mod portable;
#[cfg(feature = "rust-bert")]
pub mod rust_bert;
pub mod tensors;
#[cfg(feature = "rust-bert")]
mod weights;

use super::error::EncoderError;

/// Which engine runs the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// rten: pure Rust, inside the binary.
    Embedded,
    /// ONNX Runtime, from a shared library found at run time (Cargo feature `onnxruntime`).
    OnnxRuntime,
    /// rust-bert on libtorch (Cargo feature `rust-bert`).
    RustBert,
}

impl EngineKind {
    /// As `--engine` and the Cargo features write it.
    pub fn name(self) -> &'static str {
        match self {
            EngineKind::Embedded => "embedded",
            EngineKind::OnnxRuntime => "onnxruntime",
            EngineKind::RustBert => "rust-bert",
        }
    }

    /// Whether this build holds the engine.
    pub fn is_built_in(self) -> bool {
        match self {
            EngineKind::Embedded => true,
            EngineKind::OnnxRuntime => cfg!(feature = "onnxruntime"),
            EngineKind::RustBert => cfg!(feature = "rust-bert"),
        }
    }
}

impl std::fmt::Display for EngineKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Names of the network's inputs in an ONNX file, as `scripts/train` writes them.
pub const INPUTS: [&str; 3] = ["ids", "types", "mask"];
/// Names of its outputs.
pub const OUTPUTS: [&str; 4] = ["ner", "upos", "deprel", "arcs"];
/// Name of the output that networks which find events have besides.
pub const EVENTS: &str = "events";

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
    /// `None` from networks that know names only.
    pub syntax: Option<SyntaxScores>,
    /// What the scorers of events read (`encoder::events`): `windows × length × columns`. `None` from networks that find no events.
    pub events: Option<Vec<f32>>,
}

#[derive(Clone, Debug)]
pub struct SyntaxScores {
    /// `windows × length × UPOS tags`.
    pub upos: Vec<f32>,
    /// `windows × length × dependency labels`.
    pub deprel: Vec<f32>,
    /// `windows × length × length`: row the dependent, column its head; column 0 is the root.
    pub arcs: Vec<f32>,
}

/// A loaded network, shared by all workers.
pub trait Network: Send + Sync {
    /// A worker's engine.
    ///
    /// # Errors
    /// [`EncoderError::Run`] where the engine cannot be set up.
    fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError>;

    /// Why the processor computes what a graphics card was meant to. `None` where none was.
    fn kept_from_gpu(&self) -> Option<&str> {
        None
    }
}

/// Runs batches through a network. One engine a worker; it need not be shared.
pub trait Engine: Send {
    /// # Errors
    /// [`EncoderError::Run`] where the network cannot be computed on this batch.
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError>;
}
