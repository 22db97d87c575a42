//! What a user brings: a table of names, or an actor dictionary of event coders.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::known::{Known, Role};
use super::spelling::normalize;
use super::{Gazetteer, GazetteerError, demonym, petrarch};
use crate::label::{MentionKind, Sector};

impl Gazetteer {
    /// Adds a user's table (name, type, country, sector, id, aliases, from, to), or an actor dictionary in PETRARCH's format.
    ///
    /// # Errors
    /// [`GazetteerError`], naming file and line, where a column is missing or a cell is not understood.
    pub fn add_file(&mut self, path: &Path) -> Result<(), GazetteerError> {
        let file = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => self.add_bytes(bytes, &file),
            Err(e) => Err(GazetteerError { file, reason: format!("cannot be read: {e}") }),
        }
    }

    /// Adds what a user's file holds.
    ///
    /// # Errors
    /// [`GazetteerError`], as for [`add_file`](Self::add_file).
    pub fn add_bytes(&mut self, bytes: Vec<u8>, file: &str) -> Result<(), GazetteerError> {
        // Old dictionaries are in Windows-1252; for UTF-8 and ASCII both readings agree.
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => encoding_rs::WINDOWS_1252.decode(e.as_bytes()).0.into_owned(),
        };
        self.hash(&text);
        if petrarch::is_dictionary(&text) {
            self.add_dictionary(&text);
            return Ok(());
        }
        self.add_table(&text).map_err(|reason| GazetteerError { file: file.to_string(), reason })
    }

    /// The error says which line.
    fn add_table(&mut self, text: &str) -> Result<(), String> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(text.as_bytes());
        let columns = Columns::of(reader.headers().map_err(|e| e.to_string())?)?;
        let mut names_of_id: FxHashMap<String, String> = FxHashMap::default();
        for record in reader.records() {
            let record = record.map_err(|e| e.to_string())?;
            let row = Row { columns: &columns, record: &record };
            let line = record.position().map_or(0, csv::Position::line);
            let mut known = row.known().map_err(|reason| format!("line {line}: {reason}"))?;
            let written = known.name.clone();
            let id = row.cell(columns.id);
            if !id.is_empty() {
                known.name = names_of_id.entry(id.to_string()).or_insert(known.name).clone();
            }
            self.add_actor(&written, row.cell(columns.aliases), &known);
        }
        Ok(())
    }

    /// Adds a user's name with its aliases (`|` between) and, of a country, what its people are called.
    fn add_actor(&mut self, written: &str, aliases: &str, known: &Known) {
        // A country's people may do what they do without their government.
        let people = |adjective: &str| Known {
            name: adjective.to_string(),
            role: Role::Demonym,
            kind: MentionKind::Misc,
            sector: None,
            ..known.clone()
        };
        let is_country = known.role == Role::Country;
        self.add_own(written, known.clone());
        for alias in aliases.split('|').map(str::trim).filter(|a| !a.is_empty()) {
            let adjective = is_country && demonym::is_of(alias, written);
            self.add_own(alias, if adjective { people(alias) } else { known.clone() });
        }
        let derived = if is_country { demonym::derived(written) } else { Vec::new() };
        for adjective in derived {
            if self.find(&adjective, None).is_none() {
                self.add_own(&adjective, people(&adjective));
            }
        }
    }

    fn add_own(&mut self, name: &str, known: Known) {
        let key = normalize(name);
        self.longest = self.longest.max(key.split(' ').count());
        self.own.insert(key.clone());
        self.names.entry(key).or_default().insert(0, known);
    }

    /// Adds an actor dictionary of event coders. What is known already stays as it is; there are ten
    /// thousands of names, so that they are not looked for in text as a user's own: they code what the model finds, and proper
    /// nouns that it passed over.
    fn add_dictionary(&mut self, text: &str) {
        for actor in petrarch::parse(text) {
            let spelt = petrarch::spellings(&actor.names[0]);
            let built_in = spelt.iter().find_map(|s| self.find(s, None)).map(|k| k.name.clone());
            let main = built_in.unwrap_or_else(|| spelt[0].clone());
            // Under a country's code stand its towns and people too: only those with a role are one actor by many names.
            let one_actor = actor.codes.iter().any(|c| c.sector.is_some());
            for name in actor.names.iter().flat_map(|n| petrarch::spellings(n)) {
                let key = normalize(&name);
                let entries = self.names.entry(key.clone()).or_default();
                // A dictionary that names it knows better than the list of cities.
                entries.retain(|e| e.role != Role::City);
                let told = |c: &petrarch::Code| {
                    entries.iter().any(|e| match e.role {
                        Role::Coded | Role::Leader => false,
                        Role::Actor | Role::Seat => c.from.is_none() && c.to.is_none(),
                        _ => e.country == c.country && (c.sector.is_none() || e.role != Role::Place),
                    })
                };
                let codes = actor.codes.iter().filter(|c| !told(c));
                let known: Vec<Known> = codes
                    .map(|code| Known {
                        name: if one_actor { main.clone() } else { name.clone() },
                        role: Role::Coded,
                        kind: MentionKind::Misc,
                        country: code.country.clone(),
                        sector: code.sector.clone(),
                        from: code.from,
                        to: code.to,
                    })
                    .collect();
                self.longest = self.longest.max(key.split(' ').count());
                entries.splice(0..0, known);
            }
        }
    }
}

/// Where a user's table has what.
struct Columns {
    name: usize,
    kind: usize,
    country: Option<usize>,
    sector: Option<usize>,
    id: Option<usize>,
    aliases: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Columns, String> {
        let column = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
        let (Some(name), Some(kind)) = (column("name"), column("type")) else {
            return Err(
                "line 1: the columns `name` and `type` are needed; country, sector, id, aliases, from, to may follow"
                    .into(),
            );
        };
        let [country, sector, id, aliases, from, to] =
            ["country", "sector", "id", "aliases", "from", "to"].map(column);
        Ok(Columns { name, kind, country, sector, id, aliases, from, to })
    }
}

/// A row of a user's table.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    /// What stands in a column, if the table has it and the row is that long.
    fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|i| self.record.get(i)).unwrap_or("").trim()
    }

    fn day(&self, column: Option<usize>) -> Result<Option<Date>, String> {
        match self.cell(column) {
            "" => Ok(None),
            day => day.parse().map(Some).map_err(|_| format!("`{day}` is no ISO 8601 date")),
        }
    }

    /// What the row says of its name.
    fn known(&self) -> Result<Known, String> {
        let columns = self.columns;
        let kind = self.cell(Some(columns.kind));
        let kind = MentionKind::named(kind)
            .ok()
            .ok_or_else(|| format!("unknown type `{kind}`; write PERSON, ORGANIZATION, LOCATION or MISC"))?;
        let name = self.cell(Some(columns.name));
        if name.is_empty() {
            return Err("the name is empty".into());
        }
        let role = match kind {
            MentionKind::Location => Role::Country,
            MentionKind::Misc => Role::Demonym,
            _ => Role::Actor,
        };
        let (country, sector) = (self.cell(columns.country), self.cell(columns.sector));
        let (from, to) = (self.day(columns.from)?, self.day(columns.to)?);
        Ok(Known { from, to, ..Known::always(name, role, kind, country, Sector::of(sector)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn an_actor_dictionary_codes_names_by_day() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("actors.txt");
        let text = "FRANCE_ [FRA]\n+LYON_\nJO_BELL_\n+PRESIDENT_BELL_\n\t[ARDGOV 980101-041231]\n\t[ARDELI]\nDAYTON_\n\t[USAGOV]\n";
        std::fs::write(&path, text).unwrap();
        let mut g = Knowledge::embedded().gazetteer;
        g.add_file(&path).unwrap();
        let sector = |day: &str| g.find("President Bell", day.parse().ok()).unwrap().sector.clone();
        assert_eq!((sector("2001-05-01"), sector("2010-05-01")), (Some(Sector::Gov), Some(Sector::Eli)));
        assert_eq!(g.find("President Bell", None).unwrap().name, "Jo Bell");
        assert_eq!(
            g.find("Dayton", None).and_then(|k| k.sector.clone()),
            Some(Sector::Gov),
            "whatever city is called so"
        );
        assert_eq!(
            (g.find("France", None).unwrap().role, g.find("Lyon", None).unwrap().name.as_str()),
            (Role::Country, "Lyon")
        );
    }

    #[test]
    fn a_users_names_come_first_and_hold_on_their_days() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("own.csv");
        std::fs::write(&path, "name,type,country,sector,id,from,to\nArdania,LOCATION,ARD,,ard,,\nArdanian,MISC,ARD,CVL,,,\nJo Bell,PERSON,ARD,GOV,jb,2001-01-01,2005-12-31\n").unwrap();
        let mut g = Knowledge::embedded().gazetteer;
        g.add_file(&path).unwrap();
        assert_eq!(g.find("Ardania", None).unwrap().country, "ARD");
        assert!(g.find("Jo Bell", "2010-01-01".parse().ok()).is_none());
        assert!(g.find("Jo Bell", "2004-01-01".parse().ok()).is_some());
        std::fs::write(&path, "name,type,country,aliases\nTarsk,LOCATION,TRK,Tarskan|Upper Tarsk\n").unwrap();
        g.add_file(&path).unwrap();
        let role = |name: &str| g.find(name, None).map(|k| (k.role, k.country.as_str()));
        assert_eq!(
            g.find("Ardanian", None).and_then(|k| k.sector.clone()),
            Some(Sector::Cvl),
            "as the user wrote"
        );
        assert_eq!(role("Tarskan"), Some((Role::Demonym, "TRK")));
        assert_eq!(role("Tarskians"), Some((Role::Demonym, "TRK")), "derived");
        assert_eq!(role("Upper Tarsk"), Some((Role::Country, "TRK")));
        std::fs::write(&path, "name,type\nX,GADGET\n").unwrap();
        assert!(g.add_file(&path).unwrap_err().to_string().contains("line 2"));
    }
}
