//! A name that is no label, and the label that was meant.

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

#[cfg(test)]
mod tests {
    use crate::label::{Deprel, Upos};

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let error = Deprel::named("nsubj:pas").unwrap_err().to_string();
        assert_eq!(error, "unknown dependency relation `nsubj:pas`; did you mean `nsubj:pass`?");
        assert_eq!(Upos::named("GADGET").unwrap_err().to_string(), "unknown part of speech `GADGET`");
    }
}
