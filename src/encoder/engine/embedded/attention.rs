//! Attention within one window: `softmax(Q · Kᵀ) · V` a head, some rows of queries at a time, so that their scores stay in the first cache and
//! the sums in registers. Queries are scaled already, in the weights.

use std::f32::consts::LOG2_E;

use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, Simd, SimdOp, SimdUnaryOp};

use super::curves::PowerOfTwo;

/// Width of an attention head, in all networks of `scripts/train`.
pub const HEAD_WIDTH: usize = 32;
/// Queries whose scores are computed together.
const TOGETHER: usize = 6;
/// Vectors of keys, or of values, beside each other in the inner loops.
const BESIDE: usize = 2;
/// A score that no key has: what it stands for is no piece.
const ABSENT: f32 = -10_000.0;

/// Reused from window to window.
#[derive(Default)]
pub struct Buffers {
    /// `head width × padded pieces`: the keys of one head, one dimension a row.
    keys: Vec<f32>,
    /// `TOGETHER × padded pieces`.
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
        let stride = 3 * self.heads * HEAD_WIDTH;
        let pieces = self.packed.len() / stride;
        let padded = pieces.next_multiple_of(BESIDE * isa.f32().len());
        self.buffers.keys.clear();
        self.buffers.keys.resize(HEAD_WIDTH * padded, 0.0);
        self.buffers.scores.resize(TOGETHER * padded, 0.0);
        for head in 0..self.heads {
            let of = Head { packed: self.packed, at: head * 3 * HEAD_WIDTH, stride, pieces, padded };
            of.turn_keys(&mut self.buffers.keys);
            let (keys, scores) = (&self.buffers.keys, &mut self.buffers.scores);
            if pieces < TOGETHER {
                for first in 0..pieces {
                    of.attend::<I, 1>(isa, first, keys, scores, self.out);
                }
                continue;
            }
            for first in (0..pieces).step_by(TOGETHER) {
                // The last rows are computed with some before them again: that costs less than one at a time.
                let first = first.min(pieces - TOGETHER);
                of.attend::<I, TOGETHER>(isa, first, keys, scores, self.out);
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

    /// Computes `N` rows of the result.
    #[inline(always)]
    fn attend<I: Isa, const N: usize>(
        &self,
        isa: I,
        first: usize,
        keys: &[f32],
        scores: &mut [f32],
        out: &mut [f32],
    ) {
        self.score::<I, N>(isa, first, keys, scores);
        let rows = scores.chunks_exact_mut(self.padded);
        let mut totals = [0.0; N];
        for (total, row) in totals.iter_mut().zip(rows) {
            row[self.pieces..].fill(ABSENT);
            *total = exponentials(isa, row);
        }
        self.mix::<I, N>(isa, first, scores, totals, out);
    }

    /// The products of `N` queries with every key.
    #[inline(always)]
    fn score<I: Isa, const N: usize>(&self, isa: I, first: usize, keys: &[f32], scores: &mut [f32]) {
        let ops = isa.f32();
        let step = BESIDE * ops.len();
        let queries: [&[f32; HEAD_WIDTH]; N] = std::array::from_fn(|i| {
            let row = &self.packed[(first + i) * self.stride + self.at..];
            row.first_chunk().expect("a row holds its heads")
        });
        for column in (0..self.padded).step_by(step) {
            let mut sums = [[ops.zero(); BESIDE]; N];
            #[expect(
                clippy::needless_range_loop,
                reason = "so that the compiler sees that no index is out of bounds"
            )]
            for d in 0..HEAD_WIDTH {
                let from = d * self.padded + column;
                let beside = ops.load_many::<BESIDE>(&keys[from..from + step]);
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
    }

    /// The means of the values, weighted with `N` rows of exponentials whose sums are `totals`.
    #[inline(always)]
    fn mix<I: Isa, const N: usize>(
        &self,
        isa: I,
        first: usize,
        scores: &[f32],
        totals: [f32; N],
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
                let from = piece * self.stride + self.at + 2 * HEAD_WIDTH + dimension;
                let beside = ops.load_many::<BESIDE>(&self.packed[from..from + step]);
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

/// Makes of scores what softmax divides: exponentials of their distances from the highest; gives their sum.
#[inline(always)]
fn exponentials<I: Isa>(isa: I, row: &mut [f32]) -> f32 {
    let ops = isa.f32();
    let highest = row.chunks_exact(ops.len()).fold(ops.splat(f32::MIN), |high, x| ops.max(high, ops.load(x)));
    let highest = ops.splat(highest.to_array().into_iter().fold(f32::MIN, f32::max));
    let mut total = ops.zero();
    for x in row.chunks_exact_mut(ops.len()) {
        let off = ops.mul(ops.sub(ops.load(x), highest), ops.splat(LOG2_E));
        let value = PowerOfTwo.eval(isa, off);
        ops.store(value, x);
        total = ops.add(total, value);
    }
    ops.sum(total)
}
