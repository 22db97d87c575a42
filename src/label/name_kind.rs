//! What a name is to the network.

/// The four kinds of CoNLL-2003.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    Person,
    Organization,
    Location,
    Misc,
}

impl NameKind {
    /// CoNLL-2003's tag suffix.
    pub fn tag(self) -> &'static str {
        match self {
            NameKind::Person => "PER",
            NameKind::Organization => "ORG",
            NameKind::Location => "LOC",
            NameKind::Misc => "MISC",
        }
    }
}
