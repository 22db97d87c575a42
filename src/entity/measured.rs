//! What an amount measures: "50% *of Ukraine's rare earth minerals*", "a $500 billion *resource deal*".

use crate::encoder::Parsed;
use crate::label::{Deprel, Upos};
use crate::text::{Bytes, Span, Tokens};

/// The phrase that says what the amount in `words` is of, if the tree shows one.
/// `others` are the dates and amounts of the sentence: "$84 million in *October*" is not of October.
pub fn measured(
    text: &str,
    parsed: &Parsed,
    words: Span<Tokens>,
    money: bool,
    others: &[Span<Tokens>],
) -> Option<Span<Bytes>> {
    let prepositions: &[&str] = if money { &["of", "in", "for"] } else { &["of"] };
    let value = |i: usize| others.iter().any(|o| (o.start..o.end).contains(&i));
    let head = parsed.head_of(words);
    let outside = |i: usize| !(words.start..words.end).contains(&i);
    // "50% of X", "$2 billion in aid", "$94,000 worth of goods": a complement of the amount itself.
    for word in words.start..words.end {
        let complement = parsed
            .children_by(word, Deprel::Nmod)
            .find(|c| outside(*c) && !value(*c) && *c >= words.end && has_case(parsed, *c, prepositions));
        if let Some(found) = complement {
            return Some(phrase(text, parsed, found));
        }
    }
    // "a $500 billion deal", "10 percent growth": the noun that the amount modifies.
    let governor = parsed.words[head].head.filter(|h| outside(*h) && *h >= words.end)?;
    let modifies = matches!(
        parsed.words[head].deprel,
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
    if parsed.words[governor].lemma == "worth" {
        let goods = parsed.children_by(governor, Deprel::Nmod).find(|c| has_case(parsed, *c, &["of"]));
        return goods.map(|c| phrase(text, parsed, c));
    }
    let noun = matches!(parsed.words[governor].upos, Upos::Noun | Upos::Propn);
    (modifies && noun).then(|| after(text, parsed, governor, words))
}

fn has_case(parsed: &Parsed, word: usize, prepositions: &[&str]) -> bool {
    parsed.children_by(word, Deprel::Case).any(|c| prepositions.contains(&parsed.words[c].lemma.as_str()))
}

/// The noun phrase below `head` without its preposition, article and clauses.
fn phrase(text: &str, parsed: &Parsed, head: usize) -> Span<Bytes> {
    let keep = |i: usize| {
        let w = &parsed.words[i];
        matches!(
            w.deprel,
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
    let mut span = parsed.phrase(head, keep);
    let skip = |i: usize| {
        matches!(parsed.words[i].deprel, Deprel::Case | Deprel::Det | Deprel::Punct)
            && parsed.words[i].head == Some(head)
    };
    while span.start < head && skip(span.start) {
        span.start += 1;
    }
    while span.end > head + 1 && !parsed.text(text, span.end - 1).chars().any(char::is_alphanumeric) {
        span.end -= 1;
    }
    parsed.bytes(span)
}

/// The modified noun with what stands between it and the amount.
fn after(text: &str, parsed: &Parsed, noun: usize, amount: Span<Tokens>) -> Span<Bytes> {
    let mut start = amount.end;
    while start < noun && !parsed.text(text, start).chars().any(char::is_alphanumeric) {
        start += 1;
    }
    parsed.bytes(Span::new(start, noun + 1))
}
