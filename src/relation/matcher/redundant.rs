//! Rows that say less than others of their sentence.

use crate::label::{Deprel, Upos};
use crate::relation::argument::Argument;
use crate::relation::context::SentenceContext;
use crate::relation::miss::{Because, Miss, MissReason, Misses, Winner};
use crate::relation::record::Relation;
use crate::relation::rule_set::RuleSet;
use crate::sentence::Token;

impl RuleSet {
    /// Leaves out what other rows say better, and puts the rest in the order of the text.
    pub(super) fn drop_redundant(
        &self,
        context: &SentenceContext<'_>,
        out: &mut Vec<Relation>,
        miss: &mut Misses<'_>,
    ) {
        let better = each(out, |relation, all| told_by_its_clause(context, relation, all));
        self.leave_out(out, &better, Because::TellsAct, miss);
        self.refine(context, out);
        // The complement of an event's trigger is what was agreed, threatened or refused: no event of its own.
        let better = each(out, |relation, all| part_of(context, relation, all));
        self.leave_out(out, &better, Because::TakesClause, miss);
        let better = each(out, stronger);
        self.leave_out(out, &better, Because::SameTwo, miss);
        out.sort_by_key(Relation::order);
        out.dedup_by(|later, first| {
            let (later, first) = (&*later, &*first);
            let same = later.relation == first.relation && later.sides() == first.sides();
            if same {
                miss(&|| self.lost_row(later, first, Because::SameRow));
            }
            same
        });
    }

    /// Takes out the relations for each of which `better` has the place of another one.
    fn leave_out(
        &self,
        out: &mut Vec<Relation>,
        better: &[Option<usize>],
        because: Because,
        miss: &mut Misses<'_>,
    ) {
        for (relation, better) in out.iter().zip(better) {
            if let Some(better) = *better {
                miss(&|| self.lost_row(relation, &out[better], because));
            }
        }
        let mut better = better.iter();
        out.retain(|_| better.next().is_none_or(|better| better.is_none()));
    }

    /// What is told of a row that another one leaves no room for.
    fn lost_row(&self, loser: &Relation, winner: &Relation, because: Because) -> Option<Miss> {
        let rule = self.rules.iter().find(|rule| rule.name == winner.rule && rule.name != loser.rule)?;
        let reason = MissReason::LostTo(Winner::new(rule, because));
        Some(Miss { rule: loser.rule.clone(), trigger: loser.trigger.clone(), reason })
    }

    /// An event that only says that something is agreed, threatened, refused or asked for gets its code from what that is.
    fn refine(&self, context: &SentenceContext<'_>, out: &mut [Relation]) {
        for i in 0..out.len() {
            let (above, takes_clause) = (out[i].trigger_word, out[i].takes_clause);
            let Some((event, code)) = out[i].event.filter(|(_, code)| takes_clause && code.is_general())
            else {
                continue;
            };
            let inside =
                |r: &&Relation| r.is_event() && r.trigger_word != above && completes(context, r, above);
            let act = out.iter().find(inside).and_then(|r| r.act);
            let finer = act.and_then(|act| self.words.finer(event, act));
            out[i].event = Some((event, finer.unwrap_or(code)));
        }
    }
}

/// For each relation the place of the one that `better` finds for it among all.
fn each(all: &[Relation], better: impl Fn(&Relation, &[Relation]) -> Option<usize>) -> Vec<Option<usize>> {
    all.iter().map(|relation| better(relation, all)).collect()
}

/// The event in the clause of a trigger that defers ("is ready to"), which says more, unless the trigger alone says to whom ("promised *Chad* that ..."),
/// or who ("*officials* agreed that their countries should cooperate").
fn told_by_its_clause(context: &SentenceContext<'_>, relation: &Relation, all: &[Relation]) -> Option<usize> {
    if !relation.defers {
        return None;
    }
    let inside = |i: &Relation| i.is_event() && completes(context, i, relation.trigger_word);
    let is_pronoun = |a: &Argument| context.token(a).upos() == Upos::Pron;
    let tells_who = |i: &Relation| {
        i.subject.as_ref().is_some_and(is_pronoun)
            || relation.subject.as_ref().is_some_and(|s| i.has_argument(s))
    };
    let tells =
        |i: &Relation| tells_who(i) && addressee(context, relation).is_none_or(|to| i.has_argument(to));
    all.iter().position(|i| inside(i) && tells(i))
}

/// The relation in whose clause an event's trigger stands.
fn part_of(context: &SentenceContext<'_>, relation: &Relation, all: &[Relation]) -> Option<usize> {
    if !relation.is_event() {
        return None;
    }
    let governing =
        |word: usize| all.iter().position(|r| r.takes_clause && !r.defers && r.trigger_word == word);
    completed(context, relation, governing)
}

/// A fact that yields goes where another fact joins the same arguments.
fn stronger(relation: &Relation, all: &[Relation]) -> Option<usize> {
    let strong = |r: &Relation| !r.is_event() && !r.yields;
    if relation.is_event() || !relation.yields {
        return None;
    }
    all.iter().position(|r| strong(r) && r.sides() == relation.sides())
}

/// To whom a trigger itself says something: the actor whom the tree hangs on it.
fn addressee<'r>(context: &SentenceContext<'_>, relation: &'r Relation) -> Option<&'r Argument> {
    let above = |o: &Argument| context.token(o).head().map(Token::index);
    let told = |o: &&Argument| above(o) == Some(relation.trigger_word);
    relation.object.as_ref().filter(|o| o.mention.is_some() && o.is_actor()).filter(told)
}

/// Whether a relation's trigger lies in the complement of the word at `above`.
fn completes(context: &SentenceContext<'_>, relation: &Relation, above: usize) -> bool {
    completed(context, relation, |word| (word == above).then_some(())).is_some()
}

/// What `governing` gives for the first word, by its index, for which it gives anything and in whose complement a relation's trigger lies.
fn completed<T>(
    context: &SentenceContext<'_>,
    relation: &Relation,
    governing: impl Fn(usize) -> Option<T>,
) -> Option<T> {
    let mut below = context.sentence().token(relation.trigger_word);
    for _ in 0..6 {
        let above = below.head()?;
        let deprel = below.deprel();
        let to_clause = || deprel == Deprel::Advcl && context.marked_to(below);
        if !(matches!(
            deprel,
            Deprel::Xcomp
                | Deprel::Ccomp
                | Deprel::Conj
                | Deprel::Obj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Acl
        ) || to_clause())
        {
            return None;
        }
        if let Some(found) = governing(above.index()) {
            // "used gas and arrested": a conjunct of the trigger is no complement of it.
            return (deprel != Deprel::Conj).then_some(found);
        }
        below = above;
    }
    None
}
