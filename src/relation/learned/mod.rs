//! Events and facts that the network reads, beside those that rules find.
//!
//! A rule explains its rows, and a user's rule is law. The network reads further: it knows words that no rule lists, and parties that stand in other
//! sentences. Here both become one list. What the network says is never a rule's word: its rows name [`RULE`].

mod facts;
mod parties;
mod settings;

use super::argument::Argument;
use super::context::SentenceContext;
use super::factuality::factuality_of;
use super::miss::{Miss, MissReason, Misses};
use super::record::{Circumstances, Relation};
use super::rule_set::RuleSet;
use super::trigger::TriggerWords;
use crate::label::{Cameo, EventClass, Modality};
use crate::sentence::{EventReading, PartyWord};
use parties::parties;
pub use settings::Settings;

/// What stands in place of a rule's name in rows that the network alone gives.
pub const RULE: &str = "learned";

/// Who finds events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
#[non_exhaustive]
pub enum EventSource {
    /// Rules alone.
    Rules,
    /// The network alone.
    Learned,
    /// Rules, and the network where they say nothing or are wrong.
    #[default]
    Both,
}

/// What the network makes of a rule's row.
enum Ruling {
    /// The row as it stands now.
    Given(Box<Relation>),
    Refuted(Miss),
}

impl RuleSet {
    /// The rows of an article's rules, with the events that the network reads. Rules whose rows it takes out are told to `miss`.
    pub(super) fn with_learned(
        &self,
        contexts: &[SentenceContext<'_>],
        rows: Vec<Relation>,
        source: EventSource,
        miss: &mut Misses<'_>,
    ) -> Vec<Relation> {
        let read = contexts.iter().any(|c| c.sentence().is_read_for_events());
        if source == EventSource::Rules || !read && source == EventSource::Both {
            return rows;
        }
        let mut by_sentence: Vec<Vec<Relation>> = contexts.iter().map(|_| Vec::new()).collect();
        for row in rows.into_iter().filter(|row| source == EventSource::Both || !row.is_event()) {
            by_sentence[row.sentence].push(row);
        }
        let sentences = by_sentence.into_iter().enumerate();
        sentences.flat_map(|(at, rows)| self.joined(contexts, at, rows, miss)).collect()
    }

    /// The rows of a sentence and the events that the network reads there, in the order of the text.
    fn joined(
        &self,
        contexts: &[SentenceContext<'_>],
        at: usize,
        rows: Vec<Relation>,
        miss: &mut Misses<'_>,
    ) -> Vec<Relation> {
        let readings = contexts[at].sentence().events();
        let mut out = Vec::new();
        let mut told: Vec<usize> = Vec::new();
        for row in rows {
            match self.ruling(contexts, at, row) {
                Ruling::Refuted(refuted) => miss(&|| Some(refuted.clone())),
                Ruling::Given(row) => {
                    if row.is_event() {
                        told.extend(row.trigger_words());
                    }
                    out.push(*row);
                }
            }
        }
        for reading in readings {
            self.choose_parties(contexts, at, reading, &mut out, miss);
        }
        let mut learned = Vec::new();
        for reading in readings {
            if reading.probability >= self.learned.least.trigger && !told.contains(&reading.trigger) {
                let rows = self.read_event(contexts, at, reading).into_iter();
                learned.extend(rows.filter(|row| row.confidence >= self.learned.least.row));
            }
        }
        // "Held" and "talks" are one event.
        learned.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        for row in learned {
            let same = |other: &Relation| {
                other.event.map(|e| e.0) == row.event.map(|e| e.0) && other.sides() == row.sides()
            };
            if !out.iter().any(same) {
                out.push(row);
            }
        }
        let (events, facts) = out.into_iter().partition(Relation::is_event);
        let mut out: Vec<Relation> = events;
        out.extend(self.facts(contexts, at, facts, miss));
        out.sort_by_key(Relation::order);
        out
    }

    /// Puts the parties that the network reads of an event in place of those that rules have for it, where it is surer of them. The rules' words for what is
    /// done stay.
    fn choose_parties(
        &self,
        contexts: &[SentenceContext<'_>],
        at: usize,
        reading: &EventReading,
        rows: &mut Vec<Relation>,
        miss: &mut Misses<'_>,
    ) {
        let of_event = |row: &Relation| {
            let class = row.event.map(|(class, _)| class);
            class == Some(reading.class) && row.has_trigger(reading.trigger) && !self.is_own(&row.rule)
        };
        let Some(first) = rows.iter().find(|row| of_event(row)).cloned() else { return };
        let sure = rows.iter().filter(|row| of_event(row)).map(|row| row.confidence).fold(0.0, f32::max);
        let mut read = self.read_event(contexts, at, reading);
        read.retain(|row| row.confidence >= self.learned.least.row);
        if read.iter().all(|row| row.confidence <= sure) {
            return;
        }
        // Who meets whom is met as well.
        let same = |a: &Relation, b: &Relation| {
            let (s, o, t, p) = (a.subject.as_ref(), a.object.as_ref(), b.subject.as_ref(), b.object.as_ref());
            (agrees(s, t) && agrees(o, p)) || (agrees(s, p) && agrees(o, t))
        };
        rows.retain(|row| {
            let keeps = !of_event(row) || read.iter().any(|other| same(row, other));
            if !keeps {
                let (rule, trigger) = (row.rule.clone(), row.trigger.clone());
                let lost = Miss { rule, trigger, reason: MissReason::OtherParties };
                miss(&|| Some(lost.clone()));
            }
            keeps
        });
        let new: Vec<Relation> = read
            .into_iter()
            .filter(|row| !rows.iter().any(|other| of_event(other) && same(row, other)))
            .collect();
        rows.extend(new.into_iter().map(|row| Relation {
            relation: first.relation.clone(),
            event: first.event,
            act: first.act,
            trigger: first.trigger.clone(),
            trigger_span: first.trigger_span,
            trigger_word: first.trigger_word,
            trigger_rest: first.trigger_rest.clone(),
            ..row
        }));
    }

    /// What becomes of a rule's row. Facts, and rows of a user's rule, stay as they are.
    fn ruling(&self, contexts: &[SentenceContext<'_>], at: usize, row: Relation) -> Ruling {
        let least = &self.learned.least;
        let Some((class, _)) = row.event.filter(|_| !self.is_own(&row.rule)) else {
            return Ruling::Given(Box::new(row));
        };
        let readings = contexts[at].sentence().events().iter().filter(|r| row.has_trigger(r.trigger));
        let reading = readings.max_by(|a, b| a.probability.total_cmp(&b.probability));
        let refuted =
            |row: Relation, reason| Ruling::Refuted(Miss { rule: row.rule, trigger: row.trigger, reason });
        // "*Walked out of* the talks": what a word behind the first means by itself is not what all of them mean.
        let is_head = |r: &&EventReading| r.trigger == row.trigger_word;
        let other = reading.filter(is_head).filter(|r| r.class != class && r.of_class >= least.replace);
        if let Some(other) = other {
            return refuted(row, MissReason::ReadAs(other.class));
        }
        let likely = reading.map_or(0.0, |r| match r.class == class {
            true => r.of_class,
            // Of another class than the likeliest no more is known than that it is less likely.
            false => (r.probability - r.of_class).max(0.0),
        });
        let confidence = self.learned.confidence.confirmed(row.confidence, likely);
        if confidence < least.rule {
            return refuted(row, MissReason::NoEvent);
        }
        let row = Relation { confidence, ..row };
        Ruling::Given(Box::new(match reading {
            Some(reading) if row.object.is_none() => self.with_object(contexts, at, row, reading),
            _ => row,
        }))
    }

    /// A rule's row with the object that it lacks, where the network is sure of one.
    fn with_object(
        &self,
        contexts: &[SentenceContext<'_>],
        at: usize,
        row: Relation,
        reading: &EventReading,
    ) -> Relation {
        let sure = |w: &PartyWord| w.probability >= self.learned.least.party;
        let found = match reading.target.words.first().is_some_and(sure) {
            true => parties(contexts, at, &reading.target, 1.0),
            false => Vec::new(),
        };
        let object = found.into_iter().find(|o| !row.parties().any(|p| p.span.overlaps(o.span)));
        Relation { object, ..row }
    }

    /// Whether a rule is the user's.
    fn is_own(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule.own && rule.name == name)
    }

    /// The rows of an event that the network reads, one a pair of parties.
    fn read_event(
        &self,
        contexts: &[SentenceContext<'_>],
        at: usize,
        reading: &EventReading,
    ) -> Vec<Relation> {
        let context = &contexts[at];
        let trigger = TriggerWords::of(context.sentence().token(reading.trigger));
        let (relation, cameo) = self.named(context, &trigger, reading.class);
        let further = self.learned.least.further;
        let side = |party| {
            let found = parties(contexts, at, party, further);
            if found.is_empty() { vec![None] } else { found.into_iter().map(Some).collect::<Vec<_>>() }
        };
        let (subjects, objects) = (side(&reading.source), side(&reading.target));
        let mut out = Vec::new();
        for subject in &subjects {
            for object in &objects {
                let one = subject.is_none() && object.is_none();
                let same =
                    subject.as_ref().zip(object.as_ref()).is_some_and(|(s, o)| s.span.overlaps(o.span));
                if !one && !same {
                    let parties = (subject.clone(), object.clone());
                    out.push(self.learned_row(
                        (context, &trigger),
                        reading,
                        parties,
                        (relation.clone(), cameo),
                    ));
                }
            }
        }
        out
    }

    fn learned_row(
        &self,
        (context, trigger): (&SentenceContext<'_>, &TriggerWords<'_>),
        reading: &EventReading,
        (subject, object): (Option<Argument>, Option<Argument>),
        (relation, cameo): (String, Cameo),
    ) -> Relation {
        let factuality = factuality_of(context, Some(reading.class), trigger.head);
        let score = |party: &Option<Argument>, nobody: f32| party.as_ref().map_or(nobody, |p| p.score);
        let of_parties = [score(&subject, reading.source.nobody), score(&object, reading.target.nobody)];
        let Circumstances { date, location, amount, attributed_to } =
            Circumstances::of_event(context, trigger, (subject.as_ref(), object.as_ref()), &factuality);
        Relation {
            sentence: context.base.index,
            evidence: context.sentence().span(),
            relation,
            event: Some((reading.class, cameo)),
            act: Some(cameo),
            trigger: trigger.text(),
            trigger_span: trigger.span(),
            trigger_word: reading.trigger,
            trigger_rest: Vec::new(),
            takes_clause: false,
            defers: false,
            yields: false,
            negated: factuality.negated,
            modality: if factuality.modality == Modality::Asserted {
                reading.modality
            } else {
                factuality.modality
            },
            attributed_to,
            date,
            location,
            amount,
            confidence: self.learned.confidence.learned(reading.of_class, of_parties),
            rule: RULE.to_string(),
            weight: None,
            subject,
            object,
        }
    }

    /// What an event of a class is called at its trigger: as the first rule of the class with this trigger says, or by the class alone.
    fn named(
        &self,
        context: &SentenceContext<'_>,
        trigger: &TriggerWords<'_>,
        class: EventClass,
    ) -> (String, Cameo) {
        let rules = self.index.at_word(trigger.head, context.lexicon());
        let of_class = |(rule, trigger): (usize, usize)| {
            let rule = &self.rules[rule];
            let (own, cameo) = rule.event?;
            let plain = rule.triggers[trigger].rest().is_empty() && !rule.triggers[trigger].is_any();
            (own == class && plain).then(|| (rule.relation.clone(), cameo))
        };
        let naming = self.learned.naming(class);
        rules.into_iter().find_map(of_class).unwrap_or_else(|| (naming.relation.clone(), naming.cameo))
    }
}

/// Whether a side of a rule's row is what the network reads there. It reads those who act: of a thing ("rejected the *charge*") it says that it is nobody.
fn agrees(own: Option<&Argument>, read: Option<&Argument>) -> bool {
    match (own, read) {
        (Some(own), Some(read)) => own.span.overlaps(read.span),
        (Some(own), None) => !own.is_actor(),
        (None, read) => read.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conll;
    use crate::entity::Context;
    use crate::knowledge::Knowledge;

    use crate::link;
    use crate::relation::extract;
    use crate::sentence::{PartyReading, Readings, Sentence};

    const TEXT: &str = "1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC\n\
        2\tthanked\tthank\tVERB\t_\t_\t0\troot\t_\t_\n\
        3\tSudan\tSudan\tPROPN\t_\t_\t2\tobj\t_\tNER=B-LOC\n\
        \n\
        1\tTwo\ttwo\tNUM\t_\t_\t2\tnummod\t_\t_\n\
        2\tofficials\tofficial\tNOUN\t_\t_\t4\tnsubj:pass\t_\t_\n\
        3\twere\tbe\tAUX\t_\t_\t4\taux:pass\t_\t_\n\
        4\twaylaid\twaylay\tVERB\t_\t_\t0\troot\t_\t_\n";

    const SETTINGS: &str = "[least]\ntrigger = 0.3\nrow = 0.3\nrule = 0.15\nreplace = 0.85\n\
        [confidence]\nlearned = { offset = 0, class = 1, parties = 0.5 }\n\
        confirmed = { offset = -2, rule = 1, class = 1 }\n";

    fn side(words: &[(usize, usize, f32)]) -> PartyReading {
        let word = |(sentence, word, probability): &(usize, usize, f32)| PartyWord {
            sentence: *sentence,
            word: *word,
            probability: *probability,
        };
        let told: f32 = words.iter().map(|w| w.2).sum();
        PartyReading { words: words.iter().map(word).collect(), nobody: 1.0 - told }
    }

    fn reading(trigger: usize, class: EventClass, p: f32, parties: [PartyReading; 2]) -> EventReading {
        let [source, target] = parties;
        let (modality, negated) = (Modality::Asserted, 0.1);
        EventReading { trigger, class, probability: p, of_class: p, source, target, modality, negated }
    }

    /// `subject | relation | object | rule` of each row, with these readings of the first and the second sentence.
    fn rows(readings: [Vec<EventReading>; 2], source: EventSource) -> Vec<String> {
        let knowledge = Knowledge::embedded();
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("learned.toml");
        std::fs::write(&settings, SETTINGS).unwrap();
        let rules = RuleSet::with_files(&[&settings], &knowledge.lexicon).unwrap();
        let articles = conll::read(TEXT, &knowledge.lexicon).unwrap();
        let sentences = articles[0].sentences().into_iter().zip(readings);
        let sentences: Vec<Sentence<'_>> = sentences
            .map(|(s, events)| s.with_readings(Readings { events, ..Readings::default() }))
            .collect();
        let context = |(index, sentence)| Context { sentence, index, knowledge: &knowledge, published: None };
        let contexts: Vec<Context<'_>> = sentences.iter().enumerate().map(context).collect();
        let entities = link::find(&contexts);
        let text =
            |party: &Option<Argument>| party.as_ref().map_or("", |p| p.span.of(sentences[0].article()));
        let row =
            |r: Relation| format!("{} | {} | {} | {}", text(&r.subject), r.relation, text(&r.object), r.rule);
        let found = extract(&contexts, &entities, &rules, source, &mut |_| {}).relations.into_iter();
        found.filter(Relation::is_event).map(row).collect()
    }

    fn waylaid(source: PartyReading) -> EventReading {
        reading(3, EventClass::Assault, 0.9, [source, side(&[(1, 1, 0.9)])])
    }

    fn thanked(class: EventClass, p: f32) -> EventReading {
        reading(1, class, p, [side(&[(0, 0, 0.9)]), side(&[(0, 2, 0.9)])])
    }

    const RULE_ROW: &str = "Kenya | praises | Sudan | praise";

    #[test]
    fn rules_alone_are_what_they_were() {
        assert_eq!(rows([vec![], vec![]], EventSource::Rules), [RULE_ROW]);
        assert!(rows([vec![], vec![]], EventSource::Learned).is_empty());
    }

    #[test]
    fn the_network_adds_what_no_rule_says() {
        let readings = || [vec![thanked(EventClass::Support, 0.9)], vec![waylaid(side(&[]))]];
        let victims = " | attacks | Two officials | learned";
        assert_eq!(rows(readings(), EventSource::Both), [RULE_ROW, victims]);
        assert_eq!(rows(readings(), EventSource::Rules), [RULE_ROW]);
        assert_eq!(rows(readings(), EventSource::Learned), ["Kenya | praises | Sudan | learned", victims]);
    }

    #[test]
    fn parties_may_stand_in_another_sentence() {
        let readings = [vec![thanked(EventClass::Support, 0.9)], vec![waylaid(side(&[(0, 2, 0.8)]))]];
        let found = rows(readings, EventSource::Both);
        assert_eq!(found, [RULE_ROW, "Sudan | attacks | Two officials | learned"]);
    }

    #[test]
    fn the_network_takes_out_what_is_no_event_and_names_another_class() {
        let elsewhere = || vec![waylaid(side(&[]))];
        let found = rows([vec![], elsewhere()], EventSource::Both);
        assert_eq!(found, [" | attacks | Two officials | learned"]);
        let found = rows([vec![thanked(EventClass::Reject, 0.95)], vec![]], EventSource::Both);
        assert_eq!(found, ["Kenya | rejects | Sudan | learned"]);
        let unsure = EventReading { of_class: 0.5, ..thanked(EventClass::Reject, 0.9) };
        assert_eq!(rows([vec![unsure], vec![]], EventSource::Both), [RULE_ROW]);
    }

    #[test]
    fn the_network_may_be_surer_of_the_parties() {
        let of = |source: &[(usize, usize, f32)], target: &[(usize, usize, f32)]| {
            let reading = reading(1, EventClass::Support, 0.95, [side(source), side(target)]);
            rows([vec![reading], vec![]], EventSource::Both)
        };
        assert_eq!(of(&[(0, 2, 0.98)], &[(1, 1, 0.98)]), ["Sudan | praises | Two officials | learned"]);
        assert_eq!(of(&[(0, 0, 0.98)], &[(0, 2, 0.98)]), [RULE_ROW]);
        // Not so sure: the rule's stay.
        assert_eq!(of(&[(0, 2, 0.3)], &[(1, 1, 0.3)]), [RULE_ROW]);
    }
}
