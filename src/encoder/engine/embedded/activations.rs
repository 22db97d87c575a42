//! GELU and the exponential as polynomials: as exact as the bytes behind them can tell, in half the steps of functions that are right to the last bit.
//! Their coefficients leave the least greatest error (Lawson 1961; `scripts/train/curves.py` prints them).

use rten_simd::ops::{BitOps, IntOps, NumOps};
use rten_simd::{Isa, Simd, SimdUnaryOp};

/// `x · Φ(x)` (Hendrycks and Gimpel 2016), to 0.0001, and to a hundred-thousandth of it where it is large.
pub struct Gelu;

impl Gelu {
    /// Beyond it the result is taken for `x`, or for zero.
    const END: f32 = 4.5;
    /// Of `(Φ(x) - ½) / x`: powers of `x²`. At the end they come to what makes Φ one.
    const SLOPE: [f32; 9] = [
        0.398_708_57,
        -0.065_977_27,
        0.009_580_654,
        -0.001_036_253_4,
        8.120_970_5e-5,
        -4.431_684e-6,
        1.580_256_9e-7,
        -3.283_911_7e-9,
        3.000_006e-11,
    ];
}

impl SimdUnaryOp<f32> for Gelu {
    #[inline(always)]
    fn eval<I: Isa>(&self, isa: I, x: I::F32) -> I::F32 {
        let ops = isa.f32();
        let x = ops.max(x, ops.splat(-Self::END));
        let near = ops.min(x, ops.splat(Self::END));
        let slope = polynomial(isa, Self::SLOPE, ops.mul(near, near));
        ops.mul(x, ops.mul_add(near, slope, ops.splat(0.5)))
    }
}

/// `2^x` for `x` up to zero, to three millionths of itself; below `2^-126` it gives that.
pub struct PowerOfTwo;

impl PowerOfTwo {
    /// Of `2^x` between -½ and ½.
    const NEAR: [f32; 5] = [0.999_999_3, 0.693_121_8, 0.240_247_45, 0.055_917_9, 0.009_570_11];
    /// Added to a number, it leaves the nearest whole number in the sum's lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    const LOWEST: f32 = -126.0;
}

impl SimdUnaryOp<f32> for PowerOfTwo {
    #[inline(always)]
    fn eval<I: Isa>(&self, isa: I, x: I::F32) -> I::F32 {
        let (ops, bits) = (isa.f32(), isa.i32());
        let x = ops.max(x, ops.splat(Self::LOWEST));
        let whole = ops.add(x, ops.splat(Self::WHOLE));
        let rest = ops.sub(x, ops.sub(whole, ops.splat(Self::WHOLE)));
        let near = polynomial(isa, Self::NEAR, rest);
        let exponent = bits.shift_left::<23>(whole.reinterpret_cast());
        bits.add(near.reinterpret_cast(), exponent).reinterpret_cast()
    }
}

/// By Horner's rule, the lowest coefficient first.
#[inline(always)]
fn polynomial<I: Isa, const N: usize>(isa: I, coefficients: [f32; N], x: I::F32) -> I::F32 {
    let ops = isa.f32();
    let mut sum = ops.splat(coefficients[N - 1]);
    for coefficient in coefficients[..N - 1].iter().rev() {
        sum = ops.mul_add(sum, x, ops.splat(*coefficient));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole steps of a hundredth, and what surrounds the ends.
    fn numbers(range: std::ops::RangeInclusive<i32>) -> Vec<f32> {
        range.map(|i| i as f32 / 100.0).chain([f32::MIN, -1e30]).collect()
    }

    #[test]
    fn gelu_is_near_the_exact_one() {
        let numbers = numbers(-2000..=2000);
        let (mut near, mut exact) = (numbers.clone(), numbers.clone());
        Gelu.map_mut(&mut near);
        rten_vecmath::Gelu {}.map_mut(&mut exact);
        for ((x, near), exact) in numbers.iter().zip(near).zip(exact) {
            assert!((near - exact).abs() <= 1e-4 + 1e-5 * exact.abs(), "{x}: {near} for {exact}");
        }
    }

    #[test]
    fn powers_of_two_are_near_the_exact_ones() {
        let numbers = numbers(-12_600..=0);
        let mut near = numbers.clone();
        PowerOfTwo.map_mut(&mut near);
        for (x, near) in numbers.iter().zip(near) {
            let exact = x.max(-126.0).exp2();
            assert!((near / exact - 1.0).abs() < 4e-6, "{x}: {near} for {exact}");
        }
    }
}
