//! From parsed sentences to mentions and entities: names, amounts, dates, and who is who.
//!
//! This room knows what a mention refers to. It must never say how two of them relate: that is the rules' task.

mod agents;
mod amount;
mod bodies;
mod coordinates;
mod coreference;
mod counted;
mod date;
mod describe;
mod events;
mod gazetteer;
mod hyphens;
mod measured;
mod mention;
mod names;
mod people;
mod resolve;
mod short;

use jiff::civil::Date;

pub use amount::AmountKind;
use amount::{Amount, Lexeme};
pub(crate) use amount::{amounts, lexemes};
use date::DateMention;
pub(crate) use date::dates;
pub use date::is_weekday;
pub use describe::{Affiliation, Describer};
pub use gazetteer::{Agent, Gazetteer, GazetteerError};
pub use mention::{AmountMention, Entities, Entity, Mention, MentionKind, Source, mention_at};
pub use short::{Named, ShortNames};

use crate::encoder::Parsed;
use crate::text::{Bytes, Span, Tokens};

/// Finds the mentions of one article and what they refer to. `published` is the article's day.
pub fn find(text: &str, parsed: &[Parsed], gazetteer: &Gazetteer, published: Option<Date>) -> Entities {
    let mut mentions = Vec::new();
    let mut amounts = Vec::new();
    for (sentence, p) in parsed.iter().enumerate() {
        let own = OwnSentence { text, sentence, parsed: p, gazetteer, published };
        let (found, measures) = own.mentions();
        mentions.extend(found);
        amounts.extend(measures.into_iter().map(|amount| (sentence, amount)));
    }
    let entities = resolve::resolve(text, parsed, &mut mentions, gazetteer, published);
    let described = coreference::descriptions(text, parsed, &mentions, &entities, gazetteer, published);
    mentions.extend(described);
    mentions.sort_by_key(|m| m.span);
    let amounts = placed(text, parsed, &mentions, amounts);
    Entities { mentions, entities, amounts }
}

/// A sentence whose names and values are looked for, whatever the others hold.
struct OwnSentence<'a> {
    text: &'a str,
    /// Its index in the article.
    sentence: usize,
    parsed: &'a Parsed,
    gazetteer: &'a Gazetteer,
    published: Option<Date>,
}

impl OwnSentence<'_> {
    /// Its mentions left to right, and what the amounts among them come to.
    fn mentions(&self) -> (Vec<Mention>, Vec<Amount>) {
        let (text, p) = (self.text, self.parsed);
        let events = events::events(text, p);
        let points = coordinates::coordinates(text, &p.sentence);
        let is_free = |span: Span<Bytes>| !points.iter().any(|point| point.span.overlaps(span));
        let lexemes = lexemes(text, &p.sentence);
        let mut dates = dates(&lexemes, self.published);
        dates.retain(|d| {
            !events.iter().any(|e| e.overlaps(d.words))
                && !names::is_inside_body(p, d.words)
                && is_free(d.span)
        });
        let mut amounts = self.amounts(&lexemes, &dates, &events);
        amounts.retain(|a| !dates.iter().any(|d| d.span.overlaps(a.span)) && is_free(a.span));
        let point = |c: coordinates::Coordinates| self.plain(MentionKind::Location, c.span, c.words, c.value);
        let mut out: Vec<Mention> = points.into_iter().map(point).collect();
        out.extend(amounts.iter().map(|a| self.plain(a.kind.into(), a.span, a.words, String::new())));
        for date in dates {
            let kind = if date.time { MentionKind::Time } else { MentionKind::Date };
            out.push(self.plain(kind, date.span, date.words, date.value));
        }
        let taken: Vec<Span<_>> = out.iter().map(|m| m.words).collect();
        out.extend(names::names(text, self.sentence, p, &taken, &events, self.gazetteer, self.published));
        out.sort_by_key(|m| m.span);
        out.extend(bodies::bodies(text, self.sentence, p, &out, self.gazetteer, self.published));
        out.sort_by_key(|m| m.span);
        (out, amounts)
    }

    /// Its amounts left to right, those that overlap dates included.
    fn amounts(&self, lexemes: &[Lexeme], dates: &[DateMention], events: &[Span<Tokens>]) -> Vec<Amount> {
        let mut out = amounts(lexemes);
        out.iter_mut().for_each(|amount| counted::leave_noun(amount, self.text, self.parsed));
        let taken: Vec<Span<_>> = (out.iter().map(|a| a.words))
            .chain(dates.iter().map(|d| d.words))
            .chain(events.iter().copied())
            .collect();
        let describer = Describer::new(self.text, self.parsed, self.gazetteer, self.published);
        out.extend(counted::counted(&describer, lexemes, &taken));
        out.sort_by_key(|a| a.span);
        out
    }

    /// What a grammar found.
    fn plain(&self, kind: MentionKind, span: Span<Bytes>, words: Span<Tokens>, value: String) -> Mention {
        let (sentence, source) = (self.sentence, Source::Grammar);
        Mention { sentence, span, words, kind, entity: None, score: 1.0, source, value }
    }
}

/// The amounts with their mentions and what they measure. Both are in the order of the text.
fn placed(
    text: &str,
    parsed: &[Parsed],
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
        let money = amount.kind == AmountKind::Money;
        let of = measured::measured(text, &parsed[sentence], amount.words, money, &values);
        AmountMention { mention: at, amount, of }
    };
    amounts.into_iter().map(place).collect()
}
