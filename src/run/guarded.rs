//! A fault of ours in one article must not cost the run.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::pipeline::Worker;

pub const INTERNAL: &str = "internal error: please report it with this article";

/// What `read` makes of an article, or why it makes nothing. A fault of ours in one article must not cost the run.
pub fn guarded<'p, T, E: Display>(
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
