//! From the words that the network takes for parties to arguments.

use crate::entity::Affiliation;
use crate::label::{MentionKind, Upos};
use crate::relation::argument::{Argument, Described};
use crate::relation::context::SentenceContext;
use crate::sentence::{PartyReading, PartyWord, Token};

/// Who stands on a side: the likeliest word's phrase and those nearly as likely; nobody where that is likelier. `further`: share of the likeliest's
/// probability that another one needs. `at` is the trigger's sentence.
pub fn parties(
    contexts: &[SentenceContext<'_>],
    at: usize,
    side: &PartyReading,
    further: f32,
) -> Vec<Argument> {
    let Some(best) = side.words.first().filter(|best| best.probability > side.nobody) else {
        return Vec::new();
    };
    let mut out: Vec<Argument> = Vec::new();
    for word in side.words.iter().filter(|w| w.probability >= further * best.probability) {
        let Some(found) = argument(contexts, at, *word) else { continue };
        if !out.iter().any(|known| is_same(contexts, known, &found)) {
            out.push(found);
        }
    }
    out
}

/// The argument that a word heads or is part of. One of another sentence than the event's is known by its own place.
pub fn argument(contexts: &[SentenceContext<'_>], at: usize, word: PartyWord) -> Option<Argument> {
    let context = &contexts[word.sentence];
    let token = context.sentence().token(word.word);
    // "*suspected* rebel attacks": an adjective names somebody only where it is of a name.
    if token.upos() == Upos::Adj && context.mention_at(token).is_none() {
        return None;
    }
    let found = context.argument(token).or_else(|| match token.upos() {
        // A pronoun of which nobody knows whom it means is a party all the same.
        Upos::Pron => Some(pronoun(context, token)),
        // The tree may take a noun for a verb.
        Upos::Verb | Upos::Det => Some(context.nameless(token)),
        _ => None,
    })?;
    let score = word.probability;
    if word.sentence == at {
        return Some(Argument { score, ..found });
    }
    let elsewhere = Described { sentence: word.sentence, head: found.head, span: found.span };
    let stands_for = found.stands_for.or_else(|| found.mention.is_none().then_some(elsewhere));
    Some(Argument { stands_for, score, ..found })
}

/// A pronoun by itself.
fn pronoun<'a>(context: &SentenceContext<'a>, token: Token<'a>) -> Argument {
    let person = context.referring(token).is_some_and(|p| p.is_singular_person() || p.is_first_person());
    let kind = person.then_some(MentionKind::Person);
    Argument::phrase(token, token.span(), kind, Affiliation::default(), 0.5)
}

/// Whether two arguments are one: the same words, or the same entity.
fn is_same(contexts: &[SentenceContext<'_>], a: &Argument, b: &Argument) -> bool {
    let entity = |p: &Argument| p.mention.and_then(|m| contexts[0].entities.mentions[m].entity);
    a.span.overlaps(b.span) || entity(a).is_some() && entity(a) == entity(b)
}
