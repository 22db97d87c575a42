//! What a participle hangs on.

use super::tree_edit::TreeEdit;
use crate::label::{Deprel, Upos};

impl TreeEdit<'_> {
    /// Hangs participles on what they tell of.
    pub fn mend_participles(&mut self) {
        for word in 1..self.words.len() {
            if self.upos[word] != Upos::Verb {
                continue;
            }
            self.agree_in_voice(word);
            match self.deprels[word] {
                Deprel::Acl => self.free_name(word),
                Deprel::Advcl => self.hang_behind(word),
                _ => {}
            }
        }
    }

    /// "Chile *is* opposed to it": the subject of a passive is one of the passive.
    fn agree_in_voice(&mut self, verb: usize) {
        if self.children(verb).any(|c| self.deprels[c] == Deprel::AuxPass) {
            let subjects: Vec<usize> =
                self.children(verb).filter(|c| self.deprels[*c] == Deprel::Nsubj).collect();
            for subject in subjects {
                self.deprels[subject] = Deprel::NsubjPass;
            }
        }
    }

    /// "filed a case at the World Court *accusing* Chad": a name needs no clause to tell whose it is, so that a participle behind it goes on from the verb
    /// before.
    fn free_name(&mut self, participle: usize) {
        let Some(name) = self.heads[participle].filter(|name| *name < participle) else { return };
        let Some(verb) = self.heads[name].filter(|verb| *verb < name && self.upos[*verb] == Upos::Verb)
        else {
            return;
        };
        let plain = self.upos[name] == Upos::Propn && self.deprels[name] == Deprel::Obl;
        let has_subject = self.children(participle).any(|c| self.deprels[c].is_a(Deprel::Nsubj));
        if plain && self.words[participle].ends_with("ing") && !has_subject {
            self.hang(participle, verb, Deprel::Advcl);
        }
    }

    /// "fed West Africans *ordered* out of Nigeria": a past participle right behind a noun says what was done to it, and nothing of the clause around.
    fn hang_behind(&mut self, participle: usize) {
        let noun = participle - 1;
        let nominal = matches!(self.upos[noun], Upos::Noun | Upos::Propn)
            && matches!(
                self.deprels[noun],
                Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Nsubj | Deprel::OblAgent
            );
        let opens =
            [Deprel::Mark, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass, Deprel::Advmod];
        let whole = || self.children(participle).any(|c| c < participle && opens.contains(&self.deprels[c]));
        let past = || {
            let form = self.words[participle].to_lowercase();
            !form.ends_with("ing") && form != self.lexicon.lemmas.lemma(&form, Upos::Verb)
        };
        if nominal && past() && !whole() && !self.is_below(noun, participle) {
            self.hang(participle, noun, Deprel::Acl);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree_edit::example::mended;
    use crate::label::{Deprel, Upos};

    #[test]
    fn a_past_participle_behind_a_noun_is_the_nouns() {
        let found = mended(
            &[
                ("Togo", Upos::Propn, 2, Deprel::Nsubj),
                ("fed", Upos::Verb, 0, Deprel::Root),
                ("people", Upos::Noun, 2, Deprel::Obj),
                ("expelled", Upos::Verb, 2, Deprel::Advcl),
                ("from", Upos::Adp, 6, Deprel::Case),
                ("Chad", Upos::Propn, 4, Deprel::Obl),
            ],
            |edit| edit.mend_participles(),
        );
        assert_eq!(found[3], (3, Deprel::Acl));
    }

    #[test]
    fn a_passive_has_a_subject_of_its_own() {
        let found = mended(
            &[
                ("Chile", Upos::Propn, 3, Deprel::Nsubj),
                ("is", Upos::Aux, 3, Deprel::AuxPass),
                ("opposed", Upos::Verb, 0, Deprel::Root),
            ],
            |edit| edit.mend_participles(),
        );
        assert_eq!(found[0], (3, Deprel::NsubjPass));
    }

    #[test]
    fn a_name_has_no_participle() {
        let at = |tag, deprel| {
            let sentence = [
                ("Togo", Upos::Propn, 2, Deprel::Nsubj),
                ("sued", Upos::Verb, 0, Deprel::Root),
                ("in", Upos::Adp, 4, Deprel::Case),
                ("Geneva", tag, 2, deprel),
                ("accusing", Upos::Verb, 4, Deprel::Acl),
                ("Chad", Upos::Propn, 5, Deprel::Obj),
            ];
            mended(&sentence, |edit| edit.mend_participles())[4]
        };
        assert_eq!(at(Upos::Propn, Deprel::Obl), (2, Deprel::Advcl));
        assert_eq!(at(Upos::Noun, Deprel::Obl), (4, Deprel::Acl));
        assert_eq!(at(Upos::Propn, Deprel::Obj), (4, Deprel::Acl));
    }
}
