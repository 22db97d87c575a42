//! Facts that the network reads, beside those of rules.

use super::RULE;
use super::parties::argument;
use crate::label::{Deprel, FactRelation, Modality};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::miss::{Miss, MissReason, Misses};
use crate::relation::record::Relation;
use crate::relation::rule_set::RuleSet;
use crate::relation::trigger::TriggerWords;
use crate::sentence::{FactReading, PartyWord, Token};

/// What a fact that is not read counts as: half of the least that is told.
const UNREAD: f32 = 0.05;

impl RuleSet {
    /// The facts of a sentence: those of rules that the network does not find unlikely, and those that it reads itself.
    pub(super) fn facts(
        &self,
        contexts: &[SentenceContext<'_>],
        at: usize,
        rows: Vec<Relation>,
        miss: &mut Misses<'_>,
    ) -> Vec<Relation> {
        let Some(readings) = contexts[at].sentence().facts() else { return rows };
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            match self.weighed(contexts, readings, row) {
                Ok(row) => out.push(row),
                Err(lost) => miss(&|| Some(lost.clone())),
            }
        }
        for reading in readings {
            let confidence = self.learned.confidence.fact(reading.object.probability);
            if confidence < self.learned.least.fact {
                continue;
            }
            let Some(row) = fact(contexts, at, reading, confidence) else { continue };
            if !out.iter().any(|known| is_same(known, &row)) {
                out.push(row);
            }
        }
        out
    }

    /// A rule's row with its confidence as the network has it; why there is none, where it finds it unlikely.
    fn weighed(
        &self,
        contexts: &[SentenceContext<'_>],
        readings: &[FactReading],
        row: Relation,
    ) -> Result<Relation, Miss> {
        let (Some(subject), Some(object)) = (&row.subject, &row.object) else { return Ok(row) };
        let Ok(relation) = FactRelation::named(&row.relation) else { return Ok(row) };
        // Facts are read from names alone.
        if self.is_own(&row.rule) || !is_asked(contexts, subject, row.sentence) {
            return Ok(row);
        }
        let is_this = |r: &&FactReading| {
            let there = Joined { contexts, at: row.sentence, reading: r };
            r.relation == relation
                && (there.joins(subject, object) || relation.is_mutual() && there.joins(object, subject))
        };
        let likely = readings.iter().filter(is_this).map(|r| r.object.probability).fold(UNREAD, f32::max);
        let confidence = self.learned.confidence.confirmed_fact(row.confidence, likely);
        match confidence >= self.learned.least.fact_of_rule {
            true => Ok(Relation { confidence, ..row }),
            false => Err(Miss { rule: row.rule, trigger: row.trigger, reason: MissReason::NoFact }),
        }
    }
}

/// Whether the network says anything of an argument's facts.
fn is_asked(contexts: &[SentenceContext<'_>], argument: &Argument, at: usize) -> bool {
    let sentence = contexts[at].sentence();
    argument.stands_for.is_none()
        && sentence.names().iter().any(|name| sentence.bytes(name.words).overlaps(argument.span))
}

/// A reading, with where it stands.
struct Joined<'r, 'c> {
    contexts: &'r [SentenceContext<'c>],
    at: usize,
    reading: &'r FactReading,
}

impl Joined<'_, '_> {
    /// Whether it is between these two.
    fn joins(&self, subject: &Argument, object: &Argument) -> bool {
        let word = |sentence: usize, word: usize| self.contexts[sentence].sentence().token(word).span();
        let PartyWord { sentence, word: other, .. } = self.reading.object;
        subject.span.overlaps(word(self.at, self.reading.subject))
            && object.span.overlaps(word(sentence, other))
    }
}

/// The row of a reading, between two who are named or described.
fn fact(
    contexts: &[SentenceContext<'_>],
    at: usize,
    reading: &FactReading,
    confidence: f32,
) -> Option<Relation> {
    let context = &contexts[at];
    let FactReading { relation, subject, object } = *reading;
    let own = PartyWord { sentence: at, word: subject, probability: 1.0 };
    let (subject, object) = (argument(contexts, at, own)?, argument(contexts, at, object)?);
    let is_somebody = |a: &Argument| a.mention.is_some() || a.is_actor();
    if subject.span.overlaps(object.span) || !is_somebody(&subject) || !is_somebody(&object) {
        return None;
    }
    let trigger = TriggerWords::of(between(context, &subject, &object, reading));
    Some(Relation {
        sentence: at,
        evidence: context.sentence().span(),
        relation: relation.to_string(),
        event: None,
        act: None,
        trigger: trigger.text(),
        trigger_span: trigger.span(),
        trigger_word: trigger.head.index(),
        trigger_rest: Vec::new(),
        takes_clause: false,
        defers: false,
        yields: false,
        negated: false,
        modality: Modality::Asserted,
        attributed_to: None,
        date: None,
        location: None,
        amount: None,
        confidence,
        rule: RULE.to_string(),
        weight: None,
        subject: Some(subject),
        object: Some(object),
    })
}

/// The word that joins the two: on the way through the tree from the object to the subject the first that is of neither; else the object's preposition
/// ("the university *in* Hong Kong"), else its own.
fn between<'a>(
    context: &SentenceContext<'a>,
    subject: &Argument,
    object: &Argument,
    reading: &FactReading,
) -> Token<'a> {
    let sentence = context.sentence();
    let from = sentence.token(reading.subject);
    let of_neither = |t: &&Token<'a>| !t.span().overlaps(subject.span) && !t.span().overlaps(object.span);
    if reading.object.sentence != context.base.index {
        // The title beside a name says what it is of another sentence's body or country.
        let beside = from.children().filter(|c| c.upos().is_noun()).find(|c| of_neither(&c));
        return beside
            .or_else(|| from.head().filter(|h| h.upos().is_noun() && of_neither(&h)))
            .unwrap_or(from);
    }
    let to = sentence.token(reading.object.word);
    let chain = |word: Token<'a>| std::iter::once(word).chain(word.ancestors()).collect::<Vec<_>>();
    let (down, mut up) = (chain(from), chain(to));
    let meets = up.iter().position(|t| down.contains(t)).unwrap_or(up.len() - 1);
    up.truncate(meets + 1);
    let rest = down.iter().take_while(|t| !up.contains(t));
    up.iter()
        .chain(rest)
        .find(of_neither)
        .copied()
        .or_else(|| to.children_by(Deprel::Case).next())
        .unwrap_or(to)
}

/// Whether two rows say the same of the same two.
fn is_same(a: &Relation, b: &Relation) -> bool {
    let touch = |a: &Option<Argument>, b: &Option<Argument>| {
        a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.span.overlaps(b.span))
    };
    let mutual = FactRelation::named(&a.relation).is_ok_and(FactRelation::is_mutual);
    a.relation == b.relation
        && (touch(&a.subject, &b.subject) && touch(&a.object, &b.object)
            || mutual && touch(&a.subject, &b.object) && touch(&a.object, &b.subject))
}
