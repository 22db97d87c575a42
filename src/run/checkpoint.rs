//! How far a run has come: enough to go on after it was killed, and to tell whether what goes on is the same run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::{Plan, RunError, Summary};
use crate::article::Input;
use crate::pipeline::Pipeline;
use crate::table::{Saved, Tables};

/// The file in a run's folder that a run leaves when it ends before its time.
pub const FILE: &str = "checkpoint.json";

/// A checkpoint cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    #[error("{}: cannot be read or written: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: not a checkpoint of this version of dossier: {reason}", path.display())]
    Unusable { path: PathBuf, reason: String },
    #[error(
        "the interrupted run was another one: {0}. Give the same inputs and options, or leave out --resume to begin anew"
    )]
    OtherRun(String),
    #[error("standard input cannot be resumed: what was read of it is gone")]
    StandardInput,
}

/// The part that tells a run's shards apart.
const SHARD: &str = "shard";

/// What a run depends on, by name. Two runs with the same are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity(BTreeMap<String, String>);

impl Identity {
    pub fn of(plan: &Plan, pipeline: &Pipeline) -> Identity {
        let fingerprint = pipeline.fingerprint();
        let mut parts = BTreeMap::from([
            ("version of dossier".to_string(), env!("CARGO_PKG_VERSION").to_string()),
            ("model".to_string(), fingerprint.model.clone()),
            ("rules".to_string(), fingerprint.rules.clone()),
            ("data".to_string(), fingerprint.knowledge.clone()),
            (
                "reading".to_string(),
                format!(
                    "{:?} {:?} any language: {}, duplicates skipped: {}",
                    plan.fields, plan.cleaning, plan.any_language, plan.skip_duplicates
                ),
            ),
            ("cells".to_string(), format!("{:?}", plan.tables.cells)),
            ("list of what is dropped".to_string(), format!("{:?}", plan.tables.dropped)),
            ("articles' texts kept".to_string(), plan.tables.keep_text.to_string()),
        ]);
        if let Some((index, of)) = plan.shard {
            parts.insert(SHARD.to_string(), format!("{index}/{of}"));
        }
        for (i, input) in plan.inputs.iter().enumerate() {
            parts.insert(format!("input {}", i + 1), named(input));
        }
        for (i, missing) in plan.missing.iter().enumerate() {
            parts.insert(format!("missing input {}", i + 1), missing.to_string());
        }
        Identity(parts)
    }

    /// What shards of one run have in common.
    pub fn in_words(&self) -> String {
        let parts = self.0.iter().filter(|(name, _)| *name != SHARD);
        parts.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
    }

    /// What differs, in words; `None` where nothing does.
    fn difference(&self, now: &Identity) -> Option<String> {
        let keys = self.0.keys().chain(now.0.keys());
        let other = keys.map(|k| (k, self.0.get(k), now.0.get(k))).find(|(_, then, now)| then != now)?;
        let say = |value: Option<&String>| value.map_or("none", String::as_str).to_string();
        Some(format!("its {} was {}, now it is {}", other.0, say(other.1), say(other.2)))
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
    let content =
        input.path.as_deref().map(|p| ends(p).unwrap_or_else(|e| e.to_string())).unwrap_or_default();
    format!("{} ({:?}; {content})", input.name(), input.format)
}

/// A run's state between two articles.
#[derive(Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    identity: Identity,
    /// Articles written, those that failed among them.
    pub done: usize,
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
    pub fn keep(&mut self, done: usize, summary: Summary, tables: &mut Tables) -> Result<(), RunError> {
        let started = Instant::now();
        let tables = tables.save()?;
        let checkpoint = Checkpoint { identity: self.identity.clone(), done, summary, tables };
        let path = self.folder.join(FILE);
        let partial = self.folder.join(format!("{FILE}.partial"));
        let write = || -> io::Result<()> {
            let mut file = io::BufWriter::new(File::create(&partial)?);
            serde_json::to_writer(&mut file, &checkpoint)?;
            file.flush()?;
            file.get_ref().sync_data()?;
            fs::rename(&partial, &path)
        };
        write().map_err(|source| CheckpointError::File { path: path.clone(), source })?;
        self.cost = started.elapsed();
        self.last = Instant::now();
        Ok(())
    }
}
