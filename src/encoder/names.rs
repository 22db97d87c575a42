//! Entity tags to name spans: the best tag sequence that is well formed (Viterbi over IOB2).

use super::argmax::argmax;
use super::labels::NameTag;
use super::logits::WordScores;
use crate::label::NameKind;
use crate::sentence::NameSpan;
use crate::text::Span;

/// Names in one sentence. `scores` holds, for each word, a score per tag of `tags`.
pub fn decode(scores: &WordScores, tags: &[NameTag]) -> Vec<NameSpan> {
    // Most sentences' best tags are well formed as they stand.
    let greedy: Vec<usize> = scores.iter().map(argmax).collect();
    let well_formed = greedy
        .iter()
        .enumerate()
        .all(|(i, t)| may_follow(i.checked_sub(1).map(|j| tags[greedy[j]]), tags[*t], tags));
    let best = if well_formed { greedy } else { viterbi(scores, tags) };
    spans(&best, scores, tags)
}

/// A name goes on only where one has begun; with models that have no tag for the beginning (IOB1 and the like), anywhere.
fn may_follow(before: Option<NameTag>, tag: NameTag, tags: &[NameTag]) -> bool {
    match tag {
        NameTag::Inside(kind) => {
            matches!(before, Some(NameTag::Begin(k) | NameTag::Inside(k)) if k == kind)
                || !tags.contains(&NameTag::Begin(kind))
        }
        _ => true,
    }
}

/// Whether each tag (row) may stand before each other (column).
fn allowed(tags: &[NameTag]) -> Vec<Vec<bool>> {
    tags.iter().map(|b| tags.iter().map(|t| may_follow(Some(*b), *t, tags)).collect()).collect()
}

fn viterbi(scores: &WordScores, tags: &[NameTag]) -> Vec<usize> {
    let allowed = allowed(tags);
    let mut total = vec![0.0f32; tags.len()];
    let mut back: Vec<Vec<usize>> = Vec::new();
    for (i, row) in scores.iter().enumerate() {
        let mut next = vec![f32::NEG_INFINITY; tags.len()];
        let mut from = vec![0; tags.len()];
        for (t, tag) in tags.iter().enumerate() {
            if i == 0 {
                next[t] = if may_follow(None, *tag, tags) { row[t] } else { f32::NEG_INFINITY };
                continue;
            }
            for p in 0..tags.len() {
                if allowed[p][t] && total[p] + row[t] > next[t] {
                    next[t] = total[p] + row[t];
                    from[t] = p;
                }
            }
        }
        total = next;
        back.push(from);
    }
    let mut tag = argmax(&total);
    let mut path = vec![0; back.len()];
    for i in (0..back.len()).rev() {
        path[i] = tag;
        tag = back[i][tag];
    }
    path
}

fn spans(path: &[usize], scores: &WordScores, tags: &[NameTag]) -> Vec<NameSpan> {
    let mut out: Vec<NameSpan> = Vec::new();
    let mut logs = 0.0;
    for (i, &t) in path.iter().enumerate() {
        let (kind, begins) = match tags[t] {
            NameTag::Outside => continue,
            NameTag::Begin(kind) => (kind, true),
            NameTag::Inside(kind) => (kind, false),
        };
        let log = log_probability(scores.of(i), tags, kind);
        match out.last_mut().filter(|open| !begins && open.words.end == i && open.kind == kind) {
            Some(open) => {
                logs += log;
                open.words = Span::new(open.words.start, i + 1);
                open.score = (logs / open.words.len() as f32).exp();
            }
            None => {
                logs = log;
                out.push(NameSpan { words: Span::new(i, i + 1), kind, score: logs.exp() });
            }
        }
    }
    out
}

/// Log of the probability that the word belongs to a name of this kind, first word or later one.
pub(super) fn log_probability(scores: &[f32], tags: &[NameTag], kind: NameKind) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mass = |keep: &dyn Fn(NameTag) -> bool| -> f32 {
        scores.iter().zip(tags).filter(|(_, t)| keep(**t)).map(|(s, _)| (s - top).exp()).sum()
    };
    (mass(&|t| matches!(t, NameTag::Begin(k) | NameTag::Inside(k) if k == kind)) / mass(&|_| true)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAGS: [NameTag; 5] = [
        NameTag::Outside,
        NameTag::Begin(NameKind::Person),
        NameTag::Inside(NameKind::Person),
        NameTag::Begin(NameKind::Location),
        NameTag::Inside(NameKind::Location),
    ];

    fn found(rows: &[[f32; 5]]) -> Vec<(std::ops::Range<usize>, NameKind)> {
        let rows = rows.iter().copied().collect();
        decode(&rows, &TAGS).iter().map(|n| (n.words.range(), n.kind)).collect()
    }

    #[test]
    fn well_formed_tags_are_read_as_they_stand() {
        let rows = [[0., 5., 0., 0., 0.], [0., 0., 5., 0., 0.], [5., 0., 0., 0., 0.], [0., 0., 0., 5., 0.]];
        assert_eq!(found(&rows), vec![(0..2, NameKind::Person), (3..4, NameKind::Location)]);
    }

    #[test]
    fn models_without_a_tag_for_the_beginning_are_read_too() {
        let tags = [NameTag::Outside, NameTag::Inside(NameKind::Person), NameTag::Inside(NameKind::Location)];
        let rows = [[0., 5., 0.], [0., 5., 0.], [0., 0., 5.], [5., 0., 0.]].into_iter().collect();
        let found: Vec<_> = decode(&rows, &tags).iter().map(|n| (n.words.range(), n.kind)).collect();
        assert_eq!(found, vec![(0..2, NameKind::Person), (2..3, NameKind::Location)]);
    }

    #[test]
    fn an_inside_tag_without_a_beginning_is_repaired_as_a_whole() {
        let rows = [[4., 3.9, 0., 0., 0.], [0., 0., 5., 0., 0.]];
        assert_eq!(found(&rows), vec![(0..2, NameKind::Person)]);
    }
}
