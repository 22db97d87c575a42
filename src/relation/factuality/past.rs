//! Clauses and verbs of the past.

use crate::label::Deprel;
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

/// "agreed to cancel *after GenCorp withdrew*": a clause of the past that says when or why is no part of what was agreed.
pub fn tells_of_past<'a>(context: &SentenceContext<'a>, clause: Token<'a>) -> bool {
    let opens = |c: Token<'a>| {
        matches!(c.deprel(), Deprel::Mark | Deprel::Advmod) && context.words.when_or_why.has(c.lemma())
    };
    if clause.deprel() != Deprel::Advcl || !clause.children().any(opens) {
        return false;
    }
    let mut auxiliaries = clause.children_by(Deprel::Aux).peekable();
    if auxiliaries.peek().is_some() {
        return auxiliaries.all(|a| context.words.tense_auxiliaries.has(a.lemma()));
    }
    is_past_form(context, clause)
}

/// Whether a verb's form is one of the past: neither its base form, nor that of the third person in "-s", nor that in "-ing". A name in a verb's place
/// counts as one for its capital.
pub fn is_past_form<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    let written = verb.text().to_lowercase();
    written != verb.lemma() && !written.ends_with('s') && !context.is_ing(verb)
}
