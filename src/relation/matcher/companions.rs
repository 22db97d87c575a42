//! The further words of a trigger of several, found around its head.

use crate::label::{Deprel, MentionKind, Upos};
use crate::relation::context::SentenceContext;
use crate::sentence::Token;

/// The words of `rest`, each found below the trigger or below a word found before it.
pub fn companions<'a>(
    context: &SentenceContext<'a>,
    head: Token<'a>,
    rest: &[String],
) -> Option<Vec<Token<'a>>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    // "withdrew *from* Tigray under a *deal*" did not withdraw from the deal.
    let mut opened: Option<&str> = None;
    for word in rest {
        let anchors: Vec<Token<'a>> = std::iter::once(head).chain(found.iter().copied()).collect();
        match near(context, head, &anchors, word, opened).or_else(|| inside_object(context, &anchors, word)) {
            Some(at) => {
                found.push(at);
                opened = None;
            }
            None if opens_below(context, &anchors, word) => opened = Some(word),
            None => return None,
        }
    }
    Some(found)
}

/// The companion `word` of the trigger `head` right below one of its `anchors`, behind the preposition `opened` if it has one.
fn near<'a>(
    context: &SentenceContext<'a>,
    head: Token<'a>,
    anchors: &[Token<'a>],
    word: &str,
    opened: Option<&str>,
) -> Option<Token<'a>> {
    let fits = |c: Token<'a>| {
        let mut cases = c.children_by(Deprel::Case).peekable();
        cases.peek().is_none() || opened.is_none_or(|opened| cases.any(|p| p.lemma() == opened))
    };
    // "sanctions *imposed*", "sanctions that X *imposed*"; what "a plan to *attack* X" attacks is no plan.
    let clause =
        head.deprel().is_a(Deprel::Acl) && head.children_by(Deprel::Obj).all(|o| o.upos() == Upos::Pron);
    let passive_subject = head.head().filter(|_| clause);
    let below = anchors.iter().flat_map(|a| a.children()).chain(passive_subject);
    below
        .filter(|c| may_go_with(context, head, *c))
        .find(|c| c.lemma().eq_ignore_ascii_case(word) && fits(*c))
}

/// Whether a word below a trigger is one that may belong to it.
fn may_go_with<'a>(context: &SentenceContext<'a>, head: Token<'a>, below: Token<'a>) -> bool {
    // The "to" of "to commit" is not that of "commit to".
    let before = below.deprel() == Deprel::Mark && below < head;
    // Who "has to call" has no call.
    let has_to = below.deprel() == Deprel::Xcomp && context.grammar().having.has(head.lemma());
    !before
        && !has_to
        && !matches!(
            below.deprel(),
            Deprel::Ccomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis | Deprel::AclRelcl
        )
}

/// The companion `word` inside the phrase of an object: "sent tons of *food*", "a *food* shipment".
fn inside_object<'a>(context: &SentenceContext<'a>, anchors: &[Token<'a>], word: &str) -> Option<Token<'a>> {
    let measures = anchors.iter().flat_map(|a| a.children_by(Deprel::Obj));
    // "a website *about missiles*" holds none.
    let of = |p: &str| context.grammar().before_content.has(p);
    let other =
        |c: Token<'a>| c.deprel().is_a(Deprel::Nmod) && c.child(Deprel::Case).is_some() && !c.has_case_in(of);
    let inside = |m: Token<'a>| {
        [Deprel::Nmod, Deprel::Amod, Deprel::Compound].into_iter().flat_map(move |r| m.children_by(r))
    };
    measures.flat_map(inside).filter(|c| !other(*c)).find(|c| c.lemma().eq_ignore_ascii_case(word))
}

/// Whether a preposition opens a phrase below one of `anchors`. It hangs on the noun it opens, or on the clause: "impose sanctions *on* X", "call *for* X
/// to leave".
fn opens_below<'a>(context: &SentenceContext<'a>, anchors: &[Token<'a>], preposition: &str) -> bool {
    let opening = |c: Token<'a>| match context.is_for_to(c) {
        true => Deprel::Mark,
        false => Deprel::Case,
    };
    // "launched missiles *on Monday*" launched them on nobody.
    let by_day = context.grammar().before_day_or_object.has(preposition);
    let is_day = |c: Token<'a>| {
        let mention = context.mention_at(c);
        mention.is_some_and(|(_, m)| matches!(m.kind, MentionKind::Date | MentionKind::Time))
    };
    let below = anchors.iter().flat_map(|a| a.children()).filter(|c| !by_day || !is_day(*c));
    below.flat_map(|c| c.children_by(opening(c))).any(|c| c.lemma() == preposition)
}
