//! What an amount measures: "50% *of Ukraine's rare earth minerals*", "a $500 billion *resource deal*".

use super::context::Context;
use crate::label::Deprel;
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

/// The phrase that says what the amount in `words` is of, if the tree shows one.
/// `others` are the dates and amounts of the sentence: "$84 million in *October*" is not of October.
pub fn measured(
    context: &Context<'_>,
    words: Span<Tokens>,
    money: bool,
    others: &[Span<Tokens>],
) -> Option<Span<Bytes>> {
    let (sentence, lexicon) = (context.sentence, &context.lexicon().actors.measured);
    let prepositions = if money { &lexicon.money } else { &lexicon.others };
    let value = |t: Token<'_>| others.iter().any(|o| t.is_in(*o));
    let behind = |t: &Token<'_>| t.index() >= words.end;
    // "50% of X", "$2 billion in aid", "$94,000 worth of goods": a complement of the amount itself.
    for word in sentence.tokens_of(words) {
        let mut complements = word.children_by(Deprel::Nmod).filter(behind);
        if let Some(found) = complements.find(|c| !value(*c) && c.has_case_in(|p| prepositions.has(p))) {
            return Some(phrase(found));
        }
    }
    // "a $500 billion deal", "10 percent growth": the noun that the amount modifies.
    let head = sentence.head_of(words);
    let governor = head.head().filter(behind)?;
    let modifies = matches!(
        head.deprel(),
        Deprel::Compound
            | Deprel::Nummod
            | Deprel::Amod
            | Deprel::Nmod
            | Deprel::NmodUnmarked
            | Deprel::NmodPoss
            | Deprel::Dep
            | Deprel::Det
    );
    // "$2 billion worth of *grain*"
    if lexicon.worth.has(governor.lemma()) {
        let goods = |c: &Token<'_>| c.has_case_in(|p| lexicon.others.has(p));
        return governor.children_by(Deprel::Nmod).find(goods).map(phrase);
    }
    (modifies && governor.upos().is_noun()).then(|| after(governor, words))
}

/// The noun phrase below `head` without its preposition, article and clauses.
fn phrase(head: Token<'_>) -> Span<Bytes> {
    let keep = |t: Token<'_>| {
        matches!(
            t.deprel(),
            Deprel::Compound
                | Deprel::Amod
                | Deprel::NmodPoss
                | Deprel::Nmod
                | Deprel::NmodDesc
                | Deprel::Flat
                | Deprel::Case
                | Deprel::Det
                | Deprel::Nummod
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Punct
                | Deprel::Fixed
        )
    };
    let sentence = head.sentence();
    let mut span = head.phrase(keep);
    let skip = |t: Token<'_>| {
        matches!(t.deprel(), Deprel::Case | Deprel::Det | Deprel::Punct) && t.head() == Some(head)
    };
    while span.start < head.index() && skip(sentence.token(span.start)) {
        span.start += 1;
    }
    while span.end > head.index() + 1 && !is_word(sentence.token(span.end - 1)) {
        span.end -= 1;
    }
    sentence.bytes(span)
}

/// The modified noun with what stands between it and the amount.
fn after(noun: Token<'_>, amount: Span<Tokens>) -> Span<Bytes> {
    let between = noun.before().take_while(|t| t.index() >= amount.end);
    let first = between.filter(|t| is_word(*t)).last().unwrap_or(noun);
    first.span().cover(noun.span())
}

/// Whether it is more than a mark.
fn is_word(token: Token<'_>) -> bool {
    token.text().chars().any(char::is_alphanumeric)
}
