//! What a clause denies, by its own words, by those it shares with the clause it is coordinated with, and by what stands above it.

use super::actor::Scene;
use super::words::Words;
use crate::label::{Deprel, Upos};

/// Whether the words of a clause deny what its head `word` says: "did *not* attack", "*no* state attacked", "*without* attacking", "neither met *nor*
/// attacked".
pub fn negated(scene: &Scene<'_>, words: &Words, word: usize) -> bool {
    let own = |c: usize| {
        denies(scene, c)
            || excludes(scene, words, c)
            || (scene.parsed.words[c].deprel == Deprel::Obj && is_none(scene, c))
    };
    is_of_none(scene, word) || scene.parsed.children(word).any(own) || shares_denial(scene, words, word)
}

/// "*almost* attacked": it did not come to that. But "*nearly* doubled its aid" is some aid.
pub fn is_missed(scene: &Scene<'_>, words: &Words, trigger: usize) -> bool {
    !words.scaling.contains(scene.lemma(trigger))
        && scene
            .parsed
            .children_by(trigger, Deprel::Advmod)
            .any(|c| words.approximating.contains(scene.lemma(c)))
}

/// Whether the word `above` what `below` heads says that it does not come to that: "prevented X *from attacking*", "foiled an *attack*", "stopped
/// short *of accusing*", "too weak *to attack*" (Karttunen 1971, "Implicative verbs").
pub fn is_averted(scene: &Scene<'_>, words: &Words, above: usize, below: usize) -> bool {
    let parsed = scene.parsed;
    let averting = words.averting.contains(scene.lemma(above));
    match parsed.words[below].deprel {
        Deprel::Obj | Deprel::NsubjPass => averting && parsed.words[below].upos == Upos::Noun,
        Deprel::Advcl | Deprel::Xcomp if scene.grammar().marked_to(below) => {
            parsed.children_by(above, Deprel::Advmod).any(|c| scene.lemma(c) == "too" && c + 1 == above)
        }
        Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp => {
            // "keep on attacking" goes on, "hold *off* on attacking" does not.
            let off = || parsed.children_by(above, Deprel::CompoundPrt).any(|c| scene.lemma(c) == "off");
            let from = |c: usize| match scene.lemma(c) {
                "from" | "of" => true,
                "on" => off(),
                _ => false,
            };
            (averting || words.restraining.contains(scene.lemma(above)))
                && parsed.children_by(below, Deprel::Mark).any(from)
        }
        _ => false,
    }
}

/// Whether what `above` says decides if there is what `noun` names and something is to be done with: "*does not have* anything to offer", "*there is not* a
/// plan to attack". "Has *no* plan" is denied at the noun itself.
pub fn is_had(scene: &Scene<'_>, words: &Words, above: usize, noun: usize) -> bool {
    let parsed = scene.parsed;
    let had = match parsed.words[noun].deprel {
        Deprel::Obj => scene.lemma(above) == "have",
        Deprel::Nsubj => parsed.children_by(above, Deprel::Expl).next().is_some(),
        _ => false,
    };
    had && !negated(scene, words, noun)
}

/// The verb whose auxiliaries a coordinated one shares: "will *visit* X and meet Y", "may have *attacked* X and bombed Y".
pub fn sharing(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let parsed = scene.parsed;
    // "We will have more on that, but *let* me say ..."
    let coordinated = parsed.words[verb].deprel == Deprel::Conj && scene.lemma(verb) != "let";
    let first = parsed.words[verb].head.filter(|_| coordinated)?;
    let own = |c: usize| {
        matches!(
            parsed.words[c].deprel,
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
        parsed.children(first).any(|c| {
            matches!(parsed.words[c].deprel, Deprel::Aux | Deprel::AuxPass) && lemmas(scene.lemma(c))
        })
    };
    let takes = match (form(scene, first), form(scene, verb)) {
        (Form::Bare, Form::Bare) => {
            auxiliary(|lemma| !matches!(lemma, "have" | "be")) || scene.grammar().marked_to(first)
        }
        (Form::Ing, Form::Ing) => true,
        (Form::Inflected, Form::Inflected) => auxiliary(|lemma| matches!(lemma, "have" | "be" | "get")),
        _ => false,
    };
    (takes && !parsed.children(verb).any(own)).then_some(first)
}

#[derive(PartialEq)]
enum Form {
    Bare,
    Ing,
    Inflected,
}

fn form(scene: &Scene<'_>, verb: usize) -> Form {
    let written = scene.parsed.text(scene.text, verb);
    if written.eq_ignore_ascii_case(scene.lemma(verb)) {
        Form::Bare
    } else if written.ends_with("ing") {
        Form::Ing
    } else {
        Form::Inflected
    }
}

/// Whether a child is a word that denies: "not", "never", "nor", the "no" of a noun, the "to" of "has *yet to* attack".
fn denies(scene: &Scene<'_>, child: usize) -> bool {
    let word = &scene.parsed.words[child];
    let lemma = word.lemma.as_str();
    match word.deprel {
        Deprel::Advmod if lemma == "longer" => scene.parsed.children(child).any(|c| denies(scene, c)),
        Deprel::Advmod => {
            matches!(lemma, "not" | "never" | "n't" | "neither" | "no" | "hardly" | "scarcely")
                && !adds(scene, child)
        }
        Deprel::Det => lemma == "no",
        Deprel::CcPreconj => lemma == "neither",
        Deprel::Cc => lemma == "nor",
        Deprel::Mark => lemma == "to" && child > 0 && scene.lemma(child - 1) == "yet",
        _ => false,
    }
}

/// Whether a child opens a clause or phrase of what is not done: "*without* attacking", "*instead* of an attack", "*rather* than attack", "*far* from
/// attacking".
fn excludes(scene: &Scene<'_>, words: &Words, child: usize) -> bool {
    let lemma = scene.lemma(child);
    let next = || scene.parsed.words.get(child + 1).map_or("", |w| w.lemma.as_str());
    match scene.parsed.words[child].deprel {
        Deprel::Mark => words.excluding.contains(lemma) || words.opposing.contains(lemma),
        Deprel::Case | Deprel::Cc => words.excluding.contains(lemma),
        Deprel::Advmod => lemma == "far" && next() == "from",
        _ => false,
    }
}

/// Whether the subject of a clause is nobody.
fn is_of_none(scene: &Scene<'_>, word: usize) -> bool {
    let parsed = scene.parsed;
    parsed
        .children(word)
        .any(|c| matches!(parsed.words[c].deprel, Deprel::Nsubj | Deprel::NsubjPass) && is_none(scene, c))
}

/// Whether what denies the first of coordinated clauses denies a later one too: "did not *attack or bomb*", "nobody *met and attacked* X", "without
/// *meeting and attacking*".
fn shares_denial(scene: &Scene<'_>, words: &Words, word: usize) -> bool {
    let parsed = scene.parsed;
    let Some(first) = parsed.words[word].head.filter(|_| parsed.words[word].deprel == Deprel::Conj) else {
        return false;
    };
    let joined = parsed.children_by(word, Deprel::Cc).next().map_or("", |c| scene.lemma(c));
    let subject =
        |c: usize| matches!(parsed.words[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl);
    if joined == "but" || parsed.children(word).any(subject) {
        return false;
    }
    let nouns = parsed.words[first].upos != Upos::Verb || parsed.words[word].upos != Upos::Verb;
    let (form, alike) = (form(scene, word), form(scene, first) == form(scene, word));
    let of_verbs = || alike && (joined == "or" || form == Form::Bare && sharing(scene, word).is_some());
    is_of_none(scene, first)
        || parsed.children(first).any(|c| {
            denies(scene, c) && (if nouns { joined == "or" } else { of_verbs() })
                || excludes(scene, words, c) && (nouns || alike)
        })
}

/// "*Not only* does X support Y, it sends troops": there is more to it, nothing less.
fn adds(scene: &Scene<'_>, not: usize) -> bool {
    let next = scene.parsed.words.get(not + 1).map_or("", |w| w.lemma.as_str());
    scene.lemma(not) == "not" && matches!(next, "only" | "just" | "merely" | "simply" | "solely")
}

/// "*No* state recognised X", "*neither* A nor B did", "*none* of them", "*hardly* any of them", "sent *no* troops".
fn is_none(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.lemma(noun), "none" | "nobody" | "nothing")
        || scene.parsed.children(noun).any(|c| {
            matches!(
                (scene.parsed.words[c].deprel, scene.lemma(c)),
                (Deprel::Det, "no")
                    | (Deprel::CcPreconj, "neither")
                    | (Deprel::Advmod, "hardly" | "scarcely")
            )
        })
}
