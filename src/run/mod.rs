//! A whole dump through the pipeline: many threads, one order, failures named and passed over.
//!
//! This room knows how articles travel. It must never print, know of terminals, or look at what an article says.

mod before;
mod checkpoint;
mod checkpoint_error;
mod error;
mod extracted;
mod guarded;
mod ids;
mod job;
mod lock;
mod objects;
mod order;
mod parse;
mod plan;
mod record;
mod source;
mod stream_plan;
mod summary;
mod verify;

use std::sync::atomic::Ordering;

use crate::article::Outcome;
pub use crate::article::{Cleaning, Discovered, Fields, Format, Input, ReadError, discover};
pub use crate::extraction::CellStyle;
use crate::pipeline::{Pipeline, Worker};
use crate::table::{self, Quarantined, Shard, Tables};
pub use crate::table::{MergeError, TableError, merge};
use before::Before;
#[cfg(fuzzing)]
pub(crate) use checkpoint::Checkpoint as FuzzedCheckpoint;
use checkpoint::{Checkpoint, Identity, Keeper};
pub use checkpoint_error::CheckpointError;
pub use error::RunError;
use extracted::extracted;
use job::{Done, Job, Read};
use lock::Lock;
pub use lock::Locked;
pub use objects::objects;
use order::in_order;
pub use parse::parse;
pub use plan::Plan;
use record::Recorder;
use source::Source;
pub use stream_plan::{StreamError, StreamPlan};
pub use summary::Summary;
pub use verify::{Complaint, Verified, VerifyError, verify};

/// What happens during a run.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// An article was written.
    #[non_exhaustive]
    Article { words: usize, relations: usize },
    /// An article, or a whole input, could not be read.
    Failed(&'e ReadError),
    /// An article was read, but not as it stands.
    Warning { source: &'e str, message: &'e str },
    /// Bytes of input that are done, of [`Plan::bytes`].
    Position(u64),
}

/// Reads the plan's inputs, writes the tables, and calls `observer` with what happens on the way, in the order of the inputs.
///
/// ```no_run
/// use dossier::Pipeline;
/// use dossier::run::{Event, Plan, discover, run};
///
/// let plan = Plan::new(discover(&["archive".to_string()], None), "out");
/// let summary = run(&Pipeline::embedded()?, &plan, &mut |event| {
///     if let Event::Failed(error) = event {
///         eprintln!("{error}");
///     }
/// })?;
/// println!("{} articles", summary.articles);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`RunError`] when a table cannot be written, a worker cannot be set up, or an interrupted run cannot be resumed. Articles that cannot be
/// read are rows of articles.csv, and an error only when they are more than [`Plan::most_failed()`] allows.
pub fn run(
    pipeline: &Pipeline,
    plan: &Plan,
    observer: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, RunError> {
    let plan = &plan.outside_its_folder();
    let _lock = Lock::of(&plan.out)?;
    let identity = Identity::of(plan, pipeline);
    let before = if plan.resume { resumable(plan, &identity)? } else { None };
    let mut summary = before.as_ref().map(|c| Summary { resumed: c.done, ..c.summary }).unwrap_or_default();
    let before_this = before.as_ref().map(|c| Before { articles: c.done, read: c.read }).unwrap_or_default();
    let tables = match before {
        Some(checkpoint) => Tables::reopen(&plan.out, &plan.tables, checkpoint.tables)?,
        None => {
            table::check_own(&plan.out, &plan.tables)?;
            checkpoint::remove(&plan.out)?;
            table::forget_kept(&plan.out)?;
            Tables::create(&plan.out, &plan.tables)?
        }
    };
    let mut writer = Writer {
        tables,
        keeper: Keeper::new(&plan.out, identity.clone()),
        recorder: Recorder::start(),
        done: before_this.articles,
        read: before_this.read,
        most_failed: plan.most_failed,
        can_resume: plan.can_resume(),
    };
    let workers: Vec<Worker<'_>> = (0..plan.threads).map(|_| pipeline.worker()).collect::<Result<_, _>>()?;
    let source = Source::new(plan, pipeline.knowledge(), before_this);
    in_order(
        workers,
        |put| source.read(put),
        |worker, job| work(worker, job, plan.any_language),
        |job| writer.one(&mut summary, &job, observer),
    )?;
    if source.is_edited.into_inner() {
        return Err(CheckpointError::Edited.into());
    }
    summary.passed_over = source.passed_over.into_inner();
    summary.interrupted = plan.stop.load(Ordering::Relaxed);
    if summary.interrupted {
        if writer.can_resume {
            writer.keep(summary)?;
        }
        writer.recorder.write(plan, &identity, &summary)?;
        return Ok(summary);
    }
    writer.finish(plan, &identity, pipeline, summary)
}

/// The checkpoint to go on from, if there is one.
fn resumable(plan: &Plan, identity: &Identity) -> Result<Option<Checkpoint>, RunError> {
    if !plan.can_resume() {
        return Err(CheckpointError::StandardInput.into());
    }
    Ok(Checkpoint::load(&plan.out, identity)?)
}

fn work(worker: &mut Worker<'_>, Job { id, position, read, content }: Read, any_language: bool) -> Done {
    Job { id, position, read, content: content.and_then(|article| extracted(worker, article, any_language)) }
}

/// The one that writes, in the order of the inputs.
struct Writer {
    tables: Tables,
    keeper: Keeper,
    recorder: Recorder,
    /// Articles written so far, by this run and those before it.
    done: usize,
    /// Hash of what was read up to the last of them.
    read: u64,
    most_failed: Option<usize>,
    can_resume: bool,
}

impl Writer {
    /// Gives the tables their names, and forgets what was kept for the case of an interruption.
    fn finish(
        self,
        plan: &Plan,
        identity: &Identity,
        pipeline: &Pipeline,
        summary: Summary,
    ) -> Result<Summary, RunError> {
        table::forget_shard(&plan.out);
        let entities = self.tables.finish(plan.shard.is_some(), pipeline.knowledge())?;
        let summary = Summary { entities, ..summary };
        if let Some((index, of)) = plan.shard {
            Shard::new(index, of, identity.of_whole_run(), plan.tables.cells).write(&plan.out)?;
        }
        self.recorder.write(plan, identity, &summary)?;
        checkpoint::remove(&plan.out)?;
        table::forget(&plan.out);
        Ok(summary)
    }

    fn keep(&mut self, summary: Summary) -> Result<(), RunError> {
        let done = Before { articles: self.done, read: self.read };
        self.keeper.keep(done, summary, &mut self.tables)
    }

    fn one(
        &mut self,
        summary: &mut Summary,
        job: &Done,
        observer: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), RunError> {
        match &job.content {
            Ok((article, extraction)) => {
                let row = self.tables.add(&job.id, article, extraction)?;
                summary.articles += 1;
                summary.undated += usize::from(article.published.is_none());
                summary.sentences += row.sentences;
                summary.words += row.tokens;
                summary.mentions += row.mentions;
                summary.relations += row.relations;
                for message in &article.warnings {
                    self.recorder.warn(&article.source, message);
                    observer(Event::Warning { source: &article.source, message });
                }
                observer(Event::Article { words: row.tokens, relations: row.relations });
            }
            Err(error) => {
                let ReadError { source_name, reason, record, outcome } = error;
                let unread = Quarantined { article_id: &job.id, source: source_name, reason, record };
                match outcome {
                    Outcome::Failed => {
                        self.tables.add_failed(&unread)?;
                        summary.failed += 1;
                        observer(Event::Failed(error));
                    }
                    Outcome::Skipped => {
                        self.tables.add_unread(&unread, Outcome::Skipped)?;
                        summary.skipped += 1;
                    }
                }
            }
        }
        self.done += 1;
        self.read = job.read;
        observer(Event::Position(job.position));
        let too_many = self.most_failed.filter(|most| summary.failed > *most);
        if self.can_resume && (self.keeper.is_due() || too_many.is_some()) {
            self.keep(*summary)?;
        }
        match (too_many, &job.content) {
            (Some(allowed), Err(last)) => {
                Err(RunError::TooManyFailed { failed: summary.failed, allowed, last: last.clone() })
            }
            _ => Ok(()),
        }
    }
}
