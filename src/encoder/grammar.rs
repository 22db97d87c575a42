//! The best label for every arc that English grammar allows.

use super::answers::WordScores;
use super::labels::Labels;

/// Relations that hang on nouns and never on a verb.
const NOMINAL: [&str; 11] = [
    "nmod",
    "nmod:poss",
    "nmod:desc",
    "nmod:unmarked",
    "amod",
    "compound",
    "det",
    "nummod",
    "flat",
    "appos",
    "acl",
];

/// Relations that a head has once: of two such dependents the surer one keeps it.
const ONCE: [&[&str]; 2] = [SUBJECT, &["obj"]];

const SUBJECT: &[&str] = &["nsubj", "nsubj:pass"];

/// What a noun is to a verb or another noun: then it says nothing of anybody, and has no subject.
const ARGUMENT: [&str; 8] = ["nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss"];

/// A label for each word. `scores` holds a score a label for each, `heads` the tree (`None`: the root), `upos` the tags.
pub fn deprels(
    labels: &Labels,
    scores: &WordScores,
    heads: &[Option<usize>],
    upos: &[&'static str],
) -> Vec<&'static str> {
    let choose = |word: usize, without: &[&str]| {
        let Some(head) = heads[word] else { return ("root", 0.0) };
        let allowed = |label: &str| {
            label != "root"
                && !without.contains(&label)
                && !(upos[head] == "VERB" && NOMINAL.contains(&label))
        };
        // Mostly the best of all is allowed.
        let scores = scores.of(word);
        let best = super::argmax(scores);
        if allowed(labels.deprel[best]) {
            return (labels.deprel[best], scores[best]);
        }
        let ranked = labels.deprel.iter().zip(scores).filter(|(label, _)| allowed(label));
        ranked.max_by(|a, b| a.1.total_cmp(b.1)).map_or(("dep", 0.0), |(label, score)| (*label, *score))
    };
    let mut chosen: Vec<(&'static str, f32)> = (0..heads.len()).map(|word| choose(word, &[])).collect();
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
        let predicate = (0..heads.len()).any(|w| heads[w] == Some(head) && chosen[w].0 == "cop");
        if matches!(upos[head], "NOUN" | "PROPN") && ARGUMENT.contains(&chosen[head].0) && !predicate {
            chosen[word] = choose(word, SUBJECT);
        }
    }
    let mut labels: Vec<&'static str> = chosen.into_iter().map(|(label, _)| label).collect();
    name_openers(&mut labels, heads, upos);
    name_subjects(&mut labels, heads, upos);
    labels
}

/// An oblique has a preposition: what has none and stands before a verb without a subject is its subject.
fn name_subjects(labels: &mut [&'static str], heads: &[Option<usize>], upos: &[&'static str]) {
    let has = |labels: &[&'static str], of: usize, wanted: &[&str]| {
        (0..labels.len()).any(|w| heads[w] == Some(of) && wanted.contains(&labels[w]))
    };
    for word in 0..labels.len() {
        let Some(verb) = heads[word].filter(|verb| *verb > word && labels[word] == "obl") else { continue };
        let nominal = matches!(upos[word], "NOUN" | "PROPN" | "PRON") && upos[verb] == "VERB";
        let clause = ["nsubj", "nsubj:pass", "csubj", "expl", "mark"];
        if nominal && labels[verb] != "xcomp" && !has(labels, word, &["case"]) && !has(labels, verb, &clause)
        {
            labels[word] = if has(labels, verb, &["aux:pass"]) { "nsubj:pass" } else { "nsubj" };
        }
    }
}

/// What opens a phrase is its `case`, what opens a clause its `mark`, whatever word it is.
fn name_openers(labels: &mut [&'static str], heads: &[Option<usize>], upos: &[&'static str]) {
    for word in 0..labels.len() {
        let Some(head) = heads[word] else { continue };
        match (labels[word], labels[head]) {
            ("mark", "obl" | "obl:agent" | "nmod") => labels[word] = "case",
            ("case", "advcl" | "ccomp" | "xcomp" | "acl") if upos[head] == "VERB" => labels[word] = "mark",
            _ => {}
        }
    }
}

/// Gives back the subjects that a clause and the verb of saying behind it took from each other: in "the fleet will sail, officials
/// said" the fleet sails and the officials say, for a subject stands before its verb. Where the verb of saying took both, the first reads as its
/// object.
pub fn untangle(heads: &mut [Option<usize>], deprels: &mut [&'static str]) {
    for clause in 0..heads.len() {
        let Some(saying) = heads[clause].filter(|saying| deprels[clause] == "ccomp" && *saying > clause)
        else {
            continue;
        };
        let subject = |of: usize, label: &str, mut range: std::ops::Range<usize>| {
            range.find(|i| heads[*i] == Some(of) && deprels[*i] == label)
        };
        let said_before = subject(saying, "nsubj", 0..clause);
        let said_after = subject(saying, "nsubj", clause + 1..saying);
        let own = subject(clause, "nsubj", 0..saying);
        let stray = subject(saying, "obj", 0..clause);
        match (said_before, own, said_after, stray) {
            (Some(first), Some(last), _, _) if last > clause => {
                heads[first] = Some(clause);
                heads[last] = Some(saying);
            }
            (None, None, Some(_), Some(stray)) => {
                heads[stray] = Some(clause);
                deprels[stray] = "nsubj";
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
        let found = deprels(&labels.unwrap(), &scores, &heads, &["NOUN", "VERB", "NOUN"]);
        assert_eq!(found, ["nsubj", "root", "obj"]);
    }

    #[test]
    fn a_noun_that_is_a_subject_has_none() {
        let labels = Labels::parse(
            r#"{"ner": ["O"], "upos": ["NOUN"], "deprel": ["nsubj", "amod", "compound", "root"]}"#,
        );
        let scores = [[5., 1., 2., 0.], [9., 0., 0., 0.], [0., 0., 0., 9.]].into_iter().collect();
        let found = deprels(&labels.unwrap(), &scores, &[Some(1), Some(2), None], &["PROPN", "NOUN", "VERB"]);
        assert_eq!(found, ["compound", "nsubj", "root"]);
    }

    #[test]
    fn what_opens_a_phrase_is_no_mark() {
        let mut labels = ["root", "mark", "obl", "case", "advcl"];
        let heads = [None, Some(2), Some(0), Some(4), Some(0)];
        name_openers(&mut labels, &heads, &["ADJ", "ADP", "NOUN", "SCONJ", "VERB"]);
        assert_eq!(labels, ["root", "case", "obl", "mark", "advcl"]);
    }

    #[test]
    fn what_has_no_preposition_is_the_subject() {
        let (heads, upos) = ([Some(1), None, Some(3), Some(1)], ["PROPN", "VERB", "ADP", "PROPN"]);
        let mut labels = ["obl", "root", "case", "obl"];
        name_subjects(&mut labels, &heads, &upos);
        assert_eq!(labels, ["nsubj", "root", "case", "obl"]);
        let mut labels = ["obl", "root", "case", "nsubj"];
        name_subjects(&mut labels, &heads, &upos);
        assert_eq!(labels[0], "obl");
    }

    #[test]
    fn the_clause_and_the_verb_of_saying_keep_their_own_subjects() {
        let mut heads = [Some(3), Some(3), Some(1), None];
        untangle(&mut heads, &mut ["nsubj", "ccomp", "nsubj", "root"]);
        assert_eq!(heads, [Some(1), Some(3), Some(3), None]);
        let (mut heads, mut deprels) = ([Some(3), Some(3), Some(3), None], ["obj", "ccomp", "nsubj", "root"]);
        untangle(&mut heads, &mut deprels);
        assert_eq!((heads, deprels[0]), ([Some(1), Some(3), Some(3), None], "nsubj"));
    }
}
