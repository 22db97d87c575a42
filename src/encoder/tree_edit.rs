//! A sentence's tree while it is mended: where English grammar says better than the network who does what.
use crate::knowledge::Lexicon;
use crate::label::{Deprel, Upos};

/// A sentence's words with their tags, and its tree.
pub struct TreeEdit<'a> {
    pub lexicon: &'a Lexicon,
    pub words: &'a [&'a str],
    pub upos: &'a [Upos],
    pub heads: &'a mut [Option<usize>],
    pub deprels: &'a mut [Deprel],
}

impl TreeEdit<'_> {
    pub(super) fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(move |c| self.heads[*c] == Some(head))
    }

    pub(super) fn child(&self, head: usize, deprel: Deprel) -> Option<usize> {
        self.children(head).find(|c| self.deprels[*c] == deprel)
    }

    /// Whether a word hangs somewhere below another, or is it.
    pub(super) fn is_below(&self, word: usize, above: usize) -> bool {
        std::iter::successors(Some(word), |w| self.heads[*w]).any(|w| w == above)
    }

    pub(super) fn hang(&mut self, word: usize, head: usize, deprel: Deprel) {
        (self.heads[word], self.deprels[word]) = (Some(head), deprel);
    }
}

#[cfg(test)]
pub mod example {
    use super::TreeEdit;
    use crate::label::{Deprel, Upos};

    /// A word, its tag, its head (from 1, as in CoNLL-U) and its label.
    pub type Word = (&'static str, Upos, usize, Deprel);

    /// Heads and labels of a sentence that was mended.
    pub fn mended(sentence: &[Word], mend: impl FnOnce(&mut TreeEdit<'_>)) -> Vec<(usize, Deprel)> {
        let words: Vec<&str> = sentence.iter().map(|w| w.0).collect();
        let upos: Vec<Upos> = sentence.iter().map(|w| w.1).collect();
        let mut heads: Vec<Option<usize>> = sentence.iter().map(|w| w.2.checked_sub(1)).collect();
        let mut deprels: Vec<Deprel> = sentence.iter().map(|w| w.3).collect();
        let lexicon = crate::knowledge::Knowledge::embedded().lexicon;
        mend(&mut TreeEdit {
            lexicon: &lexicon,
            words: &words,
            upos: &upos,
            heads: &mut heads,
            deprels: &mut deprels,
        });
        heads.into_iter().map(|h| h.map_or(0, |h| h + 1)).zip(deprels).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::label::{Deprel, Upos};
    use proptest::prelude::*;

    use super::TreeEdit;

    const WORDS: [&str; 9] = ["for", ",", "to", "killed", "accusing", "dead", "sign", "have", "expelled"];
    const TAGS: [Upos; 5] = [Upos::Propn, Upos::Noun, Upos::Verb, Upos::Punct, Upos::Aux];
    const LABELS: [Deprel; 9] = [
        Deprel::Nsubj,
        Deprel::Appos,
        Deprel::Conj,
        Deprel::Acl,
        Deprel::Advcl,
        Deprel::Obl,
        Deprel::Obj,
        Deprel::Mark,
        Deprel::Aux,
    ];

    /// A word, its tag, its label and which head it has.
    type Drawn = (usize, usize, usize, prop::sample::Index);

    /// Words, and the places where they stand.
    fn drawn() -> impl Strategy<Value = (Vec<Drawn>, Vec<usize>)> {
        let word = (0..WORDS.len(), 0..TAGS.len(), 0..LABELS.len(), any::<prop::sample::Index>());
        prop::collection::vec(word, 1..9).prop_flat_map(|words| {
            let places: Vec<usize> = (0..words.len()).collect();
            (Just(words), Just(places).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn a_mended_tree_is_a_tree((drawn, place) in drawn()) {
            let n = drawn.len();
            let (mut heads, mut deprels) = (vec![None; n], vec![Deprel::Root; n]);
            for (i, (_, _, label, head)) in drawn.iter().enumerate().skip(1) {
                // The head is a word drawn before.
                (heads[place[i]], deprels[place[i]]) = (Some(place[head.index(i)]), LABELS[*label]);
            }
            let words: Vec<&str> = drawn.iter().map(|d| WORDS[d.0]).collect();
            let upos: Vec<Upos> = drawn.iter().map(|d| TAGS[d.1]).collect();
            let lexicon = crate::knowledge::Knowledge::embedded().lexicon;
            let mut edit = TreeEdit { lexicon: &lexicon, words: &words, upos: &upos, heads: &mut heads, deprels: &mut deprels };
            edit.mend_participles();
            edit.mend_infinitives();
            edit.complete_headline();
            prop_assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1);
            for word in 0..n {
                prop_assert!(std::iter::successors(heads[word], |w| heads[*w]).take(n + 1).count() <= n);
            }
        }
    }
}
