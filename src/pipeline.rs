//! The way through the rooms for one article: text, encoder, entity, relation.

mod builder;
mod error;
mod explain;
mod explained;
mod fingerprint;
mod interpreter;
mod loaded;
mod worker;

pub use builder::PipelineBuilder;
pub use error::Error;
pub use explain::{Explanation, Failure};
pub use fingerprint::Fingerprint;
pub use interpreter::Interpreter;
pub use loaded::Pipeline;
pub use worker::Worker;
