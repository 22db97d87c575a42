//! When a clause lies, as its verb has it.

use crate::knowledge::{DateWords, WordSet};
use crate::label::{Deprel, Form, Upos};
use crate::sentence::Token;

/// When something lies, as seen from the article's own day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    /// Its verb is in the present, which tells of either.
    Present,
    Future,
}

/// Where a word of time stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clause {
    /// `None` where no verb tells.
    pub tense: Option<Tense>,
    /// It tells when what a verb says is done, and no noun's own time.
    pub of_verb: bool,
}

/// Verbs above a word that may say when it lies.
const VERBS: usize = 3;

impl Clause {
    /// The clause of a word: its tense is that of the first verb above that has one.
    pub fn of(word: Token<'_>, words: &DateWords) -> Clause {
        let is_verb = |t: &Token<'_>| matches!(t.upos(), Upos::Verb | Upos::Aux);
        Clause { tense: tense_of(word, words), of_verb: word.head().as_ref().is_some_and(is_verb) }
    }
}

fn tense_of(word: Token<'_>, words: &DateWords) -> Option<Tense> {
    let lower = |t: Token<'_>| t.text().to_lowercase();
    let mut infinitive = false;
    let above = std::iter::once(word).chain(word.ancestors());
    for verb in above.filter(|t| matches!(t.upos(), Upos::Verb | Upos::Aux)).take(VERBS) {
        let helps = |c: &Token<'_>| {
            matches!(c.deprel(), Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Mark | Deprel::Advmod)
        };
        let beside =
            |set: &WordSet| verb.children().filter(|c| *c < verb).filter(helps).any(|c| set.has(&lower(c)));
        let own = lower(verb);
        if beside(&words.unclear) {
            return Some(Tense::Present);
        }
        // What is planned, expected or due lies ahead, whenever it was planned.
        if words.ahead.has(&own) || beside(&words.ahead) {
            return Some(Tense::Future);
        }
        let inflected = verb.form() == Form::Inflected && !own.ends_with(&*words.present_ending);
        if inflected || words.past.has(&own) || beside(&words.past) {
            // "agreed to meet on 10 December" says of neither which year.
            return (!infinitive).then_some(Tense::Past);
        }
        match verb.form() {
            Form::Ing => {}
            Form::Base if beside(&words.infinitive) => infinitive = true,
            Form::Base | Form::Inflected => return Some(Tense::Present),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conll;
    use crate::knowledge::Knowledge;

    /// The tense at the last word of a sentence.
    fn tense(conll: &str) -> Option<Tense> {
        let knowledge = Knowledge::embedded();
        let articles = conll::read(conll, &knowledge.lexicon).unwrap();
        let sentences = articles[0].sentences();
        Clause::of(sentences[0].last().unwrap(), &knowledge.lexicon.dates).tense
    }

    #[test]
    fn verbs_tell_when_a_clause_lies() {
        let attacked = "1\tHamas\tHamas\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tattacked\tattack\tVERB\t_\t_\t0\troot\t_\t_\n\
            3\ton\ton\tADP\t_\t_\t4\tcase\t_\t_\n4\tOctober\tOctober\tPROPN\t_\t_\t2\tobl\t_\t_\n";
        assert_eq!(tense(attacked), Some(Tense::Past));
        let will_meet = "1\tThey\tthey\tPRON\t_\t_\t3\tnsubj\t_\t_\n2\twill\twill\tAUX\t_\t_\t3\taux\t_\t_\n\
            3\tmeet\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n4\tin\tin\tADP\t_\t_\t5\tcase\t_\t_\n5\tMay\tMay\tPROPN\t_\t_\t3\tobl\t_\t_\n";
        assert_eq!(tense(will_meet), Some(Tense::Future));
        assert_eq!(tense(&will_meet.replace("will\t", "would\t")), Some(Tense::Present));
        let agreed_to_meet = "1\tThey\tthey\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tagreed\tagree\tVERB\t_\t_\t0\troot\t_\t_\n\
            3\tto\tto\tPART\t_\t_\t4\tmark\t_\t_\n4\tmeet\tmeet\tVERB\t_\t_\t2\txcomp\t_\t_\n5\ttomorrow\ttomorrow\tNOUN\t_\t_\t4\tobl:unmarked\t_\t_\n";
        assert_eq!(tense(agreed_to_meet), None);
    }

    #[test]
    fn a_clause_beside_the_verb_is_no_part_of_it() {
        let said = "1\tThey\tthey\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tplan\tplan\tVERB\t_\t_\t5\tccomp\t_\t_\n3\t,\t,\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\
            4\the\the\tPRON\t_\t_\t5\tnsubj\t_\t_\n5\tsaid\tsay\tVERB\t_\t_\t0\troot\t_\t_\n6\tThursday\tThursday\tPROPN\t_\t_\t5\tobl:unmarked\t_\t_\n";
        assert_eq!(tense(said), Some(Tense::Past));
    }
}
