//! What headlines leave out ("was", "will", "and") is put back into the tree, which else would turn round who does what.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::draft::Draft;
use crate::text::{lemma, listed};

/// "killed"
static PASSIVES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| listed(include_str!("../../data/lexicon/headline-passives.txt")));

impl Draft<'_> {
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
        (self.heads[verb], self.deprels[verb]) = (None, "root");
        let passive = self.child(verb, "aux:pass").is_some();
        self.hang(name, verb, if passive { "nsubj:pass" } else { "nsubj" });
    }

    fn future_of(&self, name: usize) -> Option<usize> {
        let verb = self.children(name).find(|c| {
            *c > name
                && self.upos[*c] == "VERB"
                && matches!(self.deprels[*c], "acl" | "advcl" | "xcomp" | "parataxis")
        })?;
        let to =
            self.child(verb, "mark").filter(|m| *m > name && self.words[*m].eq_ignore_ascii_case("to"))?;
        let own = |w: usize| self.is_below(w, name) && !self.is_below(w, verb);
        // "Ann Bell, *Special Envoy* to End War": the infinitive may be that of an office.
        let office = |c: usize| {
            self.deprels[c] == "appos" && self.children(c).any(|below| self.upos[below] != "PUNCT")
        };
        let joined = |w: usize| self.upos[w] != "PUNCT" || self.words[w] == ",";
        let bare = ["case", "cop", "nsubj"].iter().all(|deprel| self.child(name, deprel).is_none());
        let fits = self.upos[name] == "PROPN"
            && bare
            && (name + 1..to).all(|w| own(w) && joined(w))
            && !self.children(name).any(office);
        (fits && self.child(verb, "nsubj").is_none()).then_some(verb)
    }

    /// "*Kenya, Sudan* sign a pact": what stood beside the first name would close with a comma, and the verb would be of one.
    fn partners(&mut self) {
        for second in 0..self.words.len() {
            let Some(first) =
                self.heads[second].filter(|first| *first < second && self.deprels[second] == "appos")
            else {
                continue;
            };
            let both = [first, second].iter().all(|w| self.upos[*w] == "PROPN");
            let Some(verb) =
                self.heads[first].filter(|verb| *verb > second && both && self.deprels[first] == "nsubj")
            else {
                continue;
            };
            let opened = (first + 1..second).filter(|w| self.words[*w] == ",").count() == 1;
            let closed = (second + 1..verb).any(|w| self.upos[w] == "PUNCT");
            if opened && !closed && self.is_of_several(verb) {
                self.deprels[second] = "conj";
            }
        }
    }

    /// Whether the form of a verb, or of its auxiliary, is that of several ("sign", "have signed", "to sign").
    fn is_of_several(&self, verb: usize) -> bool {
        let finite = self.children(verb).find(|c| *c < verb && self.deprels[*c].starts_with("aux"));
        match finite {
            Some(auxiliary) => {
                matches!(self.words[auxiliary].to_lowercase().as_str(), "are" | "were" | "have")
            }
            None => {
                let form = self.words[verb].to_lowercase();
                self.upos[verb] == "VERB" && form == lemma(&form, "VERB")
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
            let further = self.children(verb).filter(|c| self.deprels[*c] == "conj");
            let has_object = further.chain([verb]).any(|v| self.child(v, "obj").is_some());
            if let Some(subject) = self.child(verb, "nsubj").filter(|_| !has_object) {
                self.deprels[subject] = "nsubj:pass";
            }
        }
    }

    /// Whether the word is a participle of a verb that always has an object, in a clause of its own and without an auxiliary. "People *the army
    /// killed*" have been its object.
    fn is_done_to_somebody(&self, word: usize) -> bool {
        self.upos[word] == "VERB"
            && self.deprels[word] != "acl:relcl"
            && PASSIVES.contains(self.words[word].to_lowercase().as_str())
            && !self.children(word).any(|c| self.deprels[c].starts_with("aux"))
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
    use super::super::draft::example::{Word, mended};

    fn completed(sentence: &[Word]) -> Vec<(usize, &'static str)> {
        mended(sentence, |draft| draft.complete_headline())
    }

    fn labels(sentence: &[Word]) -> Vec<&'static str> {
        completed(sentence).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn who_is_killed_kills_nobody() {
        let killed = |verb| {
            [
                ("Men", "NOUN", 2, "nsubj"),
                (verb, "VERB", 0, "root"),
                ("in", "ADP", 4, "case"),
                ("Mali", "PROPN", 2, "obl"),
            ]
        };
        assert_eq!(labels(&killed("killed"))[0], "nsubj:pass");
        assert_eq!(labels(&killed("marched"))[0], "nsubj");
        let both = [
            ("Rebels", "NOUN", 2, "nsubj"),
            ("killed", "VERB", 0, "root"),
            ("and", "CCONJ", 4, "cc"),
            ("wounded", "VERB", 2, "conj"),
            ("villagers", "NOUN", 4, "obj"),
        ];
        assert_eq!(labels(&both)[0], "nsubj");
        let done = [("Rebels", "NOUN", 3, "nsubj"), ("have", "AUX", 3, "aux"), ("killed", "VERB", 0, "root")];
        assert_eq!(labels(&done)[0], "nsubj");
    }

    #[test]
    fn who_is_shot_dead_shoots_nobody() {
        let to_death = [
            ("Gunmen", "NOUN", 2, "nsubj"),
            ("shot", "VERB", 0, "root"),
            ("to", "ADP", 4, "case"),
            ("death", "NOUN", 2, "obl"),
        ];
        assert_eq!(labels(&to_death)[0], "nsubj:pass");
        let one = [
            ("Gunmen", "NOUN", 2, "nsubj"),
            ("shot", "VERB", 0, "root"),
            ("dead", "ADJ", 2, "xcomp"),
            ("one", "NUM", 2, "obj"),
        ];
        assert_eq!(labels(&one)[0], "nsubj");
    }

    #[test]
    fn a_name_that_is_to_do_something_does_it() {
        let will = |name_tag| {
            [
                ("Chad", name_tag, 0, "root"),
                ("to", "PART", 3, "mark"),
                ("send", "VERB", 1, "acl"),
                ("troops", "NOUN", 3, "obj"),
                (".", "PUNCT", 1, "punct"),
            ]
        };
        let expected = [(3, "nsubj"), (3, "mark"), (0, "root"), (3, "obj"), (3, "punct")];
        assert_eq!(completed(&will("PROPN")), expected);
        assert_eq!(completed(&will("NOUN"))[0], (0, "root"), "\"a plan to send troops\"");
    }

    #[test]
    fn two_names_before_a_verb_of_several_are_partners() {
        let pact = |verb, closed| {
            [
                ("Kenya", "PROPN", 5, "nsubj"),
                (",", "PUNCT", 3, "punct"),
                ("Sudan", "PROPN", 1, "appos"),
                closed,
                (verb, "VERB", 0, "root"),
                ("pact", "NOUN", 5, "obj"),
            ]
        };
        let now = ("now", "ADV", 5, "advmod");
        assert_eq!(labels(&pact("sign", now))[2], "conj");
        assert_eq!(labels(&pact("signs", now))[2], "appos", "\"Nairobi, Kenya signs\"");
        assert_eq!(labels(&pact("sign", (",", "PUNCT", 3, "punct")))[2], "appos");
    }
}
