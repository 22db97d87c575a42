//! A whole dump through the pipeline: many threads, one order, failures named and passed over.
//!
//! This room knows how articles travel. It must never print, know of terminals, or look at what an article says.

mod checkpoint;
mod ids;
mod lock;
mod objects;
mod order;
mod parse;
mod plan;
mod record;
mod source;
mod stream_plan;
mod verify;

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};

use crate::article::{Article, Outcome, detect_non_english};
pub use crate::article::{Cleaning, Discovered, Fields, Format, Input, ReadError, discover};
pub use crate::extraction::CellStyle;
use crate::extraction::Extraction;
use crate::pipeline::{Error, Pipeline, Worker};
use crate::table::{self, Quarantined, Shard, Tables};
pub use crate::table::{MergeError, TableError, merge};
#[cfg(fuzzing)]
pub(crate) use checkpoint::Checkpoint as FuzzedCheckpoint;
pub use checkpoint::CheckpointError;
use checkpoint::{Checkpoint, Identity, Keeper};
use lock::Lock;
pub use lock::Locked;
pub use objects::objects;
use order::in_order;
pub use parse::parse;
pub use plan::Plan;
use record::Recorder;
use source::Source;
pub use stream_plan::{StreamError, StreamPlan};
pub use verify::{Complaint, Verified, VerifyError, verify};

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Pipeline(#[from] Error),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Shard(#[from] MergeError),
    #[error(transparent)]
    Locked(#[from] Locked),
    #[error("{failed} articles failed, more than {allowed} are not allowed; the last is {last}")]
    TooManyFailed { failed: usize, allowed: usize, last: ReadError },
}

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

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Summary {
    /// Articles read through.
    pub articles: usize,
    /// Articles, or whole inputs, that could not be read.
    pub failed: usize,
    /// Articles in other languages than English, and repetitions where they are not wanted.
    pub skipped: usize,
    pub sentences: usize,
    /// Tokens, punctuation included.
    pub words: usize,
    /// Rows of entities.csv; 0 where the run was interrupted.
    pub entities: usize,
    pub mentions: usize,
    pub relations: usize,
    /// Articles read through whose day of publication is unknown: relative dates in them stay without a day.
    pub undated: usize,
    /// Records of web archives that are no pages: pictures, redirections, errors.
    pub passed_over: usize,
    /// Articles that an earlier, interrupted run had done; the other numbers count them too.
    pub resumed: usize,
    /// Whether the run was stopped before its end. It can be resumed.
    pub interrupted: bool,
}

/// An article on its way, or what became of it.
struct Job<T> {
    /// The article's id, unique in the run.
    id: String,
    /// Bytes of all inputs that lie before the end of this one.
    position: u64,
    /// Hash of all articles of the inputs as they were read, up to this one.
    read: u64,
    content: T,
}

type Read = Job<Result<Article, ReadError>>;
type Done = Job<Result<(Article, Extraction), ReadError>>;

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

/// What an interrupted run had done.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    articles: usize,
    /// Hash of what was read up to the last of them.
    read: u64,
}

const INTERNAL: &str = "internal error: please report it with this article";

fn work(worker: &mut Worker<'_>, Job { id, position, read, content }: Read, any_language: bool) -> Done {
    Job { id, position, read, content: content.and_then(|article| extracted(worker, article, any_language)) }
}

/// An article with what it says, or why it is not read.
fn extracted(
    worker: &mut Worker<'_>,
    article: Article,
    any_language: bool,
) -> Result<(Article, Extraction), ReadError> {
    let language = detect_non_english(&article, &worker.pipeline.knowledge().lexicon);
    if let Some(language) = language.filter(|_| !any_language) {
        let reason = format!("in {language}, not in English");
        return Err(ReadError::new(&*article.source, reason).skipped());
    }
    match guarded(worker, |worker| worker.extract(&article)) {
        Ok(extraction) => Ok((article, extraction)),
        Err(reason) => Err(ReadError::new(article.source, reason).with_record(&article.text)),
    }
}

/// What `read` makes of an article, or why it makes nothing. A fault of ours in one article must not cost the run.
fn guarded<'p, T, E: Display>(
    worker: &mut Worker<'p>,
    read: impl FnOnce(&mut Worker<'p>) -> Result<T, E>,
) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(|| read(worker))) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => {
            if let Ok(fresh) = worker.pipeline.worker() {
                *worker = fresh;
            }
            Err(INTERNAL.to_string())
        }
    }
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
