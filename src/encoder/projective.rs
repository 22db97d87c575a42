//! The best tree without crossing arcs (Eisner 1996), which English nearly always has.

/// Longest sentence that is tried: the time grows with the cube of its words.
pub const LONGEST: usize = 120;

/// Best scores of a span's four shapes, and where each was joined.
struct Chart {
    n: usize,
    score: Vec<f32>,
    split: Vec<u16>,
}

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

impl Chart {
    fn new(n: usize) -> Chart {
        let mut chart = Chart { n, score: vec![f32::NEG_INFINITY; n * n * 4], split: vec![0; n * n * 4] };
        for i in 0..n {
            let left = chart.at(i, i, Shape::DoneLeft);
            let right = chart.at(i, i, Shape::DoneRight);
            chart.score[left] = 0.0;
            chart.score[right] = 0.0;
        }
        chart
    }

    fn at(&self, from: usize, to: usize, shape: Shape) -> usize {
        (from * self.n + to) * 4 + shape as usize
    }

    fn get(&self, from: usize, to: usize, shape: Shape) -> f32 {
        self.score[self.at(from, to, shape)]
    }

    fn put(&mut self, from: usize, to: usize, shape: Shape, (score, split): (f32, usize)) {
        let at = self.at(from, to, shape);
        self.score[at] = score;
        self.split[at] = split as u16;
    }

    /// Writes the heads (a word's index) of everything below `shape`.
    fn read(&self, from: usize, to: usize, shape: Shape, heads: &mut [usize]) {
        if from == to {
            return;
        }
        let split = self.split[self.at(from, to, shape)] as usize;
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

fn best(options: impl Iterator<Item = (f32, usize)>) -> (f32, usize) {
    options.fold((f32::NEG_INFINITY, 0), |best, o| if o.0 > best.0 { o } else { best })
}

/// Heads of `n` words (`None` for the one root). `arc(dependent, head)` and `root(word)` give scores.
pub fn decode(
    n: usize,
    arc: impl Fn(usize, usize) -> f32,
    root: impl Fn(usize) -> f32,
) -> Vec<Option<usize>> {
    use Shape::{DoneLeft, DoneRight, OpenLeft, OpenRight};
    let mut chart = Chart::new(n);
    for width in 1..n {
        for from in 0..n - width {
            let to = from + width;
            let (joined, split) =
                best((from..to).map(|r| (chart.get(from, r, DoneRight) + chart.get(r + 1, to, DoneLeft), r)));
            chart.put(from, to, OpenLeft, (joined + arc(from, to), split));
            chart.put(from, to, OpenRight, (joined + arc(to, from), split));
            let left =
                best((from..to).map(|r| (chart.get(from, r, DoneLeft) + chart.get(r, to, OpenLeft), r)));
            chart.put(from, to, DoneLeft, left);
            let right = best(
                (from + 1..=to).map(|r| (chart.get(from, r, OpenRight) + chart.get(r, to, DoneRight), r)),
            );
            chart.put(from, to, DoneRight, right);
        }
    }
    let (_, top) =
        best((0..n).map(|r| (root(r) + chart.get(0, r, DoneLeft) + chart.get(r, n - 1, DoneRight), r)));
    let mut heads = vec![top; n];
    chart.read(0, top, DoneLeft, &mut heads);
    chart.read(top, n - 1, DoneRight, &mut heads);
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
