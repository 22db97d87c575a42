//! From parsed sentences to mentions and entities: names, amounts, dates, and who is who.
//!
//! This room knows what a mention refers to. It must never say how two of them relate: that is the rules' task.

mod agents;
mod amount;
mod bodies;
mod coreference;
mod counted;
mod date;
mod demonym;
mod describe;
mod events;
mod gazetteer;
mod hyphens;
mod measured;
mod mention;
mod names;
mod people;
mod petrarch;
mod resolve;
mod short;

use jiff::civil::Date;

pub use amount::AmountKind;
pub(crate) use amount::amounts;
pub(crate) use date::dates;
pub use describe::{Affiliation, Describer};
pub use gazetteer::{Gazetteer, GazetteerError};
pub use mention::{AmountMention, Entities, Entity, Mention, MentionKind, Source, mention_at};
pub use short::{Named, ShortNames};

use crate::encoder::Parsed;
use crate::text::Span;

/// Finds the mentions of one article and what they refer to. `published` is the article's day.
pub fn find(text: &str, parsed: &[Parsed], gazetteer: &Gazetteer, published: Option<Date>) -> Entities {
    let mut out = Entities::default();
    let mut found_amounts = Vec::new();
    for (sentence, p) in parsed.iter().enumerate() {
        let mut values = Vec::new();
        let mut sentence_amounts = Vec::new();
        let plain = |kind, span, words, value| Mention {
            sentence,
            span,
            words,
            kind,
            entity: None,
            score: 1.0,
            source: Source::Grammar,
            value,
        };
        let events = events::events(text, p);
        let mut dates = dates(text, &p.sentence, published);
        dates.retain(|d| !events.iter().any(|e| e.overlaps(d.words)) && !names::is_inside_body(p, d.words));
        let mut all = amounts(text, &p.sentence);
        all.iter_mut().for_each(|amount| counted::leave_noun(amount, text, p));
        let taken: Vec<Span<_>> = all
            .iter()
            .map(|a| a.words)
            .chain(dates.iter().map(|d| d.words))
            .chain(events.iter().copied())
            .collect();
        all.extend(counted::counted(&Describer::new(text, p, gazetteer, published), &taken));
        all.sort_by_key(|a| a.span);
        for amount in all {
            if dates.iter().any(|d| d.span.overlaps(amount.span)) {
                continue;
            }
            let kind = match amount.kind {
                AmountKind::Money => MentionKind::Money,
                AmountKind::Percent => MentionKind::Percent,
                AmountKind::Quantity => MentionKind::Quantity,
            };
            values.push(plain(kind, amount.span, amount.words, String::new()));
            sentence_amounts.push(amount);
        }
        for date in dates {
            let kind = if date.time { MentionKind::Time } else { MentionKind::Date };
            values.push(plain(kind, date.span, date.words, date.value));
        }
        let taken: Vec<Span<_>> = values.iter().map(|m| m.words).collect();
        values.extend(names::names(text, sentence, p, &taken, &events, gazetteer, published));
        values.sort_by_key(|m| m.span);
        values.extend(bodies::bodies(text, sentence, p, &values, gazetteer, published));
        values.sort_by_key(|m| m.span);
        found_amounts.extend(sentence_amounts.into_iter().map(|a| (sentence, a)));
        out.mentions.extend(values);
    }
    out.entities = resolve::resolve(text, parsed, &mut out.mentions, gazetteer, published);
    let described =
        coreference::descriptions(text, parsed, &out.mentions, &out.entities, gazetteer, published);
    out.mentions.extend(described);
    out.mentions.sort_by_key(|m| m.span);
    let mut at = 0;
    for (sentence, amount) in found_amounts {
        while out.mentions[at].span != amount.span {
            at += 1;
        }
        let first = out.mentions[..at].iter().rposition(|m| m.sentence != sentence).map_or(0, |i| i + 1);
        let own = out.mentions[first..].iter().take_while(|m| m.sentence == sentence);
        let values: Vec<Span<_>> = own.filter(|m| !m.kind.is_name()).map(|m| m.words).collect();
        let of = measured::measured(
            text,
            &parsed[sentence],
            amount.words,
            amount.kind == AmountKind::Money,
            &values,
        );
        out.amounts.push(AmountMention { mention: at, amount, of });
    }
    out
}
