//! Names that are known: countries with their demonyms, places and seats of government, organisations, agent nouns.
//!
//! The tables are data (`data/gazetteer/*.csv`, built into the binary); a user's own come first.

use std::io::Read;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{MentionKind, demonym, petrarch};

/// How a known name stands for its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The country's own name or a variant of it.
    Country,
    /// "Hungarian", "Hungarians".
    Demonym,
    /// A capital or a part of the country.
    Place,
    /// One of many cities: people and bodies may bear its name, and what it is the text must say.
    City,
    /// A seat by which the government is called: "the Kremlin".
    Seat,
    /// An organisation or a user's own actor.
    Actor,
    /// A name of an actor dictionary: country and sector are known, what kind of name it is the text must say.
    Coded,
    /// Somebody who led a state, or spoke for it, by full name or, in those days, by a surname that says enough.
    Leader,
}

impl Role {
    /// Whether only a code is known: the text says what kind of name it is, and whose other names there are.
    pub fn is_code(self) -> bool {
        matches!(self, Role::Coded | Role::Leader)
    }
}

/// What is known of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The name that all its variants are reported under.
    pub name: String,
    pub role: Role,
    pub kind: MentionKind,
    /// ISO 3166-1 alpha-3, or a code of the user's.
    pub country: String,
    /// PLOVER actor sector.
    pub sector: String,
    /// The days on which this holds, where they are limited.
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A noun for somebody who acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// PLOVER actor sector; empty where only those it belongs to have one ("member").
    pub sector: String,
    /// Names a body ("army") rather than people ("soldier").
    pub body: bool,
    pub share: Share,
    /// Sent to those named behind "to", "for" and "in", not of them: "ambassador to Chad".
    pub sent: bool,
}

impl Agent {
    /// Whether these are people who carry arms: "Marines" are a body in a name.
    pub fn fights(&self) -> bool {
        matches!(self.sector.as_str(), "MIL" | "REB")
    }

    /// "Inc", "Ltd": a business where nothing tells of another sector.
    pub fn is_form_of_company(&self) -> bool {
        self.body && self.share == Share::OfOthers && self.sector == "BUS"
    }
}

/// Whose sector somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    Own,
    /// Theirs to whom they belong: a "rebel leader" is no head of state.
    OfOthers,
    /// That of the body they belong to: "president of the bank", but a "secretary for refugees" is none.
    OfBodies,
}

/// A gazetteer file could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct GazetteerError {
    file: String,
    reason: String,
}

/// Known names by their normalised form.
#[derive(Debug, Default)]
pub struct Gazetteer {
    names: FxHashMap<String, Vec<Known>>,
    agents: FxHashMap<String, Agent>,
    /// Last words of agent nouns of two ("rights group").
    second_words: FxHashSet<String>,
    longest: usize,
    /// First words of the organisations' names that have more than two.
    first_words: FxHashSet<String>,
    /// Names the user brought: they are looked for in the text itself, not only among what the model found.
    own: FxHashSet<String>,
    /// Hash of the tables read.
    fingerprint: u64,
}

const COUNTRIES: &str = include_str!("../../data/gazetteer/countries.csv");
const PLACES: &str = include_str!("../../data/gazetteer/places.csv");
const CITIES: &str = include_str!("../../data/gazetteer/cities.csv");
const ORGANIZATIONS: &str = include_str!("../../data/gazetteer/organizations.csv");
const LEADERS: &str = include_str!("../../data/gazetteer/leaders.csv");
const AGENTS: &str = include_str!("../../data/gazetteer/agents.csv");

/// Years after a term in which a surname alone still means who held it.
const REMEMBERED: i64 = 10;

impl Gazetteer {
    /// The tables built into the binary.
    pub fn embedded() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        for table in [COUNTRIES, PLACES, CITIES, ORGANIZATIONS, LEADERS, AGENTS] {
            gazetteer.hash(table);
        }
        for row in rows(COUNTRIES.as_bytes()).flatten() {
            gazetteer.add_country(&row);
        }
        let tables = [(PLACES, Role::Place), (CITIES, Role::City)];
        let places = tables
            .into_iter()
            .flat_map(|(table, role)| rows(table.as_bytes()).flatten().map(move |row| (row, role)));
        for (row, role) in places {
            for name in row[1].split('|') {
                let place = Known {
                    name: name.to_string(),
                    role,
                    kind: MentionKind::Location,
                    country: row[0].to_string(),
                    sector: String::new(),
                    from: None,
                    to: None,
                };
                gazetteer.add(name, place);
            }
        }
        for row in rows(ORGANIZATIONS.as_bytes()).flatten() {
            let known = |name: &str| Known {
                name: name.to_string(),
                role: Role::Actor,
                kind: MentionKind::Organization,
                country: row[3].to_string(),
                sector: row[4].to_string(),
                from: None,
                to: None,
            };
            for alias in names_of(&row) {
                gazetteer.add(alias, known(&row[0]));
            }
        }
        gazetteer.add_leaders();
        for row in rows(AGENTS.as_bytes()).flatten() {
            if let Some((_, last)) = row[0].split_once(' ') {
                gazetteer.second_words.insert(last.to_string());
            }
            let (body, share) = match &row[2] {
                "body" => (true, Share::Own),
                "body of" => (true, Share::OfOthers),
                "people of" => (false, Share::OfOthers),
                "office of" => (false, Share::OfBodies),
                "people sent" => (false, Share::OfOthers),
                _ => (false, Share::Own),
            };
            let agent = Agent { sector: row[1].to_string(), body, share, sent: &row[2] == "people sent" };
            gazetteer.agents.insert(row[0].to_string(), agent);
        }
        gazetteer
    }

    /// Leaders on the days of their terms; else only their countries: by their full names on any day, by a surname for some years after.
    fn add_leaders(&mut self) {
        let table: Vec<csv::StringRecord> = rows(LEADERS.as_bytes()).flatten().collect();
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

    fn add_country(&mut self, row: &csv::StringRecord) {
        let known = |role: Role, name: &str, kind: MentionKind, sector: &str| Known {
            name: name.to_string(),
            role,
            kind,
            country: row[0].to_string(),
            sector: sector.to_string(),
            from: None,
            to: None,
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

    fn add(&mut self, name: &str, known: Known) {
        let key = normalize(name);
        let words = key.split(' ').count();
        self.longest = self.longest.max(words);
        if known.role == Role::Actor && words > 2 {
            self.first_words.extend(key.split(' ').next().map(str::to_string));
        }
        self.names.entry(key).or_default().push(known);
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
            let one_actor = actor.codes.iter().any(|c| !c.sector.is_empty());
            for name in actor.names.iter().flat_map(|n| petrarch::spellings(n)) {
                let key = normalize(&name);
                let entries = self.names.entry(key.clone()).or_default();
                // A dictionary that names it knows better than the list of cities.
                entries.retain(|e| e.role != Role::City);
                let told = |c: &petrarch::Code| {
                    entries.iter().any(|e| match e.role {
                        Role::Coded | Role::Leader => false,
                        Role::Actor | Role::Seat => c.from.is_none() && c.to.is_none(),
                        _ => e.country == c.country && (c.sector.is_empty() || e.role != Role::Place),
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

    /// Adds a user's table (name, type, country, sector, id, aliases, from, to), or an actor dictionary in PETRARCH's format.
    ///
    /// # Errors
    /// [`GazetteerError`], naming file and line, where a column is missing or a cell is not understood.
    pub fn add_file(&mut self, path: &Path) -> Result<(), GazetteerError> {
        let file = path.display().to_string();
        let error = |reason: String| GazetteerError { file: file.clone(), reason };
        let bytes = std::fs::read(path).map_err(|e| error(format!("cannot be read: {e}")))?;
        self.add_bytes(bytes, &file)
    }

    /// Adds what a user's file holds.
    ///
    /// # Errors
    /// [`GazetteerError`], as for [`add_file`](Self::add_file).
    pub fn add_bytes(&mut self, bytes: Vec<u8>, file: &str) -> Result<(), GazetteerError> {
        let error = |reason: String| GazetteerError { file: file.to_string(), reason };
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
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map_err(|e| error(e.to_string()))?
            .iter()
            .map(|h| h.trim().to_lowercase())
            .collect();
        let column = |name: &str| header.iter().position(|h| h == name);
        let (Some(name), Some(kind)) = (column("name"), column("type")) else {
            return Err(error(
                "line 1: the columns `name` and `type` are needed; country, sector, id, aliases, from, to may follow"
                    .into(),
            ));
        };
        let [country, sector, id, aliases, from, to] =
            ["country", "sector", "id", "aliases", "from", "to"].map(column);
        let mut names_of_id: FxHashMap<String, String> = FxHashMap::default();
        for record in reader.records() {
            let record = record.map_err(|e| error(e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or("").trim().to_string();
            let day = |at: Option<usize>| match cell(at) {
                empty if empty.is_empty() => Ok(None),
                text => text
                    .parse::<Date>()
                    .map(Some)
                    .map_err(|_| error(format!("line {line}: `{text}` is no ISO 8601 date"))),
            };
            let written = cell(Some(name));
            let kind = MentionKind::parse(&cell(Some(kind))).ok_or_else(|| {
                error(format!(
                    "line {line}: unknown type `{}`; write PERSON, ORGANIZATION, LOCATION or MISC",
                    cell(Some(kind))
                ))
            })?;
            if written.is_empty() {
                return Err(error(format!("line {line}: the name is empty")));
            }
            let main = match cell(id) {
                none if none.is_empty() => written.clone(),
                id => names_of_id.entry(id).or_insert_with(|| written.clone()).clone(),
            };
            let role = match kind {
                MentionKind::Location => Role::Country,
                MentionKind::Misc => Role::Demonym,
                _ => Role::Actor,
            };
            let known = Known {
                name: main,
                role,
                kind,
                country: cell(country),
                sector: cell(sector),
                from: day(from)?,
                to: day(to)?,
            };
            // A country's people may do what they do without their government.
            let people = |adjective: &str| Known {
                name: adjective.to_string(),
                role: Role::Demonym,
                kind: MentionKind::Misc,
                sector: String::new(),
                ..known.clone()
            };
            self.add_own(&written, known.clone());
            for alias in cell(aliases).split('|').map(str::trim).filter(|a| !a.is_empty()) {
                let adjective = role == Role::Country && demonym::is_of(alias, &written);
                self.add_own(alias, if adjective { people(alias) } else { known.clone() });
            }
            let derived = if role == Role::Country { demonym::derived(&written) } else { Vec::new() };
            for adjective in derived {
                if self.find(&adjective, None).is_none() {
                    self.add_own(&adjective, people(&adjective));
                }
            }
        }
        Ok(())
    }

    fn add_own(&mut self, name: &str, known: Known) {
        let key = normalize(name);
        self.longest = self.longest.max(key.split(' ').count());
        self.own.insert(key.clone());
        self.names.entry(key).or_default().insert(0, known);
    }

    fn hash(&mut self, table: &str) {
        self.fingerprint = xxh3_64_with_seed(table.as_bytes(), self.fingerprint);
    }

    /// Hash of the tables read, in their order.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// What is known of `name` on `day`: the first entry whose days allow it.
    pub fn find(&self, name: &str, day: Option<Date>) -> Option<&Known> {
        self.entries(&normalize(name))?.iter().find(|k| k.role != Role::City && k.holds_on(day))
    }

    /// The same, cities included.
    pub fn find_with_cities(&self, name: &str, day: Option<Date>) -> Option<&Known> {
        self.entries(&normalize(name))?.iter().find(|k| k.holds_on(day))
    }

    /// Whether a name is a country's own on `day`.
    pub fn is_country(&self, name: &str, day: Option<Date>) -> bool {
        self.find(name, day).is_some_and(|k| k.role == Role::Country)
    }

    /// All that goes by a normalized name. A long word in capitals ("STOCKHOLM") is looked up without them too; a short one may be an acronym. And an
    /// acronym that is spoken as a word may be written as one ("Ecowas").
    fn entries(&self, key: &str) -> Option<&Vec<Known>> {
        let shouted = || key.len() > 4 && is_shouted(key);
        let spoken = || key.len() >= 4 && key.bytes().all(|b| b.is_ascii_lowercase());
        let found = self.names.get(key).or_else(|| shouted().then(|| self.names.get(&key.to_lowercase()))?);
        found.or_else(|| spoken().then(|| self.names.get(&key.to_uppercase()))?)
    }

    /// What is known of `name` as a name of this kind, else as any. "LIMA" is a place where it stands as one, as before a report from there.
    pub fn find_as(&self, name: &str, kind: MentionKind, day: Option<Date>) -> Option<&Known> {
        let key = normalize(name);
        let of_kind = |entries: &'_ [Known]| entries.iter().position(|k| k.kind == kind && k.holds_on(day));
        if let Some(entries) = self.entries(&key) {
            let other = |k: &Known| !matches!(k.role, Role::City | Role::Leader) && k.holds_on(day);
            let any = || entries.iter().position(other);
            let found = of_kind(entries).or_else(any)?;
            return Some(&entries[found]);
        }
        if kind != MentionKind::Location || key.len() != 4 || !is_shouted(&key) {
            return None;
        }
        let entries = self.names.get(&key.to_lowercase())?;
        Some(&entries[of_kind(entries)?])
    }

    /// The agent noun of this base form, the word before it considered ("rights group").
    pub fn agent(&self, before: &str, noun: &str) -> Option<&Agent> {
        let two = (self.second_words.contains(noun) && !before.is_empty())
            .then(|| self.agents.get(&format!("{} {noun}", before.to_lowercase())));
        two.flatten().or_else(|| self.agents.get(noun))
    }

    /// The sector of an agent noun, by its base form.
    pub fn sector_of(&self, noun: &str) -> Option<&str> {
        self.agents.get(noun).map(|a| a.sector.as_str()).filter(|s| !s.is_empty())
    }

    /// Whether an agent noun, by its base form, names a body ("army") rather than people ("soldier").
    pub fn is_body(&self, noun: &str) -> bool {
        self.agents.get(noun).is_some_and(|a| a.body)
    }

    /// Whether the name of an organisation of more than two words begins with this one.
    pub fn begins_organization(&self, word: &str) -> bool {
        self.first_words.contains(normalize(word).as_str())
    }

    /// Whether the user brought this name.
    pub fn is_own(&self, name: &str) -> bool {
        !self.own.is_empty() && self.own.contains(&normalize(name))
    }

    /// Whether the user brought any names.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

impl Known {
    fn holds_on(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

/// Whether a name is all in capitals.
pub(super) fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// The aliases in a row's second column, then the name in its first.
fn names_of(row: &csv::StringRecord) -> impl Iterator<Item = &str> {
    row[1].split('|').chain([&row[0]]).filter(|name| !name.is_empty())
}

fn rows<R: Read>(source: R) -> impl Iterator<Item = Result<csv::StringRecord, csv::Error>> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(source).into_records()
}

/// The form under which spellings of one name meet: no article, no periods, one kind of apostrophe and dash, single
/// blanks. Case is kept where it tells names from words ("US", "IS"): all-capital forms stay so.
pub fn normalize(name: &str) -> String {
    let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘' | '`');
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '-')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !apostrophe(c));
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        for c in word.chars().filter(|c| *c != '.') {
            match c {
                c if apostrophe(c) => out.push('\''),
                c if capitals => out.push(c),
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    match out.split_once(' ') {
        Some((first, rest)) if first.eq_ignore_ascii_case("the") => rest.to_string(),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet_and_pronouns_stay_out() {
        let g = Gazetteer::embedded();
        for (name, code) in [
            ("U.S.", "USA"),
            ("the United States", "USA"),
            ("US", "USA"),
            ("Kyiv", "UKR"),
            ("Hungarian", "HUN"),
            ("the Kremlin", "RUS"),
            ("the West Bank", "PSE"),
            ("STOCKHOLM", "SWE"),
            ("the Republic of Kenya", "KEN"),
            ("Lao People’s Democratic Republic", "LAO"),
        ] {
            assert_eq!(g.find(name, None).map(|k| k.country.as_str()), Some(code), "{name}");
        }
        assert_eq!(g.find("us", None), None);
        assert_eq!(g.find_as("Dayton", MentionKind::Person, None), None, "people bear names of cities");
        let place = |name: &str| g.find_as(name, MentionKind::Location, None).map(|k| k.country.as_str());
        assert_eq!((place("LIMA"), place("MALI"), place("SALT")), (Some("PER"), Some("MLI"), None));
        assert_eq!((place("Alanya"), g.find("Alanya", None)), (Some("TUR"), None));
        assert_eq!(g.find_as("MALI", MentionKind::Organization, None), None);
        assert_eq!(g.sector_of("soldier"), Some("MIL"));
    }

    #[test]
    fn an_actor_dictionary_codes_names_by_day() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("actors.txt");
        let text = "FRANCE_ [FRA]\n+LYON_\nJO_BELL_\n+PRESIDENT_BELL_\n\t[ARDGOV 980101-041231]\n\t[ARDELI]\nDAYTON_\n\t[USAGOV]\n";
        std::fs::write(&path, text).unwrap();
        let mut g = Gazetteer::embedded();
        g.add_file(&path).unwrap();
        let sector = |day: &str| g.find("President Bell", day.parse().ok()).unwrap().sector.clone();
        assert_eq!((sector("2001-05-01"), sector("2010-05-01")), ("GOV".into(), "ELI".into()));
        assert_eq!(g.find("President Bell", None).unwrap().name, "Jo Bell");
        assert_eq!(
            g.find("Dayton", None).map(|k| k.sector.as_str()),
            Some("GOV"),
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
        let mut g = Gazetteer::embedded();
        g.add_file(&path).unwrap();
        assert_eq!(g.find("Ardania", None).unwrap().country, "ARD");
        assert!(g.find("Jo Bell", "2010-01-01".parse().ok()).is_none());
        assert!(g.find("Jo Bell", "2004-01-01".parse().ok()).is_some());
        std::fs::write(&path, "name,type,country,aliases\nTarsk,LOCATION,TRK,Tarskan|Upper Tarsk\n").unwrap();
        g.add_file(&path).unwrap();
        let role = |name: &str| g.find(name, None).map(|k| (k.role, k.country.as_str()));
        assert_eq!(g.find("Ardanian", None).map(|k| k.sector.as_str()), Some("CVL"), "as the user wrote");
        assert_eq!(role("Tarskan"), Some((Role::Demonym, "TRK")));
        assert_eq!(role("Tarskians"), Some((Role::Demonym, "TRK")), "derived");
        assert_eq!(role("Upper Tarsk"), Some((Role::Country, "TRK")));
        std::fs::write(&path, "name,type\nX,GADGET\n").unwrap();
        assert!(g.add_file(&path).unwrap_err().to_string().contains("line 2"));
    }
}
