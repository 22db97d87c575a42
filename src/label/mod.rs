//! The closed sets of labels that networks, rules, gazetteers and tables speak in.
//!
//! This module must never know a text, a word or a rule: a label is its name and what its definition says of it.

mod article_status;
mod by_name;
mod cameo;
mod dependent;
mod deprel;
mod event_class;
mod fact_relation;
mod form;
mod likeness;
mod mention_kind;
mod mention_source;
mod modality;
mod name_kind;
mod qualifier;
mod section;
mod sector;
mod speech_mode;
mod tone;
mod unknown;
mod upos;
mod verdict;

pub use article_status::ArticleStatus;
pub use cameo::{Cameo, NotCameo};
pub use dependent::Dependent;
pub use deprel::Deprel;
pub use event_class::EventClass;
pub use fact_relation::FactRelation;
pub use form::Form;
pub use likeness::Likeness;
pub use mention_kind::MentionKind;
pub use mention_source::MentionSource;
pub use modality::Modality;
pub use name_kind::NameKind;
pub use qualifier::Qualifier;
pub use section::Section;
pub use sector::Sector;
pub use speech_mode::SpeechMode;
pub use tone::Tone;
pub use unknown::UnknownLabel;
pub(crate) use unknown::nearest;
pub use upos::Upos;
pub use verdict::Verdict;
