//! What a participle hangs on.

use super::draft::Draft;
use crate::text::lemma;

impl Draft<'_> {
    /// Hangs participles on what they tell of.
    pub fn mend_participles(&mut self) {
        for word in 1..self.words.len() {
            if self.upos[word] != "VERB" {
                continue;
            }
            match self.deprels[word] {
                "acl" => self.free_name(word),
                "advcl" => self.hang_behind(word),
                _ => {}
            }
        }
    }

    /// "filed a case at the World Court *accusing* Chad": a name needs no clause to tell whose it is, so that a participle behind it goes on from the verb
    /// before.
    fn free_name(&mut self, participle: usize) {
        let Some(name) = self.heads[participle].filter(|name| *name < participle) else { return };
        let Some(verb) = self.heads[name].filter(|verb| *verb < name && self.upos[*verb] == "VERB") else {
            return;
        };
        let plain = self.upos[name] == "PROPN" && self.deprels[name] == "obl";
        let has_subject = self.children(participle).any(|c| self.deprels[c].starts_with("nsubj"));
        if plain && self.words[participle].ends_with("ing") && !has_subject {
            self.hang(participle, verb, "advcl");
        }
    }

    /// "fed West Africans *ordered* out of Nigeria": a past participle right behind a noun says what was done to it, and nothing of the clause around.
    fn hang_behind(&mut self, participle: usize) {
        let noun = participle - 1;
        let nominal = matches!(self.upos[noun], "NOUN" | "PROPN")
            && matches!(self.deprels[noun], "obj" | "obl" | "nmod" | "nsubj" | "obl:agent");
        let opens = ["mark", "nsubj", "nsubj:pass", "aux", "aux:pass", "advmod"];
        let whole = || self.children(participle).any(|c| c < participle && opens.contains(&self.deprels[c]));
        let past = || {
            let form = self.words[participle].to_lowercase();
            !form.ends_with("ing") && form != lemma(&form, "VERB")
        };
        if nominal && past() && !whole() && !self.is_below(noun, participle) {
            self.hang(participle, noun, "acl");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::example::mended;

    #[test]
    fn a_past_participle_behind_a_noun_is_the_nouns() {
        let found = mended(
            &[
                ("Togo", "PROPN", 2, "nsubj"),
                ("fed", "VERB", 0, "root"),
                ("people", "NOUN", 2, "obj"),
                ("expelled", "VERB", 2, "advcl"),
                ("from", "ADP", 6, "case"),
                ("Chad", "PROPN", 4, "obl"),
            ],
            |draft| draft.mend_participles(),
        );
        assert_eq!(found[3], (3, "acl"));
    }

    #[test]
    fn a_name_has_no_participle() {
        let at = |tag, deprel| {
            let sentence = [
                ("Togo", "PROPN", 2, "nsubj"),
                ("sued", "VERB", 0, "root"),
                ("in", "ADP", 4, "case"),
                ("Geneva", tag, 2, deprel),
                ("accusing", "VERB", 4, "acl"),
                ("Chad", "PROPN", 5, "obj"),
            ];
            mended(&sentence, |draft| draft.mend_participles())[4]
        };
        assert_eq!(at("PROPN", "obl"), (2, "advcl"));
        assert_eq!(at("NOUN", "obl"), (4, "acl"));
        assert_eq!(at("PROPN", "obj"), (4, "acl"));
    }
}
