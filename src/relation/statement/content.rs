//! What somebody said: the words below a verb of saying, or those that it hangs on.

use crate::label::{Deprel, Upos};
use crate::relation::context::SentenceContext;
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

/// The clause that completes a verb: "said *that Chad left*", "urged Chad *to leave*", "*Chad left*, he said".
pub fn clause<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> Option<Span<Bytes>> {
    let below = |deprel: Deprel| verb.children_by(deprel).next();
    if let Some(clause) = below(Deprel::Ccomp).or_else(|| below(Deprel::Xcomp).filter(is_verb)) {
        return below_of(context, clause, verb);
    }
    let above = verb.head().filter(|_| verb.deprel() == Deprel::Parataxis)?;
    beside(context, above, verb)
}

/// Whether an infinitive completes a verb: "told Chad *to leave*".
pub fn is_infinitive<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> bool {
    verb.children_by(Deprel::Ccomp).next().is_none()
        && verb.children_by(Deprel::Xcomp).any(|clause| is_verb(&clause) && context.marked_to(clause))
}

/// The object of a verb, with all that belongs to it: "denied *the charge that it armed them*".
pub fn object<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> Option<Span<Bytes>> {
    // Whom somebody praises is whom he praises, and nothing that he says.
    let thing =
        |t: &Token<'a>| matches!(t.upos(), Upos::Noun | Upos::Propn) && context.mention_at(*t).is_none();
    let object = verb.children_by(Deprel::Obj).find(thing)?;
    below_of(context, object, verb)
}

/// The clause that `word` heads, without what `aside` heads below it: "*Chad left*, according to officials".
pub fn beside<'a>(context: &SentenceContext<'a>, word: Token<'a>, aside: Token<'a>) -> Option<Span<Bytes>> {
    let cut = aside.phrase(|_| true);
    let whole = word.phrase(|t| t != aside);
    let before = Span::new(whole.start, whole.end.min(cut.start).max(whole.start));
    let behind = Span::new(whole.start.max(cut.end).min(whole.end), whole.end);
    let part = if word.index() < cut.start { before } else { behind };
    written(context, part)
}

/// The words below `word`; nothing of them where the tree crosses the verb.
fn below_of<'a>(context: &SentenceContext<'a>, word: Token<'a>, verb: Token<'a>) -> Option<Span<Bytes>> {
    let whole = word.phrase(|_| true);
    let part = match verb.is_in(whole) {
        false => whole,
        true if verb < word => Span::new(verb.index() + 1, whole.end),
        true => Span::new(whole.start, verb.index()),
    };
    written(context, part)
}

/// The bytes of these words without the marks around them and "that" before them.
fn written<'a>(context: &SentenceContext<'a>, mut words: Span<Tokens>) -> Option<Span<Bytes>> {
    let sentence = context.sentence();
    let opens = |t: Token<'a>| {
        t.upos() == Upos::Punct
            || (t.deprel() == Deprel::Mark && context.grammar().opens_clause.has(t.lemma()))
    };
    while !words.is_empty() && opens(sentence.token(words.start)) {
        words.start += 1;
    }
    while !words.is_empty() && sentence.token(words.end - 1).upos() == Upos::Punct {
        words.end -= 1;
    }
    (!words.is_empty()).then(|| sentence.bytes(words))
}

fn is_verb(word: &Token<'_>) -> bool {
    word.upos() == Upos::Verb
}
