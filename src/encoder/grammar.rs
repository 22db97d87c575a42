//! The best label for every arc that English grammar allows.

use super::argmax::argmax;
use super::labels::Labels;
use super::logits::WordScores;
use crate::label::{Deprel, Upos};

/// Relations that hang on nouns and never on a verb.
const NOMINAL: [Deprel; 11] = [
    Deprel::Nmod,
    Deprel::NmodPoss,
    Deprel::NmodDesc,
    Deprel::NmodUnmarked,
    Deprel::Amod,
    Deprel::Compound,
    Deprel::Det,
    Deprel::Nummod,
    Deprel::Flat,
    Deprel::Appos,
    Deprel::Acl,
];

/// Relations that a head has once: of two such dependents the surer one keeps it.
const ONCE: [&[Deprel]; 2] = [SUBJECT, &[Deprel::Obj]];

const SUBJECT: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass];

/// What a noun is to a verb or another noun: then it says nothing of anybody, and has no subject.
const ARGUMENT: [Deprel; 8] = [
    Deprel::Nsubj,
    Deprel::NsubjPass,
    Deprel::Obj,
    Deprel::Iobj,
    Deprel::Obl,
    Deprel::OblAgent,
    Deprel::Nmod,
    Deprel::NmodPoss,
];

/// A label for each word. `scores` holds a score a label for each, `heads` the tree (`None`: the root), `upos` the tags.
pub fn deprels(labels: &Labels, scores: &WordScores, heads: &[Option<usize>], upos: &[Upos]) -> Vec<Deprel> {
    let choose = |word: usize, without: &[Deprel]| {
        let Some(head) = heads[word] else { return (Deprel::Root, 0.0) };
        let allowed = |label: Deprel| {
            label != Deprel::Root
                && !without.contains(&label)
                && !(upos[head] == Upos::Verb && NOMINAL.contains(&label))
        };
        // Mostly the best of all is allowed.
        let scores = scores.of(word);
        let best = argmax(scores);
        if allowed(labels.deprel[best]) {
            return (labels.deprel[best], scores[best]);
        }
        let ranked = labels.deprel.iter().zip(scores).filter(|(label, _)| allowed(**label));
        ranked.max_by(|a, b| a.1.total_cmp(b.1)).map_or((Deprel::Dep, 0.0), |(label, score)| (*label, *score))
    };
    let mut chosen: Vec<(Deprel, f32)> = (0..heads.len()).map(|word| choose(word, &[])).collect();
    for class in ONCE {
        for word in 0..heads.len() {
            let mut rivals = (0..word).filter(|r| heads[*r] == heads[word] && class.contains(&chosen[*r].0));
            let rival =
                rivals.next_back().filter(|_| class.contains(&chosen[word].0) && heads[word].is_some());
            if let Some(rival) = rival {
                let loser = if chosen[word].1 > chosen[rival].1 { rival } else { word };
                chosen[loser] = choose(loser, class);
            }
        }
    }
    for word in 0..heads.len() {
        let Some(head) = heads[word].filter(|_| SUBJECT.contains(&chosen[word].0)) else { continue };
        let predicate = (0..heads.len()).any(|w| heads[w] == Some(head) && chosen[w].0 == Deprel::Cop);
        if matches!(upos[head], Upos::Noun | Upos::Propn) && ARGUMENT.contains(&chosen[head].0) && !predicate
        {
            chosen[word] = choose(word, SUBJECT);
        }
    }
    let mut labels: Vec<Deprel> = chosen.into_iter().map(|(label, _)| label).collect();
    name_openers(&mut labels, heads, upos);
    name_subjects(&mut labels, heads, upos);
    labels
}

/// An oblique has a preposition: what has none and stands before a verb without a subject is its subject.
fn name_subjects(labels: &mut [Deprel], heads: &[Option<usize>], upos: &[Upos]) {
    let has = |labels: &[Deprel], of: usize, wanted: &[Deprel]| {
        (0..labels.len()).any(|w| heads[w] == Some(of) && wanted.contains(&labels[w]))
    };
    for word in 0..labels.len() {
        let Some(verb) = heads[word].filter(|verb| *verb > word && labels[word] == Deprel::Obl) else {
            continue;
        };
        let nominal = matches!(upos[word], Upos::Noun | Upos::Propn | Upos::Pron) && upos[verb] == Upos::Verb;
        let clause = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::Expl, Deprel::Mark];
        if nominal
            && labels[verb] != Deprel::Xcomp
            && !has(labels, word, &[Deprel::Case])
            && !has(labels, verb, &clause)
        {
            labels[word] =
                if has(labels, verb, &[Deprel::AuxPass]) { Deprel::NsubjPass } else { Deprel::Nsubj };
        }
    }
}

/// What opens a phrase is its `case`, what opens a clause its `mark`, whatever word it is.
fn name_openers(labels: &mut [Deprel], heads: &[Option<usize>], upos: &[Upos]) {
    for word in 0..labels.len() {
        let Some(head) = heads[word] else { continue };
        match (labels[word], labels[head]) {
            (Deprel::Mark, Deprel::Obl | Deprel::OblAgent | Deprel::Nmod) => labels[word] = Deprel::Case,
            (Deprel::Case, Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl)
                if upos[head] == Upos::Verb =>
            {
                labels[word] = Deprel::Mark
            }
            _ => {}
        }
    }
}

/// Gives back the subjects that a clause and the verb of saying behind it took from each other: in "the fleet will sail, officials
/// said" the fleet sails and the officials say, for a subject stands before its verb. Where the verb of saying took both, the first reads as its
/// object.
pub fn untangle(heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for clause in 0..heads.len() {
        let Some(saying) =
            heads[clause].filter(|saying| deprels[clause] == Deprel::Ccomp && *saying > clause)
        else {
            continue;
        };
        let subject = |of: usize, label: Deprel, mut range: std::ops::Range<usize>| {
            range.find(|i| heads[*i] == Some(of) && deprels[*i] == label)
        };
        let said_before = subject(saying, Deprel::Nsubj, 0..clause);
        let said_after = subject(saying, Deprel::Nsubj, clause + 1..saying);
        let own = subject(clause, Deprel::Nsubj, 0..saying);
        let stray = subject(saying, Deprel::Obj, 0..clause);
        match (said_before, own, said_after, stray) {
            (Some(first), Some(last), _, _) if last > clause => {
                heads[first] = Some(clause);
                heads[last] = Some(saying);
            }
            (None, None, Some(_), Some(stray)) => {
                heads[stray] = Some(clause);
                deprels[stray] = Deprel::Nsubj;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_has_one_subject_and_no_compound() {
        let labels = Labels::parse(
            r#"{"ner": ["O"], "upos": ["NOUN"], "deprel": ["nsubj", "obj", "compound", "root"]}"#,
        );
        let scores = [[5., 1., 0., 0.], [0., 0., 0., 9.], [3., 2., 4., 0.]].into_iter().collect();
        let heads = [Some(1), None, Some(1)];
        let found = deprels(&labels.unwrap(), &scores, &heads, &[Upos::Noun, Upos::Verb, Upos::Noun]);
        assert_eq!(found, [Deprel::Nsubj, Deprel::Root, Deprel::Obj]);
    }

    #[test]
    fn a_noun_that_is_a_subject_has_none() {
        let labels = Labels::parse(
            r#"{"ner": ["O"], "upos": ["NOUN"], "deprel": ["nsubj", "amod", "compound", "root"]}"#,
        );
        let scores = [[5., 1., 2., 0.], [9., 0., 0., 0.], [0., 0., 0., 9.]].into_iter().collect();
        let found = deprels(
            &labels.unwrap(),
            &scores,
            &[Some(1), Some(2), None],
            &[Upos::Propn, Upos::Noun, Upos::Verb],
        );
        assert_eq!(found, [Deprel::Compound, Deprel::Nsubj, Deprel::Root]);
    }

    #[test]
    fn what_opens_a_phrase_is_no_mark() {
        let mut labels = [Deprel::Root, Deprel::Mark, Deprel::Obl, Deprel::Case, Deprel::Advcl];
        let heads = [None, Some(2), Some(0), Some(4), Some(0)];
        name_openers(&mut labels, &heads, &[Upos::Adj, Upos::Adp, Upos::Noun, Upos::Sconj, Upos::Verb]);
        assert_eq!(labels, [Deprel::Root, Deprel::Case, Deprel::Obl, Deprel::Mark, Deprel::Advcl]);
    }

    #[test]
    fn what_has_no_preposition_is_the_subject() {
        let (heads, upos) =
            ([Some(1), None, Some(3), Some(1)], [Upos::Propn, Upos::Verb, Upos::Adp, Upos::Propn]);
        let mut labels = [Deprel::Obl, Deprel::Root, Deprel::Case, Deprel::Obl];
        name_subjects(&mut labels, &heads, &upos);
        assert_eq!(labels, [Deprel::Nsubj, Deprel::Root, Deprel::Case, Deprel::Obl]);
        let mut labels = [Deprel::Obl, Deprel::Root, Deprel::Case, Deprel::Nsubj];
        name_subjects(&mut labels, &heads, &upos);
        assert_eq!(labels[0], Deprel::Obl);
    }

    #[test]
    fn the_clause_and_the_verb_of_saying_keep_their_own_subjects() {
        let mut heads = [Some(3), Some(3), Some(1), None];
        untangle(&mut heads, &mut [Deprel::Nsubj, Deprel::Ccomp, Deprel::Nsubj, Deprel::Root]);
        assert_eq!(heads, [Some(1), Some(3), Some(3), None]);
        let (mut heads, mut deprels) =
            ([Some(3), Some(3), Some(3), None], [Deprel::Obj, Deprel::Ccomp, Deprel::Nsubj, Deprel::Root]);
        untangle(&mut heads, &mut deprels);
        assert_eq!((heads, deprels[0]), ([Some(1), Some(3), Some(3), None], Deprel::Nsubj));
    }
}
