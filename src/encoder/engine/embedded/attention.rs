//! Attention within one window: `softmax(Q · Kᵀ) · V` a head, some rows of queries at a time, so that their scores stay in the first cache and
//! the sums in registers. Queries are scaled already, in the weights.

use std::f32::consts::LOG2_E;
use std::ops::IndexMut;

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, Simd, SimdOp, SimdUnaryOp};

use super::activations::PowerOfTwo;

/// Width of an attention head, in all networks of `scripts/train`.
pub const HEAD_WIDTH: usize = 32;
/// Queries whose scores are computed together, by as many as the registers have sums for: AVX-512 has twice as many registers as others have.
const TOGETHER: usize = 6;
const TOGETHER_WIDE: usize = 8;
/// Vectors of keys, or of values, beside each other in the inner loops.
const BESIDE: usize = 2;
/// A score that no key has: what it stands for is no piece.
const ABSENT: f32 = -10_000.0;

/// Reused from window to window.
#[derive(Default)]
pub struct Buffers {
    /// `head width × padded pieces`: the keys of one head, one dimension a row.
    keys: Vec<f32>,
    /// `pieces × head width`: its values, apart from the other heads'. Where they came from, rows of one head may lie on few lines of the cache.
    values: Vec<f32>,
    /// `queries together × padded pieces`.
    scores: Vec<f32>,
}

/// The attention of one window.
pub struct Attention<'a> {
    /// `pieces × heads × (query, key, value) × head width`.
    pub packed: &'a [f32],
    pub heads: usize,
    pub buffers: &'a mut Buffers,
    /// `pieces × heads × head width`.
    pub out: &'a mut [f32],
}

impl SimdOp for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        match isa.f32().len() {
            16.. => self.attend::<I, TOGETHER_WIDE>(isa),
            _ => self.attend::<I, TOGETHER>(isa),
        }
    }
}

impl Attention<'_> {
    /// Attends with `N` queries at a time.
    #[inline(always)]
    fn attend<I: Isa, const N: usize>(self, isa: I) {
        let stride = 3 * self.heads * HEAD_WIDTH;
        let pieces = self.packed.len() / stride;
        let padded = pieces.next_multiple_of(isa.f32().len());
        let Buffers { keys, values, scores } = self.buffers;
        keys.clear();
        keys.resize(HEAD_WIDTH * padded, 0.0);
        scores.resize(N * padded, 0.0);
        for head in 0..self.heads {
            let of = Head { packed: self.packed, at: head * 3 * HEAD_WIDTH, stride, pieces, padded };
            of.turn_keys(keys);
            of.copy_values(values);
            if pieces < N {
                for first in 0..pieces {
                    of.attend::<I, 1>(isa, first, (keys, values), scores, self.out);
                }
                continue;
            }
            for first in (0..pieces).step_by(N) {
                // The last rows are computed with some before them again: that costs less than one at a time.
                of.attend::<I, N>(isa, first.min(pieces - N), (keys, values), scores, self.out);
            }
        }
    }
}

/// Where one head's queries, keys and values lie.
struct Head<'a> {
    packed: &'a [f32],
    /// Position of its queries in a piece's row; a third of it is that of its result.
    at: usize,
    stride: usize,
    pieces: usize,
    padded: usize,
}

impl Head<'_> {
    #[inline(always)]
    fn turn_keys(&self, keys: &mut [f32]) {
        for piece in 0..self.pieces {
            let from = piece * self.stride + self.at + HEAD_WIDTH;
            for (d, value) in self.packed[from..from + HEAD_WIDTH].iter().enumerate() {
                keys[d * self.padded + piece] = *value;
            }
        }
    }

    #[inline(always)]
    fn copy_values(&self, values: &mut Vec<f32>) {
        values.clear();
        for row in self.packed.chunks_exact(self.stride) {
            values.extend_from_slice(&row[self.at + 2 * HEAD_WIDTH..self.at + 3 * HEAD_WIDTH]);
        }
    }

    /// Computes `N` rows of the result.
    #[inline(always)]
    fn attend<I: Isa, const N: usize>(
        &self,
        isa: I,
        first: usize,
        (keys, values): (&[f32], &[f32]),
        scores: &mut [f32],
        out: &mut [f32],
    ) {
        self.score::<I, N>(isa, first, keys, scores);
        if self.pieces < self.padded {
            scores.chunks_exact_mut(self.padded).for_each(|row| row[self.pieces..].fill(ABSENT));
        }
        let totals = exponentials::<I, N>(isa, scores, self.padded);
        self.mix::<I, N>(isa, first, values, (scores, totals), out);
    }

    /// The products of `N` queries with every key.
    #[inline(always)]
    fn score<I: Isa, const N: usize>(&self, isa: I, first: usize, keys: &[f32], scores: &mut [f32]) {
        let queries: [&[f32; HEAD_WIDTH]; N] = std::array::from_fn(|i| {
            let row = &self.packed[(first + i) * self.stride + self.at..];
            row.first_chunk().expect("a row holds its heads")
        });
        let step = isa.f32().len();
        let mut column = 0;
        while column + BESIDE * step <= self.padded {
            self.score_columns::<I, N, BESIDE>(isa, queries, keys, column, scores);
            column += BESIDE * step;
        }
        while column < self.padded {
            self.score_columns::<I, N, 1>(isa, queries, keys, column, scores);
            column += step;
        }
    }

    /// The same with the keys of `B` vectors beside each other.
    #[inline(always)]
    fn score_columns<I: Isa, const N: usize, const B: usize>(
        &self,
        isa: I,
        queries: [&[f32; HEAD_WIDTH]; N],
        keys: &[f32],
        column: usize,
        scores: &mut [f32],
    ) {
        let ops = isa.f32();
        let step = B * ops.len();
        let mut sums = [[ops.zero(); B]; N];
        #[expect(
            clippy::needless_range_loop,
            reason = "so that the compiler sees that no index is out of bounds"
        )]
        for d in 0..HEAD_WIDTH {
            let from = d * self.padded + column;
            let beside = ops.load_many::<B>(&keys[from..from + step]);
            for i in 0..N {
                let query = ops.splat(queries[i][d]);
                for (sum, key) in sums[i].iter_mut().zip(beside) {
                    *sum = ops.mul_add(query, key, *sum);
                }
            }
        }
        for (i, sums) in sums.iter().enumerate() {
            for (j, sum) in sums.iter().enumerate() {
                let to = i * self.padded + column + j * ops.len();
                ops.store(*sum, &mut scores[to..to + ops.len()]);
            }
        }
    }

    /// The means of the values, weighted with `N` rows of exponentials whose sums are `totals`.
    #[inline(always)]
    fn mix<I: Isa, const N: usize>(
        &self,
        isa: I,
        first: usize,
        values: &[f32],
        (scores, totals): (&[f32], [f32; N]),
        out: &mut [f32],
    ) {
        let ops = isa.f32();
        let step = BESIDE * ops.len();
        let weights: [&[f32]; N] =
            std::array::from_fn(|i| &scores[i * self.padded..i * self.padded + self.pieces]);
        for dimension in (0..HEAD_WIDTH).step_by(step) {
            let mut sums = [[ops.zero(); BESIDE]; N];
            #[expect(
                clippy::needless_range_loop,
                reason = "so that the compiler sees that no index is out of bounds"
            )]
            for piece in 0..self.pieces {
                let from = piece * HEAD_WIDTH + dimension;
                let beside = ops.load_many::<BESIDE>(&values[from..from + step]);
                for i in 0..N {
                    let weight = ops.splat(weights[i][piece]);
                    for (sum, value) in sums[i].iter_mut().zip(beside) {
                        *sum = ops.mul_add(weight, value, *sum);
                    }
                }
            }
            for (i, sums) in sums.iter().enumerate() {
                let by = ops.splat(1.0 / totals[i]);
                for (j, sum) in sums.iter().enumerate() {
                    let to = (first + i) * self.stride / 3 + self.at / 3 + dimension + j * ops.len();
                    ops.store(ops.mul(*sum, by), &mut out[to..to + ops.len()]);
                }
            }
        }
    }
}

/// Makes of `N` rows of scores what softmax divides: exponentials of their distances from the row's highest; gives their sums. What is done across a
/// vector is done for all rows at once, as it takes long for one.
#[inline(always)]
fn exponentials<I: Isa, const N: usize>(isa: I, scores: &mut [f32], padded: usize) -> [f32; N] {
    let ops = isa.f32();
    let mut highest = [0.0; N];
    for (highest, row) in highest.iter_mut().zip(scores.chunks_exact(padded)) {
        let vectors = row.chunks_exact(ops.len());
        let vector = vectors.fold(ops.splat(f32::MIN), |high, x| ops.max(high, ops.load(x)));
        *highest = largest(vector.to_array(), ops.len());
    }
    let mut totals = [ops.zero(); N];
    for ((total, highest), row) in totals.iter_mut().zip(highest).zip(scores.chunks_exact_mut(padded)) {
        let highest = ops.splat(highest);
        for x in row.chunks_exact_mut(ops.len()) {
            let off = ops.mul(ops.sub(ops.load(x), highest), ops.splat(LOG2_E));
            let value = PowerOfTwo.eval(isa, off);
            ops.store(value, x);
            *total = ops.add(*total, value);
        }
    }
    let mut sums = [0.0; N];
    for (sum, total) in sums.iter_mut().zip(totals) {
        *sum = ops.sum(total);
    }
    sums
}

/// Of a power of two of numbers, halves with each other: as many steps as they have halves.
#[inline(always)]
fn largest(mut numbers: impl IndexMut<usize, Output = f32>, mut left: usize) -> f32 {
    while left > 1 {
        left /= 2;
        for i in 0..left {
            let (a, b) = (numbers[i], numbers[i + left]);
            numbers[i] = if a > b { a } else { b };
        }
    }
    numbers[0]
}
