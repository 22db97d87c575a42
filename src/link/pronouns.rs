//! Pronouns as mentions of those whom the network takes them for, where it is sure and their form agrees.

use rustc_hash::FxHashMap;

use crate::entity::{Context, Entity, Mention};
use crate::knowledge::Pronoun;
use crate::label::{MentionKind, MentionSource};
use crate::sentence::{PartyWord, PronounReading};

/// How likely one entity must be meant at least, of "he" and "she" and of the others, which often mean something without a name.
const LEAST_OF_PERSON: f32 = 0.35;
const LEAST: f32 = 0.5;

/// The entity that a word names, by the word's sentence and index.
type Named = FxHashMap<(usize, usize), usize>;

/// The pronouns of an article whose names are resolved, as mentions in the order of the text.
pub fn pronouns(contexts: &[Context<'_>], mentions: &[Mention], entities: &[Entity]) -> Vec<Mention> {
    let mut named = named(mentions);
    let mut out = Vec::new();
    for context in contexts {
        for reading in context.sentence.pronouns() {
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
    reading: &PronounReading,
    named: &Named,
    entities: &[Entity],
) -> Option<Mention> {
    let word = context.sentence.token(reading.word);
    let pronoun = context.lexicon().pronouns.of(word.lemma()).filter(|p| p.is_of_others())?;
    if named.contains_key(&(context.index, reading.word)) {
        return None;
    }
    let (entity, probability) = likeliest(&reading.antecedent.words, named)?;
    let kind = entities[entity].kind?;
    let least = if pronoun.is_singular_person() { LEAST_OF_PERSON } else { LEAST };
    if probability < least || !agrees(pronoun, kind) {
        return None;
    }
    Some(Mention {
        sentence: context.index,
        span: word.span(),
        words: word.alone(),
        kind,
        entity: Some(entity),
        score: probability,
        source: MentionSource::Coreference,
        value: String::new(),
        nests: false,
    })
}

/// The entity that most of the probability goes to, and how much that is.
fn likeliest(words: &[PartyWord], named: &Named) -> Option<(usize, f32)> {
    let mut sums: Vec<(usize, f32)> = Vec::new();
    for word in words {
        let Some(entity) = named.get(&(word.sentence, word.word)) else { continue };
        match sums.iter_mut().find(|(known, _)| known == entity) {
            Some((_, sum)) => *sum += word.probability,
            None => sums.push((*entity, word.probability)),
        }
    }
    // The first of equals, which is the likelier word's.
    sums.into_iter().reduce(|best, other| if other.1 > best.1 { other } else { best })
}

/// Whether the form of a pronoun may stand for somebody or something of a kind.
fn agrees(pronoun: Pronoun, kind: MentionKind) -> bool {
    match kind {
        MentionKind::Person => !pronoun.is_thing(),
        _ => !pronoun.is_singular_person(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_one_entity_add_up() {
        let word = |word: usize, probability: f32| PartyWord { sentence: 0, word, probability };
        let named = Named::from_iter([((0, 1), 7), ((0, 4), 8), ((0, 9), 7)]);
        let words = [word(4, 0.4), word(1, 0.3), word(9, 0.2), word(5, 0.1)];
        assert_eq!(likeliest(&words, &named).map(|(entity, _)| entity), Some(7));
        assert_eq!(likeliest(&[word(5, 0.9)], &named), None);
    }
}
