//! How far a run has come: enough to go on after it was killed, and to tell whether what goes on is the same run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::before::Before;
use super::checkpoint_error::CheckpointError;
use super::error::RunError;
use super::plan::Plan;
use super::summary::Summary;
use crate::article::{Cleaning, Format, Input};
use crate::extraction::CellStyle;
use crate::pipeline::Pipeline;
use crate::table::{Saved, Tables, first_difference, replace_file};

/// The file in a run's folder that a run leaves when it ends before its time.
pub const FILE: &str = "checkpoint.json";

/// What a run depends on. Two runs with the same are the same.
///
/// Its values are words of its own, so that a run stays the same where something is only called otherwise in the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    version: String,
    /// Hashes of what the pipeline was built from.
    model: String,
    rules: String,
    events: String,
    data: String,
    fields: String,
    cleaning: String,
    sections: String,
    any_language: bool,
    skip_duplicates: bool,
    cells: String,
    /// Where what is dropped is listed.
    dropped: Option<String>,
    keep_text: bool,
    /// Which share, from 1, of how many.
    shard: Option<(usize, usize)>,
    inputs: Vec<String>,
    missing: Vec<String>,
}

impl Identity {
    pub fn of(plan: &Plan, pipeline: &Pipeline) -> Identity {
        let fingerprint = pipeline.fingerprint();
        Identity {
            version: env!("CARGO_PKG_VERSION").to_string(),
            model: fingerprint.model.clone(),
            rules: fingerprint.rules.clone(),
            events: fingerprint.events.to_string(),
            data: fingerprint.knowledge.clone(),
            fields: plan.reading.fields.in_words(),
            cleaning: cleaning(plan.reading.cleaning).to_string(),
            sections: plan.reading.sections.in_words(),
            any_language: plan.any_language,
            skip_duplicates: plan.skip_duplicates,
            cells: cells(plan.tables.cells).to_string(),
            dropped: plan.tables.dropped.as_ref().map(|path| path.display().to_string()),
            keep_text: plan.tables.keep_text,
            shard: plan.shard,
            inputs: plan.found.inputs.iter().map(named).collect(),
            missing: plan.found.missing.iter().map(ToString::to_string).collect(),
        }
    }

    /// What shards of one run have in common, by the names that messages have for it.
    pub fn of_whole_run(&self) -> BTreeMap<String, String> {
        Identity { shard: None, ..self.clone() }.parts()
    }

    /// Its parts by the names that messages have for them.
    fn parts(&self) -> BTreeMap<String, String> {
        // All fields are named, so that one that comes to them is not forgotten here.
        let Identity {
            version,
            model,
            rules,
            events,
            data,
            fields,
            cleaning,
            sections,
            any_language,
            skip_duplicates,
            cells,
            dropped,
            keep_text,
            shard,
            inputs,
            missing,
        } = self;
        let mut parts = BTreeMap::from([
            ("version of dossier".to_string(), version.clone()),
            ("model".to_string(), model.clone()),
            ("rules".to_string(), rules.clone()),
            ("finders of events".to_string(), events.clone()),
            ("data".to_string(), data.clone()),
            ("fields".to_string(), fields.clone()),
            ("cleaning".to_string(), cleaning.clone()),
            ("sections".to_string(), sections.clone()),
            ("reading of any language".to_string(), any_language.to_string()),
            ("skipping of duplicates".to_string(), skip_duplicates.to_string()),
            ("cells".to_string(), cells.clone()),
            ("keeping of articles' texts".to_string(), keep_text.to_string()),
        ]);
        if let Some(path) = dropped {
            parts.insert("list of what is dropped".to_string(), path.clone());
        }
        if let Some((index, of)) = shard {
            parts.insert("shard".to_string(), format!("{index}/{of}"));
        }
        for (name, list) in [("input", inputs), ("missing input", missing)] {
            for (i, value) in list.iter().enumerate() {
                parts.insert(format!("{name} {}", i + 1), value.clone());
            }
        }
        parts
    }

    /// What differs, in words; `None` where nothing does.
    fn difference(&self, now: &Identity) -> Option<String> {
        let (then, now) = (self.parts(), now.parts());
        let (name, [was, is]) = first_difference(&then, &now)?;
        Some(format!("its {name} was {was}, now it is {is}"))
    }
}

fn cleaning(cleaning: Cleaning) -> &'static str {
    match cleaning {
        Cleaning::Auto => "auto",
        Cleaning::Always => "always",
        Cleaning::Never => "never",
    }
}

fn cells(style: CellStyle) -> &'static str {
    match style {
        CellStyle::Safe => "Safe",
        CellStyle::Raw => "Raw",
    }
}

fn format_of(input: &Input) -> &'static str {
    match input.format {
        None => "what its content is",
        Some(Format::Text) => "text",
        Some(Format::JsonLines) => "JSON Lines",
        Some(Format::Csv) => "CSV",
        Some(Format::Tsv) => "TSV",
        Some(Format::Json) => "JSON",
        Some(Format::Html) => "HTML",
        Some(Format::Warc) => "WARC",
        Some(Format::Feed) => "XML",
        Some(Format::Parquet) => "Parquet",
    }
}

/// An input by name, size, and a hash of both its ends: hashing dumps whole would take as long as reading them.
fn named(input: &Input) -> String {
    const END: u64 = 1 << 16;
    let ends = |path: &Path| -> io::Result<String> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut hash = Xxh3::new();
        let mut bytes = Vec::new();
        (&mut file).take(END).read_to_end(&mut bytes)?;
        if size > END {
            file.seek(SeekFrom::Start(size.saturating_sub(END)))?;
            file.take(END).read_to_end(&mut bytes)?;
        }
        hash.update(&bytes);
        Ok(format!("{size} bytes, {:016x}", hash.digest()))
    };
    let file = input.path.as_deref().filter(|_| !input.is_stream());
    let content = file.map(|p| ends(p).unwrap_or_else(|e| e.to_string())).unwrap_or_default();
    format!("{} (read as {}; {content})", input.name(), format_of(input))
}

/// A run's state between two articles.
#[derive(Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    identity: Identity,
    /// Articles written, those that failed among them.
    pub done: usize,
    /// Hash of all that was read up to the last of them: an input may be edited where a look at its ends does not show it.
    pub read: u64,
    pub summary: Summary,
    pub tables: Saved,
}

impl Checkpoint {
    /// The checkpoint in a run's folder, if there is one and it is this run's.
    ///
    /// # Errors
    /// [`CheckpointError`] where it is damaged or another run's.
    pub fn load(folder: &Path, identity: &Identity) -> Result<Option<Checkpoint>, CheckpointError> {
        let path = folder.join(FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(CheckpointError::File { path, source }),
        };
        let read = Checkpoint::parse(&bytes)
            .map_err(|e| CheckpointError::Unusable { path, reason: e.to_string() })?;
        match read.identity.difference(identity) {
            Some(difference) => Err(CheckpointError::OtherRun(difference)),
            None => Ok(Some(read)),
        }
    }

    /// # Errors
    /// Where the bytes are no checkpoint.
    pub fn parse(bytes: &[u8]) -> serde_json::Result<Checkpoint> {
        serde_json::from_slice(bytes)
    }
}

/// Forgets what an earlier run left.
///
/// # Errors
/// [`CheckpointError::File`].
pub fn remove(folder: &Path) -> Result<(), CheckpointError> {
    let path = folder.join(FILE);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(CheckpointError::File { path, source })
        }
        _ => Ok(()),
    }
}

/// Least time between two checkpoints.
const EVERY: Duration = Duration::from_secs(1);
/// Checkpoints grow with the run's entities: they may take one part in so many of its time.
const SHARE: u32 = 20;

/// Writes checkpoints now and then.
pub struct Keeper {
    folder: PathBuf,
    identity: Identity,
    last: Instant,
    cost: Duration,
}

impl Keeper {
    pub fn new(folder: &Path, identity: Identity) -> Keeper {
        Keeper { folder: folder.to_path_buf(), identity, last: Instant::now(), cost: Duration::ZERO }
    }

    /// Whether it is time for one.
    pub fn is_due(&self) -> bool {
        self.last.elapsed() >= EVERY.max(self.cost * SHARE)
    }

    /// Puts a checkpoint in place of the last one, once the tables are on the disk.
    ///
    /// # Errors
    /// [`RunError`] where one of them cannot be written.
    pub fn keep(&mut self, done: Before, summary: Summary, tables: &mut Tables) -> Result<(), RunError> {
        let started = Instant::now();
        let tables = tables.save()?;
        let identity = self.identity.clone();
        let checkpoint = Checkpoint { identity, done: done.articles, read: done.read, summary, tables };
        let path = self.folder.join(FILE);
        replace_file(&path, |file| Ok(serde_json::to_writer(file, &checkpoint)?))
            .map_err(|source| CheckpointError::File { path, source })?;
        self.cost = started.elapsed();
        self.last = Instant::now();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity {
            version: "0.1.0".into(),
            model: "0a".into(),
            rules: "0b".into(),
            events: "both".into(),
            data: "0c".into(),
            fields: "text".into(),
            cleaning: cleaning(Cleaning::Auto).into(),
            sections: "title,body,caption".into(),
            any_language: false,
            skip_duplicates: false,
            cells: cells(CellStyle::Safe).into(),
            dropped: None,
            keep_text: false,
            shard: Some((1, 2)),
            inputs: vec!["a.txt".into()],
            missing: Vec::new(),
        }
    }

    #[test]
    fn every_part_tells_a_run_from_another() {
        let run = identity();
        assert_eq!(run.difference(&run), None);
        for (part, other) in [
            ("version", Identity { version: "0.2.0".into(), ..identity() }),
            ("model", Identity { model: "1a".into(), ..identity() }),
            ("rules", Identity { rules: "1b".into(), ..identity() }),
            ("finders of events", Identity { events: "rules".into(), ..identity() }),
            ("data", Identity { data: "1c".into(), ..identity() }),
            ("fields", Identity { fields: "body".into(), ..identity() }),
            ("sections", Identity { sections: "body".into(), ..identity() }),
            ("cleaning", Identity { cleaning: cleaning(Cleaning::Never).into(), ..identity() }),
            ("language", Identity { any_language: true, ..identity() }),
            ("duplicates", Identity { skip_duplicates: true, ..identity() }),
            ("cells", Identity { cells: cells(CellStyle::Raw).into(), ..identity() }),
            ("dropped", Identity { dropped: Some("dropped.csv".into()), ..identity() }),
            ("texts", Identity { keep_text: true, ..identity() }),
            ("shard", Identity { shard: Some((2, 2)), ..identity() }),
            ("input 1", Identity { inputs: vec!["b.txt".into()], ..identity() }),
            ("input 2", Identity { inputs: vec!["a.txt".into(), "b.txt".into()], ..identity() }),
            ("missing input 1", Identity { missing: vec!["c.txt".into()], ..identity() }),
        ] {
            let difference = run.difference(&other).unwrap();
            assert!(difference.contains(part), "{difference}");
        }
    }

    #[test]
    fn shards_of_a_run_have_the_same_words() {
        let second = Identity { shard: Some((2, 2)), ..identity() };
        assert_eq!(identity().of_whole_run(), second.of_whole_run());
        assert_ne!(identity().of_whole_run(), Identity { model: "1a".into(), ..second }.of_whole_run());
    }

    #[test]
    fn checkpoints_of_before_are_refused_with_what_they_lack() {
        let before = br#"{"identity": {"cells": "Safe", "model": "0a", "rules": "0b"}, "done": 3}"#;
        let error = Checkpoint::parse(before).unwrap_err().to_string();
        assert!(error.contains("missing field `version`"), "{error}");
    }
}
