//! A whole dump as JSON objects, one an article, written as they come: for pipes.

use std::io::Write;

use super::extracted::extracted;
use super::order::in_order;
use super::stream_plan::{StreamError, StreamPlan, Unread};
use crate::article::{Article, Outcome, ReadError};
use crate::extraction::Extraction;
use crate::pipeline::{Pipeline, Worker};
use crate::table::{Quarantined, article_object, unread_object};

type Read = (String, Result<(Article, Extraction), ReadError>);

/// Writes an object a line for every article, in the order of the inputs: its row of articles.csv, and under the names of their tables its
/// rows of the others, with the ids that hold within the article, and with `uid`s. With `text`, the text that offsets count in as well. Calls
/// `failed` for what cannot be read, which has an object with the reason.
///
/// # Errors
/// [`StreamError`] where a worker cannot be set up, or `out` not be written.
pub fn objects(
    pipeline: &Pipeline,
    plan: &StreamPlan,
    text: bool,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(&ReadError),
) -> Result<(), StreamError> {
    let workers = (0..plan.threads).map(|_| pipeline.worker()).collect::<Result<Vec<_>, _>>()?;
    let items = |put: &mut dyn FnMut(Unread, usize) -> bool| plan.read(pipeline.knowledge(), put);
    let work = |worker: &mut Worker<'_>, (id, content): Unread| -> Read {
        (id, content.and_then(|article| extracted(worker, article, plan.any_language)))
    };
    in_order(workers, items, work, |(id, read): Read| {
        let object = match &read {
            Ok((article, extraction)) => article_object(&id, article, extraction, text),
            Err(error) => {
                if error.outcome == Outcome::Failed {
                    failed(error);
                }
                let ReadError { source_name, reason, record, outcome } = error;
                unread_object(&Quarantined { article_id: &id, source: source_name, reason, record }, *outcome)
            }
        };
        // Whoever reads the pipe waits for whole lines.
        writeln!(out, "{object}")?;
        Ok(out.flush()?)
    })
}
