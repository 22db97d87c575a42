//! The entities of a whole run, and the running numbers of its rows.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::ledger::{Entry, Joined, Ledger, Merge};
use super::unfinished::TableError;
use super::votes::VoteTally;
use crate::entity::{Entities, Entity};
use crate::knowledge::Lexicon;
use crate::label::{MentionKind, Sector};
use crate::link::ShortNames;

/// Entities of which something new is kept in memory before it is written down.
const KEPT: usize = 50_000;

/// Joins the entities of articles into those of the run: one a kind and key. Articles must be entered in input order, for
/// the numbers depend on it. In memory are the entities' numbers, at some thirty bytes each; all else is in the [`Ledger`].
pub struct Register {
    numbers: FxHashMap<Print, u32>,
    recent: Joined,
    ledger: Ledger,
    mentions: usize,
    relations: usize,
}

/// 96 bits of a hash of kind and key: among ten million entities two are alike once in 10^15 runs.
type Print = [u32; 3];

fn print(kind: MentionKind, key: &str) -> Print {
    let hash = xxh3_128(format!("{}\n{key}", kind.as_str()).as_bytes());
    [hash as u32, (hash >> 32) as u32, (hash >> 64) as u32]
}

/// A register as a checkpoint holds it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct SavedRegister {
    ledger: u64,
    mentions: usize,
    relations: usize,
}

impl Register {
    pub fn create(folder: &Path) -> Result<Register, TableError> {
        Ok(Self::over(Ledger::create(folder)?))
    }

    fn over(ledger: Ledger) -> Register {
        let (numbers, recent) = (FxHashMap::default(), Joined::default());
        Register { numbers, recent, ledger, mentions: 0, relations: 0 }
    }

    /// Puts everything so far on the disk, and says how to come back to it.
    pub fn save(&mut self) -> Result<SavedRegister, TableError> {
        self.ledger.write(&mut self.recent)?;
        Ok(SavedRegister { ledger: self.ledger.save()?, mentions: self.mentions, relations: self.relations })
    }

    pub fn reopen(folder: &Path, saved: SavedRegister) -> Result<Register, TableError> {
        let mut numbers = FxHashMap::default();
        let ledger = Ledger::reopen(folder, saved.ledger, |entry| {
            if !entry.name.is_empty() {
                numbers.entry(print(entry.named().kind, &entry.key)).or_insert(entry.number);
            }
        })?;
        Ok(Register { numbers, mentions: saved.mentions, relations: saved.relations, ..Self::over(ledger) })
    }

    /// Enters an article's entities; returns the run's number (from 1) of each.
    /// `row` counts the rows of articles.csv before this article's.
    ///
    /// # Errors
    /// [`TableError`] where the ledger cannot be written.
    pub fn enter(&mut self, found: &Entities, row: usize) -> Result<Vec<usize>, TableError> {
        self.spill()?;
        let numbers: Vec<u32> = found.entities.iter().map(|e| self.number(e, row)).collect();
        for mention in &found.mentions {
            if let Some(entity) = mention.entity {
                self.recent.of(numbers[entity]).mentions += 1;
            }
        }
        for number in numbers.iter().copied().collect::<BTreeSet<u32>>() {
            self.recent.of(number).articles += 1;
        }
        Ok(numbers.into_iter().map(|n| n as usize).collect())
    }

    fn number(&mut self, entity: &Entity, row: usize) -> u32 {
        let kind = entity.kind.unwrap_or(MentionKind::Misc);
        let said = Entry {
            kind: kind.as_str().to_string(),
            key: entity.key.clone(),
            name: entity.name.clone(),
            aliases: entity.aliases.iter().cloned().collect(),
            country: VoteTally::once(&entity.country, row),
            sector: VoteTally::once(Sector::code(entity.sector.as_ref()), row),
            ..Entry::default()
        };
        self.said(kind, said)
    }

    /// Adds to what is known of an entity; returns its number, the next one where it is new.
    fn said(&mut self, kind: MentionKind, said: Entry) -> u32 {
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(print(kind, &said.key)).or_insert(next);
        self.recent.of(number).join(said);
        number
    }

    /// Enters an entity of another run's register, the first time that one of its mentions comes; returns its number here. `row` gives the
    /// place of that run's rows in this one's articles.csv.
    pub(super) fn adopt(&mut self, other: Entry, row: impl Fn(usize) -> usize) -> usize {
        let kind = other.named().kind;
        let (country, sector) = (other.country.moved(&row), other.sector.moved(&row));
        self.said(kind, Entry { mentions: 0, articles: 0, country, sector, ..other }) as usize
    }

    /// Counts `mentions` of an entity in one article.
    pub(super) fn count(&mut self, number: usize, mentions: usize) -> Result<(), TableError> {
        let entry = self.recent.of(number as u32);
        entry.mentions += mentions;
        entry.articles += 1;
        self.spill()
    }

    /// Writes down what is new where it is much.
    fn spill(&mut self) -> Result<(), TableError> {
        match self.recent.len() > KEPT {
            true => self.ledger.write(&mut self.recent),
            false => Ok(()),
        }
    }

    /// Takes the next `n` mention numbers; returns the first.
    pub(super) fn take_mentions(&mut self, n: usize) -> usize {
        self.mentions += n;
        self.mentions - n + 1
    }

    pub(super) fn take_relations(&mut self, n: usize) -> usize {
        self.relations += n;
        self.relations - n + 1
    }

    /// The short names of the run and whom they may mean.
    pub(super) fn short_names<'l>(&mut self, lexicon: &'l Lexicon) -> Result<ShortNames<'l>, TableError> {
        let mut names = ShortNames::new(lexicon);
        for entry in self.entities()? {
            names.short(entry?.named());
        }
        for entry in self.entities()? {
            let entry = entry?;
            names.full(entry.named(), entry.number, entry.mentions, entry.aliases.iter().map(String::as_str));
        }
        Ok(names)
    }

    /// All entities, in the order of first mention.
    pub(super) fn entities(&mut self) -> Result<Merge, TableError> {
        self.ledger.write(&mut self.recent)?;
        self.ledger.joined()
    }
}
