//! Why a model cannot be loaded.

use std::path::PathBuf;

use crate::encoder::engine::EngineKind;

/// A model could not be loaded. The message names the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    #[error("{}: cannot be read", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}: not a model that dossier can use: {reason}. A folder written by scripts/train holds model.onnx, vocab.txt, labels.json and probe.json", path.display())]
    Unusable { path: PathBuf, reason: String },
    #[error("{}: the engine `{}` cannot run it: {reason}", path.display(), engine.name())]
    Engine { path: PathBuf, engine: EngineKind, reason: String },
    #[error(
        "this dossier was built without the engine `{0}`; build it with `cargo build --release --features {0}`"
    )]
    NotBuiltIn(EngineKind),
}
