//! Arc scores to a tree: every word one head, one root, no cycle.
//!
//! The highest-scoring heads usually form a tree already; where they do not, Chu-Liu/Edmonds' algorithm (Chu & Liu 1965,
//! Edmonds 1967) finds the maximum spanning arborescence, with the root held to one child. A
//! tree whose arcs cross gives way to the best one without where that scores nearly as well.

use super::argmax::argmax;
use super::projective;

/// Scores of every (dependent, head) pair of a sentence; pairs that no window held are −∞.
#[derive(Clone, Debug)]
pub struct ArcScores {
    words: usize,
    /// Row a dependent; column 0 the root, column h + 1 the word h.
    scores: Vec<f32>,
}

/// Stands for "no window held both": worse than any score, better than no head at all.
const UNSEEN: f32 = -1.0e6;

impl ArcScores {
    pub fn new(words: usize) -> Self {
        ArcScores { words, scores: vec![UNSEEN; words * (words + 1)] }
    }

    pub fn set_root(&mut self, dependent: usize, score: f32) {
        self.scores[dependent * (self.words + 1)] = score;
    }

    pub fn set(&mut self, dependent: usize, head: usize, score: f32) {
        self.scores[dependent * (self.words + 1) + head + 1] =
            if dependent == head { UNSEEN * 2.0 } else { score };
    }

    /// The sum of a tree's scores.
    fn total(&self, heads: &[Option<usize>]) -> f32 {
        heads.iter().enumerate().map(|(d, h)| self.row(d)[h.map_or(0, |h| h + 1)]).sum()
    }

    fn row(&self, dependent: usize) -> &[f32] {
        &self.scores[dependent * (self.words + 1)..][..self.words + 1]
    }
}

/// The head of each word; `None` for the one root.
pub fn decode(arcs: &ArcScores) -> Vec<Option<usize>> {
    let best = spanning(arcs);
    if arcs.words > projective::LONGEST || !projective::crosses(&best) {
        return best;
    }
    let flat = projective::decode(arcs.words, |d, h| arcs.row(d)[h + 1], |d| arcs.row(d)[0]);
    if arcs.total(&best) - arcs.total(&flat) < CROSSING { flat } else { best }
}

/// The best tree there is, its arcs crossing or not.
fn spanning(arcs: &ArcScores) -> Vec<Option<usize>> {
    let mut heads: Vec<usize> = (0..arcs.words).map(|d| argmax(arcs.row(d))).collect();
    if !is_tree(&heads) && arcs.words > 0 {
        heads = arborescence(arcs);
    }
    heads.into_iter().map(|h| h.checked_sub(1)).collect()
}

/// How much better a tree with crossing arcs must score than the best one without: a sum of log odds.
const CROSSING: f32 = 2.0;

/// `heads[d]` is 0 for the root, else a word's index plus one.
fn is_tree(heads: &[usize]) -> bool {
    heads.iter().filter(|h| **h == 0).count() == 1 && find_cycle(heads).is_none()
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut state = vec![0u32; heads.len()];
    for start in 0..heads.len() {
        let mark = start as u32 + 1;
        let mut at = start;
        while state[at] == 0 {
            state[at] = mark;
            match heads[at] {
                0 => break,
                h => at = h - 1,
            }
        }
        if state[at] == mark && heads[at] != 0 {
            let mut cycle = vec![at];
            let mut next = heads[at] - 1;
            while next != at {
                cycle.push(next);
                match heads[next] {
                    0 => return None,
                    h => next = h - 1,
                }
            }
            return Some(cycle);
        }
    }
    None
}

/// Maximum spanning arborescence with one child of the root: the root's child is the word whose choice costs least.
fn arborescence(arcs: &ArcScores) -> Vec<usize> {
    let n = arcs.words;
    let mut graph = Graph { nodes: n, scores: arcs.scores.clone() };
    // A penalty larger than any sum of differences lets the root have one child only.
    let spread = graph.scores.iter().filter(|s| **s > UNSEEN).fold(1.0f32, |m, s| m.max(s.abs()));
    for node in 0..n {
        *graph.score(node, 0) -= spread * 4.0 * n as f32;
    }
    contract(&graph)
}

/// Scores of every node's heads: row a node, column 0 the root, column h + 1 the node h.
struct Graph {
    nodes: usize,
    scores: Vec<f32>,
}

impl Graph {
    fn row(&self, node: usize) -> &[f32] {
        &self.scores[node * (self.nodes + 1)..][..self.nodes + 1]
    }

    fn score(&mut self, node: usize, head: usize) -> &mut f32 {
        &mut self.scores[node * (self.nodes + 1) + head]
    }
}

/// Chu-Liu/Edmonds.
fn contract(graph: &Graph) -> Vec<usize> {
    let n = graph.nodes;
    let heads: Vec<usize> = (0..n).map(|node| argmax(graph.row(node))).collect();
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut in_cycle = vec![false; n];
    cycle.iter().for_each(|c| in_cycle[*c] = true);
    let outside: Vec<usize> = (0..n).filter(|v| !in_cycle[*v]).collect();
    // The smaller graph: the outside nodes in order, then the cycle as one node.
    let merged = outside.len();
    let mut small = Graph { nodes: merged + 1, scores: vec![UNSEEN * 4.0; (merged + 1) * (merged + 2)] };
    let mut leaves = vec![0; merged];
    let mut enters = vec![0; merged + 2];
    for (i, &v) in outside.iter().enumerate() {
        let row = graph.row(v);
        *small.score(i, 0) = row[0];
        for (j, &h) in outside.iter().enumerate() {
            *small.score(i, j + 1) = row[h + 1];
        }
        let best = cycle.iter().copied().reduce(|a, b| if row[b + 1] > row[a + 1] { b } else { a });
        leaves[i] = best.unwrap_or(v);
        *small.score(i, merged + 1) = row[leaves[i] + 1];
    }
    for slot in 0..=merged {
        let head = if slot == 0 { 0 } else { outside[slot - 1] + 1 };
        let gain = |c: usize| graph.row(c)[head] - graph.row(c)[heads[c]];
        let best = cycle.iter().copied().reduce(|a, b| if gain(b) > gain(a) { b } else { a }).unwrap_or(0);
        enters[slot] = best;
        *small.score(merged, slot) = gain(best);
    }
    let solved = contract(&small);
    let mut out = heads;
    for (i, &v) in outside.iter().enumerate() {
        out[v] = match solved[i] {
            0 => 0,
            h if h == merged + 1 => leaves[i] + 1,
            h => outside[h - 1] + 1,
        };
    }
    let slot = solved[merged];
    out[enters[slot]] = if slot == 0 { 0 } else { outside[slot - 1] + 1 };
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores(rows: &[Vec<f32>]) -> ArcScores {
        let mut arcs = ArcScores::new(rows.len());
        for (d, row) in rows.iter().enumerate() {
            arcs.set_root(d, row[0]);
            for h in 0..rows.len() {
                arcs.set(d, h, row[h + 1]);
            }
        }
        arcs
    }

    /// The best tree by trying every assignment of heads.
    fn brute_force(rows: &[Vec<f32>]) -> f32 {
        let n = rows.len();
        let mut best = f32::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|d| code / (n + 1).pow(d as u32) % (n + 1)).collect();
            if heads.iter().enumerate().all(|(d, h)| *h != d + 1) && is_tree(&heads) {
                best = best.max(heads.iter().enumerate().map(|(d, h)| rows[d][*h]).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_there_is(rows in (1usize..5).prop_flat_map(|n| prop::collection::vec(prop::collection::vec(-9.0f32..9.0, n + 1), n))) {
            let heads: Vec<usize> = spanning(&scores(&rows)).iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&heads), "{heads:?}");
            let total: f32 = heads.iter().enumerate().map(|(d, h)| rows[d][*h]).sum();
            prop_assert!((total - brute_force(&rows)).abs() < 1e-3);
        }

        #[test]
        fn large_sentences_stay_trees(n in 1usize..60, seed in any::<u64>()) {
            let mut state = seed | 1;
            let mut next = || { state ^= state << 13; state ^= state >> 7; state ^= state << 17; (state % 1000) as f32 / 50.0 };
            let rows: Vec<Vec<f32>> = (0..n).map(|_| (0..=n).map(|_| next()).collect()).collect();
            let heads: Vec<usize> = decode(&scores(&rows)).iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&heads));
        }
    }
}
