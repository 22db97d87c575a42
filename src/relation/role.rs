//! Names for the places where parties stand, as rules write them; `grammar` finds them.

/// A place for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who acts: subject of the active, "by" of the passive; of a noun, its owner or the nationality before it.
    Subject,
    /// What strikes where nobody is named who struck: "a *bomb* killed 12", "died in a *blast*". Words of `modality.toml`.
    Means,
    /// Who or what is acted on.
    Object,
    /// Who receives: indirect object, or after "to".
    Recipient,
    /// The trigger itself.
    Itself,
    /// Who holds the title that the trigger is ("Foreign Minister *Sybiha*").
    Bearer,
    /// The owner: "*Kyiv's* army".
    Possessor,
    /// A name before the noun: "*U.S.* adviser".
    Modifier,
    /// Who leads an attack or a campaign, told by a noun before it: "a *rebel* raid". Words of `modality.toml`.
    Attacker,
    /// What somebody or something is called: "a base called *Q-West*".
    Complement,
    /// An apposition, or a name set off by a comma ("Paris, *France*").
    Apposition,
    /// What the noun beside a name belongs to: "Jo Bell, a pilot with *Aeroflot*", "*Aeroflot* pilot Jo Bell".
    Described,
    /// The name before a body's in a line without a verb, as the sources of broadcasts are noted: "*Oslo* NRK in Norwegian".
    Leading,
    /// What a number counts: "four *ISIL units*", "dozens of *villages*".
    Counted,
    /// A name in brackets right behind.
    Bracketed,
    /// The parties inside the clause that completes the trigger ("threatened to bomb *X*").
    Clause,
    /// Who is to act in the condition set: "threatened to attack unless *X* withdrew".
    Condition,
    /// The one told to do something ("urged *X* to leave").
    Controlled,
    /// After this preposition.
    Preposition(String),
}

const PREPOSITIONS: [&str; 35] = [
    "with",
    "to",
    "against",
    "on",
    "over",
    "from",
    "in",
    "into",
    "at",
    "between",
    "toward",
    "towards",
    "for",
    "by",
    "of",
    "about",
    "under",
    "among",
    "near",
    "within",
    "onto",
    "across",
    "inside",
    "behind",
    "as",
    "upon",
    "along",
    "around",
    "outside",
    "through",
    "before",
    "beyond",
    "off",
    "alongside",
    "via",
];

const PLACES: [(&str, Role); 18] = [
    ("subject", Role::Subject),
    ("means", Role::Means),
    ("object", Role::Object),
    ("recipient", Role::Recipient),
    ("self", Role::Itself),
    ("bearer", Role::Bearer),
    ("possessor", Role::Possessor),
    ("modifier", Role::Modifier),
    ("attacker", Role::Attacker),
    ("complement", Role::Complement),
    ("apposition", Role::Apposition),
    ("described", Role::Described),
    ("leading", Role::Leading),
    ("counted", Role::Counted),
    ("bracketed", Role::Bracketed),
    ("clause", Role::Clause),
    ("condition", Role::Condition),
    ("controlled", Role::Controlled),
];

impl Role {
    /// Every word a rule may write for a role.
    pub fn names() -> Vec<&'static str> {
        PLACES.iter().map(|(name, _)| *name).chain(PREPOSITIONS).collect()
    }

    pub fn parse(name: &str) -> Option<Role> {
        let place = PLACES.iter().find(|(place, _)| *place == name).map(|(_, role)| role.clone());
        place.or_else(|| PREPOSITIONS.contains(&name).then(|| Role::Preposition(name.to_string())))
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = PLACES.iter().find(|(_, role)| role == self).map(|(name, _)| *name);
        f.write_str(match self {
            Role::Preposition(preposition) => preposition,
            _ => place.unwrap_or_default(),
        })
    }
}
