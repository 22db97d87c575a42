//! Why a pipeline could not be built, or an article not be read.

use crate::encoder::{EncoderError, ModelError};
use crate::knowledge::{DataError, GazetteerError};
use crate::relation::RuleError;

/// Why a pipeline could not be built, or an article not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Rules(#[from] RuleError),
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    #[error(transparent)]
    Data(#[from] DataError),
    #[error(transparent)]
    Encoder(#[from] EncoderError),
}
