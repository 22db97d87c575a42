//! Who does what to whom: rules over the dependency tree.
//!
//! This module knows grammar, mentions and rules. It must never name a word of a rule in code: words live in `data/rules/`.
//!
//! A rule finds its trigger (`matcher`), its arguments (`argument_slot`, by way of `grammar` and `phrase`) and how far all that is a fact
//! (`factuality`). What comes out is a [`Relation`].

mod antecedent;
mod argument;
mod argument_slot;
mod circumstances;
mod classes;
mod context;
mod error;
mod factuality;
mod findings;
mod grammar;
mod learned;
mod matcher;
mod miss;
mod nominal_mentions;
mod odds;
mod phrase;
mod quotation;
mod record;
mod role;
mod rule;
mod rule_set;
mod speech;
mod statement;
mod transcript;
mod tree;
mod trigger;
mod words;

pub use argument::Argument;
#[cfg(fuzzing)]
pub(crate) use classes::WordClasses;
pub use error::RuleError;
pub use findings::Findings;
pub use learned::EventSource;
pub use miss::{Because, Miss, MissReason, Misses, Winner};
pub use nominal_mentions::enter as enter_described;
pub use record::Relation;
pub use role::Role;
pub use rule::{Example, Rule, Trigger};
#[cfg(fuzzing)]
pub(crate) use rule::{RuleFile, parse as parse_rules};
pub use rule_set::RuleSet;
pub use rule_set::check::{CheckedRules, NeverWins, check};
pub use rule_set::load::Text as RuleText;
pub use statement::Statement;

use crate::entity::{Context, Entities};
use antecedent::Antecedents;
use context::SentenceContext;
use speech::{Quotations, Transcript};
use words::Words;

/// What one article tells. `miss` is told of rules that nearly gave a row.
pub fn extract(
    sentences: &[Context<'_>],
    entities: &Entities,
    rules: &RuleSet,
    source: EventSource,
    miss: &mut Misses<'_>,
) -> Findings {
    let contexts = contexts(sentences, entities, rules.words());
    let quotations = Quotations::read(&contexts);
    let transcript = Transcript::read(&contexts);
    let (quotations, transcript) = (Some(&quotations), Some(&transcript));
    let contexts: Vec<SentenceContext<'_>> = contexts
        .iter()
        .map(|context| SentenceContext { quotations, transcript, ..context.clone() })
        .collect();
    let rows = contexts.iter().flat_map(|context| rules.relations(context, miss)).collect();
    let mut relations = rules.with_learned(&contexts, rows, source, miss);
    if let Some(first) = sentences.first() {
        let scale = &first.lexicon().cameo;
        relations.iter_mut().for_each(|r| r.weight = r.event.and_then(|(_, code)| scale.of(code)));
    }
    Findings { relations, statements: statement::statements(&contexts, rules.statement_verbs()) }
}

/// The sentences of an article, each with what is known before it.
fn contexts<'a>(
    sentences: &[Context<'a>],
    entities: &'a Entities,
    words: &'a Words,
) -> Vec<SentenceContext<'a>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = Antecedents::default();
    for base in sentences {
        let own = entities.mentions[start..].iter().take_while(|m| m.sentence == base.index);
        let end = start + own.count();
        let context = SentenceContext {
            base: *base,
            words,
            entities,
            mentions: start..end,
            person: before.person(base.index),
            subject: before.subject(),
            quotations: None,
            transcript: None,
        };
        before.read(&context);
        out.push(context);
        start = end;
    }
    out
}
