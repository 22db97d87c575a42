//! What headlines leave out ("was", "will", "and") is put back into the tree, which else would turn round who does what.

use super::tree_edit::TreeEdit;
use crate::label::{Deprel, Upos};

impl TreeEdit<'_> {
    /// Puts back what a headline leaves out.
    pub fn complete_headline(&mut self) {
        self.futures();
        self.partners();
        self.passives();
    }

    /// "Germany *to send* tanks": a name that will do something is no phrase with an infinitive behind it.
    fn futures(&mut self) {
        let Some(name) = (0..self.words.len()).find(|w| self.heads[*w].is_none()) else { return };
        let Some(verb) = self.future_of(name) else { return };
        let behind: Vec<usize> = self.children(name).filter(|c| *c > verb).collect();
        behind.into_iter().for_each(|c| self.heads[c] = Some(verb));
        (self.heads[verb], self.deprels[verb]) = (None, Deprel::Root);
        let passive = self.child(verb, Deprel::AuxPass).is_some();
        self.hang(name, verb, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }

    fn future_of(&self, name: usize) -> Option<usize> {
        let verb = self.children(name).find(|c| {
            *c > name
                && self.upos[*c] == Upos::Verb
                && matches!(self.deprels[*c], Deprel::Acl | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis)
        })?;
        let to = self
            .child(verb, Deprel::Mark)
            .filter(|m| *m > name && self.words[*m].eq_ignore_ascii_case("to"))?;
        let own = |w: usize| self.is_below(w, name) && !self.is_below(w, verb);
        // "Ann Bell, *Special Envoy* to End War": the infinitive may be that of an office.
        let office = |c: usize| {
            self.deprels[c] == Deprel::Appos && self.children(c).any(|below| self.upos[below] != Upos::Punct)
        };
        let joined = |w: usize| self.upos[w] != Upos::Punct || self.words[w] == ",";
        let bare = [Deprel::Case, Deprel::Cop, Deprel::Nsubj]
            .iter()
            .all(|deprel| self.child(name, *deprel).is_none());
        let fits = self.upos[name] == Upos::Propn
            && bare
            && (name + 1..to).all(|w| own(w) && joined(w))
            && !self.children(name).any(office);
        (fits && self.child(verb, Deprel::Nsubj).is_none()).then_some(verb)
    }

    /// "*Kenya, Sudan* sign a pact": what stood beside the first name would close with a comma, and the verb would be of one.
    fn partners(&mut self) {
        for second in 0..self.words.len() {
            let Some(first) =
                self.heads[second].filter(|first| *first < second && self.deprels[second] == Deprel::Appos)
            else {
                continue;
            };
            let both = [first, second].iter().all(|w| self.upos[*w] == Upos::Propn);
            let Some(verb) = self.heads[first]
                .filter(|verb| *verb > second && both && self.deprels[first] == Deprel::Nsubj)
            else {
                continue;
            };
            let opened = (first + 1..second).filter(|w| self.words[*w] == ",").count() == 1;
            let closed = (second + 1..verb).any(|w| self.upos[w] == Upos::Punct);
            if opened && !closed && self.is_of_several(verb) {
                self.deprels[second] = Deprel::Conj;
            }
        }
    }

    /// Whether the form of a verb, or of its auxiliary, is that of several ("sign", "have signed", "to sign").
    fn is_of_several(&self, verb: usize) -> bool {
        let finite = self.children(verb).find(|c| *c < verb && self.deprels[*c].is_a(Deprel::Aux));
        match finite {
            Some(auxiliary) => {
                matches!(self.words[auxiliary].to_lowercase().as_str(), "are" | "were" | "have")
            }
            None => {
                let form = self.words[verb].to_lowercase();
                self.upos[verb] == Upos::Verb && form == self.lexicon.lemmas.lemma(&form, Upos::Verb)
            }
        }
    }

    /// "three soldiers *killed* in Mali", "a reporter *shot dead*", "two men *stabbed to death*": where the verb has no object, its subject is whom it
    /// is done to.
    fn passives(&mut self) {
        for word in 0..self.words.len() {
            let verb = if self.is_done_to_somebody(word) { Some(word) } else { self.killing(word) };
            let Some(verb) = verb else { continue };
            // "The rebels killed and *wounded twenty villagers*": the object stands behind the last of them.
            let further = self.children(verb).filter(|c| self.deprels[*c] == Deprel::Conj);
            let has_object = further.chain([verb]).any(|v| self.child(v, Deprel::Obj).is_some());
            if let Some(subject) = self.child(verb, Deprel::Nsubj).filter(|_| !has_object) {
                self.deprels[subject] = Deprel::NsubjPass;
            }
        }
    }

    /// Whether the word is a participle of a verb that always has an object, in a clause of its own and without an auxiliary. "People *the army
    /// killed*" have been its object.
    fn is_done_to_somebody(&self, word: usize) -> bool {
        self.upos[word] == Upos::Verb
            && self.deprels[word] != Deprel::AclRelcl
            && self.lexicon.headline_passives.has_lower(self.words[word])
            && !self.children(word).any(|c| self.deprels[c].is_a(Deprel::Aux))
    }

    /// The verb before "dead" or "to death".
    fn killing(&self, word: usize) -> Option<usize> {
        let verb = self.heads[word].filter(|verb| *verb < word)?;
        let is = |at: usize, what: &str| self.words[at].eq_ignore_ascii_case(what);
        let dead = is(word, "dead") && word == verb + 1;
        (dead || (is(word, "death") && is(word - 1, "to"))).then_some(verb)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree_edit::example::{Word, mended};
    use crate::label::{Deprel, Upos};

    fn completed(sentence: &[Word]) -> Vec<(usize, Deprel)> {
        mended(sentence, |edit| edit.complete_headline())
    }

    fn labels(sentence: &[Word]) -> Vec<Deprel> {
        completed(sentence).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn who_is_killed_kills_nobody() {
        let killed = |verb| {
            [
                ("Men", Upos::Noun, 2, Deprel::Nsubj),
                (verb, Upos::Verb, 0, Deprel::Root),
                ("in", Upos::Adp, 4, Deprel::Case),
                ("Mali", Upos::Propn, 2, Deprel::Obl),
            ]
        };
        assert_eq!(labels(&killed("killed"))[0], Deprel::NsubjPass);
        assert_eq!(labels(&killed("marched"))[0], Deprel::Nsubj);
        let both = [
            ("Rebels", Upos::Noun, 2, Deprel::Nsubj),
            ("killed", Upos::Verb, 0, Deprel::Root),
            ("and", Upos::Cconj, 4, Deprel::Cc),
            ("wounded", Upos::Verb, 2, Deprel::Conj),
            ("villagers", Upos::Noun, 4, Deprel::Obj),
        ];
        assert_eq!(labels(&both)[0], Deprel::Nsubj);
        let done = [
            ("Rebels", Upos::Noun, 3, Deprel::Nsubj),
            ("have", Upos::Aux, 3, Deprel::Aux),
            ("killed", Upos::Verb, 0, Deprel::Root),
        ];
        assert_eq!(labels(&done)[0], Deprel::Nsubj);
    }

    #[test]
    fn who_is_shot_dead_shoots_nobody() {
        let to_death = [
            ("Gunmen", Upos::Noun, 2, Deprel::Nsubj),
            ("shot", Upos::Verb, 0, Deprel::Root),
            ("to", Upos::Adp, 4, Deprel::Case),
            ("death", Upos::Noun, 2, Deprel::Obl),
        ];
        assert_eq!(labels(&to_death)[0], Deprel::NsubjPass);
        let one = [
            ("Gunmen", Upos::Noun, 2, Deprel::Nsubj),
            ("shot", Upos::Verb, 0, Deprel::Root),
            ("dead", Upos::Adj, 2, Deprel::Xcomp),
            ("one", Upos::Num, 2, Deprel::Obj),
        ];
        assert_eq!(labels(&one)[0], Deprel::Nsubj);
    }

    #[test]
    fn a_name_that_is_to_do_something_does_it() {
        let will = |name_tag| {
            [
                ("Chad", name_tag, 0, Deprel::Root),
                ("to", Upos::Part, 3, Deprel::Mark),
                ("send", Upos::Verb, 1, Deprel::Acl),
                ("troops", Upos::Noun, 3, Deprel::Obj),
                (".", Upos::Punct, 1, Deprel::Punct),
            ]
        };
        let expected =
            [(3, Deprel::Nsubj), (3, Deprel::Mark), (0, Deprel::Root), (3, Deprel::Obj), (3, Deprel::Punct)];
        assert_eq!(completed(&will(Upos::Propn)), expected);
        assert_eq!(completed(&will(Upos::Noun))[0], (0, Deprel::Root), "\"a plan to send troops\"");
    }

    #[test]
    fn two_names_before_a_verb_of_several_are_partners() {
        let pact = |verb, closed| {
            [
                ("Kenya", Upos::Propn, 5, Deprel::Nsubj),
                (",", Upos::Punct, 3, Deprel::Punct),
                ("Sudan", Upos::Propn, 1, Deprel::Appos),
                closed,
                (verb, Upos::Verb, 0, Deprel::Root),
                ("pact", Upos::Noun, 5, Deprel::Obj),
            ]
        };
        let now = ("now", Upos::Adv, 5, Deprel::Advmod);
        assert_eq!(labels(&pact("sign", now))[2], Deprel::Conj);
        assert_eq!(labels(&pact("signs", now))[2], Deprel::Appos, "\"Nairobi, Kenya signs\"");
        assert_eq!(labels(&pact("sign", (",", Upos::Punct, 3, Deprel::Punct)))[2], Deprel::Appos);
    }
}
