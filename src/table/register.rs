//! The entities of a whole run, and the running numbers of its rows.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cell::CellStyle;
use super::rows::EntityRow;
use crate::entity::{Entities, Entity, MentionKind};

/// Joins the entities of articles into those of the run: one a kind and key. Articles must be entered in input order, for
/// the numbers depend on it.
#[derive(Default)]
pub struct Register {
    entities: Vec<Registered>,
    by_key: FxHashMap<(MentionKind, String), usize>,
    mentions: usize,
    relations: usize,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Registered {
    /// As tables write it.
    kind: String,
    key: String,
    name: String,
    aliases: BTreeSet<String>,
    country: String,
    sector: String,
    mentions: usize,
    articles: usize,
    /// Rows of articles.csv before the one that told the country, and the sector.
    country_at: usize,
    sector_at: usize,
}

/// A register as a checkpoint holds it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SavedRegister {
    pub(super) entities: Vec<Registered>,
    mentions: usize,
    relations: usize,
}

impl Register {
    pub fn saved(&self) -> SavedRegister {
        SavedRegister { entities: self.entities.clone(), mentions: self.mentions, relations: self.relations }
    }

    pub fn restored(saved: SavedRegister) -> Register {
        let SavedRegister { entities, mentions, relations } = saved;
        let kind = |e: &Registered| MentionKind::parse(&e.kind).unwrap_or(MentionKind::Misc);
        let by_key = entities.iter().enumerate().map(|(i, e)| ((kind(e), e.key.clone()), i)).collect();
        Register { entities, by_key, mentions, relations }
    }

    /// Enters an article's entities; returns the run's number (from 1) of each.
    /// `row` counts the rows of articles.csv before this article's.
    pub fn enter(&mut self, found: &Entities, row: usize) -> Vec<usize> {
        let numbers: Vec<usize> = found.entities.iter().map(|e| self.number(e, row)).collect();
        for mention in &found.mentions {
            if let Some(entity) = mention.entity {
                self.entities[numbers[entity] - 1].mentions += 1;
            }
        }
        let distinct: BTreeSet<usize> = numbers.iter().copied().collect();
        for number in distinct {
            self.entities[number - 1].articles += 1;
        }
        numbers
    }

    fn number(&mut self, entity: &Entity, row: usize) -> usize {
        let kind = entity.kind.unwrap_or(MentionKind::Misc);
        let at = *self.by_key.entry((kind, entity.key.clone())).or_insert_with(|| {
            self.entities.push(Registered {
                kind: kind.as_str().to_string(),
                key: entity.key.clone(),
                name: entity.name.clone(),
                aliases: BTreeSet::new(),
                country: String::new(),
                sector: String::new(),
                mentions: 0,
                articles: 0,
                country_at: 0,
                sector_at: 0,
            });
            self.entities.len() - 1
        });
        let known = &mut self.entities[at];
        known.aliases.extend(entity.aliases.iter().cloned());
        if entity.name != known.name {
            known.aliases.insert(entity.name.clone());
        }
        known.aliases.remove(&known.name);
        for (slot, at, value) in [
            (&mut known.country, &mut known.country_at, &entity.country),
            (&mut known.sector, &mut known.sector_at, &entity.sector),
        ] {
            if slot.is_empty() {
                slot.clone_from(value);
                *at = row;
            }
        }
        at + 1
    }

    /// Enters an entity of another run's register, the first time that one of its mentions comes; returns its number here. `row` gives the
    /// place of that run's rows in this one's articles.csv.
    pub(super) fn adopt(&mut self, other: &Registered, row: impl Fn(usize) -> usize) -> usize {
        let kind = MentionKind::parse(&other.kind).unwrap_or(MentionKind::Misc);
        let key = (kind, other.key.clone());
        let at = match self.by_key.get(&key) {
            Some(at) => *at,
            None => {
                let known = Registered {
                    aliases: BTreeSet::new(),
                    country: String::new(),
                    sector: String::new(),
                    mentions: 0,
                    articles: 0,
                    ..other.clone()
                };
                self.entities.push(known);
                self.by_key.insert(key, self.entities.len() - 1);
                self.entities.len() - 1
            }
        };
        let known = &mut self.entities[at];
        known.aliases.extend(other.aliases.iter().chain([&other.name]).cloned());
        known.aliases.remove(&known.name);
        for (slot, at, value, told) in [
            (&mut known.country, &mut known.country_at, &other.country, other.country_at),
            (&mut known.sector, &mut known.sector_at, &other.sector, other.sector_at),
        ] {
            if !value.is_empty() && (slot.is_empty() || row(told) < *at) {
                slot.clone_from(value);
                *at = row(told);
            }
        }
        at + 1
    }

    /// Counts `mentions` of an entity in one article.
    pub(super) fn count(&mut self, number: usize, mentions: usize) {
        self.entities[number - 1].mentions += mentions;
        self.entities[number - 1].articles += 1;
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

    /// The rows of entities.csv, in the order of first mention.
    pub fn rows(&self, style: CellStyle) -> impl Iterator<Item = EntityRow> + '_ {
        self.entities.iter().enumerate().map(move |(i, e)| EntityRow {
            entity_id: format!("E{}", i + 1),
            kind: MentionKind::parse(&e.kind).unwrap_or(MentionKind::Misc).as_str(),
            name: style.text(&e.name),
            aliases: style.text(&e.aliases.iter().map(String::as_str).collect::<Vec<_>>().join("|")),
            country: style.text(&e.country),
            sector: style.text(&e.sector),
            mentions: e.mentions,
            articles: e.articles,
        })
    }
}
