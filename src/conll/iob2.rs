//! Names as tags of words.

use crate::sentence::Sentence;

/// IOB2 tags of a sentence's words (`O`, `B-PER`, `I-PER`, ...).
pub fn iob2(sentence: &Sentence<'_>) -> Vec<String> {
    let mut tags = vec!["O".to_string(); sentence.len()];
    for name in sentence.names() {
        for i in name.words.range() {
            tags[i] = format!("{}-{}", if i == name.words.start { "B" } else { "I" }, name.kind.tag());
        }
    }
    tags
}
