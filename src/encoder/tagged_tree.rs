//! A sentence's tree, with the tags of its words.

use crate::knowledge::Lexicon;
use crate::label::{Deprel, Upos};
use crate::sentence::Word;
use crate::text::{Bytes, Span};

/// Tags, heads and relations of a sentence's words.
pub struct Tree {
    pub upos: Vec<Upos>,
    pub heads: Vec<Option<usize>>,
    pub deprels: Vec<Deprel>,
}

impl Tree {
    /// The words with what is known of them, and the base forms that follow from the tags.
    pub fn annotated(&self, words: &[&str], spans: &[Span<Bytes>], lexicon: &Lexicon) -> Vec<Word> {
        let word = |(i, word): (usize, &&str)| {
            let lemma = lexicon.lemmas.lemma(word, self.upos[i]);
            let form = lexicon.lemmas.form(word, &lemma);
            let (upos, head, deprel) = (self.upos[i], self.heads[i], self.deprels[i]);
            Word { span: spans[i], upos, deprel, head, lemma, form }
        };
        words.iter().enumerate().map(word).collect()
    }
}
