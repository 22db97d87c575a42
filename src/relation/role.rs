//! Names for the places where parties stand, as rules write them; `grammar` finds them.

use strum::{Display, EnumString, VariantNames};

/// A place for a party. A rule writes its name in small letters.
#[derive(Clone, Debug, PartialEq, Eq, Display, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
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
    #[strum(serialize = "self")]
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
    /// A name in brackets right behind.
    Bracketed,
    /// The parties inside the clause that completes the trigger ("threatened to bomb *X*").
    Clause,
    /// Who is to act in the condition set: "threatened to attack unless *X* withdrew".
    Condition,
    /// The one told to do something ("urged *X* to leave").
    Controlled,
    /// After this preposition, which a rule writes itself.
    #[strum(default)]
    Preposition(String),
}

impl Role {
    /// Every word a rule may write for a role, where it may name these prepositions.
    pub fn names(prepositions: &[String]) -> Vec<&str> {
        // The last of the variants stands for any preposition and has no name of its own.
        let places = Role::VARIANTS.split_last().map_or(&[][..], |(_, places)| places);
        places.iter().copied().chain(prepositions.iter().map(String::as_str)).collect()
    }

    /// The place of this name, which may be one of `prepositions`.
    pub fn parse(name: &str, prepositions: &[String]) -> Option<Role> {
        match Role::from(name) {
            Role::Preposition(other) if !prepositions.contains(&other) => None,
            role => Some(role),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn places_and_prepositions_go_by_their_names() {
        let prepositions = ["with".to_string()];
        let names = Role::names(&prepositions);
        assert_eq!((names.len(), names[0], names[4], names[17]), (18, "subject", "self", "with"));
        for name in names {
            assert_eq!(Role::parse(name, &prepositions).map(|role| role.to_string()).as_deref(), Some(name));
        }
        assert_eq!(Role::parse("itself", &prepositions), None);
        assert_eq!(Role::parse("preposition", &prepositions), None);
    }
}
