//! Why a run ended early.

use super::checkpoint_error::CheckpointError;
use super::lock::Locked;
use crate::article::ReadError;
use crate::pipeline::Error;
use crate::table::{MergeError, TableError};

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Pipeline(#[from] Error),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Shard(#[from] MergeError),
    #[error(transparent)]
    Locked(#[from] Locked),
    #[error("{failed} articles failed, more than {allowed} are not allowed; the last is {last}")]
    TooManyFailed { failed: usize, allowed: usize, last: ReadError },
}
