//! A whole dump through the pipeline: many threads, one order, failures named and passed over.
//!
//! This room knows how articles travel. It must never print, know of terminals, or look at what an article says.

mod ids;
mod order;
mod verify;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::article::{Article, Input, ReadError, Reader};
pub use crate::article::{Cleaning, Discovered, Fields, Format, discover};
use crate::pipeline::{Error, Extraction, Pipeline, Worker};
use crate::table::{CellStyle, TableError, Tables};
use ids::Ids;
use order::InOrder;
pub use verify::{Complaint, Verified, VerifyError, verify};

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Pipeline(#[from] Error),
}

/// What to read and where to write.
#[derive(Clone, Debug)]
pub struct Plan {
    pub inputs: Vec<Input>,
    /// What was asked for but is not there: articles.csv names it first.
    pub missing: Vec<ReadError>,
    pub fields: Fields,
    pub cleaning: Cleaning,
    /// Folder of the tables.
    pub out: PathBuf,
    /// Where to list what was left out of articles' bodies.
    pub dropped: Option<PathBuf>,
    pub cells: CellStyle,
    /// Worker threads, at least one.
    pub threads: usize,
}

impl Plan {
    /// Bytes of all inputs; standard input counts none.
    pub fn bytes(&self) -> u64 {
        self.inputs.iter().map(Input::size).sum()
    }
}

/// What a run is told of while it goes on.
pub enum Event<'e> {
    /// An article was written.
    Article { words: usize, relations: usize },
    /// An article, or a whole input, could not be read.
    Failed(&'e ReadError),
    /// An article was read, but not as it stands.
    Warning { source: &'e str, message: &'e str },
    /// Bytes of input that are done, of those that the inputs hold.
    Position(u64),
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub articles: usize,
    pub failed: usize,
    pub sentences: usize,
    pub words: usize,
    pub entities: usize,
    pub mentions: usize,
    pub relations: usize,
    /// Records of web archives that are no pages: pictures, redirections, errors.
    pub passed_over: usize,
}

/// An article on its way, or what became of it.
struct Job<T> {
    number: usize,
    /// Bytes of all inputs that lie before the end of this one.
    position: u64,
    content: T,
}

type Read = Job<Result<Article, ReadError>>;
type Done = Job<Result<(Article, Extraction), ReadError>>;

/// Articles in hand for each thread. What is ahead of the slowest article waits in memory, so there is a limit to it.
const IN_HAND: usize = 8;

/// Runs `plan` and tells `observer` how it goes. The tables do not depend on the number of threads.
///
/// # Errors
/// [`RunError`] where a table cannot be written, or a worker not be set up. Articles that cannot be read are no error: articles.csv names them.
pub fn run(
    pipeline: &Pipeline,
    plan: &Plan,
    observer: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, RunError> {
    let mut tables = Tables::create(&plan.out, plan.dropped.as_deref(), plan.cells)?;
    let threads = plan.threads.max(1);
    let workers: Vec<Worker<'_>> = (0..threads).map(|_| pipeline.worker()).collect::<Result<_, _>>()?;
    let (to_workers, jobs) = bounded::<Read>(threads);
    let (to_writer, done) = bounded::<Done>(threads);
    // A ticket for each article in hand: the reader takes one, the writer gives it back.
    let (give, tickets) = bounded::<()>(threads * IN_HAND);
    for _ in 0..threads * IN_HAND {
        let _ = give.send(());
    }
    let passed_over = AtomicUsize::new(0);
    let mut summary = std::thread::scope(|scope| {
        scope.spawn(|| read(plan, &tickets, to_workers, &passed_over));
        for worker in workers {
            let (jobs, to_writer) = (jobs.clone(), to_writer.clone());
            scope.spawn(move || work(pipeline, worker, &jobs, &to_writer));
        }
        drop((jobs, to_writer));
        // Dropping `done` and `give` on an error stops the workers and the reader.
        write(&mut tables, done, give, observer)
    })?;
    summary.entities = tables.finish()?;
    summary.passed_over = passed_over.into_inner();
    Ok(summary)
}

fn read(plan: &Plan, tickets: &Receiver<()>, jobs: Sender<Read>, passed_over: &AtomicUsize) {
    let (mut number, mut before) = (0, 0);
    let mut send = |position, content| {
        number += 1;
        tickets.recv().is_ok() && jobs.send(Job { number: number - 1, position, content }).is_ok()
    };
    if !plan.missing.iter().all(|missing| send(0, Err(missing.clone()))) {
        return;
    }
    for input in &plan.inputs {
        let size = input.size();
        let mut within = 0;
        let mut reader = Reader::new(input, &plan.fields, plan.cleaning);
        for content in reader.by_ref() {
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

fn work<'p>(pipeline: &'p Pipeline, mut worker: Worker<'p>, jobs: &Receiver<Read>, done: &Sender<Done>) {
    for Job { number, position, content } in jobs {
        let content = content.and_then(|article| {
            // A fault of ours in one article must not cost the run.
            let extracted = catch_unwind(AssertUnwindSafe(|| worker.extract(&article)));
            let failed = |reason: String| ReadError::new(article.source.clone(), reason);
            match extracted {
                Ok(Ok(extraction)) => Ok((article, extraction)),
                Ok(Err(e)) => Err(failed(e.to_string())),
                Err(_) => {
                    if let Ok(fresh) = pipeline.worker() {
                        worker = fresh;
                    }
                    Err(failed("internal error: please report it with this article".to_string()))
                }
            }
        });
        if done.send(Job { number, position, content }).is_err() {
            return;
        }
    }
}

fn write(
    tables: &mut Tables,
    done: Receiver<Done>,
    give: Sender<()>,
    observer: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, TableError> {
    let mut summary = Summary::default();
    let mut ids = Ids::default();
    let mut waiting = InOrder::default();
    for job in done {
        waiting.put(job.number, job);
        while let Some(job) = waiting.next() {
            match &job.content {
                Ok((article, extraction)) => {
                    let id = ids.unique(&article.id);
                    let row = tables.add(&id, article, extraction)?;
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
                    let id = ids.unique(&error.article_id());
                    tables.add_failed(&id, &error.source_name, &error.reason)?;
                    summary.failed += 1;
                    observer(Event::Failed(error));
                }
            }
            observer(Event::Position(job.position));
            let _ = give.try_send(());
        }
    }
    Ok(summary)
}
