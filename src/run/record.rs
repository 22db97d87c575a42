//! What a run was, for those who watch over it and for a methods section: `run.json`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use jiff::Timestamp;
use serde::Serialize;

use super::checkpoint::Identity;
use super::checkpoint_error::CheckpointError;
use super::plan::Plan;
use super::summary::Summary;
use crate::table::replace_file;

/// The file in a run's folder.
pub const FILE: &str = "run.json";
/// Warnings that are listed; the rest are counted.
const MOST_WARNINGS: usize = 100;

/// Something that the reader of an article should know.
#[derive(Debug, Serialize)]
struct Warning {
    source: String,
    message: String,
}

/// Collects what becomes of a run.
pub struct Recorder {
    started: Timestamp,
    clock: Instant,
    warnings: Vec<Warning>,
    all_warnings: usize,
}

#[derive(Serialize)]
struct Record<'a> {
    /// What the run depended on: version, hashes of model, rules and data, options, and inputs by name, size and hash.
    #[serde(flatten)]
    identity: &'a Identity,
    threads: usize,
    started: String,
    seconds: f64,
    /// Whether it came to its end.
    finished: bool,
    counts: &'a Summary,
    warnings: &'a [Warning],
    warnings_in_all: usize,
}

impl Recorder {
    pub fn start() -> Recorder {
        Recorder { started: Timestamp::now(), clock: Instant::now(), warnings: Vec::new(), all_warnings: 0 }
    }

    pub fn warn(&mut self, source: &str, message: &str) {
        self.all_warnings += 1;
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(Warning { source: source.to_string(), message: message.to_string() });
        }
    }

    /// Writes what the run has come to.
    ///
    /// # Errors
    /// [`CheckpointError::File`], naming the file.
    pub fn write(&self, plan: &Plan, identity: &Identity, summary: &Summary) -> Result<(), CheckpointError> {
        let record = Record {
            identity,
            threads: plan.threads,
            started: self.started.to_string(),
            seconds: (self.clock.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
            finished: !summary.interrupted,
            counts: summary,
            warnings: &self.warnings,
            warnings_in_all: self.all_warnings,
        };
        let path = plan.out.join(FILE);
        let write = |file: &mut BufWriter<File>| {
            serde_json::to_writer_pretty(&mut *file, &record)?;
            writeln!(file)
        };
        replace_file(&path, write).map_err(|source| CheckpointError::File { path, source })
    }
}
