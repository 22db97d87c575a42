//! What part of society an actor belongs to.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::unknown::UnknownLabel;

/// PLOVER's sectors of actors (codebook of 2021), as far as dossier's own data has them, and those of a user's names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sector {
    /// Government.
    Gov,
    /// Armed forces.
    Mil,
    /// Rebels.
    Reb,
    /// Armed, for nobody known.
    Uaf,
    /// Political opposition.
    Opp,
    /// Parties.
    Pty,
    /// Legislatures.
    Leg,
    /// Courts.
    Jud,
    /// Police.
    Cop,
    /// Intelligence services.
    Spy,
    /// Companies.
    Bus,
    /// Unions and workers.
    Lab,
    /// Media.
    Med,
    /// Schools and universities.
    Edu,
    /// Health.
    Hlh,
    /// Religious bodies.
    Rel,
    /// Refugees.
    Ref,
    /// Criminals.
    Crm,
    /// Former members of a government.
    Eli,
    /// Bodies that are no state's.
    Ngo,
    /// Bodies of states.
    Igo,
    /// Civilians.
    Cvl,
    /// A code of a user's own.
    Own(Box<str>),
}

const NAMES: [(&str, Sector); 22] = [
    ("GOV", Sector::Gov),
    ("MIL", Sector::Mil),
    ("REB", Sector::Reb),
    ("UAF", Sector::Uaf),
    ("OPP", Sector::Opp),
    ("PTY", Sector::Pty),
    ("LEG", Sector::Leg),
    ("JUD", Sector::Jud),
    ("COP", Sector::Cop),
    ("SPY", Sector::Spy),
    ("BUS", Sector::Bus),
    ("LAB", Sector::Lab),
    ("MED", Sector::Med),
    ("EDU", Sector::Edu),
    ("HLH", Sector::Hlh),
    ("REL", Sector::Rel),
    ("REF", Sector::Ref),
    ("CRM", Sector::Crm),
    ("ELI", Sector::Eli),
    ("NGO", Sector::Ngo),
    ("IGO", Sector::Igo),
    ("CVL", Sector::Cvl),
];

impl Sector {
    /// The code in files and tables.
    pub fn as_str(&self) -> &str {
        match self {
            Sector::Own(code) => code,
            named => NAMES.iter().find(|(_, sector)| sector == named).map_or("", |(name, _)| name),
        }
    }

    /// The code of a sector, empty where there is none.
    pub fn code(sector: Option<&Sector>) -> &str {
        sector.map_or("", Sector::as_str)
    }

    /// PLOVER's sector of this code.
    ///
    /// # Errors
    /// [`UnknownLabel`], with the nearest code.
    pub fn named(code: &str) -> Result<Sector, UnknownLabel> {
        let unknown = || UnknownLabel::among("PLOVER sector", code, &NAMES.map(|(name, _)| name));
        NAMES.iter().find(|(name, _)| *name == code).map(|(_, sector)| sector.clone()).ok_or_else(unknown)
    }

    /// The sector of a code that may be a user's own; none where it is empty.
    pub fn of(code: &str) -> Option<Sector> {
        (!code.is_empty()).then(|| Sector::named(code).unwrap_or_else(|_| Sector::Own(code.into())))
    }
}

impl fmt::Display for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Sector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One of PLOVER's: what dossier's own tables may hold.
impl<'de> Deserialize<'de> for Sector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sector, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Sector::named(&code).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_plovers_or_a_users_own() {
        for (code, sector) in &NAMES {
            assert_eq!((Sector::named(code), sector.as_str()), (Ok(sector.clone()), *code));
        }
        let said = Sector::named("GVO").unwrap_err().to_string();
        assert_eq!(said, "unknown PLOVER sector `GVO`; did you mean `GOV`?");
        assert_eq!(Sector::of("XYZ").map(|s| s.to_string()).as_deref(), Some("XYZ"));
        assert_eq!(Sector::of(""), None);
    }
}
