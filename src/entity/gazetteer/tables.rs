//! The tables built into the binary (`data/gazetteer/*.csv`).

use jiff::ToSpan;

use super::Gazetteer;
use super::known::{Agent, Known, Role, Share};
use crate::entity::MentionKind;

const COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.csv");
const PLACES: &str = include_str!("../../../data/gazetteer/places.csv");
const CITIES: &str = include_str!("../../../data/gazetteer/cities.csv");
const ORGANIZATIONS: &str = include_str!("../../../data/gazetteer/organizations.csv");
const AGREEMENTS: &str = include_str!("../../../data/gazetteer/agreements.csv");
const LEADERS: &str = include_str!("../../../data/gazetteer/leaders.csv");
const AGENTS: &str = include_str!("../../../data/gazetteer/agents.csv");

/// Years after a term in which a surname alone still means who held it.
const REMEMBERED: i64 = 10;

impl Gazetteer {
    /// The tables built into the binary.
    pub fn embedded() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        for table in [COUNTRIES, PLACES, CITIES, ORGANIZATIONS, AGREEMENTS, LEADERS, AGENTS] {
            gazetteer.hash(table);
        }
        rows(COUNTRIES).for_each(|row| gazetteer.add_country(&row));
        rows(PLACES).for_each(|row| gazetteer.add_place(&row, Role::Place));
        rows(CITIES).for_each(|row| gazetteer.add_place(&row, Role::City));
        rows(ORGANIZATIONS).for_each(|row| gazetteer.add_organization(&row));
        rows(AGREEMENTS).for_each(|row| gazetteer.add_agreement(&row));
        gazetteer.add_leaders();
        rows(AGENTS).for_each(|row| gazetteer.add_agent(&row));
        gazetteer
    }

    fn add_country(&mut self, row: &csv::StringRecord) {
        let known = |role: Role, name: &str, kind: MentionKind, sector: &str| {
            Known::always(name, role, kind, &row[0], sector)
        };
        let columns = [
            (Role::Country, 2, MentionKind::Location, ""),
            (Role::Demonym, 3, MentionKind::Misc, ""),
            (Role::Place, 4, MentionKind::Location, ""),
            (Role::Seat, 5, MentionKind::Organization, "GOV"),
        ];
        self.add(&row[1], known(Role::Country, &row[1], MentionKind::Location, ""));
        for (role, column, kind, sector) in columns {
            for alias in row[column].split('|').filter(|a| !a.is_empty()) {
                let name = if role == Role::Country { &row[1] } else { alias };
                self.add(alias, known(role, name, kind, sector));
            }
        }
    }

    fn add_place(&mut self, row: &csv::StringRecord, role: Role) {
        for name in row[1].split('|') {
            self.add(name, Known::always(name, role, MentionKind::Location, &row[0], ""));
        }
    }

    fn add_organization(&mut self, row: &csv::StringRecord) {
        for alias in names_of(row) {
            self.add(alias, Known::always(&row[0], Role::Actor, MentionKind::Organization, &row[3], &row[4]));
        }
    }

    fn add_agreement(&mut self, row: &csv::StringRecord) {
        for alias in names_of(row) {
            self.add(alias, Known::always(&row[0], Role::Agreement, MentionKind::Misc, "", ""));
        }
    }

    /// Leaders on the days of their terms; else only their countries: by their full names on any day, by a surname for some years after.
    fn add_leaders(&mut self) {
        let table: Vec<csv::StringRecord> = rows(LEADERS).collect();
        let known = |row: &csv::StringRecord| Known {
            name: row[0].to_string(),
            role: Role::Leader,
            kind: MentionKind::Person,
            country: row[2].to_string(),
            sector: row[3].to_string(),
            from: row[4].parse().ok(),
            to: row[5].parse().ok(),
        };
        for row in &table {
            for name in names_of(row) {
                self.add(name, known(row));
                // "ANTONY J. BLINKEN" is looked up without capitals, but an initial keeps its own.
                if name.contains('.') {
                    self.add(&name.to_lowercase(), known(row));
                }
            }
        }
        for row in table.iter().filter(|row| !row[2].is_empty()) {
            for name in names_of(row) {
                let ruled = Known { sector: String::new(), ..known(row) };
                let (from, to) = match name.contains(' ') {
                    true => (None, None),
                    false => (ruled.from, ruled.to.and_then(|to| to.checked_add(REMEMBERED.years()).ok())),
                };
                self.add(name, Known { from, to, ..ruled });
            }
        }
    }

    fn add_agent(&mut self, row: &csv::StringRecord) {
        if let Some((_, last)) = row[0].split_once(' ') {
            self.second_words.insert(last.to_string());
        }
        let (body, share) = match &row[2] {
            "body" | "bodies" | "body told" => (true, Share::Own),
            "body of" => (true, Share::OfOthers),
            "people of" => (false, Share::OfOthers),
            "office of" => (false, Share::OfBodies),
            "people sent" => (false, Share::OfOthers),
            _ => (false, Share::Own),
        };
        let [plural, told, sent] = ["bodies", "body told", "people sent"].map(|kind| &row[2] == kind);
        let agent = Agent { sector: row[1].to_string(), body, share, plural, told, sent };
        self.agents.insert(row[0].to_string(), agent);
    }
}

/// The aliases in a row's second column, then the name in its first.
fn names_of(row: &csv::StringRecord) -> impl Iterator<Item = &str> {
    row[1].split('|').chain([&row[0]]).filter(|name| !name.is_empty())
}

fn rows(table: &str) -> impl Iterator<Item = csv::StringRecord> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(table.as_bytes()).into_records().flatten()
}
