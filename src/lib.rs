//! News articles in, tables out: who is in them, how much is at stake, and who does what to whom.
//!
//! ```
//! use dossier::{Article, Pipeline};
//!
//! let article = Article::from_text("talks", "Kenya sent envoys to Sudan. President Ann Mwangi promised $2 million.");
//! let extraction = Pipeline::embedded()?.extract(&article)?;
//! let names: Vec<String> = extraction.mentions().map(|m| m.text).collect();
//! assert!(names.contains(&"Kenya".into()) && names.contains(&"$2 million".into()));
//! # Ok::<(), dossier::Error>(())
//! ```
//!
//! The rooms, left to right; each knows only those to its left: [`article`] reads files, `text` cuts sentences and
//! tokens, `encoder` runs the network, `entity` finds mentions and who they are, `relation` applies the rules,
//! [`table`] holds the rows. [`Pipeline`] is the way through them for one article, [`run`] for a whole dump.

pub mod article;
pub mod conll;
mod encoder;
mod entity;
pub mod extraction;
#[cfg(fuzzing)]
pub mod fuzzing;
mod knowledge;
pub mod label;
pub mod memory;
mod pipeline;
mod relation;
pub mod run;
mod sentence;
pub mod table;
mod text;

pub use article::Article;
pub use encoder::{EncoderError, EngineKind, ModelError};
pub use entity::AmountKind;
pub use extraction::Extraction;
pub use knowledge::{DataError, GazetteerError, Knowledge};
pub use label::{MentionKind, MentionSource};
pub use pipeline::{
    Error, Explanation, Failure, Fingerprint, Interpreter, Pipeline, PipelineBuilder, Worker,
};
pub use relation::{Example, Modality, Rule, RuleError, check as check_rules};
