//! A whole dump as CoNLL-U: the sentences of its articles, tagged and parsed, without names being looked into.

use std::io::{self, Write};

use super::order::in_order;
use super::{Ids, TICKET, guarded, next};
use crate::article::{Article, Cleaning, Fields, Input, ReadError, Reader};
use crate::pipeline::{Error, Pipeline, Worker};

/// Why the sentences of a dump could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    #[error(transparent)]
    Pipeline(#[from] Error),
    #[error("the sentences cannot be written")]
    Output(#[from] io::Error),
}

/// What to read, and how.
#[derive(Clone, Debug)]
pub struct ParsePlan<'i> {
    pub inputs: &'i [Input],
    pub fields: Fields,
    pub cleaning: Cleaning,
    /// Worker threads, at least one. What is written does not depend on it.
    pub threads: usize,
}

/// Writes the sentences of every article in the order of the inputs, and tells `failed` of those that cannot be read. Articles
/// have the ids that a run into tables gives them.
///
/// # Errors
/// [`ParseError`] where a worker cannot be set up, or `out` not be written.
pub fn parse(
    pipeline: &Pipeline,
    plan: &ParsePlan<'_>,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(&ReadError),
) -> Result<(), ParseError> {
    let workers = (0..plan.threads.max(1)).map(|_| pipeline.worker()).collect::<Result<Vec<_>, _>>()?;
    let items = |put: &mut dyn FnMut(Result<Article, ReadError>, usize) -> bool| {
        let mut ids = Ids::default();
        for input in plan.inputs {
            let mut reader = Reader::new(input, &plan.fields, plan.cleaning, pipeline.knowledge());
            while let Some(mut content) = next(&mut reader, input) {
                let id = ids.unique(&content.as_ref().map_or_else(ReadError::article_id, |a| a.id.clone()));
                if let Ok(article) = &mut content {
                    article.id = id;
                }
                let length = content.as_ref().map_or(0, |a| a.text.len());
                if !put(content, 1 + length / TICKET) {
                    return;
                }
            }
        }
    };
    let work = |worker: &mut Worker<'_>, content: Result<Article, ReadError>| {
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
