//! Why the network gives no answer.

/// The network could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncoderError {
    #[error("the network could not be computed: {0}")]
    Run(String),
}
