//! A guess at a sentence's grammar for models that find names only: the words' classes from lists, and a flat tree around the verbs, by
//! word order. English puts the subject before its verb and the object behind it; whoever stands behind a preposition is neither.
//! What a tree would tell beyond that (clauses, conjunction, passives with an agent) is not there.

use super::tagged_tree::Tree;
use crate::knowledge::Lexicon;
use crate::label::{Deprel, Upos};
use crate::sentence::NameSpan;

/// Guessed classes, heads and relations, one root.
pub fn parse(words: &[&str], names: &[NameSpan], lexicon: &Lexicon) -> Tree {
    let upos = classes(words, names, lexicon);
    let root = (0..words.len()).find(|i| upos[*i] == Upos::Verb).unwrap_or(0);
    let mut guess =
        Guess { heads: vec![Some(root); words.len()], deprels: vec![Deprel::Dep; words.len()], upos };
    if let Some(head) = guess.heads.get_mut(root) {
        *head = None;
        guess.deprels[root] = Deprel::Root;
    }
    let nominals = guess.nominals(names);
    guess.attach_names(names);
    guess.attach_nominals(root, &nominals);
    guess.attach_small_words(&nominals);
    Tree { upos: guess.upos, heads: guess.heads, deprels: guess.deprels }
}

fn classes(words: &[&str], names: &[NameSpan], lexicon: &Lexicon) -> Vec<Upos> {
    let mut upos: Vec<Upos> = Vec::with_capacity(words.len());
    for word in words {
        let lower = word.to_lowercase();
        let class = match lexicon.function_words.get(lower.as_str()) {
            Some(class) => *class,
            None if !word.chars().any(char::is_alphanumeric) => Upos::Punct,
            None if word.starts_with(|c: char| c.is_ascii_digit()) => Upos::Num,
            None if word.starts_with(char::is_uppercase) && !upos.is_empty() => Upos::Propn,
            // After a determiner or a preposition stands no finite verb: "the aid", "of trade".
            None if lexicon.lemmas.is_verb(&lexicon.lemmas.lemma(word, Upos::Verb))
                && !matches!(upos.last(), Some(&Upos::Det | &Upos::Adp | &Upos::Num)) =>
            {
                Upos::Verb
            }
            None => Upos::Noun,
        };
        upos.push(class);
    }
    for name in names {
        upos[name.words.range()].fill(Upos::Propn);
    }
    upos
}

struct Guess {
    heads: Vec<Option<usize>>,
    deprels: Vec<Deprel>,
    upos: Vec<Upos>,
}

impl Guess {
    fn attach(&mut self, word: usize, head: usize, deprel: Deprel) {
        if self.heads[word].is_some() && word != head {
            self.heads[word] = Some(head);
            self.deprels[word] = deprel;
        }
    }

    /// First words of names, and nouns and pronouns outside them.
    fn nominals(&self, names: &[NameSpan]) -> Vec<usize> {
        let named = |i: usize| names.iter().find(|n| n.words.range().contains(&i));
        let is_nominal = |i: &usize| match named(*i) {
            Some(name) => name.words.start == *i,
            None => matches!(self.upos[*i], Upos::Noun | Upos::Pron | Upos::Propn),
        };
        (0..self.upos.len()).filter(is_nominal).collect()
    }

    fn attach_names(&mut self, names: &[NameSpan]) {
        for name in names {
            for word in name.words.start + 1..name.words.end {
                self.attach(word, name.words.start, Deprel::Flat);
            }
        }
    }

    /// To each verb the nearest free nominal before it and behind it; those behind a preposition hang on it as obliques.
    fn attach_nominals(&mut self, root: usize, nominals: &[usize]) {
        let verbs: Vec<usize> = (0..self.upos.len()).filter(|i| self.upos[*i] == Upos::Verb).collect();
        let mut last = root;
        for &verb in &verbs {
            if verb != root {
                self.attach(verb, last, Deprel::Conj);
            }
            last = verb;
        }
        let (mut has_subject, mut has_object) = (vec![false; self.upos.len()], vec![false; self.upos.len()]);
        for &n in nominals {
            let before = verbs.iter().rev().find(|v| **v < n).copied();
            let after = verbs.iter().find(|v| **v > n).copied();
            let prepositional = self.preposition(n);
            match (before, after) {
                (Some(verb), _) if prepositional.is_some() => self.attach(n, verb, Deprel::Obl),
                (Some(verb), _) if !has_object[verb] => {
                    has_object[verb] = true;
                    self.attach(n, verb, Deprel::Obj);
                }
                (None, Some(verb)) if prepositional.is_none() && !has_subject[verb] => {
                    has_subject[verb] = true;
                    self.attach(n, verb, Deprel::Nsubj);
                }
                (before, after) => {
                    if let Some(verb) = before.or(after) {
                        self.attach(n, verb, Deprel::Dep);
                    }
                }
            }
        }
    }

    /// The preposition right before a nominal, articles passed over.
    fn preposition(&self, nominal: usize) -> Option<usize> {
        let small = |i: &usize| matches!(self.upos[*i], Upos::Det | Upos::Num | Upos::Noun);
        (0..nominal).rev().find(|i| !small(i)).filter(|i| self.upos[*i] == Upos::Adp)
    }

    fn attach_small_words(&mut self, nominals: &[usize]) {
        for i in 0..self.upos.len() {
            let next = nominals.iter().find(|n| **n > i).copied();
            let verb = (i + 1..self.upos.len()).find(|v| self.upos[*v] == Upos::Verb);
            match (self.upos[i], next, verb) {
                (Upos::Adp, Some(nominal), _) => self.attach(i, nominal, Deprel::Case),
                (Upos::Det, Some(nominal), _) => self.attach(i, nominal, Deprel::Det),
                (Upos::Num, Some(nominal), _) if nominal == i + 1 => self.attach(i, nominal, Deprel::Nummod),
                (Upos::Aux, _, Some(verb)) => self.attach(i, verb, Deprel::Aux),
                (Upos::Punct, ..) => {
                    self.deprels[i] = if self.heads[i].is_some() { Deprel::Punct } else { Deprel::Root }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::label::NameKind;
    use crate::text::Span;

    fn read(sentence: &str, names: &[(usize, usize)]) -> Vec<(Option<usize>, Deprel)> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let name = |(from, to): &(usize, usize)| NameSpan {
            words: Span::new(*from, *to),
            kind: NameKind::Location,
            score: 1.0,
        };
        let names: Vec<NameSpan> = names.iter().map(name).collect();
        let tree = parse(&words, &names, &Knowledge::embedded().lexicon);
        tree.heads.into_iter().zip(tree.deprels).collect()
    }

    #[test]
    fn subject_verb_object_and_what_stands_behind_a_preposition() {
        let words = read("Kenya sent envoys to Sudan .", &[(0, 1), (4, 5)]);
        assert_eq!(
            words,
            [
                (Some(1), Deprel::Nsubj),
                (None, Deprel::Root),
                (Some(1), Deprel::Obj),
                (Some(4), Deprel::Case),
                (Some(1), Deprel::Obl),
                (Some(1), Deprel::Punct)
            ]
        );
    }

    #[test]
    fn every_sentence_has_one_root_and_no_cycle() {
        for sentence in ["", ".", "Talks", "The of and", "met met met", "Kenya and Sudan met , said Chad"] {
            let words: Vec<&str> = sentence.split(' ').filter(|w| !w.is_empty()).collect();
            let heads = parse(&words, &[], &Knowledge::embedded().lexicon).heads;
            assert_eq!(heads.iter().filter(|h| h.is_none()).count(), usize::from(!words.is_empty()));
            for word in 0..words.len() {
                let up = |at: usize, _| heads[at].unwrap_or(at);
                assert!(heads[(0..=words.len()).fold(word, up)].is_none(), "{sentence}");
            }
        }
    }
}
