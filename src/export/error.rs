//! Why an export cannot be made.

use std::io;
use std::path::PathBuf;

/// An export cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    #[error("{}: {reason}", path.display())]
    Run { path: PathBuf, reason: String },
    #[error("{}: cannot be written", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("this build of dossier writes no {0}: build it with the feature `{1}`")]
    Missing(&'static str, &'static str),
}
