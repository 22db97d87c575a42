//! What a rule asks of the words around its trigger.

use crate::knowledge::WordSet;
use crate::label::{Dependent, Deprel, Upos};
use crate::relation::circumstances::in_clause;
use crate::relation::context::SentenceContext;
use crate::relation::record::Match;
use crate::relation::role::Role;
use crate::relation::rule::Rule;
use crate::relation::trigger::TriggerWords;
use crate::sentence::Token;

/// Whether the words around the trigger are as the rule wants them; else what is missing. `demanded` are the auxiliaries of what has to be done.
pub fn fits_around<'a>(found: Match<'_, 'a>, demanded: &WordSet) -> Result<(), String> {
    let Match { context, rule, trigger } = found;
    if is_part_of_title(context, trigger.head) {
        return Err("it is a word of a name".into());
    }
    let missing = rule.with.iter().find(|wanted| !has(found, **wanted, demanded));
    let unwanted = || rule.without.iter().find(|banned| has(found, **banned, demanded));
    match (missing, unwanted()) {
        (Some(wanted), _) => Err(format!("it has no {wanted} of its own")),
        (None, Some(banned)) => Err(format!("it has an {banned} of its own")),
        (None, None) => Ok(()),
    }
}

/// Whether this hangs on the trigger. `demanded` are the auxiliaries of what has to be done.
fn has<'a>(found: Match<'_, 'a>, dependent: Dependent, demanded: &WordSet) -> bool {
    let Match { context, trigger, .. } = found;
    let head = |labels: &[Deprel]| trigger.head.children().any(|c| labels.contains(&c.deprel()));
    match dependent {
        Dependent::Object => head(&[Deprel::Obj, Deprel::NsubjPass]),
        Dependent::Clause => head(&[Deprel::Ccomp]),
        Dependent::Infinitive => trigger.all().any(|t| t.children().any(|c| context.marked_to(c))),
        Dependent::Obligation => {
            let clauses = trigger.all().flat_map(|t| t.children_by(Deprel::Ccomp));
            clauses.flat_map(|c| c.children_by(Deprel::Aux)).any(|a| demanded.has(a.lemma()))
        }
        Dependent::Amount => {
            let is_amount = |m: usize| context.entities.mentions[m].kind.is_amount();
            in_clause(context, trigger, is_amount).is_some()
        }
    }
}

/// Whether what the trigger's clause acts on is "each other" or "one another".
pub fn is_reciprocal<'a>(found: Match<'_, 'a>) -> bool {
    let Match { context, rule, trigger } = found;
    let pairs = &context.grammar().reciprocal;
    let each_other = |w: Token<'a>| pairs.has(w.text(), w.next().map_or("", Token::text));
    let below = trigger.all().flat_map(|t| t.children());
    below
        .filter(|c| matches!(c.deprel(), Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Iobj))
        .filter(|c| each_other(*c) || c.previous().is_some_and(each_other))
        .any(|c| {
            let mut cases = c.children_by(Deprel::Case);
            cases.all(|p| rule.object.contains(&Role::Preposition(p.lemma().to_string())))
        })
}

/// "Both *meet* 40 percent of demand": what is done to an actor, or by several together, is done to something else.
pub fn is_done_to_a_thing<'a>(rule: &Rule, trigger: &TriggerWords<'a>) -> bool {
    let thing = |o: Token<'a>| trigger.all().all(|t| t != o);
    rule.object_actor
        && rule.object.contains(&Role::Object)
        && trigger.head.children_by(Deprel::Obj).any(thing)
}

/// Whether a clause says something of somebody by this word: a verb, or what somebody is or becomes.
pub fn is_predicate(word: Token<'_>) -> bool {
    word.upos() == Upos::Verb
        || word.deprel() == Deprel::Xcomp
        || word.children_by(Deprel::Cop).next().is_some()
}

/// "the Coalition to *Defeat* ISIS": a verb in capitals that completes a noun in capitals, in a sentence that has verbs or nouns without.
fn is_part_of_title<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    let capital = |w: Token<'a>| w.text().starts_with(char::is_uppercase);
    let plain = |w: Token<'a>| matches!(w.upos(), Upos::Verb | Upos::Noun) && !capital(w);
    let to = word.previous().filter(|to| context.grammar().infinitive.has(to.text()));
    let behind_to = || to.and_then(Token::previous).is_some_and(capital);
    let completes = || word.deprel() == Deprel::Acl && word.head().is_some_and(capital);
    capital(word) && (completes() || behind_to()) && word.sentence().tokens().any(plain)
}
