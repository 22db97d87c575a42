//! Who is who: which mentions of an article are one entity, and which entities of many articles are.
//!
//! This room knows mentions and what is said of them. It must never say how two of them relate: that is the rules' task.

mod anaphors;
mod cross_document;
mod descriptions;
mod resolve;

pub use cross_document::{Named, ShortNames};

use crate::entity::{self, Context, Entities};

/// Finds the mentions of one article, and what they refer to.
pub fn find(contexts: &[Context<'_>]) -> Entities {
    let mut found = entity::find(contexts);
    let mut mentions = std::mem::take(&mut found.mentions);
    let entities = resolve::resolve(contexts, &mut mentions);
    mentions.extend(descriptions::descriptions(contexts, &mentions, &entities));
    mentions.sort_by_key(|m| m.span);
    mentions.extend(anaphors::anaphors(contexts, &mentions, &entities));
    mentions.sort_by_key(|m| m.span);
    found.known_as(contexts, mentions, entities)
}
