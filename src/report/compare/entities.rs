//! Entities that came or went, by `uid`.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::capped::Capped;
use super::uid::uid;
use crate::export::{ExportError, RunFolder};

/// Entities of one run alone.
#[derive(Debug, Serialize)]
pub struct EntityChanges {
    /// How many each run has.
    pub runs: [usize; 2],
    came: usize,
    went: usize,
    listed: Vec<Entity>,
}

#[derive(Debug, Serialize)]
struct Entity {
    came: bool,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    country: String,
    sector: String,
    mentions: u32,
}

impl EntityChanges {
    pub fn read(runs: &[RunFolder; 2], most: usize) -> Result<EntityChanges, ExportError> {
        let uids = [uids(&runs[0])?, uids(&runs[1])?];
        let (went, listed_went) = lacking(&runs[0], &uids[1], most, false)?;
        let (came, mut listed) = lacking(&runs[1], &uids[0], most, true)?;
        listed.extend(listed_went);
        Ok(EntityChanges { runs: [uids[0].len(), uids[1].len()], came, went, listed })
    }
}

fn uids(run: &RunFolder) -> Result<FxHashSet<u64>, ExportError> {
    let (mut out, mut rows) = (FxHashSet::default(), run.rows("entities")?);
    while let Some(row) = rows.next()? {
        out.insert(uid(row));
    }
    Ok(out)
}

/// How many entities of a run the other one lacks, and those mentioned most.
fn lacking(
    run: &RunFolder,
    other: &FxHashSet<u64>,
    most: usize,
    came: bool,
) -> Result<(usize, Vec<Entity>), ExportError> {
    let mut count = 0;
    let mut listed = Capped::new(most, |a: &Entity, b| b.mentions.cmp(&a.mentions));
    let mut rows = run.rows("entities")?;
    while let Some(row) = rows.next()? {
        if other.contains(&uid(row)) {
            continue;
        }
        count += 1;
        let [name, kind, country, sector] =
            ["name", "type", "country", "sector"].map(|column| row.text(column).to_string());
        let mentions = row.get("mentions").parse().unwrap_or(0);
        listed.push(Entity { came, name, kind, country, sector, mentions });
    }
    Ok((count, listed.finish()))
}
