//! Who is to act in an infinitive behind "for": "called *for Chad to leave*".

use super::tree_edit::TreeEdit;
use crate::label::{Deprel, Upos};

impl TreeEdit<'_> {
    /// Where "for" and "to" both open an infinitive, whoever stands between them acts in it, and is nothing of the verb above.
    pub fn mend_infinitives(&mut self) {
        for verb in 0..self.words.len() {
            if let Some(actor) = self.actor_of_infinitive(verb) {
                self.hang(actor, verb, Deprel::Nsubj);
            }
        }
    }

    fn actor_of_infinitive(&self, verb: usize) -> Option<usize> {
        let grammar = &self.lexicon.grammar;
        let mark = |words: &crate::knowledge::WordSet| {
            let marks = self.children(verb).filter(|c| self.deprels[*c] == Deprel::Mark && *c < verb);
            marks.into_iter().find(|c| words.has(&self.words[*c].to_lowercase()))
        };
        let (opens, to) = (mark(&grammar.before_actor_of_infinitive)?, mark(&grammar.infinitive)?);
        let above = self.heads[verb]?;
        let has_subject = self.children(verb).any(|c| self.deprels[c].is_subject());
        let nominal = |w: usize| {
            matches!(self.upos[w], Upos::Noun | Upos::Propn | Upos::Pron) && self.deprels[w] == Deprel::Obl
        };
        let mut between = (opens + 1..to).filter(|w| self.heads[*w] == Some(above) && nominal(*w));
        between.next().filter(|_| self.upos[verb] == Upos::Verb && !has_subject)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree_edit::example::{Word, mended};
    use crate::label::{Deprel, Upos};

    const CALLED: [Word; 7] = [
        ("Kenya", Upos::Propn, 2, Deprel::Nsubj),
        ("called", Upos::Verb, 0, Deprel::Root),
        ("for", Upos::Sconj, 6, Deprel::Mark),
        ("Chad", Upos::Propn, 2, Deprel::Obl),
        ("to", Upos::Part, 6, Deprel::Mark),
        ("free", Upos::Verb, 2, Deprel::Advcl),
        ("journalists", Upos::Noun, 6, Deprel::Obj),
    ];

    #[test]
    fn whoever_stands_between_for_and_to_acts_there() {
        let tree = mended(&CALLED, |edit| edit.mend_infinitives());
        assert_eq!(tree[3], (6, Deprel::Nsubj));
        let mut plain = CALLED;
        plain[2] = ("for", Upos::Adp, 4, Deprel::Case);
        assert_eq!(mended(&plain, |edit| edit.mend_infinitives())[3], (2, Deprel::Obl));
    }
}
