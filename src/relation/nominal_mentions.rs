//! Actors without a name ("Hungarian officials", "the Kenyan president") as entities, so that a graph has a node for them: where their country is known,
//! the same words are the same entity in every article. "The rebels" of one article need not be those of another, and are none.

use rustc_hash::FxHashMap;

use super::argument::Argument;
use super::findings::Findings;
use crate::entity::{Entities, Entity, Mention};
use crate::knowledge::Pronouns;
use crate::label::{MentionKind, Sector};
use crate::sentence::Sentence;
use crate::text::{Bytes, Span};

/// Findings whose described arguments, and whoever speaks or is spoken to, are entities as well, in their order.
pub fn enter(
    pronouns: &Pronouns,
    sentences: &[Sentence<'_>],
    mut told: Findings,
    mut found: Entities,
) -> (Findings, Entities) {
    let Some(text) = sentences.first().map(Sentence::article) else { return (told, found) };
    let bodies = bodies(sentences, &found);
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (sentence, argument) in told.arguments_mut() {
        let words = argument.described(sentence);
        if let Some(body) = bodies.get(&(words.sentence, words.head)).filter(|_| argument.mention.is_none()) {
            (argument.entity, argument.kind) = (Some(*body), Some(MentionKind::Organization));
            continue;
        }
        let entity = entity(text, argument, words.span);
        let Some(entity) = entity.filter(|e| !is_first_person(pronouns, &e.name)) else { continue };
        let at = *known.entry(entity.key.clone()).or_insert_with(|| {
            found.entities.push(entity);
            found.entities.len() - 1
        });
        argument.entity = Some(at);
    }
    (told, found)
}

impl Findings {
    /// Those who may be described, each with its sentence.
    fn arguments_mut(&mut self) -> impl Iterator<Item = (usize, &mut Argument)> {
        let of_relations = self.relations.iter_mut().flat_map(|r| {
            let (sentence, subject, object) = (r.sentence, r.subject.as_mut(), r.object.as_mut());
            [subject, object].map(|argument| (sentence, argument))
        });
        let of_statements = self.statements.iter_mut().flat_map(|s| {
            let (sentence, speaker, addressee) = (s.told_in, Some(&mut s.speaker), s.addressee.as_mut());
            [speaker, addressee].map(|argument| (sentence, argument))
        });
        of_relations.chain(of_statements).filter_map(|(sentence, argument)| Some((sentence, argument?)))
    }
}

/// The bodies that go by their country, by sentence and head.
fn bodies(sentences: &[Sentence<'_>], found: &Entities) -> FxHashMap<(usize, usize), usize> {
    let around = found.mentions.iter().filter(|m| m.nests);
    let head = |m: &Mention| sentences[m.sentence].head_of(m.words).index();
    around.filter_map(|m| Some(((m.sentence, head(m)), m.entity?))).collect()
}

/// "We" names nobody, whoever says it. What is all in capitals or never so written ("US", "Us", "i") may be a name.
fn is_first_person(pronouns: &Pronouns, name: &str) -> bool {
    let lower = name.to_lowercase();
    let pronoun = pronouns.of(&lower).filter(|p| p.refers() && p.is_first_person());
    pronoun.is_some_and(|p| match name == lower {
        // "I" has its capital everywhere.
        true => p.is_plural() || !p.is_subject(),
        // Objects do not open sentences.
        false => !p.is_object() && name.chars().skip(1).all(char::is_lowercase),
    })
}

/// `words`: those that describe the argument.
fn entity(text: &str, argument: &Argument, words: Span<Bytes>) -> Option<Entity> {
    let kind = argument.kind.filter(|_| argument.mention.is_none())?;
    let (country, sector) = (argument.affiliation.country.clone(), argument.affiliation.sector.clone());
    if country.is_empty() {
        return None;
    }
    let name = words.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    // No key of a name holds a line break.
    let key = format!("{country}\n{}\n{}", Sector::code(sector.as_ref()), name.to_lowercase());
    Some(Entity { kind: Some(kind), name, country, sector, key, ..Entity::default() })
}
