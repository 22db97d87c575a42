//! Column formats of the field: CoNLL-2003 rows and CoNLL-U, read for tagging and written with predictions.
//!
//! This module knows text and sentences. It must never know entities or rules: a tag here is what the network said. Who runs the
//! network is handed in.

mod conll2003;
mod conllu;
mod read;
mod tokens;
mod write;

pub(crate) use conll2003::tag as tag_conll2003;
pub(crate) use conllu::tag as tag_conllu;
pub use read::{ConllError, ParsedArticle, read};
pub use write::write;

use std::io;

use crate::sentence::Sentence;
use crate::text::TokenizedSentence;

/// Runs the network over sentences of a text.
pub(crate) type Parse<'p> =
    dyn for<'t> FnMut(&'t str, Vec<TokenizedSentence>) -> io::Result<Vec<Sentence<'t>>> + 'p;

/// IOB2 tags of a sentence's words (`O`, `B-PER`, `I-PER`, ...).
fn iob2(sentence: &Sentence<'_>) -> Vec<String> {
    let mut tags = vec!["O".to_string(); sentence.len()];
    for name in sentence.names() {
        for i in name.words.range() {
            tags[i] = format!("{}-{}", if i == name.words.start { "B" } else { "I" }, name.kind.tag());
        }
    }
    tags
}
