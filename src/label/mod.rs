//! The closed sets of labels that networks, rules, gazetteers and tables speak in.
//!
//! This module must never know a text, a word or a rule: a label is its name and what its definition says of it.

mod article_status;
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
pub use upos::Upos;
pub use verdict::Verdict;

/// A name that is none of a set of labels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {set} `{name}`{}", nearest.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
pub struct UnknownLabel {
    /// What the set holds: "part of speech".
    pub set: &'static str,
    pub name: String,
    /// The name of the set that is spelt most alike, where one is close.
    pub nearest: Option<&'static str>,
}

impl UnknownLabel {
    /// An error for `name`, which is not among `names`.
    pub(crate) fn among(set: &'static str, name: &str, names: &[&'static str]) -> UnknownLabel {
        UnknownLabel { set, name: name.to_string(), nearest: nearest(name, names.iter().copied()) }
    }
}

/// The candidate that is spelt most like `name`, where it differs in no more than a third of its letters (and two).
pub(crate) fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let distance = |candidate: &str| strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase());
    let (distance, best) = candidates.into_iter().map(|c| (distance(c), c)).min_by_key(|(d, _)| *d)?;
    (distance <= 2.max(name.chars().count() / 3)).then_some(best)
}

/// Implements parsing, printing and serde for an enum that derives strum's `EnumString`, `IntoStaticStr` and `VariantNames`.
macro_rules! by_name {
    ($label:ty, $set:literal) => {
        impl $label {
            /// The name in files and tables.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// The label of this name.
            ///
            /// # Errors
            /// [`UnknownLabel`](crate::label::UnknownLabel), with the nearest name.
            pub fn named(name: &str) -> Result<Self, $crate::label::UnknownLabel> {
                let unknown = |_| {
                    $crate::label::UnknownLabel::among($set, name, <Self as strum::VariantNames>::VARIANTS)
                };
                <Self as std::str::FromStr>::from_str(name).map_err(unknown)
            }
        }

        impl std::fmt::Display for $label {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $label {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $label {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                <$label>::named(&name).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use by_name;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let error = Deprel::named("nsubj:pas").unwrap_err().to_string();
        assert_eq!(error, "unknown dependency relation `nsubj:pas`; did you mean `nsubj:pass`?");
        assert_eq!(Upos::named("GADGET").unwrap_err().to_string(), "unknown part of speech `GADGET`");
    }
}
