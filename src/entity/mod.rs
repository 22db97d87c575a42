//! From parsed sentences to mentions: names, amounts, dates, and what is said of those who act.
//!
//! This room knows one sentence at a time. It must never know who is who (`link`), or how two relate (`relation`).

mod agents;
mod amount;
mod amount_object;
mod context;
mod coordinates;
mod counted;
mod date;
mod describe;
mod events;
mod hyphens;
mod mention;
mod money;
mod names;
pub(crate) mod national_bodies;
pub(crate) mod people;

use amount::Lexeme;
pub(crate) use amount::{Amount, amounts, lexemes};
pub use context::Context;
use date::{Clause, DateMention, Value as DateValue};
pub(crate) use date::{Story, dates};
pub use describe::{Affiliation, Describer};
pub use mention::{AmountMention, Entities, Entity, Mention, mention_at};

use crate::label::{MentionKind, MentionSource};
use crate::sentence::Token;
use crate::text::{Bytes, Span, Tokens};

/// What stands in the sentences of one article, before anybody knows who is who.
pub struct Found {
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// Each with the index of its sentence.
    amounts: Vec<(usize, Amount)>,
}

/// Finds the mentions of one article, sentence by sentence.
pub fn find(contexts: &[Context<'_>]) -> Found {
    let mut out = Found { mentions: Vec::new(), amounts: Vec::new() };
    let mut told = None;
    for context in contexts {
        let (mentions, amounts) = mentions_of(context, &mut told);
        out.mentions.extend(mentions);
        out.amounts.extend(amounts.into_iter().map(|amount| (context.index, amount)));
    }
    out
}

impl Found {
    /// All that stands in an article, with what its mentions refer to. They are in the order of the text, and those found at first among them.
    pub fn known_as(
        self,
        contexts: &[Context<'_>],
        mentions: Vec<Mention>,
        entities: Vec<Entity>,
    ) -> Entities {
        let amounts = placed(contexts, &mentions, self.amounts);
        let amounts = money::of_countries(contexts, &mentions, &entities, amounts);
        Entities { mentions, entities, amounts }
    }
}

/// The mentions of a sentence left to right, and what the amounts among them come to. `told`: when what was told last was, before the sentence and
/// then behind it.
fn mentions_of(context: &Context<'_>, told: &mut Option<DateValue>) -> (Vec<Mention>, Vec<Amount>) {
    let sentence = context.sentence;
    let (text, tokens) = (sentence.article(), || sentence.tokens().map(Token::span));
    let events = events::events(sentence, context.lexicon());
    let points = coordinates::coordinates(text, sentence.span(), tokens());
    let is_free = |span: Span<Bytes>| !points.iter().any(|point| point.span.overlaps(span));
    let lexemes = lexemes(text, tokens(), context.lexicon());
    let clause = |token: usize| Clause::of(sentence.token(token), &context.lexicon().dates);
    let story = Story { published: context.published, told: *told, clause: &clause };
    let (mut dates, last) = dates(&lexemes, story, context.lexicon());
    *told = last;
    dates.retain(|d| {
        !events.iter().any(|e| e.overlaps(d.words))
            && !names::is_inside_body(sentence, d.words)
            && is_free(d.span)
    });
    let mut amounts = amounts_of(context, &lexemes, &dates, &events);
    amounts.retain(|a| !dates.iter().any(|d| d.span.overlaps(a.span)) && is_free(a.span));
    let plain = |kind: MentionKind, span: Span<Bytes>, words: Span<Tokens>, value: String| Mention {
        sentence: context.index,
        span,
        words,
        kind,
        entity: None,
        score: 1.0,
        source: MentionSource::Grammar,
        value,
        nests: false,
    };
    let mut out: Vec<Mention> =
        points.into_iter().map(|c| plain(MentionKind::Location, c.span, c.words, c.value)).collect();
    out.extend(amounts.iter().map(|a| plain(a.kind.into(), a.span, a.words, String::new())));
    for date in dates {
        let kind = if date.time { MentionKind::Time } else { MentionKind::Date };
        out.push(plain(kind, date.span, date.words, date.value));
    }
    let taken: Vec<Span<_>> = out.iter().map(|m| m.words).collect();
    out.extend(names::names(context, &taken, &events));
    out.sort_by_key(|m| m.span);
    out.extend(national_bodies::bodies(context, &out));
    out.sort_by_key(|m| m.span);
    (out, amounts)
}

/// The amounts of a sentence left to right, those that overlap dates included.
fn amounts_of(
    context: &Context<'_>,
    lexemes: &[Lexeme],
    dates: &[DateMention],
    events: &[Span<Tokens>],
) -> Vec<Amount> {
    let mut out = amounts(lexemes, context.lexicon());
    out.iter_mut().for_each(|amount| counted::leave_noun(amount, context));
    let taken: Vec<Span<_>> = (out.iter().map(|a| a.words))
        .chain(dates.iter().map(|d| d.words))
        .chain(events.iter().copied())
        .collect();
    out.extend(counted::counted(&context.describer(), lexemes, &taken));
    out.sort_by_key(|a| a.span);
    out
}

/// The amounts with their mentions and what they measure. Both are in the order of the text.
fn placed(
    contexts: &[Context<'_>],
    mentions: &[Mention],
    amounts: Vec<(usize, Amount)>,
) -> Vec<AmountMention> {
    let mut at = 0;
    let place = |(sentence, amount): (usize, Amount)| {
        while mentions[at].span != amount.span {
            at += 1;
        }
        let first = mentions[..at].iter().rposition(|m| m.sentence != sentence).map_or(0, |i| i + 1);
        let own = mentions[first..].iter().take_while(|m| m.sentence == sentence);
        let values: Vec<Span<_>> = own.filter(|m| !m.kind.is_name()).map(|m| m.words).collect();
        let of = amount_object::measured(&contexts[sentence], amount.words, amount.kind, &values);
        AmountMention { mention: at, amount, of }
    };
    amounts.into_iter().map(place).collect()
}
