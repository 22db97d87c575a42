//! What is only asked, or said to hold under a condition.

use crate::label::Deprel;
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

/// A question asserts nothing.
pub fn is_question(context: &SentenceContext<'_>) -> bool {
    context.sentence().last().is_some_and(|last| last.text().starts_with('?'))
}

/// Whether a clause opens as conditions do, and questions told by others.
fn opens_condition<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    verb.children_by(Deprel::Mark).any(|m| context.words.conditions.has(m.lemma()))
        || is_inverted(context, verb)
}

/// "*Had Iran* attacked Iraq, ...", "*should Chad* leave, ...": a condition without a conjunction.
fn is_inverted<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    let opens = |c: Token<'a>| context.words.inverted.has_lower(c.text());
    let subject = verb.children().find(|c| c.deprel().is_a(Deprel::Nsubj));
    let auxiliary = verb.children_by(Deprel::Aux).chain(verb.children_by(Deprel::Cop)).find(|c| opens(*c));
    verb.deprel() == Deprel::Advcl && auxiliary.zip(subject).is_some_and(|(aux, subject)| aux < subject)
}

/// Whether a clause is a condition: "*if Chad attacks*".
pub fn conditional<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    verb.deprel().is_a(Deprel::Advcl) && opens_condition(context, verb) && !is_question_of(context, verb)
}

/// "asked *whether* X would leave", "discussed *if* Y can pay": nobody says that it is so.
pub fn is_asked<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    (matches!(verb.deprel(), Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::Acl)
        || is_question_of(context, verb))
        && opens_condition(context, verb)
}

/// Under a verb of asking the tree may take a question for a condition.
fn is_question_of<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    verb.head().is_some_and(|above| context.words.asking.has(above.lemma()))
}
