//! The tables of `data/gazetteer/`.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::known::{Agent, Known, Role, Share};
use super::{Atlas, Gazetteer};
use crate::knowledge::source::Source;
use crate::knowledge::{DataError, WordSet, table};
use crate::label::{MentionKind, Sector};

/// Years after a term in which a surname alone still means who held it.
const REMEMBERED: i64 = 10;

/// A row of `countries.csv`; names are parted by `|`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Country {
    code: String,
    name: String,
    aliases: String,
    demonyms: String,
    places: String,
    seats: String,
}

/// A row of `places.csv` or `cities.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    code: String,
    places: String,
}

/// A row of `organizations.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organization {
    name: String,
    aliases: String,
    #[serde(rename = "type")]
    kind: MentionKind,
    country: String,
    sector: Option<Sector>,
}

/// A row of `agreements.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agreement {
    name: String,
    aliases: String,
}

/// A row of `leaders.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Leader {
    name: String,
    aliases: String,
    country: String,
    sector: Option<Sector>,
    from: Option<Date>,
    to: Option<Date>,
}

/// A row of `agents.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgentNoun {
    noun: String,
    sector: Option<Sector>,
    kind: AgentKind,
}

/// What the file's header says of each.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum AgentKind {
    People,
    #[serde(rename = "people of")]
    PeopleOf,
    #[serde(rename = "people sent")]
    PeopleSent,
    #[serde(rename = "office of")]
    OfficeOf,
    Body,
    #[serde(rename = "body of")]
    BodyOf,
    #[serde(rename = "body told")]
    BodyTold,
    Bodies,
}

impl Gazetteer {
    /// The tables of names.
    ///
    /// # Errors
    /// [`DataError`] at the first row that is not understood.
    pub(crate) fn load(source: &mut Source) -> Result<Gazetteer, DataError> {
        let mut gazetteer = Gazetteer { atlas: Atlas::load(source)?, ..Gazetteer::default() };
        table::rows(&source.read("gazetteer/countries.csv")?)?
            .iter()
            .for_each(|row| gazetteer.add_country(row));
        for (path, role) in [("gazetteer/places.csv", Role::Place), ("gazetteer/cities.csv", Role::City)] {
            table::rows(&source.read(path)?)?.iter().for_each(|row| gazetteer.add_places(row, role));
        }
        let organizations: Vec<Organization> = table::rows(&source.read("gazetteer/organizations.csv")?)?;
        organizations.iter().for_each(|row| gazetteer.add_organization(row));
        table::rows(&source.read("gazetteer/agreements.csv")?)?
            .iter()
            .for_each(|row| gazetteer.add_agreement(row));
        gazetteer.add_leaders(&table::rows(&source.read("gazetteer/leaders.csv")?)?);
        table::rows(&source.read("gazetteer/agents.csv")?)?
            .into_iter()
            .for_each(|row| gazetteer.add_agent(row));
        gazetteer.add_people(&table::words(&source.read("gazetteer/people.txt")?)?);
        Ok(gazetteer)
    }

    fn add_country(&mut self, row: &Country) {
        let known = |role: Role, name: &str, kind: MentionKind, sector: Option<Sector>| {
            Known::always(name, role, kind, &row.code, sector)
        };
        let columns = [
            (Role::Country, &row.aliases, MentionKind::Location, None),
            (Role::Demonym, &row.demonyms, MentionKind::Misc, None),
            (Role::Place, &row.places, MentionKind::Location, None),
            (Role::Seat, &row.seats, MentionKind::Organization, Some(Sector::Gov)),
        ];
        self.add(&row.name, known(Role::Country, &row.name, MentionKind::Location, None));
        for (role, names, kind, sector) in columns {
            for alias in names.split('|').filter(|a| !a.is_empty()) {
                let name = if role == Role::Country { &row.name } else { alias };
                self.add(alias, known(role, name, kind, sector.clone()));
            }
        }
    }

    fn add_places(&mut self, row: &Places, role: Role) {
        for name in row.places.split('|') {
            self.add(name, Known::always(name, role, MentionKind::Location, &row.code, None));
        }
    }

    fn add_organization(&mut self, row: &Organization) {
        for alias in names_of(&row.name, &row.aliases) {
            let known = Known::always(&row.name, Role::Actor, row.kind, &row.country, row.sector.clone());
            self.add(alias, known);
        }
    }

    fn add_agreement(&mut self, row: &Agreement) {
        for alias in names_of(&row.name, &row.aliases) {
            self.add(alias, Known::always(&row.name, Role::Agreement, MentionKind::Misc, "", None));
        }
    }

    /// Leaders on the days of their terms; else only their countries: by their full names on any day, by a surname for some years after.
    fn add_leaders(&mut self, table: &[Leader]) {
        let known = |row: &Leader| Known {
            name: row.name.clone(),
            role: Role::Leader,
            kind: MentionKind::Person,
            country: row.country.clone(),
            sector: row.sector.clone(),
            from: row.from,
            to: row.to,
        };
        for row in table {
            for name in names_of(&row.name, &row.aliases) {
                self.add(name, known(row));
                // "ANTONY J. BLINKEN" is looked up without capitals, but an initial keeps its own.
                if name.contains('.') {
                    self.add(&name.to_lowercase(), known(row));
                }
            }
        }
        for row in table.iter().filter(|row| !row.country.is_empty()) {
            for name in names_of(&row.name, &row.aliases) {
                let ruled = Known { sector: None, ..known(row) };
                let (from, to) = match name.contains(' ') {
                    true => (None, None),
                    false => (ruled.from, ruled.to.and_then(|to| to.checked_add(REMEMBERED.years()).ok())),
                };
                self.add(name, Known { from, to, ..ruled });
            }
        }
    }

    /// Nouns for people of no sector of their own.
    fn add_people(&mut self, nouns: &WordSet) {
        for noun in nouns.sorted() {
            let agent = Agent {
                sector: Some(Sector::Cvl),
                body: false,
                share: Share::Own,
                plural: true,
                told: false,
                sent: false,
            };
            self.agents.entry(noun.to_string()).or_insert(agent);
        }
    }

    fn add_agent(&mut self, row: AgentNoun) {
        if let Some((_, last)) = row.noun.split_once(' ') {
            self.second_words.insert(last.to_string());
        }
        let (body, share) = match row.kind {
            AgentKind::Body | AgentKind::Bodies | AgentKind::BodyTold => (true, Share::Own),
            AgentKind::BodyOf => (true, Share::OfOthers),
            AgentKind::PeopleOf | AgentKind::PeopleSent => (false, Share::OfOthers),
            AgentKind::OfficeOf => (false, Share::OfBodies),
            AgentKind::People => (false, Share::Own),
        };
        let agent = Agent {
            sector: row.sector.clone(),
            body,
            share,
            plural: row.kind == AgentKind::Bodies,
            told: row.kind == AgentKind::BodyTold,
            sent: row.kind == AgentKind::PeopleSent,
        };
        self.agents.insert(row.noun, agent);
    }
}

/// The aliases, then the name.
fn names_of<'r>(name: &'r str, aliases: &'r str) -> impl Iterator<Item = &'r str> {
    aliases.split('|').chain([name]).filter(|name| !name.is_empty())
}
