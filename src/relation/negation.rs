//! What a clause denies, by its own words, by those it shares with the clause it is coordinated with, and by what stands above it.

use super::actor::Scene;
use crate::label::{Deprel, Upos};
use crate::sentence::Token;

/// Whether the words of a clause deny what its head `word` says: "did *not* attack", "*no* state attacked", "*without* attacking", "neither met *nor*
/// attacked".
pub fn negated<'a>(scene: &Scene<'a>, word: Token<'a>) -> bool {
    let own = |c: Token<'a>| denies(c) || excludes(scene, c) || (c.deprel() == Deprel::Obj && is_none(c));
    is_of_none(word) || word.children().any(own) || shares_denial(scene, word)
}

/// "*almost* attacked": it did not come to that. But "*nearly* doubled its aid" is some aid.
pub fn is_missed<'a>(scene: &Scene<'a>, trigger: Token<'a>) -> bool {
    !scene.words.scaling.contains(trigger.lemma())
        && trigger.children_by(Deprel::Advmod).any(|c| scene.words.approximating.contains(c.lemma()))
}

/// Whether the word `above` what `below` heads says that it does not come to that: "prevented X *from attacking*", "foiled an *attack*", "stopped
/// short *of accusing*", "too weak *to attack*" (Karttunen 1971, "Implicative verbs").
pub fn is_averted<'a>(scene: &Scene<'a>, above: Token<'a>, below: Token<'a>) -> bool {
    let averting = scene.words.averting.contains(above.lemma());
    match below.deprel() {
        Deprel::Obj | Deprel::NsubjPass => averting && below.upos() == Upos::Noun,
        Deprel::Advcl | Deprel::Xcomp if scene.marked_to(below) => {
            above.children_by(Deprel::Advmod).any(|c| c.lemma() == "too" && c.precedes(above))
        }
        Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => {
            // "keep on attacking" goes on, "hold *off* on attacking" does not.
            let off = || above.children_by(Deprel::CompoundPrt).any(|c| c.lemma() == "off");
            let from = |c: Token<'a>| match c.lemma() {
                "from" | "of" => true,
                "on" => off(),
                _ => false,
            };
            (averting || scene.words.restraining.contains(above.lemma()))
                && below.children_by(Deprel::Mark).any(from)
        }
        _ => false,
    }
}

/// Whether what `above` says decides if there is what `noun` names and something is to be done with: "*does not have* anything to offer", "*there is not* a
/// plan to attack". "Has *no* plan" is denied at the noun itself.
pub fn is_had<'a>(scene: &Scene<'a>, above: Token<'a>, noun: Token<'a>) -> bool {
    let had = match noun.deprel() {
        Deprel::Obj => above.lemma() == "have",
        Deprel::Nsubj => above.children_by(Deprel::Expl).next().is_some(),
        _ => false,
    };
    had && !negated(scene, noun)
}

/// The verb whose auxiliaries a coordinated one shares: "will *visit* X and meet Y", "may have *attacked* X and bombed Y".
pub fn sharing<'a>(scene: &Scene<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    // "We will have more on that, but *let* me say ..."
    let coordinated = verb.deprel() == Deprel::Conj && verb.lemma() != "let";
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
    let auxiliary = |lemmas: fn(&str) -> bool| {
        first.children().any(|c| matches!(c.deprel(), Deprel::Aux | Deprel::AuxPass) && lemmas(c.lemma()))
    };
    let takes = match (form(first), form(verb)) {
        (Form::Bare, Form::Bare) => {
            auxiliary(|lemma| !matches!(lemma, "have" | "be")) || scene.marked_to(first)
        }
        (Form::Ing, Form::Ing) => true,
        (Form::Inflected, Form::Inflected) => auxiliary(|lemma| matches!(lemma, "have" | "be" | "get")),
        _ => false,
    };
    (takes && !verb.children().any(own)).then_some(first)
}

#[derive(PartialEq)]
enum Form {
    Bare,
    Ing,
    Inflected,
}

fn form(verb: Token<'_>) -> Form {
    let written = verb.text();
    if written.eq_ignore_ascii_case(verb.lemma()) {
        Form::Bare
    } else if written.ends_with("ing") {
        Form::Ing
    } else {
        Form::Inflected
    }
}

/// Whether a child is a word that denies: "not", "never", "nor", the "no" of a noun, the "to" of "has *yet to* attack".
fn denies(child: Token<'_>) -> bool {
    let lemma = child.lemma();
    match child.deprel() {
        Deprel::Advmod if lemma == "longer" => child.children().any(|c| denies(c)),
        Deprel::Advmod => {
            matches!(lemma, "not" | "never" | "n't" | "neither" | "no" | "hardly" | "scarcely")
                && !adds(child)
        }
        Deprel::Det => lemma == "no",
        Deprel::CcPreconj => lemma == "neither",
        Deprel::Cc => lemma == "nor",
        Deprel::Mark => lemma == "to" && child.previous().is_some_and(|before| before.lemma() == "yet"),
        _ => false,
    }
}

/// Whether a child opens a clause or phrase of what is not done: "*without* attacking", "*instead* of an attack", "*rather* than attack", "*far* from
/// attacking".
fn excludes<'a>(scene: &Scene<'a>, child: Token<'a>) -> bool {
    let lemma = child.lemma();
    let next = || child.next().map_or("", Token::lemma);
    match child.deprel() {
        Deprel::Mark => scene.words.excluding.contains(lemma) || scene.words.opposing.contains(lemma),
        Deprel::Case | Deprel::Cc => scene.words.excluding.contains(lemma),
        Deprel::Advmod => lemma == "far" && next() == "from",
        _ => false,
    }
}

/// Whether the subject of a clause is nobody.
fn is_of_none(word: Token<'_>) -> bool {
    word.children().any(|c| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass) && is_none(c))
}

/// Whether what denies the first of coordinated clauses denies a later one too: "did not *attack or bomb*", "nobody *met and attacked* X", "without
/// *meeting and attacking*".
fn shares_denial<'a>(scene: &Scene<'a>, word: Token<'a>) -> bool {
    let Some(first) = word.head().filter(|_| word.deprel() == Deprel::Conj) else {
        return false;
    };
    let joined = word.children_by(Deprel::Cc).next().map_or("", |c| c.lemma());
    let subject = |c: Token<'a>| matches!(c.deprel(), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl);
    if joined == "but" || word.children().any(subject) {
        return false;
    }
    let nouns = first.upos() != Upos::Verb || word.upos() != Upos::Verb;
    let (form, alike) = (form(word), form(first) == form(word));
    let of_verbs = || alike && (joined == "or" || form == Form::Bare && sharing(scene, word).is_some());
    is_of_none(first)
        || first.children().any(|c| {
            denies(c) && (if nouns { joined == "or" } else { of_verbs() })
                || excludes(scene, c) && (nouns || alike)
        })
}

/// "*Not only* does X support Y, it sends troops": there is more to it, nothing less.
fn adds(not: Token<'_>) -> bool {
    let next = not.next().map_or("", Token::lemma);
    not.lemma() == "not" && matches!(next, "only" | "just" | "merely" | "simply" | "solely")
}

/// "*No* state recognised X", "*neither* A nor B did", "*none* of them", "*hardly* any of them", "sent *no* troops".
fn is_none(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "none" | "nobody" | "nothing")
        || noun.children().any(|c| {
            matches!(
                (c.deprel(), c.lemma()),
                (Deprel::Det, "no")
                    | (Deprel::CcPreconj, "neither")
                    | (Deprel::Advmod, "hardly" | "scarcely")
            )
        })
}
