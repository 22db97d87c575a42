//! Pronouns and definite nouns ("the company") as mentions of those whom the network takes them for, where it is sure and their form agrees.

use rustc_hash::FxHashMap;

use crate::entity::{Context, Entity, Mention};
use crate::knowledge::{Gender, Pronoun};
use crate::label::{Deprel, MentionKind, MentionSource, Upos};
use crate::sentence::{AnaphorReading, PartyWord, Token};
use crate::text::{Span, Tokens};

/// How likely one entity must be meant at least: of "he" and "she", of the other pronouns, which often mean something without a name, and of nouns.
const LEAST_OF_PERSON: f32 = 0.35;
const LEAST_OF_THING: f32 = 0.5;
const LEAST_OF_NOUN: f32 = 0.5;

/// Where less of the probability is left for those that may be meant, it is no better known who is.
const LEAST_LEFT: f32 = 0.2;

/// The entity that a word names, by the word's sentence and index.
type Named = FxHashMap<(usize, usize), usize>;

/// The pronouns and nouns of an article whose names are resolved, as mentions in the order of the text.
pub fn anaphors(contexts: &[Context<'_>], mentions: &[Mention], entities: &[Entity]) -> Vec<Mention> {
    let mut named = named(mentions);
    let mut out = Vec::new();
    for context in contexts {
        for reading in context.sentence.anaphors() {
            let Some(mention) = mention(context, reading, &named, entities) else { continue };
            if let Some(entity) = mention.entity {
                named.insert((context.index, reading.word), entity);
            }
            out.push(mention);
        }
    }
    out
}

fn named(mentions: &[Mention]) -> Named {
    let mut out = Named::default();
    // Of a body that goes by its country the country's word names the country.
    for mention in mentions.iter().filter(|m| m.nests).chain(mentions.iter().filter(|m| !m.nests)) {
        if let Some(entity) = mention.entity {
            out.extend(mention.words.range().map(|word| ((mention.sentence, word), entity)));
        }
    }
    out
}

fn mention(
    context: &Context<'_>,
    reading: &AnaphorReading,
    named: &Named,
    entities: &[Entity],
) -> Option<Mention> {
    let word = context.sentence.token(reading.word);
    let anaphor = Anaphor::at(context, word)?;
    if named.contains_key(&(context.index, reading.word)) {
        return None;
    }
    let may_be = |entity: usize| {
        let gender = context.lexicon().given_names.gender_of(&entities[entity].name);
        gender.is_none_or(|gender| !anaphor.excludes(gender))
    };
    let (entity, probability) = likeliest(&reading.antecedent.words, named, may_be)?;
    let kind = entities[entity].kind?;
    if probability < anaphor.least() || !anaphor.agrees(context, &entities[entity], kind) {
        return None;
    }
    let words = anaphor.words(word);
    Some(Mention {
        sentence: context.index,
        span: context.sentence.bytes(words),
        words,
        kind,
        entity: Some(entity),
        score: probability,
        source: MentionSource::Coreference,
        value: String::new(),
        nests: false,
    })
}

/// What stands for somebody spoken of before.
enum Anaphor {
    Pronoun(Pronoun),
    /// A noun of people or bodies: the kind of those it may mean.
    Noun(MentionKind),
    /// A noun of countries, or of other places.
    Place {
        country: bool,
    },
}

impl Anaphor {
    fn at(context: &Context<'_>, word: Token<'_>) -> Option<Anaphor> {
        if word.upos() == Upos::Noun {
            return Anaphor::of_noun(context, word);
        }
        let pronoun = context.lexicon().pronouns.of(word.lemma());
        pronoun.filter(|p| p.is_of_others()).map(Anaphor::Pronoun)
    }

    fn least(&self) -> f32 {
        match self {
            Anaphor::Pronoun(pronoun) if pronoun.is_singular_person() => LEAST_OF_PERSON,
            Anaphor::Pronoun(_) => LEAST_OF_THING,
            Anaphor::Noun(_) | Anaphor::Place { .. } => LEAST_OF_NOUN,
        }
    }

    /// What a noun in the singular may mean.
    fn of_noun(context: &Context<'_>, noun: Token<'_>) -> Option<Anaphor> {
        let actors = &context.lexicon().actors;
        // In an apposition or with "is" it is what is said of somebody.
        let said_of = matches!(
            noun.deprel(),
            Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::Vocative
        );
        if noun.is_plural() || said_of || noun.children_by(Deprel::Cop).next().is_some() {
            return None;
        }
        if actors.country_nouns.has(noun.lemma()) {
            return Some(Anaphor::Place { country: true });
        }
        if actors.place_nouns.has(noun.lemma()) {
            return Some(Anaphor::Place { country: false });
        }
        let agent = context.describer().agent_noun(noun)?;
        Some(Anaphor::Noun(if agent.body { MentionKind::Organization } else { MentionKind::Person }))
    }

    /// Whether it cannot stand for somebody of this gender.
    fn excludes(&self, gender: Gender) -> bool {
        matches!(self, Anaphor::Pronoun(pronoun) if pronoun.excludes(gender))
    }

    /// Whether its form may stand for an entity of a kind.
    fn agrees(&self, context: &Context<'_>, entity: &Entity, kind: MentionKind) -> bool {
        match (self, kind) {
            (Anaphor::Place { country }, kind) => {
                kind == MentionKind::Location && context.is_country(&entity.name) == *country
            }
            (Anaphor::Pronoun(pronoun), MentionKind::Person) => !pronoun.is_thing(),
            (Anaphor::Pronoun(pronoun), _) => !pronoun.is_singular_person(),
            (Anaphor::Noun(own), kind) => *own == kind,
        }
    }

    /// Its words: of a noun those that say which one, without the article.
    fn words(&self, word: Token<'_>) -> Span<Tokens> {
        match self {
            Anaphor::Pronoun(_) => word.alone(),
            Anaphor::Noun(_) | Anaphor::Place { .. } => {
                let part = |c: &Token<'_>| {
                    *c < word && matches!(c.deprel(), Deprel::Compound | Deprel::Amod | Deprel::Nummod)
                };
                let first = word.children().find(part).unwrap_or(word);
                first.alone().cover(word.alone())
            }
        }
    }
}

/// The entity that most of the probability goes to, and how much that is of what is left for those that may be meant.
fn likeliest(words: &[PartyWord], named: &Named, may_be: impl Fn(usize) -> bool) -> Option<(usize, f32)> {
    let (mut sums, mut left): (Vec<(usize, f32)>, f32) = (Vec::new(), 1.0);
    for word in words {
        let Some(entity) = named.get(&(word.sentence, word.word)) else { continue };
        if !may_be(*entity) {
            left -= word.probability;
            continue;
        }
        match sums.iter_mut().find(|(known, _)| known == entity) {
            Some((_, sum)) => *sum += word.probability,
            None => sums.push((*entity, word.probability)),
        }
    }
    // The first of equals, which is the likelier word's.
    let (entity, sum) = sums.into_iter().reduce(|best, other| if other.1 > best.1 { other } else { best })?;
    Some((entity, sum / left.max(LEAST_LEFT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_one_entity_add_up() {
        let word = |word: usize, probability: f32| PartyWord { sentence: 0, word, probability };
        let named = Named::from_iter([((0, 1), 7), ((0, 4), 8), ((0, 9), 7)]);
        let words = [word(4, 0.4), word(1, 0.3), word(9, 0.2), word(5, 0.1)];
        let anybody = |_| true;
        assert_eq!(likeliest(&words, &named, anybody).map(|(entity, _)| entity), Some(7));
        assert_eq!(likeliest(&[word(5, 0.9)], &named, anybody), None);
        let (entity, probability) = likeliest(&words, &named, |entity| entity != 7).unwrap();
        assert!(entity == 8 && (probability - 0.8).abs() < 1e-6, "{probability}");
    }
}
