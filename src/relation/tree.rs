//! Questions about the tree that need no more than its words.

use crate::knowledge::WordSet;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;

/// Whether a word has a child of a relation, or of a subtype of it, that is one of these by its base form.
pub fn has_child(word: Token<'_>, deprel: Deprel, lemmas: &WordSet) -> bool {
    word.children_by(deprel).any(|c| lemmas.has(c.lemma()))
}

/// The phrase heads joined to `head` by "and" and the like, `head` first.
pub fn conjuncts(head: Token<'_>) -> Vec<Token<'_>> {
    // Of "Libyan leader Gaddafi and President Zhivkov" the tree may join the names, below the title.
    let unbroken = |c: &Token<'_>| *c > head && head.up_to(*c).all(|w| w.upos() != Upos::Punct);
    let named = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc]
        .into_iter()
        .flat_map(|r| head.children_by(r))
        .filter(unbroken);
    let joined = std::iter::once(head).chain(named).flat_map(|h| h.children_by(Deprel::Conj));
    let nominal =
        |c: &Token<'_>| matches!(c.upos(), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
    std::iter::once(head).chain(joined.filter(nominal)).collect()
}
