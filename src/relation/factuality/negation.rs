//! What a clause denies, by its own words, by those it shares with the clause it is coordinated with, and by what stands above it.

use crate::label::{Deprel, Form, Upos};
use crate::relation::context::SentenceContext;
use crate::relation::tree::has_child;
use crate::sentence::Token;

/// Whether the words of a clause deny what its head `word` says: "did *not* attack", "*no* state attacked", "*without* attacking", "neither met *nor*
/// attacked".
pub fn negated<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    let own = |c: Token<'a>| {
        denies(context, c) || excludes(context, c) || (c.deprel() == Deprel::Obj && is_none(context, c))
    };
    is_of_none(context, word) || word.children().any(own) || shares_denial(context, word)
}

/// "*almost* attacked": it did not come to that. But "*nearly* doubled its aid" is some aid.
pub fn is_missed<'a>(context: &SentenceContext<'a>, trigger: Token<'a>) -> bool {
    !context.words.scaling.has(trigger.lemma())
        && trigger.children_by(Deprel::Advmod).any(|c| context.words.approximating.has(c.lemma()))
}

/// Whether the word `above` what `below` heads says that it does not come to that: "prevented X *from attacking*", "foiled an *attack*", "stopped
/// short *of accusing*", "too weak *to attack*" (Karttunen 1971, "Implicative verbs").
pub fn is_averted<'a>(context: &SentenceContext<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let averting = context.words.averting.has(above.lemma());
    match below.deprel() {
        Deprel::Obj | Deprel::NsubjPass => averting && below.upos() == Upos::Noun,
        Deprel::Advcl | Deprel::Xcomp if context.marked_to(below) => {
            let too = |c: Token<'a>| context.words.excessive.has(c.lemma()) && c.precedes(above);
            above.children_by(Deprel::Advmod).any(too)
        }
        Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => {
            // "keep on attacking" goes on, "hold *off* on attacking" does not.
            let off = || has_child(above, Deprel::CompoundPrt, &context.words.held_off);
            let from = |c: Token<'a>| {
                context.words.kept_from.has(c.lemma())
                    || (context.words.held_off_from.has(c.lemma()) && off())
            };
            (averting || context.words.restraining.has(above.lemma()))
                && below.children_by(Deprel::Mark).any(from)
        }
        _ => false,
    }
}

/// Whether what `above` says decides if there is what `noun` names and something is to be done with: "*does not have* anything to offer", "*there is not* a
/// plan to attack". "Has *no* plan" is denied at the noun itself.
pub fn is_had<'a>(context: &SentenceContext<'a>, above: Token<'a>, noun: Token<'a>) -> bool {
    let had = match noun.deprel() {
        Deprel::Obj => context.grammar().having.has(above.lemma()),
        Deprel::Nsubj => above.children_by(Deprel::Expl).next().is_some(),
        _ => false,
    };
    had && !negated(context, noun)
}

/// The verb whose auxiliaries a coordinated one shares: "will *visit* X and meet Y", "may have *attacked* X and bombed Y".
pub fn sharing<'a>(context: &SentenceContext<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    // "We will have more on that, but *let* me say ..."
    let coordinated = verb.deprel() == Deprel::Conj && !context.words.letting.has(verb.lemma());
    let first = verb.head().filter(|_| coordinated)?;
    let own = |c: Token<'a>| {
        matches!(
            c.deprel(),
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Expl
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Mark
                | Deprel::Cop
        )
    };
    let auxiliary = |fits: &dyn Fn(&str) -> bool| {
        first.children().any(|c| matches!(c.deprel(), Deprel::Aux | Deprel::AuxPass) && fits(c.lemma()))
    };
    let words = context.words;
    let takes = match (first.form(), verb.form()) {
        (Form::Base, Form::Base) => {
            auxiliary(&|lemma| !words.tense_auxiliaries.has(lemma)) || context.marked_to(first)
        }
        (Form::Ing, Form::Ing) => true,
        (Form::Inflected, Form::Inflected) => auxiliary(&|lemma| words.participle_auxiliaries.has(lemma)),
        _ => false,
    };
    (takes && !verb.children().any(own)).then_some(first)
}

/// Whether a child is a word that denies: "not", "never", "nor", the "no" of a noun, the "to" of "has *yet to* attack".
fn denies<'a>(context: &SentenceContext<'a>, child: Token<'a>) -> bool {
    let (words, lemma) = (context.words, child.lemma());
    match child.deprel() {
        Deprel::Advmod if words.no_longer.has(lemma) => child.children().any(|c| denies(context, c)),
        Deprel::Advmod => words.denying_adverbs.has(lemma) && !adds(context, child),
        Deprel::Det => words.denying_determiners.has(lemma),
        Deprel::CcPreconj => words.denying_pairs.has(lemma),
        Deprel::Cc => words.denying_conjunctions.has(lemma),
        Deprel::Mark => {
            let yet = |before: Token<'a>| words.not_yet.has(before.lemma());
            context.grammar().infinitive.has(lemma) && child.previous().is_some_and(yet)
        }
        _ => false,
    }
}

/// Whether a child opens a clause or phrase of what is not done: "*without* attacking", "*instead* of an attack", "*rather* than attack", "*far* from
/// attacking".
fn excludes<'a>(context: &SentenceContext<'a>, child: Token<'a>) -> bool {
    let lemma = child.lemma();
    let next = || child.next().map_or("", Token::lemma);
    match child.deprel() {
        Deprel::Mark => context.words.excluding.has(lemma) || context.words.opposing.has(lemma),
        Deprel::Case | Deprel::Cc => context.words.excluding.has(lemma),
        Deprel::Advmod => context.words.excludes(lemma, next()),
        _ => false,
    }
}

/// Whether the subject of a clause is nobody.
fn is_of_none<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    word.children().any(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass) && is_none(context, c))
}

/// Whether what denies the first of coordinated clauses denies a later one too: "did not *attack or bomb*", "nobody *met and attacked* X", "without
/// *meeting and attacking*".
fn shares_denial<'a>(context: &SentenceContext<'a>, word: Token<'a>) -> bool {
    let Some(first) = word.head().filter(|_| word.deprel() == Deprel::Conj) else {
        return false;
    };
    let joined = word.children_by(Deprel::Cc).next().map_or("", Token::lemma);
    let subject = |c: Token<'a>| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl);
    if context.words.contrasting.has(joined) || word.children().any(subject) {
        return false;
    }
    let or = context.words.alternatives.has(joined);
    let nouns = first.upos() != Upos::Verb || word.upos() != Upos::Verb;
    let alike = first.form() == word.form();
    let of_verbs = || alike && (or || word.form() == Form::Base && sharing(context, word).is_some());
    is_of_none(context, first)
        || first.children().any(|c| {
            denies(context, c) && (if nouns { or } else { of_verbs() })
                || excludes(context, c) && (nouns || alike)
        })
}

/// "*Not only* does X support Y, it sends troops": there is more to it, nothing less.
fn adds<'a>(context: &SentenceContext<'a>, not: Token<'a>) -> bool {
    let next = not.next().map_or("", Token::lemma);
    context.words.plain_denial.has(not.lemma()) && context.words.adding.has(next)
}

/// "*No* state recognised X", "*neither* A nor B did", "*none* of them", "*hardly* any of them", "sent *no* troops".
fn is_none<'a>(context: &SentenceContext<'a>, noun: Token<'a>) -> bool {
    let words = context.words;
    let denies = |c: Token<'a>| match c.deprel() {
        Deprel::Det => words.denying_determiners.has(c.lemma()),
        Deprel::CcPreconj => words.denying_pairs.has(c.lemma()),
        Deprel::Advmod => words.scarce_adverbs.has(c.lemma()),
        _ => false,
    };
    words.nobodies.has(noun.lemma()) || noun.children().any(denies)
}
