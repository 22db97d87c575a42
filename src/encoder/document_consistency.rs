//! A name is mostly of one kind wherever it stands in an article, and some sentences say more of it than others.
//!
//! The mean of what the other mentions of a name are is taken for a prior, and multiplied with what its own sentence says. Soft, so that a city and
//! its club may still share a name in one article. Where a name begins and ends is its sentence's affair. Krishnan and Manning 2006, "An Effective
//! Two-Stage Model for Exploiting Non-Local Dependencies in Named Entity Recognition", found the majority of an article's mentions to tell more than
//! the mention's own sentence.
//!
//! What is a name twice or more elsewhere is one too where its own sentence, a heading of one word say, leaves it a little short of it.

use rustc_hash::FxHashMap;

use super::argmax::argmax;
use super::labels::NameTag;
use super::logits::WordScores;
use super::names::log_probability;
use crate::label::NameKind;
use crate::sentence::NameSpan;
use crate::text::{Span, Tokens};

/// Added to the mean, that no number of others makes a kind impossible.
const FLOOR: f32 = 0.01;
/// One other mention weighs as `1 / (1 + DOUBT)` of very many.
const DOUBT: f32 = 0.5;

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Location, NameKind::Misc];

/// One for each of `KINDS`.
type Shares = [f32; KINDS.len()];

/// By the words of a name, how often it stands in an article and the sum of its shares.
type Known = FxHashMap<String, (f32, Shares)>;

/// As often must a name be found that others of its like were passed over.
const TWICE: f32 = 2.0;
/// So many times are the odds of being a name those that the sentence gives, where it is one very often elsewhere.
const FAMILIAR: f32 = 3.0;
/// Words of the longest name that is looked for again.
const LONGEST: usize = 5;

/// The names of one sentence, with its words and a score per tag for each word.
pub struct Named<'t> {
    pub words: &'t [&'t str],
    pub scores: &'t WordScores,
    pub names: Vec<NameSpan>,
}

/// Weighs the kind of every name of an article with what its other mentions are; scores follow.
pub fn weigh(sentences: &mut [Named<'_>], tags: &[NameTag]) {
    let mut known = Known::default();
    let own: Vec<Vec<Local>> =
        sentences.iter().map(|s| s.names.iter().map(|name| Local::read(s, name, tags)).collect()).collect();
    for local in own.iter().flatten() {
        for key in std::iter::once(local.key.as_str()).chain(local.surname()) {
            let (times, sum) = known.entry(key.to_string()).or_default();
            *times += 1.0;
            sum.iter_mut().zip(local.shares).for_each(|(sum, share)| *sum += share);
        }
    }
    for (sentence, locals) in sentences.iter_mut().zip(own) {
        for (name, local) in sentence.names.iter_mut().zip(locals) {
            let (times, mut others) = known[&local.key];
            if times > 1.0 {
                others.iter_mut().zip(local.shares).for_each(|(sum, own)| *sum -= own);
                (name.kind, name.score) = local.beside(times - 1.0, others);
            }
        }
        let passed_over = passed_over(sentence, &known, tags);
        if !passed_over.is_empty() {
            sentence.names.extend(passed_over);
            sentence.names.sort_by_key(|name| name.words.start);
        }
    }
}

/// Words of a sentence that no name holds, which are one elsewhere and nearly one here.
fn passed_over(sentence: &Named<'_>, known: &Known, tags: &[NameTag]) -> Vec<NameSpan> {
    let mut free = vec![true; sentence.words.len()];
    sentence.names.iter().for_each(|name| free[name.words.range()].fill(false));
    let mut found = Vec::new();
    let mut at = 0;
    while at < free.len() {
        let name = match free[at] && sentence.words[at].starts_with(char::is_uppercase) {
            true => longest_known(&sentence.words[at..], &free[at..], known),
            false => None,
        };
        let name = name.and_then(|n| Local::again(sentence, Span::new(at, at + n), known, tags));
        at = name.map_or(at + 1, |name| name.words.end);
        found.extend(name);
    }
    found
}

/// How many of the first words are a name that stands twice or more elsewhere.
fn longest_known(words: &[&str], free: &[bool], known: &Known) -> Option<usize> {
    let mut key = String::new();
    let mut longest = None;
    for (i, word) in words.iter().take(LONGEST).enumerate().take_while(|(i, _)| free[*i]) {
        if i > 0 {
            key.push(' ');
        }
        key.push_str(&word.to_lowercase());
        if known.get(&key).is_some_and(|(times, _)| *times >= TWICE) {
            longest = Some(i + 1);
        }
    }
    longest
}

/// What a name's own sentence says.
struct Local {
    key: String,
    /// How likely it is a name of any kind.
    mass: f32,
    /// Of that, the share of each kind.
    shares: Shares,
}

impl Local {
    /// The name that `words` are, if they are one, for all that their sentence and the others say.
    fn again(sentence: &Named<'_>, words: Span<Tokens>, known: &Known, tags: &[NameTag]) -> Option<NameSpan> {
        let name = NameSpan { words, kind: NameKind::Misc, score: 0.0 };
        let mut local = Local::read(sentence, &name, tags);
        let (times, others) = known[&local.key];
        let odds = local.mass / (1.0 - local.mass) * (1.0 + (FAMILIAR - 1.0) * times / (times + DOUBT));
        local.mass = odds / (1.0 + odds);
        let (kind, score) = local.beside(times, others);
        (local.mass > 0.5).then_some(NameSpan { kind, score, ..name })
    }

    fn read(sentence: &Named<'_>, name: &NameSpan, tags: &[NameTag]) -> Local {
        let words = name.words.range();
        let mean = |kind: NameKind| {
            let logs = words.clone().map(|w| log_probability(sentence.scores.of(w), tags, kind));
            (logs.sum::<f32>() / words.len() as f32).exp()
        };
        let likely = KINDS.map(mean);
        let mass: f32 = likely.iter().sum();
        let key = sentence.words[words].join(" ").to_lowercase();
        Local { key, mass, shares: likely.map(|p| p / mass.max(f32::MIN_POSITIVE)) }
    }

    /// The last word of a person's name of several: alone it is that person's too.
    fn surname(&self) -> Option<&str> {
        let person = KINDS[argmax(&self.shares)] == NameKind::Person;
        self.key.rsplit_once(' ').filter(|_| person).map(|(_, last)| last)
    }

    /// The kind and the score beside so many others, whose shares add up to `others`.
    fn beside(&self, times: f32, others: Shares) -> (NameKind, f32) {
        let weight = times / (times + DOUBT);
        let mut both = self.shares;
        for (share, sum) in both.iter_mut().zip(others) {
            let mean = (sum / times).max(0.0);
            *share *= (mean + FLOOR).powf(weight);
        }
        let best = argmax(&both);
        let share = both[best] / both.iter().sum::<f32>();
        // The mentions of one name err together: the score goes half the way; a sentence that says otherwise counts as undecided.
        let own = self.shares[best].max(0.5);
        (KINDS[best], self.mass * (share + own) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::names::decode;

    const TAGS: [NameTag; 4] = [
        NameTag::Outside,
        NameTag::Begin(NameKind::Organization),
        NameTag::Begin(NameKind::Location),
        NameTag::Inside(NameKind::Location),
    ];

    type Word = (&'static str, [f32; 4]);

    fn weighed(sentences: &[&[Word]], tags: &[NameTag]) -> Vec<(NameKind, f32)> {
        let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.iter().map(|w| w.0).collect()).collect();
        let scores: Vec<WordScores> = sentences.iter().map(|s| s.iter().map(|w| w.1).collect()).collect();
        let mut named: Vec<Named<'_>> = words
            .iter()
            .zip(&scores)
            .map(|(words, scores)| Named { words, scores, names: decode(scores, tags) })
            .collect();
        weigh(&mut named, tags);
        named.iter().flat_map(|s| &s.names).map(|n| (n.kind, n.score)).collect()
    }

    /// Of sentences of one word.
    fn kinds(words: &[Word]) -> Vec<(NameKind, f32)> {
        weighed(&words.iter().map(std::slice::from_ref).collect::<Vec<_>>(), &TAGS)
    }

    const SURE: Word = ("Ardan", [0.0, 6.0, 0.0, 0.0]);

    #[test]
    fn a_name_in_doubt_is_what_it_is_elsewhere() {
        let found = kinds(&[("ARDAN", [0.0, 1.0, 1.5, 0.0]), SURE, SURE]);
        assert!(found.iter().all(|(kind, _)| *kind == NameKind::Organization));
        assert!(found[0].1 > 0.5 && found[0].1 < found[1].1);
    }

    #[test]
    fn a_name_that_is_sure_stays_what_it_is() {
        let found = kinds(&[("Ardan", [0.0, 0.0, 9.0, 0.0]), SURE]);
        assert_eq!(
            found.iter().map(|f| f.0).collect::<Vec<_>>(),
            [NameKind::Location, NameKind::Organization]
        );
    }

    #[test]
    fn a_surname_is_a_persons_who_is_named_in_full_elsewhere() {
        let tags = [
            NameTag::Outside,
            NameTag::Begin(NameKind::Person),
            NameTag::Inside(NameKind::Person),
            NameTag::Begin(NameKind::Location),
        ];
        let full = [("Ann", [0.0, 6.0, 0.0, 0.0]), ("Ardan", [0.0, 0.0, 6.0, 0.0])];
        let found = weighed(&[&full, &[("Ardan", [0.0, 1.0, 0.0, 1.5])]], &tags);
        assert_eq!(found[1].0, NameKind::Person);
    }

    #[test]
    fn what_is_a_name_twice_elsewhere_need_not_be_as_sure_here() {
        let doubtful: Word = ("Ardan", [1.5, 1.4, 0.0, 0.0]);
        assert_eq!(kinds(&[doubtful, SURE]).len(), 1);
        let found = kinds(&[doubtful, SURE, SURE]);
        assert_eq!(found.len(), 3);
        assert!(found[0].0 == NameKind::Organization && found[0].1 < found[1].1);
        assert_eq!(kinds(&[("ardan", doubtful.1), SURE, SURE]).len(), 2, "names begin with capitals");
        assert_eq!(kinds(&[("Ardan", [6.0, 0.0, 0.0, 0.0]), SURE, SURE]).len(), 2);
    }

    #[test]
    fn a_name_that_stands_once_is_its_sentences_affair() {
        let alone = kinds(&[("Bell", [0.0, 1.0, 1.5, 0.0])]);
        assert_eq!(alone, kinds(&[("Bell", [0.0, 1.0, 1.5, 0.0]), SURE])[..1]);
        assert_eq!(alone[0].0, NameKind::Location);
    }
}
