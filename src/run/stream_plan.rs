//! What is read, and how, where what comes of it is written at once and not into tables.

use std::io;

use super::ids::Ids;
use super::plan::cores;
use super::source::{TICKET, next};
use crate::article::{Article, Cleaning, Discovered, Fields, Input, ReadError, Reader, Reading, Sections};
use crate::knowledge::Knowledge;
use crate::pipeline::Error;

/// Why what was read could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    #[error(transparent)]
    Pipeline(#[from] Error),
    #[error("the output cannot be written")]
    Output(#[from] io::Error),
}

/// An article under its id, before it is looked into.
pub(super) type Unread = (String, Result<Article, ReadError>);

/// What is read, and how, where what comes of it is written at once. The defaults are those of a [`Plan`](super::Plan).
#[derive(Clone, Debug)]
pub struct StreamPlan {
    inputs: Vec<Input>,
    missing: Vec<ReadError>,
    reading: Reading,
    pub(super) threads: usize,
    pub(super) any_language: bool,
}

impl StreamPlan {
    /// Reads the inputs that were found, in their order.
    pub fn new(found: Discovered) -> StreamPlan {
        StreamPlan {
            inputs: found.inputs,
            missing: found.missing,
            reading: Reading::default(),
            threads: cores(),
            any_language: false,
        }
    }

    /// The keys or columns that hold an article's parts. Default: the usual names ([`Fields::default`]).
    pub fn fields(mut self, fields: Fields) -> StreamPlan {
        self.reading.fields = fields;
        self
    }

    /// When to leave out menus, teasers and other boilerplate. Default: [`Cleaning::Auto`].
    pub fn cleaning(mut self, cleaning: Cleaning) -> StreamPlan {
        self.reading.cleaning = cleaning;
        self
    }

    /// What is read beside the bodies of articles. Default: titles and captions.
    pub fn sections(mut self, sections: Sections) -> StreamPlan {
        self.reading.sections = sections;
        self
    }

    /// Number of worker threads, at least one; what is written does not depend on it. Default: one for each core.
    pub fn threads(mut self, threads: usize) -> StreamPlan {
        self.threads = threads.max(1);
        self
    }

    /// Reads articles in other languages as if they were English. Default: false, they are skipped.
    pub fn any_language(mut self, any: bool) -> StreamPlan {
        self.any_language = any;
        self
    }

    /// Puts the inputs that were not found, then every article of the others, each with its share of what may be in hand at a time. Articles
    /// have the ids that [`run`](super::run()) gives them.
    pub(super) fn read(&self, knowledge: &Knowledge, put: &mut dyn FnMut(Unread, usize) -> bool) {
        let mut ids = Ids::default();
        let mut send = |mut content: Result<Article, ReadError>| {
            let id = ids.unique(&content.as_ref().map_or_else(ReadError::article_id, |a| a.id.clone()));
            if let Ok(article) = &mut content {
                article.id.clone_from(&id);
            }
            let length = content.as_ref().map_or(0, |a| a.text.len());
            put((id, content), 1 + length / TICKET)
        };
        if !self.missing.iter().all(|missing| send(Err(missing.clone()))) {
            return;
        }
        for input in &self.inputs {
            let mut reader = Reader::new(input, &self.reading, knowledge);
            while let Some(content) = next(&mut reader, input) {
                if !send(content) {
                    return;
                }
            }
        }
    }
}
