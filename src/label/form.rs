//! How a word is inflected, as far as its form tells.

/// The form of a word beside its base form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The base form itself: "attack".
    Base,
    /// The present participle or gerund: "attacking".
    Ing,
    /// Any other: "attacked", "attacks", "taken".
    Inflected,
}
