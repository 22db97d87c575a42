//! A whole dump through the pipeline: many threads, one order, failures named and passed over.
//!
//! This room knows how articles travel. It must never print, know of terminals, or look at what an article says.

mod checkpoint;
mod ids;
mod order;
mod parse;
mod plan;
mod verify;

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use crate::article::{Article, Duplicates, Outcome, Reader, detect_non_english};
pub use crate::article::{Cleaning, Discovered, Fields, Format, Input, ReadError, discover};
pub use crate::extraction::CellStyle;
use crate::extraction::Extraction;
use crate::knowledge::Knowledge;
use crate::pipeline::{Error, Pipeline, Worker};
use crate::table::{self, Quarantined, Shard, Tables};
pub use crate::table::{MergeError, TableError, merge};
#[cfg(fuzzing)]
pub(crate) use checkpoint::Checkpoint as FuzzedCheckpoint;
pub use checkpoint::CheckpointError;
use checkpoint::{Checkpoint, Identity, Keeper};
use ids::Ids;
use order::in_order;
pub use parse::{ParseError, ParsePlan, parse};
pub use plan::Plan;
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
    content: T,
}

type Read = Job<Result<Article, ReadError>>;
type Done = Job<Result<(Article, Extraction), ReadError>>;

/// Bytes of text that count as an article more: few of the long ones are in hand at a time.
const TICKET: usize = 1 << 18;

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
    let identity = Identity::of(plan, pipeline);
    let shard = plan.shard.map(|(index, of)| (index, of, identity.in_words()));
    let before = if plan.resume { resumable(plan, &identity)? } else { None };
    let mut summary = before.as_ref().map(|c| Summary { resumed: c.done, ..c.summary }).unwrap_or_default();
    let done = summary.resumed;
    let tables = match before {
        Some(checkpoint) => Tables::reopen(&plan.out, &plan.tables, checkpoint.tables)?,
        None => Tables::create(&plan.out, &plan.tables)?,
    };
    if done == 0 {
        checkpoint::remove(&plan.out)?;
    }
    let mut writer = Writer {
        tables,
        keeper: Keeper::new(&plan.out, identity),
        done,
        most_failed: plan.most_failed,
        can_resume: plan.can_resume(),
    };
    let workers: Vec<Worker<'_>> = (0..plan.threads).map(|_| pipeline.worker()).collect::<Result<_, _>>()?;
    let passed_over = AtomicUsize::new(0);
    in_order(
        workers,
        |put| read(plan, pipeline.knowledge(), done, put, &passed_over),
        |worker, job| work(worker, job, plan.any_language),
        |job| writer.one(&mut summary, &job, observer),
    )?;
    summary.passed_over = passed_over.into_inner();
    summary.interrupted = plan.stop.load(Ordering::Relaxed);
    if summary.interrupted {
        if writer.can_resume {
            writer.keep(summary)?;
        }
        return Ok(summary);
    }
    table::forget_shard(&plan.out);
    let is_shard = shard.is_some();
    if let Some((index, of, run)) = shard {
        Shard::new(index, of, run, plan.tables.cells).write(&plan.out)?;
    }
    summary.entities = writer.tables.finish(is_shard, pipeline.knowledge())?;
    checkpoint::remove(&plan.out)?;
    table::forget(&plan.out);
    Ok(summary)
}

/// The checkpoint to go on from, if there is one.
fn resumable(plan: &Plan, identity: &Identity) -> Result<Option<Checkpoint>, RunError> {
    if !plan.can_resume() {
        return Err(CheckpointError::StandardInput.into());
    }
    Ok(Checkpoint::load(&plan.out, identity)?)
}

/// Reads the inputs and numbers their articles; the first `done` of them are passed over.
fn read(
    plan: &Plan,
    knowledge: &Knowledge,
    done: usize,
    put: &mut dyn FnMut(Read, usize) -> bool,
    passed_over: &AtomicUsize,
) {
    let (mut number, mut before, mut ids) = (0, 0, Ids::default());
    let (index, of) = plan.shard.unwrap_or((1, 1));
    let (mut all, mut seen) = (0, Duplicates::default());
    let mut send = |position, content: Result<Article, ReadError>| {
        // Ids and repetitions are the whole run's, whoever takes the article.
        let id = ids.unique(&content.as_ref().map_or_else(ReadError::article_id, |a| a.id.clone()));
        let content = content.and_then(|article| marked(article, &id, &mut seen, plan.skip_duplicates));
        all += 1;
        if (all - 1) % of + 1 != index {
            return true;
        }
        number += 1;
        if number <= done {
            return true;
        }
        let length = content.as_ref().map_or(0, |a| a.text.len());
        !plan.stop.load(Ordering::Relaxed) && put(Job { id, position, content }, 1 + length / TICKET)
    };
    if !plan.missing.iter().all(|missing| send(0, Err(missing.clone()))) {
        return;
    }
    for input in &plan.inputs {
        let size = input.size();
        let mut within = 0;
        let mut reader = Reader::new(input, &plan.fields, plan.cleaning, knowledge);
        while let Some(content) = next(&mut reader, input) {
            within += content.as_ref().map_or(0, |a| a.text.len() as u64);
            let position = before + within.min(size);
            if !send(position, content) {
                return;
            }
        }
        passed_over.fetch_add(reader.passed_over(), Ordering::Relaxed);
        before += size;
    }
}

/// The next article. A fault of ours in reading one ends its input, not the run.
fn next(reader: &mut Reader<'_>, input: &Input) -> Option<Result<Article, ReadError>> {
    catch_unwind(AssertUnwindSafe(|| reader.next())).unwrap_or_else(|_| {
        reader.close();
        Some(Err(ReadError::new(input.name(), format!("not read further: {INTERNAL}"))))
    })
}

const INTERNAL: &str = "internal error: please report it with this article";

/// The article with the id of the one that it repeats.
fn marked(mut article: Article, id: &str, seen: &mut Duplicates, skip: bool) -> Result<Article, ReadError> {
    article.duplicate_of = seen.find_near_duplicate(&article, id).map(str::to_string);
    match &article.duplicate_of {
        Some(first) if skip => {
            Err(ReadError::new(&*article.source, format!("nearly the same as {first}")).skipped())
        }
        _ => Ok(article),
    }
}

fn work(worker: &mut Worker<'_>, Job { id, position, content }: Read, any_language: bool) -> Done {
    let content = content.and_then(|article| {
        let language = detect_non_english(&article, &worker.pipeline.knowledge().lexicon);
        if let Some(language) = language.filter(|_| !any_language) {
            let reason = format!("in {language}, not in English");
            return Err(ReadError::new(&*article.source, reason).skipped());
        }
        match guarded(worker, |worker| worker.extract(&article)) {
            Ok(extraction) => Ok((article, extraction)),
            Err(reason) => Err(ReadError::new(article.source, reason).with_record(&article.text)),
        }
    });
    Job { id, position, content }
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
    /// Articles written so far, by this run and those before it.
    done: usize,
    most_failed: Option<usize>,
    can_resume: bool,
}

impl Writer {
    fn keep(&mut self, summary: Summary) -> Result<(), RunError> {
        self.keeper.keep(self.done, summary, &mut self.tables)
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
                summary.sentences += row.sentences;
                summary.words += row.tokens;
                summary.mentions += row.mentions;
                summary.relations += row.relations;
                for message in &article.warnings {
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
