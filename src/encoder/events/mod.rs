//! Events as the network reads them: at which words, of what class, with whom on either side, and whether they are so; facts; and whom pronouns and
//! nouns mean.
//!
//! The network gives a row of numbers a word; small scorers ([`heads`]) read them together with the tree. Parties are looked for in the trigger's sentence
//! and those around it.

mod heads;
mod path;

use std::ops::RangeInclusive;

use super::argmax::argmax;
use super::labels::EventLabels;
use super::logits::WordScores;
pub use heads::EventHeads;
use heads::{Anchor, Known, ROLES, Trigger, Word};
use path::{Outlook, Tree, View};

use crate::knowledge::{Lexicon, Pronoun};
use crate::label::{Deprel, NameKind, Upos};
use crate::sentence::{
    AnaphorReading, EventReading, FactReading, PartyReading, PartyWord, Readings, Sentence, Token,
};

/// The least probability of a trigger that is read any further.
const LIKELY: f32 = 0.08;
/// The least probability of a party that is told.
const TOLD: f32 = 0.02;
/// Sentences before a trigger's own, and behind it, in which its parties are looked for.
const BEFORE: usize = 3;
const BEHIND: usize = 1;
/// Sentences before a pronoun's or a noun's own in which those are looked for whom it may mean.
const SPOKEN_OF: usize = 4;
/// The least probability of a fact that is told.
const HOLDS: f32 = 0.1;
/// Sentences before its own, and behind it, in which the other party of a fact is looked for.
const RELATED: usize = 1;

/// Reads the events of consecutive sentences.
pub struct EventReader<'m> {
    pub heads: &'m EventHeads,
    pub labels: &'m EventLabels,
    /// The model's UPOS tags in their order.
    pub upos: &'m [Upos],
    pub lexicon: &'m Lexicon,
}

/// A sentence with the numbers of its words.
pub struct Numbered<'n, 't> {
    pub sentence: &'n Sentence<'t>,
    pub rows: &'n WordScores,
}

/// Consecutive sentences of an article, the first of them the article's number `first`.
struct Article<'n, 't> {
    sentences: &'n [Numbered<'n, 't>],
    seen: &'n [Seen],
    first: usize,
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
    /// What the network reads of each sentence; `first` is the index of the first one in its article.
    pub fn read(&self, sentences: &[Numbered<'_, '_>], first: usize) -> Vec<Readings> {
        let mut seen = Vec::with_capacity(sentences.len());
        let mut start = 0;
        for numbered in sentences {
            seen.push(self.seen(numbered.sentence, start));
            start += numbered.sentence.len();
        }
        let article = Article { sentences, seen: &seen, first };
        let read = |at| Readings {
            events: self.events_of(&article, at),
            facts: self.facts_of(&article, at),
            anaphors: self.anaphors_of(&article, at),
        };
        (0..sentences.len()).map(read).collect()
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

    fn events_of(&self, article: &Article<'_, '_>, at: usize) -> Vec<EventReading> {
        let around = at.saturating_sub(BEFORE)..=(at + BEHIND).min(article.sentences.len() - 1);
        let own = &article.seen[at];
        let mut out = Vec::new();
        for (word, row) in article.sentences[at].rows.iter().enumerate() {
            let classes = self.heads.classes(row, own.known[word]);
            let probability = 1.0 - classes[0];
            if probability <= LIKELY {
                continue;
            }
            let class = argmax(&classes[1..]);
            let (modality, negated) = self.heads.standing(row);
            let [source, target] = self.parties(article, (at, word, class + 1), around.clone());
            out.push(EventReading {
                trigger: word,
                class: self.labels.classes[class],
                probability,
                of_class: classes[class + 1],
                source,
                target,
                modality: self.labels.modalities[argmax(&modality)],
                negated,
            });
        }
        out
    }

    /// Who may stand on either side of the trigger at a sentence's word, of a class by its row.
    fn parties(
        &self,
        article: &Article<'_, '_>,
        (at, word, class): (usize, usize, usize),
        around: RangeInclusive<usize>,
    ) -> [PartyReading; ROLES] {
        let trigger = self.heads.at_trigger(article.sentences[at].rows.of(word), class);
        let mut scores: [Vec<Scored>; ROLES] = Default::default();
        let mut space = Vec::new();
        self.each(article, (at, word), around, |sentence, candidate, seen| {
            let score = self.heads.party(&trigger, seen, &mut space);
            for (role, score) in score.into_iter().enumerate() {
                scores[role].push(Scored { sentence, word: candidate, score });
            }
        });
        let nobody = self.heads.nobody(&trigger);
        let mut nobody = nobody.into_iter();
        scores.map(|scores| told(&scores, nobody.next().unwrap_or_default()))
    }

    /// Whom the pronouns and the definite nouns of a sentence mean.
    fn anaphors_of(&self, article: &Article<'_, '_>, at: usize) -> Vec<AnaphorReading> {
        let around = at.saturating_sub(SPOKEN_OF)..=at;
        let read = |token: Token<'_>| {
            let anchor = self.anaphor(article, at, token)?;
            let word = token.index();
            let anaphor = self.heads.at_anchor(article.sentences[at].rows.of(word), anchor)?;
            let antecedent = self.antecedent(article, &anaphor, (at, word), around.clone());
            Some(AnaphorReading { word, antecedent })
        };
        article.sentences[at].sentence.tokens().filter_map(read).collect()
    }

    /// Whether a word may mean somebody spoken of before, and as what.
    fn anaphor(&self, article: &Article<'_, '_>, at: usize, token: Token<'_>) -> Option<Anchor> {
        let definite =
            |c: Token<'_>| c.deprel() == Deprel::Det && self.lexicon.numbers.definite.has(c.lemma());
        let named = article.seen[at].known[token.index()].name != 0;
        match token.upos() {
            Upos::Pron if self.lexicon.pronouns.of(token.lemma()).is_some_and(Pronoun::is_of_others) => {
                Some(Anchor::Pronoun)
            }
            Upos::Noun if !named && token.children().any(definite) => Some(Anchor::Nominal),
            _ => None,
        }
    }

    fn antecedent(
        &self,
        article: &Article<'_, '_>,
        anaphor: &Trigger<'_>,
        place: (usize, usize),
        around: RangeInclusive<usize>,
    ) -> PartyReading {
        let (mut scores, mut space) = (Vec::new(), Vec::new());
        self.each(article, place, around, |sentence, word, seen| {
            scores.push(Scored { sentence, word, score: self.heads.antecedent(anaphor, seen, &mut space) });
        });
        told(&scores, self.heads.no_antecedent(anaphor))
    }

    /// The facts between the parties of a sentence and those around.
    fn facts_of(&self, article: &Article<'_, '_>, at: usize) -> Option<Vec<FactReading>> {
        if self.labels.facts.is_empty() {
            return None;
        }
        let around = at.saturating_sub(RELATED)..=(at + RELATED).min(article.sentences.len() - 1);
        let (mut out, mut space) = (Vec::new(), Vec::new());
        for subject in self.parties_of(article, at) {
            let row = article.sentences[at].rows.of(subject);
            let Some(party) = self.heads.at_anchor(row, Anchor::Party) else { continue };
            self.each(article, (at, subject), around.clone(), |sentence, word, seen| {
                // Names, and the nouns beside the subject: hardly another word is a party.
                let beside = sentence == article.first + at
                    && article.sentences[at].sentence.token(word).upos() == Upos::Noun;
                if seen.known.name == 0 && !beside {
                    return;
                }
                let scores = self.heads.facts(&party, seen, &mut space);
                for (relation, probability) in self.labels.facts.iter().zip(scores.into_iter().skip(1)) {
                    if probability >= HOLDS {
                        let object = PartyWord { sentence, word, probability };
                        out.push(FactReading { relation: *relation, subject, object });
                    }
                }
            });
        }
        Some(out)
    }

    /// The words of a sentence that may head the subject of a fact: those that head its names.
    fn parties_of<'n>(&self, article: &Article<'n, '_>, at: usize) -> impl Iterator<Item = usize> + 'n {
        let sentence = article.sentences[at].sentence;
        sentence.names().iter().map(|name| sentence.head_of(name.words).index())
    }

    /// Hands on each word that may be meant, with the index of its sentence in the article and its own there, as it is seen from the word at a place.
    fn each<'n>(
        &self,
        article: &Article<'n, '_>,
        (at, word): (usize, usize),
        around: RangeInclusive<usize>,
        mut one: impl FnMut(usize, usize, Word<'n>),
    ) {
        let Article { sentences, seen, first } = *article;
        let nowhere = self.labels.relations;
        let tree = Tree { heads: &seen[at].heads, relations: &seen[at].relations, nowhere };
        let outlook = Outlook::from(tree, word);
        for other in around {
            for candidate in seen[other].candidates.iter().copied().filter(|c| (other, *c) != (at, word)) {
                let view = match other == at {
                    true => outlook.of(candidate),
                    false => self.elsewhere(seen, (at, word), (other, candidate)),
                };
                let (row, known) = (sentences[other].rows.of(candidate), seen[other].known[candidate]);
                one(first + other, candidate, Word { row, known, view });
            }
        }
    }

    fn elsewhere(&self, seen: &[Seen], (at, trigger): (usize, usize), (other, word): (usize, usize)) -> View {
        let distance = path::distance(seen[at].start + trigger, seen[other].start + word);
        let apart = other as isize - at as isize;
        path::elsewhere(apart, distance, seen[other].relations[word], self.labels.relations)
    }
}

/// A word that may be meant, with its score.
struct Scored {
    /// Index in the article.
    sentence: usize,
    word: usize,
    score: f32,
}

/// The likelier ones of those that may be meant.
fn told(scores: &[Scored], nobody: f32) -> PartyReading {
    let highest = scores.iter().map(|s| s.score).fold(nobody, f32::max);
    let sum: f32 = scores.iter().map(|s| (s.score - highest).exp()).sum();
    let share = |score: f32| (score - highest).exp() / (sum + (nobody - highest).exp());
    let words =
        scores.iter().map(|s| PartyWord { sentence: s.sentence, word: s.word, probability: share(s.score) });
    let mut words: Vec<PartyWord> = words.filter(|w| w.probability >= TOLD).collect();
    words.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    PartyReading { words, nobody: share(nobody) }
}
