//! Rules against one sentence: triggers found by lemma, arguments found by role, the best rule of each trigger kept.

mod candidates;
mod companions;
mod conditions;
mod pair;
mod redundant;

use super::argument::Argument;
use super::argument_slot::ArgumentSlot;
use super::context::SentenceContext;
use super::factuality::{Factuality, factuality_of};
use super::miss::{Miss, MissReason, Misses, Winner};
use super::record::{Match, Relation};
use super::rule::Trigger;
use super::rule_set::RuleSet;
use crate::label::Sector;
use crate::sentence::Token;
use candidates::Candidate;
use conditions::{fits_around, is_done_to_a_thing, is_predicate, is_reciprocal};
use pair::fit_together;

/// Arguments of one deed that are each other's object. More, as of a statement of thirty states, would swamp all other pairs: each has a row of its own.
const MOST_PAIRED: usize = 5;

/// What a rule lacked to give a row.
enum Lacking<'a> {
    Subject,
    /// With the words that the subject took.
    Object(Vec<Token<'a>>),
    Words(String),
}

impl RuleSet {
    /// The relations of one sentence. Rules whose trigger was found but which gave no row are told to `miss`.
    pub fn relations<'a>(&self, context: &SentenceContext<'a>, miss: &mut Misses<'_>) -> Vec<Relation> {
        let mut out: Vec<Relation> = Vec::new();
        let candidates = self.candidates(context);
        let mut taken: Vec<(Token<'a>, &Candidate<'a>)> = Vec::new();
        for candidate in &candidates {
            let rule = &self.rules[candidate.rule];
            let found = Match { context, rule, trigger: &candidate.words };
            // A trigger word gives one event: that of the longest, highest rule that found its arguments.
            let takes = rule.is_event() || rule.silent;
            let words = self.words_taken(candidate);
            if takes && let Some((_, winner)) = taken.iter().find(|(word, _)| words.contains(word)) {
                miss(&|| self.lost(found, candidate, winner));
                continue;
            }
            match self.apply(found) {
                Ok(relations) => {
                    if takes {
                        taken.extend(words.into_iter().map(|word| (word, candidate)));
                    }
                    if rule.silent {
                        miss(&|| Some(found.miss(MissReason::Blocks)));
                    }
                    out.extend(relations);
                }
                Err(lacking) => miss(&|| self.lacks(found, &lacking)),
            }
        }
        self.drop_redundant(context, &mut out, miss);
        out
    }

    /// What a rule makes of its trigger: rows, none where it is of a sense that is no act.
    fn apply<'a>(&self, found: Match<'_, 'a>) -> Result<Vec<Relation>, Lacking<'a>> {
        let Match { context, rule, trigger } = found;
        fits_around(found, &self.words.demanded).map_err(Lacking::Words)?;
        let object_slot = ArgumentSlot::object(rule, &self.words);
        if rule.silent {
            let lacks = rule.needs_object && object_slot.arguments(context, trigger, &[]).is_empty();
            return if lacks { Err(Lacking::Object(Vec::new())) } else { Ok(Vec::new()) };
        }
        let subjects = self.subjects(found)?;
        let heads: Vec<Token<'a>> = subjects.iter().map(|s| context.token(s)).collect();
        let objects = of_sectors(object_slot.arguments(context, trigger, &heads), &rule.object_sectors);
        let factuality = factuality_in(found);
        let make = |subject: &Argument, object: Option<&Argument>| {
            Relation::new(found, subject.clone(), object.cloned(), &factuality)
        };
        let several = subjects.len() > 1;
        if several && is_reciprocal(found) {
            let pairs = subjects.iter().flat_map(|a| subjects.iter().map(move |b| (a, b)));
            return Ok(pairs.filter(|(a, b)| a.span != b.span).map(|(a, b)| make(a, Some(b))).collect());
        }
        let together = rule.mutual && several && !factuality.negated && !is_done_to_a_thing(rule, trigger);
        if together && objects.iter().all(|o| !o.is_actor()) {
            return Ok(each_with_each(&subjects).into_iter().map(|(a, b)| make(a, b)).collect());
        }
        if objects.is_empty() {
            if rule.needs_object {
                return Err(Lacking::Object(heads));
            }
            return Ok(subjects.iter().map(|s| make(s, None)).collect());
        }
        let pairs = subjects.iter().flat_map(|s| objects.iter().map(move |o| (s, o)));
        let fitting = pairs.filter(|(s, o)| fit_together(context, rule, s, o));
        let out: Vec<Relation> = fitting.map(|(s, o)| make(s, Some(o))).collect();
        if out.is_empty() { Err(Lacking::Words("its parties are one and the same".into())) } else { Ok(out) }
    }

    /// Who acts, of the sectors that the rule wants.
    fn subjects<'a>(&self, found: Match<'_, 'a>) -> Result<Vec<Argument>, Lacking<'a>> {
        let Match { context, rule, trigger } = found;
        let all = ArgumentSlot::subject(rule, &self.words).arguments(context, trigger, &[]);
        if all.is_empty() {
            return Err(Lacking::Subject);
        }
        let out = of_sectors(all, &rule.subject_sectors);
        if out.is_empty() {
            let sectors: Vec<&str> = rule.subject_sectors.iter().map(|sector| sector.as_str()).collect();
            return Err(Lacking::Words(format!("no subject is {}", sectors.join(" / "))));
        }
        Ok(out)
    }

    /// What is told of a rule that gave no row for the words at its trigger. A rule of any word is told nothing of each.
    fn lacks<'a>(&self, found: Match<'_, 'a>, lacking: &Lacking<'a>) -> Option<Miss> {
        let Match { context, rule, trigger } = found;
        if rule.silent || rule.triggers.first().is_some_and(Trigger::is_any) {
            return None;
        }
        let reason = match lacking {
            Lacking::Subject => {
                let why = ArgumentSlot::subject(rule, &self.words).why_empty(context, trigger, &[]);
                format!("no subject: {why}")
            }
            Lacking::Object(taken) => {
                let why = ArgumentSlot::object(rule, &self.words).why_empty(context, trigger, taken);
                format!("no object: {why}")
            }
            Lacking::Words(reason) => reason.clone(),
        };
        Some(found.miss(MissReason::Lacks(reason)))
    }

    /// What is told of a rule that was not tried, as another took its words: that it lost, or what it would have lacked anyway.
    fn lost<'a>(&self, found: Match<'_, 'a>, loser: &Candidate<'a>, winner: &Candidate<'a>) -> Option<Miss> {
        if loser.rule == winner.rule {
            return None;
        }
        match self.apply(found) {
            Ok(_) => {
                let winner = Winner::new(&self.rules[winner.rule], self.went_before(winner, loser));
                Some(found.miss(MissReason::LostTo(winner)))
            }
            Err(lacking) => self.lacks(found, &lacking),
        }
    }
}

impl Match<'_, '_> {
    fn miss(self, reason: MissReason) -> Miss {
        Miss { rule: self.rule.name.clone(), trigger: self.trigger.text(), reason }
    }
}

/// The parties of one of these sectors; all where none is named.
fn of_sectors(mut parties: Vec<Argument>, wanted: &[Sector]) -> Vec<Argument> {
    let fits = |sector: Option<&Sector>| sector.is_some_and(|own| wanted.contains(own));
    parties.retain(|party| wanted.is_empty() || fits(party.affiliation.sector.as_ref()));
    parties
}

/// How far what the rule finds is a fact.
fn factuality_in<'a>(found: Match<'_, 'a>) -> Factuality<'a> {
    let Match { context, rule, trigger } = found;
    let factuality = factuality_of(context, rule.event.map(|(event, _)| event), trigger.head);
    // A title or a place beside a name is no act: the clause around it does not say how far it is a fact.
    if rule.is_event() || is_predicate(trigger.head) {
        return factuality;
    }
    Factuality { speaker: factuality.speaker, ..Factuality::default() }
}

/// The pairs of those who act together, or, of very many, each alone.
fn each_with_each(together: &[Argument]) -> Vec<(&Argument, Option<&Argument>)> {
    if together.len() > MOST_PAIRED {
        return together.iter().map(|one| (one, None)).collect();
    }
    let each = together.iter().enumerate();
    each.flat_map(|(i, one)| together[i + 1..].iter().map(move |other| (one, Some(other)))).collect()
}

#[cfg(test)]
mod tests {
    use crate::conll;
    use crate::entity::Context;
    use crate::knowledge::Knowledge;
    use crate::link;
    use crate::relation::rule_set::RuleSet;
    use crate::relation::{EventSource, extract};

    const SENTENCE: &str = "1\tKenya\tKenya\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC\n\
        2\tthanked\tthank\tVERB\t_\t_\t0\troot\t_\t_\n\
        3\tSudan\tSudan\tPROPN\t_\t_\t2\tobj\t_\tNER=B-LOC\n";

    /// The relations of "Kenya thanked Sudan" with a rule of the user's besides those built in, and the rules that lost.
    fn read(own: &str) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own.toml");
        std::fs::write(&file, format!("[[rule]]\nname = \"own\"\nverbs = [\"thank\"]\n{own}")).unwrap();
        let knowledge = Knowledge::embedded();
        let rules = RuleSet::with_files(&[file.as_path()], &knowledge.lexicon).unwrap();
        let articles = conll::read(SENTENCE, &knowledge.lexicon).unwrap();
        let sentences = articles[0].sentences();
        let context = |(index, sentence)| Context { sentence, index, knowledge: &knowledge, published: None };
        let contexts: Vec<Context<'_>> = sentences.iter().enumerate().map(context).collect();
        let mut misses = Vec::new();
        let entities = link::find(&contexts);
        let relations =
            extract(&contexts, &entities, &rules, EventSource::Both, &mut |miss| misses.extend(miss()))
                .relations;
        let lost =
            misses.iter().map(|m| format!("{}: {}", m.rule, m.reason)).filter(|m| m.contains("lost to"));
        (relations.into_iter().map(|r| r.relation).collect(), lost.collect())
    }

    const EVENT: &str = "relation = \"acknowledges\"\nevent = \"SUPPORT\"\ncameo = \"051\"\n";

    #[test]
    fn a_users_rule_wins_a_tie() {
        let (relations, lost) = read(EVENT);
        assert_eq!(relations, ["acknowledges"]);
        assert!(lost[0].starts_with("praise: lost to `own` (line 2 of "), "{lost:?}");
        assert!(lost[0].ends_with("own.toml), which is a rule of yours"), "{lost:?}");
    }

    #[test]
    fn a_rule_is_told_to_which_it_lost() {
        let (relations, lost) = read(&format!("{EVENT}priority = -1\n"));
        assert_eq!(relations, ["praises"]);
        assert!(lost[0].starts_with("own: lost to `praise` (line "), "{lost:?}");
        assert!(lost[0].ends_with(" of support.toml), which has a higher priority"), "{lost:?}");
    }

    #[test]
    fn a_sense_that_is_no_act_takes_the_trigger() {
        let (relations, lost) = read("silent = true\n");
        assert!(relations.is_empty(), "{relations:?}");
        assert!(lost[0].ends_with(", a sense that is no act, which is a rule of yours"), "{lost:?}");
    }
}
