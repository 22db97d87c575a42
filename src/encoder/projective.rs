//! The best tree without crossing arcs (Eisner 1996), which English nearly always has.

/// Longest sentence that is tried: the time grows with the cube of its words.
pub const LONGEST: usize = 120;

/// What a span of the chart is: its head at the left or the right end, its far side still open or done.
#[derive(Clone, Copy)]
enum Shape {
    /// An arc between the ends, from right to left.
    OpenLeft = 0,
    /// An arc between the ends, from left to right.
    OpenRight = 1,
    /// All below the right end.
    DoneLeft = 2,
    /// All below the left end.
    DoneRight = 3,
}

/// Best scores of one shape of all spans, of which the last end (or first, where they are told by their last) follow each other.
struct Scores {
    n: usize,
    by_end: Vec<f32>,
}

impl Scores {
    fn new(n: usize) -> Scores {
        Scores { n, by_end: vec![0.0; n * n] }
    }

    fn set(&mut self, end: usize, other: usize, score: f32) {
        self.by_end[end * self.n + other] = score;
    }

    /// Of the spans with one end here, and the other from `others.start` on.
    fn at(&self, end: usize, others: std::ops::Range<usize>) -> &[f32] {
        &self.by_end[end * self.n..][others]
    }
}

/// Best scores of a span's four shapes, and where each was joined. Where a sum walks over first words and over last words, the shape stands here
/// both ways, so that what is added lies side by side. Spans of one word are done, and score zero.
struct Chart {
    n: usize,
    open_left_to: Scores,
    open_right_from: Scores,
    done_left_from: Scores,
    done_left_to: Scores,
    done_right_from: Scores,
    done_right_to: Scores,
    split: Vec<[u16; 4]>,
}

impl Chart {
    fn new(n: usize) -> Chart {
        let scores = || Scores::new(n);
        Chart {
            n,
            open_left_to: scores(),
            open_right_from: scores(),
            done_left_from: scores(),
            done_left_to: scores(),
            done_right_from: scores(),
            done_right_to: scores(),
            split: vec![[0; 4]; n * n],
        }
    }

    /// The best of each shape, given those of all shorter spans and the scores of the arcs between the ends.
    fn fill(&mut self, from: usize, to: usize, leftward: f32, rightward: f32) {
        let (joined, at) =
            best(self.done_right_from.at(from, from..to), self.done_left_to.at(to, from + 1..to + 1));
        self.split(from, to, Shape::OpenLeft, from + at);
        self.split(from, to, Shape::OpenRight, from + at);
        self.open_left_to.set(to, from, joined + leftward);
        self.open_right_from.set(from, to, joined + rightward);
        let (left, at) = best(self.done_left_from.at(from, from..to), self.open_left_to.at(to, from..to));
        self.split(from, to, Shape::DoneLeft, from + at);
        self.done_left_from.set(from, to, left);
        self.done_left_to.set(to, from, left);
        let (right, at) = best(
            self.open_right_from.at(from, from + 1..to + 1),
            self.done_right_to.at(to, from + 1..to + 1),
        );
        self.split(from, to, Shape::DoneRight, from + 1 + at);
        self.done_right_from.set(from, to, right);
        self.done_right_to.set(to, from, right);
    }

    fn split(&mut self, from: usize, to: usize, shape: Shape, at: usize) {
        self.split[from * self.n + to][shape as usize] = at as u16;
    }

    /// Writes the heads (a word's index) of everything below `shape`.
    fn read(&self, from: usize, to: usize, shape: Shape, heads: &mut [usize]) {
        if from == to {
            return;
        }
        let split = self.split[from * self.n + to][shape as usize] as usize;
        match shape {
            Shape::OpenLeft | Shape::OpenRight => {
                if matches!(shape, Shape::OpenLeft) {
                    heads[from] = to;
                } else {
                    heads[to] = from;
                }
                self.read(from, split, Shape::DoneRight, heads);
                self.read(split + 1, to, Shape::DoneLeft, heads);
            }
            Shape::DoneLeft => {
                self.read(from, split, Shape::DoneLeft, heads);
                self.read(split, to, Shape::OpenLeft, heads);
            }
            Shape::DoneRight => {
                self.read(from, split, Shape::OpenRight, heads);
                self.read(split, to, Shape::DoneRight, heads);
            }
        }
    }
}

/// The highest sum of two scores that stand at one place, and the first place that has it.
fn best(left: &[f32], right: &[f32]) -> (f32, usize) {
    let mut best = (f32::NEG_INFINITY, 0);
    for (at, (left, right)) in left.iter().zip(right).enumerate() {
        if left + right > best.0 {
            best = (left + right, at);
        }
    }
    best
}

/// Heads of `n` words (`None` for the one root). `arc(dependent, head)` and `root(word)` give scores.
pub fn decode(
    n: usize,
    arc: impl Fn(usize, usize) -> f32,
    root: impl Fn(usize) -> f32,
) -> Vec<Option<usize>> {
    let mut chart = Chart::new(n);
    for width in 1..n {
        for from in 0..n - width {
            let to = from + width;
            chart.fill(from, to, arc(from, to), arc(to, from));
        }
    }
    let below =
        |r: usize| chart.done_left_from.at(0, r..r + 1)[0] + chart.done_right_to.at(n - 1, r..r + 1)[0];
    let (sides, roots): (Vec<f32>, Vec<f32>) = (0..n).map(|r| (below(r), root(r))).unzip();
    let (_, top) = best(&sides, &roots);
    let mut heads = vec![top; n];
    chart.read(0, top, Shape::DoneLeft, &mut heads);
    chart.read(top, n - 1, Shape::DoneRight, &mut heads);
    heads.into_iter().enumerate().map(|(word, head)| (word != top).then_some(head)).collect()
}

/// Whether two arcs of a tree cross, the one from outside to its root included.
pub fn crosses(heads: &[Option<usize>]) -> bool {
    let arcs: Vec<(usize, usize)> =
        heads.iter().enumerate().filter_map(|(d, h)| h.map(|h| (d.min(h), d.max(h)))).collect();
    let root = heads.iter().position(Option::is_none);
    let covers_root = |a: &(usize, usize)| root.is_some_and(|r| a.0 < r && r < a.1);
    let cross = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.0 && b.0 < a.1 && a.1 < b.1;
    arcs.iter()
        .enumerate()
        .any(|(i, a)| covers_root(a) || arcs[i + 1..].iter().any(|b| cross(a, b) || cross(b, a)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every tree without crossing arcs, by trying all assignments of heads (0: the root).
    fn brute_force(rows: &[Vec<f32>]) -> f32 {
        let n = rows.len();
        let mut top = f32::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let picks: Vec<usize> = (0..n).map(|d| code / (n + 1).pow(d as u32) % (n + 1)).collect();
            let heads: Vec<Option<usize>> = picks.iter().map(|h| h.checked_sub(1)).collect();
            let reaches_root = |d: usize| {
                let mut at = Some(d);
                (0..=n).any(|_| {
                    at = at.and_then(|a| heads[a]);
                    at.is_none()
                })
            };
            let tree = heads.iter().filter(|h| h.is_none()).count() == 1 && (0..n).all(reaches_root);
            if tree && !crosses(&heads) {
                top = top.max(picks.iter().enumerate().map(|(d, h)| rows[d][*h]).sum());
            }
        }
        top
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_without_crossing_arcs(
            rows in (1usize..6).prop_flat_map(|n| prop::collection::vec(prop::collection::vec(-9.0f32..9.0, n + 1), n))
        ) {
            let heads = decode(rows.len(), |d, h| rows[d][h + 1], |d| rows[d][0]);
            prop_assert!(!crosses(&heads));
            let total: f32 = heads.iter().enumerate().map(|(d, h)| rows[d][h.map_or(0, |h| h + 1)]).sum();
            prop_assert!((total - brute_force(&rows)).abs() < 1e-3);
        }
    }
}
