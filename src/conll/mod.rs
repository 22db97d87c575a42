//! Column formats of the field: CoNLL-2003 rows and CoNLL-U, read for tagging and written with predictions.
//!
//! This room knows text and the encoder's answers. It must never know entities or rules: a tag here is what the network said.

mod conll2003;
mod conllu;
mod tokens;
mod write;

pub use conll2003::tag as tag_conll2003;
pub use conllu::tag as tag_conllu;
pub use write::parse as write_conllu;

use crate::sentence::Sentence;

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
