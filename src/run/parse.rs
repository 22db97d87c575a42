//! A whole dump as CoNLL-U: the sentences of its articles, tagged and parsed, without names being looked into.

use std::io::{self, Write};

use super::guarded::guarded;
use super::ids::Ids;
use super::order::in_order;
use super::plan::cores;
use super::source::{TICKET, next};
use crate::article::{Article, Cleaning, Discovered, Fields, Input, ReadError, Reader, Reading, Sections};
use crate::pipeline::{Error, Pipeline, Worker};

/// Why the sentences of a dump could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    #[error(transparent)]
    Pipeline(#[from] Error),
    #[error("the sentences cannot be written")]
    Output(#[from] io::Error),
}

/// What [`parse`] reads, and how. The defaults are those of a [`Plan`](super::Plan).
#[derive(Clone, Debug)]
pub struct ParsePlan {
    inputs: Vec<Input>,
    missing: Vec<ReadError>,
    reading: Reading,
    threads: usize,
}

impl ParsePlan {
    /// Reads the inputs that were found, in their order.
    pub fn new(found: Discovered) -> ParsePlan {
        ParsePlan {
            inputs: found.inputs,
            missing: found.missing,
            reading: Reading::default(),
            threads: cores(),
        }
    }

    /// The keys or columns that hold an article's parts. Default: the usual names ([`Fields::default`]).
    pub fn fields(mut self, fields: Fields) -> ParsePlan {
        self.reading.fields = fields;
        self
    }

    /// When to leave out menus, teasers and other boilerplate. Default: [`Cleaning::Auto`].
    pub fn cleaning(mut self, cleaning: Cleaning) -> ParsePlan {
        self.reading.cleaning = cleaning;
        self
    }

    /// What is read beside the bodies of articles. Default: titles and captions.
    pub fn sections(mut self, sections: Sections) -> ParsePlan {
        self.reading.sections = sections;
        self
    }

    /// Number of worker threads, at least one; what is written does not depend on it. Default: one for each core.
    pub fn threads(mut self, threads: usize) -> ParsePlan {
        self.threads = threads.max(1);
        self
    }
}

/// Writes the sentences of every article in the order of the inputs. Calls `failed` for inputs that were not found, then for articles that
/// cannot be read. Articles have the ids that [`run`](super::run()) gives them.
///
/// # Errors
/// [`ParseError`] where a worker cannot be set up, or `out` not be written.
pub fn parse(
    pipeline: &Pipeline,
    plan: &ParsePlan,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(&ReadError),
) -> Result<(), ParseError> {
    let workers = (0..plan.threads).map(|_| pipeline.worker()).collect::<Result<Vec<_>, _>>()?;
    let items = |put: &mut dyn FnMut(Result<Article, ReadError>, usize) -> bool| {
        let mut ids = Ids::default();
        let mut send = |mut content: Result<Article, ReadError>| {
            let id = ids.unique(&content.as_ref().map_or_else(ReadError::article_id, |a| a.id.clone()));
            if let Ok(article) = &mut content {
                article.id = id;
            }
            let length = content.as_ref().map_or(0, |a| a.text.len());
            put(content, 1 + length / TICKET)
        };
        if !plan.missing.iter().all(|missing| send(Err(missing.clone()))) {
            return;
        }
        for input in &plan.inputs {
            let mut reader = Reader::new(input, &plan.reading, pipeline.knowledge());
            while let Some(content) = next(&mut reader, input) {
                if !send(content) {
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
