//! A whole dump as CoNLL-U: the sentences of its articles, tagged and parsed, without names being looked into.

use std::io::Write;

use super::guarded::guarded;
use super::order::in_order;
use super::stream_plan::{StreamError, StreamPlan, Unread};
use crate::article::ReadError;
use crate::pipeline::{Pipeline, Worker};

/// Writes the sentences of every article in the order of the inputs. Calls `failed` for inputs that were not found, then for articles that
/// cannot be read.
///
/// # Errors
/// [`StreamError`] where a worker cannot be set up, or `out` not be written.
pub fn parse(
    pipeline: &Pipeline,
    plan: &StreamPlan,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(&ReadError),
) -> Result<(), StreamError> {
    let workers = (0..plan.threads).map(|_| pipeline.worker()).collect::<Result<Vec<_>, _>>()?;
    let items = |put: &mut dyn FnMut(Unread, usize) -> bool| plan.read(pipeline.knowledge(), put);
    let work = |worker: &mut Worker<'_>, (_, content): Unread| {
        let article = content?;
        let mut sentences = Vec::new();
        let written = guarded(worker, |worker| worker.write_conllu(&article, &mut sentences));
        written.map(|()| sentences).map_err(|reason| ReadError::new(article.source, reason))
    };
    in_order(workers, items, work, |result: Result<Vec<u8>, ReadError>| match result {
        Ok(sentences) => Ok(out.write_all(&sentences)?),
        Err(error) => {
            failed(&error);
            Ok(())
        }
    })
}
