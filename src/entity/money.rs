//! Whose money it is where its noun is that of several countries: "15 billion dinars" in news of Algeria are Algerian.

use rustc_hash::FxHashMap;

use super::context::Context;
use super::mention::{AmountMention, Entity, Mention};
use crate::knowledge::Currencies;

/// The amounts with the codes of their currencies, as far as the text tells whose they are.
pub fn of_countries(
    contexts: &[Context<'_>],
    mentions: &[Mention],
    entities: &[Entity],
    amounts: Vec<AmountMention>,
) -> Vec<AmountMention> {
    let Some(first) = contexts.first() else { return amounts };
    let issuers = Issuers { currencies: &first.lexicon().currencies, mentions, entities };
    let with_code = |mut found: AmountMention| {
        if let Some(noun) = found.amount.shared.take()
            && let Some(code) = issuers.code(&noun, &mentions[found.mention], &found.amount.unit)
        {
            found.amount.unit = code.to_string();
        }
        found
    };
    amounts.into_iter().map(with_code).collect()
}

struct Issuers<'a> {
    currencies: &'a Currencies,
    mentions: &'a [Mention],
    entities: &'a [Entity],
}

impl<'a> Issuers<'a> {
    fn country(&self, mention: &Mention) -> Option<&'a str> {
        mention.entity.map(|e| self.entities[e].country.as_str()).filter(|country| !country.is_empty())
    }

    /// The code of a noun's currency: that of the country named in the amount's own sentence, the nearest before it first, else of the one that the text
    /// names most. `fallback` is what the noun means where nothing is told: another country must be what the text is about to outweigh it.
    fn code(&self, noun: &str, amount: &Mention, fallback: &str) -> Option<&'a str> {
        let issued = |country: &str| self.currencies.of_country(noun, country).map(|code| &**code);
        let has_fallback = fallback != noun;
        let own = self.mentions.iter().filter(|m| m.sentence == amount.sentence && m.span != amount.span);
        let issuing = own.filter_map(|m| Some((m.span.start, issued(self.country(m)?)?)));
        let nearest = issuing.min_by_key(|(start, _)| match *start < amount.span.start {
            true => (0, amount.span.start - start),
            false => (1, start - amount.span.start),
        });
        let nearest = nearest.filter(|_| !has_fallback).map(|(_, code)| code);
        nearest.or_else(|| self.most_named(has_fallback, issued))
    }

    fn most_named(&self, must_lead: bool, issued: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        let mut counts: FxHashMap<&str, (usize, std::cmp::Reverse<usize>)> = FxHashMap::default();
        for (at, mention) in self.mentions.iter().enumerate() {
            if let Some(country) = self.country(mention) {
                counts.entry(country).or_insert((0, std::cmp::Reverse(at))).0 += 1;
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by(|(_, a), (_, b)| b.cmp(a));
        match must_lead {
            true => ranked.first().and_then(|(country, _)| issued(country)),
            false => ranked.iter().find_map(|(country, _)| issued(country)),
        }
    }
}
