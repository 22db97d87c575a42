//! Rules by the words that trigger them.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::knowledge::Lexicon;
use crate::label::{MentionKind, Upos};
use crate::relation::rule::{ANY, Rule, Trigger};
use crate::sentence::{Sentence, Token};

/// A rule and one of its triggers, by their places in the lists.
type Place = (usize, usize);

type Index = FxHashMap<String, Vec<Place>>;

const NONE: &[Place] = &[];

/// Rules and triggers by the first trigger word's lemma.
#[derive(Default)]
pub struct TriggerIndex {
    verbs: Index,
    nouns: Index,
    adjectives: Index,
    names: FxHashMap<MentionKind, Vec<Place>>,
    /// By rule and trigger: hashes of the trigger's words after the first.
    rest: Vec<Vec<Vec<u64>>>,
}

impl TriggerIndex {
    pub fn new(rules: &[Rule]) -> TriggerIndex {
        let hashes = |t: &Trigger| t.rest().iter().map(|w| folded(w)).collect();
        let rest = rules.iter().map(|r| r.triggers.iter().map(hashes).collect()).collect();
        let mut out = TriggerIndex { rest, ..TriggerIndex::default() };
        for (r, rule) in rules.iter().enumerate() {
            for (t, trigger) in rule.triggers.iter().enumerate() {
                match trigger {
                    Trigger::Verb(w) => out.verbs.entry(w[0].clone()).or_default().push((r, t)),
                    Trigger::Noun(w) => out.nouns.entry(w[0].to_lowercase()).or_default().push((r, t)),
                    Trigger::Adjective(w) => out.adjectives.entry(w[0].clone()).or_default().push((r, t)),
                    Trigger::Name(k) => out.names.entry(*k).or_default().push((r, t)),
                }
            }
        }
        out
    }

    /// Rules and triggers that a word starts, as far as the word itself tells.
    pub fn at_word<'s>(
        &'s self,
        word: Token<'_>,
        lexicon: &Lexicon,
    ) -> impl Iterator<Item = Place> + use<'s> {
        let (lemma, lemmas, spellings) = (word.lemma(), &lexicon.lemmas, &lexicon.grammar.spellings);
        let [found, spelt, any] = match word.upos() {
            Upos::Verb => {
                [get(&self.verbs, lemma), self.otherwise_spelt(lemma, spellings), get(&self.verbs, ANY)]
            }
            Upos::Noun => [get(&self.nouns, lemma), NONE, get(&self.nouns, ANY)],
            Upos::Propn => [get(&self.nouns, &lemmas.lemma(word.text(), Upos::Noun)), NONE, NONE],
            // A participle tagged as adjective is a verb still ("is opposed to").
            Upos::Adj => match self.adjectives.get(lemma) {
                Some(found) => [found, NONE, get(&self.adjectives, ANY)],
                None => [
                    get(&self.verbs, &lemmas.lemma(word.text(), Upos::Verb)),
                    NONE,
                    get(&self.adjectives, ANY),
                ],
            },
            _ => [NONE; 3],
        };
        found.iter().chain(spelt).chain(any).copied()
    }

    /// What the verb triggers as rules may have written it. They are in American spelling: "nationalise" is "nationalize". And a verb of theirs that the
    /// lemmatiser does not know may end in "e": "serenaded" may be of "serenad" or of "serenade".
    fn otherwise_spelt(&self, lemma: &str, spellings: &[(String, String)]) -> &[Place] {
        let american = spellings.iter().find_map(|(british, american)| {
            let stem = lemma.strip_suffix(british.as_str())?;
            Some(format!("{stem}{american}"))
        });
        match american {
            Some(lemma) => get(&self.verbs, &lemma),
            None if self.verbs.contains_key(lemma) => NONE,
            None => get(&self.verbs, &format!("{lemma}e")),
        }
    }

    /// Rules and triggers that any name of a kind starts.
    pub fn at_name(&self, kind: MentionKind) -> &[Place] {
        self.names.get(&kind).map_or(NONE, Vec::as_slice)
    }

    /// The base forms of a sentence, as [`may_match`](TriggerIndex::may_match) takes them.
    pub fn lemmas_of(sentence: &Sentence<'_>) -> FxHashSet<u64> {
        sentence.tokens().map(|t| folded(t.lemma())).collect()
    }

    /// Whether the words of a trigger after its first are among `lemmas`, wherever they stand.
    pub fn may_match(&self, (rule, trigger): Place, lemmas: &FxHashSet<u64>) -> bool {
        self.rest[rule][trigger].iter().all(|w| lemmas.contains(w))
    }
}

fn get<'i>(index: &'i Index, word: &str) -> &'i [Place] {
    index.get(word).map_or(NONE, Vec::as_slice)
}

/// A hash of a word in lower case.
fn folded(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.bytes().for_each(|b| hasher.write_u8(b.to_ascii_lowercase()));
    hasher.finish()
}
