//! What a run learns of its entities, on the disk: each entry adds to what stands before it. At the end of the run the entries are sorted by entity and
//! joined, in parts where they are many, so that memory stays the same however many entities there are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Lines};
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::json_lines::JsonLines;
use super::unfinished::{TableError, partial_of};
use super::votes::VoteTally;
use crate::label::MentionKind;
use crate::link::Named;

/// Bytes of entries that are sorted in memory.
const SORTED_AT_ONCE: usize = 48 << 20;

/// What some articles say of an entity. The first entry of an entity names it; later ones say only what they add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    /// The run's number of the entity, from 1.
    pub number: u32,
    /// As tables write it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub key: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub aliases: BTreeSet<String>,
    #[serde(skip_serializing_if = "VoteTally::is_empty")]
    pub country: VoteTally,
    #[serde(skip_serializing_if = "VoteTally::is_empty")]
    pub sector: VoteTally,
    pub mentions: usize,
    pub articles: usize,
}

impl Entry {
    /// Adds what a later entry of the same entity says.
    pub fn join(&mut self, later: Entry) {
        if self.name.is_empty() {
            (self.kind, self.key, self.name) = (later.kind, later.key, later.name);
        } else if !later.name.is_empty() {
            self.aliases.insert(later.name);
        }
        self.aliases.extend(later.aliases);
        self.aliases.remove(&self.name);
        self.mentions += later.mentions;
        self.articles += later.articles;
        self.country.join(later.country);
        self.sector.join(later.sector);
    }

    /// The entity as its name has it.
    pub fn named(&self) -> Named<'_> {
        let kind = MentionKind::named(&self.kind).ok().unwrap_or(MentionKind::Misc);
        Named { kind, name: &self.name, country: self.country.most() }
    }

    /// About what it takes in memory.
    fn size(&self) -> usize {
        let aliases: usize = self.aliases.iter().map(|a| a.len() + 48).sum();
        let told = self.country.size() + self.sector.size();
        size_of::<Entry>() + 64 + self.key.len() + self.name.len() + told + aliases
    }
}

/// Entries of entities by their numbers, joined.
#[derive(Default)]
pub(super) struct Joined {
    entries: BTreeMap<u32, Entry>,
    /// About what they take in memory, in bytes.
    size: usize,
}

impl Joined {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry of an entity, empty where there is none.
    pub fn of(&mut self, number: u32) -> &mut Entry {
        self.entries.entry(number).or_insert_with(|| Entry { number, ..Entry::default() })
    }

    fn join(&mut self, entry: Entry) {
        self.size += entry.size();
        match self.entries.get_mut(&entry.number) {
            Some(known) => known.join(entry),
            None => {
                self.entries.insert(entry.number, entry);
            }
        }
    }

    /// Takes them all out, in the order of their numbers.
    fn drain(&mut self) -> impl Iterator<Item = Entry> + use<> {
        self.size = 0;
        std::mem::take(&mut self.entries).into_values()
    }
}

/// The file of entries.
pub(super) struct Ledger {
    folder: PathBuf,
    lines: JsonLines,
}

impl Ledger {
    pub fn create(folder: &Path) -> Result<Ledger, TableError> {
        Ok(Ledger { folder: folder.to_path_buf(), lines: JsonLines::create(path(folder))? })
    }

    /// That of an interrupted run, cut back to `length` bytes, with the entries in it told to `each`.
    pub fn reopen(folder: &Path, length: u64, mut each: impl FnMut(Entry)) -> Result<Ledger, TableError> {
        let lines = JsonLines::reopen(path(folder), length)?;
        for entry in Entries::open(lines.partial())? {
            each(entry?);
        }
        Ok(Ledger { folder: folder.to_path_buf(), lines })
    }

    /// Writes entries down, and forgets them.
    pub fn write(&mut self, entries: &mut Joined) -> Result<(), TableError> {
        entries.drain().try_for_each(|entry| self.lines.write(&entry))
    }

    /// Puts all entries so far on the disk; returns how many bytes they are.
    pub fn save(&mut self) -> Result<u64, TableError> {
        self.lines.save()
    }

    /// What all entries say of each entity, in the order of the entities' numbers. The file stays, for a run may be killed before all of it is used.
    pub fn joined(&mut self) -> Result<Merge, TableError> {
        self.joined_in_parts(SORTED_AT_ONCE)
    }

    fn joined_in_parts(&mut self, at_once: usize) -> Result<Merge, TableError> {
        self.lines.flush()?;
        let (mut sorted, mut joined) = (Vec::new(), Joined::default());
        for entry in Entries::open(self.lines.partial())? {
            joined.join(entry?);
            if joined.size > at_once {
                let path = self.folder.join(format!("entities.{}.sorted", sorted.len()));
                let mut part = JsonLines::create(path)?;
                joined.drain().try_for_each(|entry| part.write(&entry))?;
                part.flush()?;
                sorted.push(part.partial().to_path_buf());
            }
        }
        let parts =
            sorted.iter().map(|p| Entries::open(p).map(Entries::peekable)).collect::<Result<_, _>>()?;
        let rest = joined.drain().collect::<Vec<Entry>>().into_iter().peekable();
        Ok(Merge { parts, rest, sorted })
    }

    /// Removes the ledger of a run that came to its end.
    pub fn forget(folder: &Path) {
        let _ = fs::remove_file(partial_of(&path(folder)));
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("entities.ledger")
}

/// Entries of a file, one a line.
pub(super) struct Entries {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
}

impl Entries {
    pub fn open(path: &Path) -> Result<Entries, TableError> {
        let file = File::open(path).map_err(|source| TableError { path: path.to_path_buf(), source })?;
        Ok(Entries { path: path.to_path_buf(), lines: BufReader::new(file).lines() })
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        let entry = line.and_then(|line| serde_json::from_str(&line).map_err(io::Error::from));
        Some(entry.map_err(|source| TableError { path: self.path.clone(), source }))
    }
}

/// Entries of sorted files and of what is left in memory, joined as they go by.
pub(super) struct Merge {
    /// Earlier entries come in earlier parts.
    parts: Vec<Peekable<Entries>>,
    rest: Peekable<std::vec::IntoIter<Entry>>,
    sorted: Vec<PathBuf>,
}

impl Iterator for Merge {
    type Item = Result<Entry, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        let number = |e: &Result<Entry, TableError>| e.as_ref().map_or(0, |e| e.number);
        let of_parts = self.parts.iter_mut().filter_map(|p| p.peek().map(number)).min();
        let lowest = of_parts.into_iter().chain(self.rest.peek().map(|e| e.number)).min()?;
        let mut joined = Entry { number: lowest, ..Entry::default() };
        for part in &mut self.parts {
            match part.next_if(|e| number(e) == lowest) {
                Some(Ok(entry)) => joined.join(entry),
                Some(Err(e)) => return Some(Err(e)),
                None => {}
            }
        }
        if let Some(entry) = self.rest.next_if(|e| e.number == lowest) {
            joined.join(entry);
        }
        Some(Ok(joined))
    }
}

impl Drop for Merge {
    fn drop(&mut self) {
        for path in &self.sorted {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u32, name: &str, country: &str, row: usize) -> Entry {
        let country = VoteTally::once(country, row);
        Entry { number, name: name.to_string(), mentions: 1, country, ..Entry::default() }
    }

    #[test]
    fn entries_are_joined_alike_in_one_part_and_in_many() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create(folder.path()).unwrap();
        for (number, name) in
            [(1, "Kenya"), (2, "Jo Bell"), (1, "Republic of Kenya"), (3, "Chad"), (1, "Kenya")]
        {
            let mut joined = Joined::default();
            *joined.of(number) = entry(number, name, if name == "Kenya" { "KEN" } else { "" }, 7);
            ledger.write(&mut joined).unwrap();
        }
        let mut all = |at_once| -> Vec<Entry> {
            ledger.joined_in_parts(at_once).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let whole = all(usize::MAX);
        assert_eq!(whole, all(0));
        assert_eq!(whole, all(400));
        let mut told = VoteTally::once("KEN", 7);
        told.join(VoteTally::once("KEN", 7));
        let kenya = Entry {
            mentions: 3,
            aliases: BTreeSet::from(["Republic of Kenya".into()]),
            country: told,
            ..entry(1, "Kenya", "", 0)
        };
        assert_eq!(whole[0], kenya);
        assert_eq!(whole.len(), 3);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "sorted parts are removed");
    }
}
