//! Who is named beside a clause, or above it, as the one who says it.

use crate::label::Deprel;
use crate::relation::context::SentenceContext;
use crate::relation::words::Words;
use crate::sentence::Token;

/// Whether a clause of this relation is told by whoever does what `lemma` says: "X said that ...", "accused Y of arming Z".
pub fn is_word_of(words: &Words, lemma: &str, deprel: Deprel) -> bool {
    (deprel == Deprel::Ccomp && words.is_saying(lemma))
        || (matches!(deprel, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp) && words.accusing.has(lemma))
}

/// "..., Axios reported", "according to officials": the speaker named beside the clause.
pub fn aside<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    // "X did this; Y did that, *according to Z*": what stands behind a semicolon is said of what it follows, and the tree may hang it on the first clause.
    let after = |child: &Token<'a>| !verb.up_to(*child).any(|w| w.text() == ";");
    let first = verb.head().filter(|_| verb.deprel() == Deprel::Parataxis);
    let of_first = first.into_iter().flat_map(|first| first.children_by(Deprel::Obl)).filter(|c| *c > verb);
    for child in verb.children().chain(of_first).filter(after) {
        let deprel = child.deprel();
        // "as Axios reported" says it; "after Axios reported" only tells when.
        let as_said = || child.children_by(Deprel::Mark).all(|m| context.words.reporting.has(m.lemma()));
        if (deprel == Deprel::Parataxis || (deprel == Deprel::Advcl && as_said()))
            && context.words.is_saying(child.lemma())
        {
            let speaker = child.children().find(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjOuter));
            if speaker.is_some() {
                return speaker;
            }
        }
        if context.is_source(child) {
            return Some(child);
        }
    }
    None
}
