//! What is done to rows between products, each in one walk over the row: scaling, sums with what went before, norms, GELU, and bytes again.
//! Rows are multiples of [`LANES`] wide.

use rten_simd::ops::{BitOps, Extend, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};

use super::activations::Gelu;
use super::int8_linear::{Int8Linear, Quantization};

/// Widths of rows are multiples of this: four of the widest vectors of floats, or one of bytes.
pub const LANES: usize = 64;

/// Layer normalisation: `(x - mean) / deviation · weight + bias` over a row.
pub struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Norm {
    /// The same norm in bytes: what `steps` makes of its result.
    pub fn in_steps(&self, steps: Quantization) -> Norm {
        Norm {
            weight: self.weight.iter().map(|w| w / steps.scale).collect(),
            bias: self.bias.iter().map(|b| b / steps.scale + steps.zero).collect(),
        }
    }
}

/// `1e-12`, as the networks were trained.
const EPSILON: f32 = 1e-12;
/// Rows that a norm takes beside each other: what is done across a row takes long for one.
const BESIDE: usize = 4;

/// The sum of three tables' rows: of a piece, in bytes of a step, of its position, and of its casing.
pub struct Embed<'a> {
    pub word: &'a [i8],
    pub scale: f32,
    pub position: &'a [f32],
    pub case: &'a [f32],
    pub row: &'a mut [f32],
}

impl SimdOp for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let (step, scale) = (ops.len(), ops.splat(self.scale));
        let others = self.position.chunks_exact(4 * step).zip(self.case.chunks_exact(4 * step));
        let rows = self.row.chunks_exact_mut(4 * step).zip(self.word.chunks_exact(4 * step));
        for ((row, word), (position, case)) in rows.zip(others) {
            let word = isa.i8().load(word);
            let (low, high) = (isa.i8().extend_low(word), isa.i8().extend_high(word));
            let (first, second) = (isa.i16().extend_low(low), isa.i16().extend_high(low));
            let (third, fourth) = (isa.i16().extend_low(high), isa.i16().extend_high(high));
            for (i, word) in [first, second, third, fourth].into_iter().enumerate() {
                let at = i * step..(i + 1) * step;
                let others = ops.add(ops.load(&position[at.clone()]), ops.load(&case[at.clone()]));
                ops.store(ops.mul_add(isa.i32().to_float(word), scale, others), &mut row[at]);
            }
        }
    }
}

/// Adds a product's result to rows where there is one, and writes two norms of the sum: one in place, one in bytes.
pub struct AddAndNorm<'a> {
    pub rows: &'a mut [f32],
    pub added: Option<(&'a Int8Linear, &'a [i32])>,
    pub norm: &'a Norm,
    /// In steps of the bytes.
    pub norm_in_steps: &'a Norm,
    pub bytes: &'a mut [u8],
}

impl SimdOp for AddAndNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let width = self.norm.weight.len();
        let groups = self.rows.chunks_mut(BESIDE * width).zip(self.bytes.chunks_mut(BESIDE * width));
        for (i, (rows, bytes)) in groups.enumerate() {
            let (mut means, mut deviations) = ([0.0; BESIDE], [0.0; BESIDE]);
            for (j, (mean, row)) in means.iter_mut().zip(rows.chunks_exact_mut(width)).enumerate() {
                let at = (i * BESIDE + j) * width;
                let sum = match self.added {
                    Some((product, sums)) => add(isa, row, product, &sums[at..at + width]),
                    None => total(isa, row),
                };
                *mean = sum / width as f32;
            }
            for ((deviation, mean), row) in deviations.iter_mut().zip(means).zip(rows.chunks_exact(width)) {
                *deviation = (squares(isa, row, mean) / width as f32 + EPSILON).sqrt();
            }
            let rows = rows.chunks_exact_mut(width).zip(bytes.chunks_exact_mut(width));
            for ((mean, deviation), (row, bytes)) in means.into_iter().zip(deviations).zip(rows) {
                normalise(isa, row, (mean, deviation), self.norm, self.norm_in_steps, bytes);
            }
        }
    }
}

/// Adds a product's result to a row; gives the sum over the row.
#[inline(always)]
fn add<I: Isa>(isa: I, row: &mut [f32], product: &Int8Linear, sums: &[i32]) -> f32 {
    let ops = isa.f32();
    let step = ops.len();
    let mut totals = [ops.zero(); 2];
    let columns = sums.chunks_exact(2 * step).zip(product.scales.chunks_exact(2 * step));
    let columns = columns.zip(product.bias.chunks_exact(2 * step));
    for (x, ((sums, scales), bias)) in row.chunks_exact_mut(2 * step).zip(columns) {
        for (half, total) in totals.iter_mut().enumerate() {
            let at = half * step..(half + 1) * step;
            let sum = isa.i32().to_float(isa.i32().load(&sums[at.clone()]));
            let value = ops.mul_add(sum, ops.load(&scales[at.clone()]), ops.load(&bias[at.clone()]));
            let value = ops.add(value, ops.load(&x[at.clone()]));
            ops.store(value, &mut x[at]);
            *total = ops.add(*total, value);
        }
    }
    ops.sum(ops.add(totals[0], totals[1]))
}

#[inline(always)]
fn total<I: Isa>(isa: I, row: &[f32]) -> f32 {
    let ops = isa.f32();
    let sum = row.chunks_exact(ops.len()).fold(ops.zero(), |sum, x| ops.add(sum, ops.load(x)));
    ops.sum(sum)
}

/// The sum of the squares of a row's distances from its mean.
#[inline(always)]
fn squares<I: Isa>(isa: I, row: &[f32], mean: f32) -> f32 {
    let ops = isa.f32();
    let mean = ops.splat(mean);
    let mut squares = [ops.zero(); 2];
    for x in row.chunks_exact(2 * ops.len()) {
        for (square, x) in squares.iter_mut().zip(ops.load_many::<2>(x)) {
            let off = ops.sub(x, mean);
            *square = ops.mul_add(off, off, *square);
        }
    }
    ops.sum(ops.add(squares[0], squares[1]))
}

#[inline(always)]
fn normalise<I: Isa>(
    isa: I,
    row: &mut [f32],
    (mean, deviation): (f32, f32),
    norm: &Norm,
    in_steps: &Norm,
    bytes: &mut [u8],
) {
    let ops = isa.f32();
    let step = ops.len();
    let (mean, by) = (ops.splat(mean), ops.splat(1.0 / deviation));
    let weights = norm.weight.chunks_exact(4 * step).zip(norm.bias.chunks_exact(4 * step));
    let steps = in_steps.weight.chunks_exact(4 * step).zip(in_steps.bias.chunks_exact(4 * step));
    let bytes = bytes.chunks_exact_mut(4 * step);
    for (((x, bytes), (w, b)), (ws, bs)) in row.chunks_exact_mut(4 * step).zip(bytes).zip(weights).zip(steps)
    {
        let mut stepped = ops.load_many::<4>(x);
        for (i, stepped) in stepped.iter_mut().enumerate() {
            let at = i * step..(i + 1) * step;
            let value = ops.mul(ops.sub(*stepped, mean), by);
            let result = ops.mul_add(value, ops.load(&w[at.clone()]), ops.load(&b[at.clone()]));
            ops.store(result, &mut x[at.clone()]);
            *stepped = ops.mul_add(value, ops.load(&ws[at.clone()]), ops.load(&bs[at]));
        }
        store_bytes(isa, stepped, bytes);
    }
}

/// Four vectors, in steps, as one of bytes.
#[inline(always)]
fn store_bytes<I: Isa>(isa: I, stepped: [I::F32; 4], bytes: &mut [u8]) {
    let [a, b, c, d] = stepped;
    let (a, b) = (isa.f32().to_int_round(a), isa.f32().to_int_round(b));
    let (c, d) = (isa.f32().to_int_round(c), isa.f32().to_int_round(d));
    let (low, high) = (isa.i32().narrow_saturate(a, b), isa.i32().narrow_saturate(c, d));
    isa.u8().store(isa.i16().narrow_saturate(low, high), bytes);
}

/// A product's result as numbers.
pub struct Scale<'a> {
    pub product: &'a Int8Linear,
    pub sums: &'a [i32],
    pub out: &'a mut [f32],
}

impl SimdOp for Scale<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (ops, width) = (isa.f32(), self.product.outputs);
        let whole = width / ops.len() * ops.len();
        for (out, sums) in self.out.chunks_exact_mut(width).zip(self.sums.chunks_exact(width)) {
            for at in (0..whole).step_by(ops.len()) {
                let at = at..at + ops.len();
                let sum = isa.i32().to_float(isa.i32().load(&sums[at.clone()]));
                let (scale, bias) = (&self.product.scales[at.clone()], &self.product.bias[at.clone()]);
                ops.store(ops.mul_add(sum, ops.load(scale), ops.load(bias)), &mut out[at]);
            }
            for at in whole..width {
                out[at] = sums[at] as f32 * self.product.scales[at] + self.product.bias[at];
            }
        }
    }
}

/// GELU of a product's result, in bytes.
pub struct GeluInSteps<'a> {
    pub product: &'a Int8Linear,
    pub sums: &'a [i32],
    pub steps: Quantization,
    pub bytes: &'a mut [u8],
}

impl SimdOp for GeluInSteps<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (ops, width) = (isa.f32(), self.product.outputs);
        let step = ops.len();
        let (by, zero) = (ops.splat(1.0 / self.steps.scale), ops.splat(self.steps.zero));
        for (bytes, sums) in self.bytes.chunks_exact_mut(width).zip(self.sums.chunks_exact(width)) {
            for from in (0..width).step_by(4 * step) {
                let mut stepped = [ops.zero(); 4];
                for (i, stepped) in stepped.iter_mut().enumerate() {
                    let at = from + i * step..from + (i + 1) * step;
                    let sum = isa.i32().to_float(isa.i32().load(&sums[at.clone()]));
                    let (scale, bias) = (&self.product.scales[at.clone()], &self.product.bias[at]);
                    let value = ops.mul_add(sum, ops.load(scale), ops.load(bias));
                    *stepped = ops.mul_add(Gelu.eval(isa, value), by, zero);
                }
                store_bytes(isa, stepped, &mut bytes[from..from + 4 * step]);
            }
        }
    }
}

/// Numbers in bytes.
pub struct InSteps<'a> {
    pub values: &'a [f32],
    pub steps: Quantization,
    pub bytes: &'a mut [u8],
}

impl SimdOp for InSteps<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let step = 4 * ops.len();
        let (by, zero) = (ops.splat(1.0 / self.steps.scale), ops.splat(self.steps.zero));
        for (bytes, values) in self.bytes.chunks_exact_mut(step).zip(self.values.chunks_exact(step)) {
            let mut stepped = ops.load_many::<4>(values);
            stepped.iter_mut().for_each(
                #[inline(always)]
                |x| *x = ops.mul_add(*x, by, zero),
            );
            store_bytes(isa, stepped, bytes);
        }
    }
}
