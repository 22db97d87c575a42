//! Events as the network reads them: at which words, of what class, with whom on either side, and whether they are so.
//!
//! The network gives a row of numbers a word; small scorers ([`heads`]) read them together with the tree. Parties are looked for in the trigger's sentence
//! and those around it.

mod heads;
mod path;

use std::ops::RangeInclusive;

use super::labels::EventLabels;
use super::logits::WordScores;
pub use heads::EventHeads;
use heads::{Known, ROLES};
use path::{Outlook, Tree, View};

use crate::label::{NameKind, Upos};
use crate::sentence::{EventReading, PartyReading, PartyWord, Sentence};

/// The least probability of a trigger that is read any further.
const LIKELY: f32 = 0.03;
/// The least probability of a party that is told.
const TOLD: f32 = 0.02;
/// Sentences before a trigger's own, and behind it, in which its parties are looked for.
const BEFORE: usize = 3;
const BEHIND: usize = 1;

/// Reads the events of consecutive sentences.
pub struct EventReader<'m> {
    pub heads: &'m EventHeads,
    pub labels: &'m EventLabels,
    /// The model's UPOS tags in their order.
    pub upos: &'m [Upos],
}

/// A sentence with the numbers of its words.
pub struct Numbered<'n, 't> {
    pub sentence: &'n Sentence<'t>,
    pub rows: &'n WordScores,
}

/// What the scorers know of a sentence besides its numbers.
struct Seen {
    known: Vec<Known>,
    heads: Vec<Option<usize>>,
    relations: Vec<usize>,
    candidates: Vec<usize>,
    /// Words of the sentences before it.
    start: usize,
}

impl EventReader<'_> {
    /// The events of each sentence; `first` is the index of the first one in its article.
    pub fn read(&self, sentences: &[Numbered<'_, '_>], first: usize) -> Vec<Vec<EventReading>> {
        let mut seen = Vec::with_capacity(sentences.len());
        let mut start = 0;
        for numbered in sentences {
            seen.push(self.seen(numbered.sentence, start));
            start += numbered.sentence.len();
        }
        (0..sentences.len()).map(|at| self.events_of(sentences, &seen, at, first)).collect()
    }

    fn seen(&self, sentence: &Sentence<'_>, start: usize) -> Seen {
        let tag = |upos: Upos| self.upos.iter().position(|t| *t == upos).unwrap_or(0);
        let name = |word: usize| {
            let name = sentence.names().iter().find(|n| n.words.range().contains(&word));
            name.map_or(0, |n| match n.kind {
                NameKind::Person => 1,
                NameKind::Organization => 2,
                NameKind::Location => 3,
                NameKind::Misc => 4,
            })
        };
        let known = sentence.tokens().map(|t| Known { tag: tag(t.upos()), name: name(t.index()) });
        let may_be_party = |upos: Upos| {
            use Upos::{Adj, Det, Noun, Num, Pron, Propn, Sym, Verb, X};
            matches!(upos, Noun | Propn | Pron | Adj | Num | X | Sym | Det | Verb)
        };
        Seen {
            known: known.collect(),
            heads: sentence.tokens().map(|t| t.head().map(|h| h.index())).collect(),
            relations: sentence.tokens().map(|t| self.labels.relation(t.deprel())).collect(),
            candidates: sentence.tokens().filter(|t| may_be_party(t.upos())).map(|t| t.index()).collect(),
            start,
        }
    }

    fn events_of(
        &self,
        sentences: &[Numbered<'_, '_>],
        seen: &[Seen],
        at: usize,
        first: usize,
    ) -> Vec<EventReading> {
        let around = at.saturating_sub(BEFORE)..=(at + BEHIND).min(sentences.len() - 1);
        let own = &seen[at];
        let mut out = Vec::new();
        for (word, row) in sentences[at].rows.iter().enumerate() {
            let classes = self.heads.classes(row, own.known[word]);
            let probability = 1.0 - classes[0];
            if probability <= LIKELY {
                continue;
            }
            let class = super::argmax(&classes[1..]);
            let (modality, negated) = self.heads.standing(row);
            let [source, target] =
                self.parties(sentences, seen, (at, word, class + 1), around.clone(), first);
            out.push(EventReading {
                trigger: word,
                class: self.labels.classes[class],
                probability,
                of_class: classes[class + 1],
                source,
                target,
                modality: self.labels.modalities[super::argmax(&modality)],
                negated,
            });
        }
        out
    }

    /// Who may stand on either side of the trigger at a sentence's word, of a class by its row.
    fn parties(
        &self,
        sentences: &[Numbered<'_, '_>],
        seen: &[Seen],
        (at, word, class): (usize, usize, usize),
        around: RangeInclusive<usize>,
        first: usize,
    ) -> [PartyReading; ROLES] {
        let trigger = self.heads.at_trigger(sentences[at].rows.of(word), class);
        let nowhere = self.labels.relations;
        let tree = Tree { heads: &seen[at].heads, relations: &seen[at].relations, nowhere };
        let outlook = Outlook::from(tree, word);
        let mut space = Vec::new();
        let mut scores: Vec<([f32; ROLES], usize, usize)> = Vec::new();
        for other in around {
            for candidate in seen[other].candidates.iter().copied().filter(|c| (other, *c) != (at, word)) {
                let view = match other == at {
                    true => outlook.of(candidate),
                    false => self.elsewhere(seen, (at, word), (other, candidate)),
                };
                let row = sentences[other].rows.of(candidate);
                let score = self.heads.party(&trigger, row, seen[other].known[candidate], view, &mut space);
                scores.push((score, other, candidate));
            }
        }
        let nobody = self.heads.nobody(&trigger);
        [0, 1].map(|role| {
            let highest = scores.iter().map(|s| s.0[role]).fold(nobody[role], f32::max);
            let sum: f32 = scores.iter().map(|s| (s.0[role] - highest).exp()).sum();
            let share = |score: f32| (score - highest).exp() / (sum + (nobody[role] - highest).exp());
            let told = scores.iter().map(|(score, sentence, word)| PartyWord {
                sentence: first + sentence,
                word: *word,
                probability: share(score[role]),
            });
            let mut words: Vec<PartyWord> = told.filter(|w| w.probability >= TOLD).collect();
            words.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            PartyReading { words, nobody: share(nobody[role]) }
        })
    }

    fn elsewhere(&self, seen: &[Seen], (at, trigger): (usize, usize), (other, word): (usize, usize)) -> View {
        let distance = path::distance(seen[at].start + trigger, seen[other].start + word);
        let apart = other as isize - at as isize;
        path::elsewhere(apart, distance, seen[other].relations[word], self.labels.relations)
    }
}
