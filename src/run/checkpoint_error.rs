//! Why a checkpoint cannot be used.

use std::io;
use std::path::PathBuf;

/// A checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    #[error("{}: cannot be read or written", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: not a checkpoint of this version of dossier: {reason}", path.display())]
    Unusable { path: PathBuf, reason: String },
    #[error(
        "the interrupted run was another one: {0}. Give the same inputs and options, or leave out --resume to begin anew"
    )]
    OtherRun(String),
    #[error(
        "the inputs were changed since the run was interrupted, within what it had read: leave out --resume to begin anew"
    )]
    Edited,
    #[error("standard input and pipes cannot be resumed: what was read of them is gone")]
    StandardInput,
}
