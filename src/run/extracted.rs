//! An article with what it says, or why it is not read.

use super::guarded::guarded;
use crate::article::{Article, ReadError, detect_non_english};
use crate::extraction::Extraction;
use crate::pipeline::Worker;

/// An article with what it says, or why it is not read.
pub fn extracted(
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
