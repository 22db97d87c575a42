//! News articles in, tables out: who is in them, how much is at stake, and who does what to whom.
//!
//! A neural network parses the sentences, and rules, which are data, turn the trees into rows. Each row names its rule and its place in
//! the text. Network, word lists, names and rules are compiled in: no file, server or download is needed at run time.
//!
//! ```
//! use dossier::{Article, Pipeline};
//!
//! let pipeline = Pipeline::embedded()?;
//! let article = Article::from_text("thanks", "Kenya thanked Sudan on Monday.");
//! let extraction = pipeline.extract(&article)?;
//!
//! let row = extraction.relations().next().expect("one relation");
//! assert_eq!((&*row.subject_text, &*row.relation, &*row.object_text), ("Kenya", "praises", "Sudan"));
//! assert_eq!((row.subject_start, row.subject_end), (Some(0), Some(5)));
//! assert_eq!(row.rule, "praise");
//!
//! let mentions: Vec<String> = extraction.mentions().map(|mention| mention.text).collect();
//! assert_eq!(mentions, ["Kenya", "Sudan", "Monday"]);
//! # Ok::<(), dossier::Error>(())
//! ```
//!
//! Build one [`Pipeline`] and share it between threads. For many texts, keep one [`Worker`] for each thread; for files and dumps, [`run`]
//! does that for you.
//!
//! # Where to look
//!
//! | to | see | example |
//! | --- | --- | --- |
//! | extract from one text | [`Pipeline::extract`], [`Extraction`] | `one_text` |
//! | get the rows as JSON (they implement [`Serialize`](trait@serde::Serialize)) | [`extraction`] | `json` |
//! | turn a dump, folder or archive into CSV tables, on all cores | [`run::Plan`], [`run::run`] | `dump` |
//! | add rules or names, or replace word lists or the model | [`PipelineBuilder`] | `own_rules` |
//! | see why a sentence gives its rows, and which rules nearly matched | [`Worker::explain`] | |
//! | extract from sentences that are parsed already (CoNLL-U), without the network | [`Interpreter`] | |
//! | write a run as Parquet, graphs, event data, ... | [`export::export`] | |
//! | write a run as one HTML page | [`report::report`] | |
//! | read sums, shares, counts, dates and times of a text without the network | [`amount::read`], [`date::read`] | |
//! | load the word lists and names alone | [`Knowledge`] | |
//! | read articles from files, without menus and advertisements | [`article::Reader`] | |
//!
//! The examples are in `examples/`; `cargo run --release --example one_text` runs one.
//!
//! # Your own rules
//!
//! A rule is a table in a TOML file, with its tests beside it. The manual is `data/rules/README.md`.
//!
//! ```toml
//! [[rule]]
//! name = "audit"
//! relation = "audits"
//! event = "ACCUSE"
//! cameo = "090"
//! verbs = ["audit"]
//! needs_object = true
//!
//! [[rule.examples]]
//! text = "Norway audited Chad."
//! rows = ["Norway | audits | Chad"]
//! ```
//!
//! ```no_run
//! use dossier::Pipeline;
//!
//! let pipeline = Pipeline::builder().rules("my-rules.toml").build()?;
//! let (tried, failures) = pipeline.test_rules()?;
//! assert!(failures.is_empty(), "{} of {tried} examples fail", failures.len());
//! # Ok::<(), dossier::Error>(())
//! ```
//!
//! # Features
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `cli` | yes | the command `dossier`, with clap and a progress bar; a library can do without (`default-features = false`) |
//! | `parquet` | yes | Parquet files, in and out |
//! | `onnxruntime` | no | [`EngineKind::OnnxRuntime`], also on GPUs; needs ONNX Runtime's shared library at run time |
//! | `rust-bert` | no | [`EngineKind::RustBert`], for BERT token-classification models; needs libtorch 2.4 |
//!
//! # Modules
//!
//! An article passes through [`article`] (reading files), `text` (sentences, tokens), `encoder` (the network), `entity` (mentions and whom
//! they refer to), `relation` (the rules), [`extraction`] (the rows) and [`table`] (the CSV files). A module uses only those before it, with
//! the data in `knowledge` and the enums in [`label`]. ARCHITECTURE.md says more.

pub mod amount;
pub mod article;
mod conll;
pub mod date;
mod encoder;
mod entity;
pub mod export;
pub mod extraction;
#[cfg(fuzzing)]
pub mod fuzzing;
mod knowledge;
pub mod label;
mod link;
pub mod memory;
mod page;
mod pipeline;
mod relation;
pub mod report;
pub mod run;
mod sentence;
pub mod table;
mod text;

pub use article::Article;
pub use conll::{ConllError, ParsedArticle};
pub use encoder::{EncoderError, EngineKind, ModelError};
pub use extraction::Extraction;
pub use knowledge::{DataError, GazetteerError, Knowledge};
pub use label::{MentionKind, MentionSource, Modality};
pub use pipeline::{
    Error, Explanation, Failure, Fingerprint, Interpreter, Pipeline, PipelineBuilder, Worker,
};
pub use relation::{
    Because, CheckedRules, EventSource, Example, Miss, MissReason, NeverWins, Role, Rule, RuleError, Trigger,
    Winner, check as check_rules,
};
pub use text::{Bytes, Span};
