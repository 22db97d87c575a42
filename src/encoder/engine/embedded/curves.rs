//! GELU and the exponential as polynomials, as exact as what reads them: products whose steps are a hundred times coarser. Coefficients are minimax
//! fits by weighted least squares (Lawson 1961).

use rten_simd::ops::{BitOps, FloatOps, IntOps, NumOps};
use rten_simd::{Isa, Simd};

/// Beyond this, `x · erf(x / √2)` is `|x|`.
const FAR: f32 = 4.5;
/// `x · erf(x / √2)` where `2 x² / FAR² - 1` is the variable; the highest power stands first.
const BEND: [f32; 10] = [
    0.065_569_31,
    -0.120_127_04,
    0.063_176_14,
    -0.093_371_66,
    0.217_104_67,
    -0.260_932_15,
    0.289_654_52,
    -0.452_795_36,
    1.614_480_1,
    3.177_271_3,
];

/// `2 · GELU(x)`, to 0.0001.
#[inline(always)]
pub fn twice_gelu<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    let ops = isa.f32();
    let square = ops.min(ops.mul(x, x), ops.splat(FAR * FAR));
    let at = ops.mul_add(square, ops.splat(2.0 / (FAR * FAR)), ops.splat(-1.0));
    let beyond = ops.max(ops.sub(ops.abs(x), ops.splat(FAR)), ops.zero());
    ops.add(ops.add(x, beyond), polynomial(isa, at, &BEND))
}

/// `2ˣ` between -½ and ½; the highest power stands first.
const POWER: [f32; 6] = [0.001_327_646_9, 0.009_675_541, 0.055_507_13, 0.240_221_2, 0.693_147, 1.000_000_1];

/// `2ˣ` for `x` of at most 120, to a millionth of it; below -120 as there.
#[inline(always)]
pub fn power_of_two<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    /// Added, it leaves no place for a fraction: the number's last bits are the nearest whole.
    const WHOLE: f32 = 12_582_912.0;
    let (ops, bits) = (isa.f32(), isa.i32());
    let x = ops.max(x, ops.splat(-120.0));
    let whole = ops.add(x, ops.splat(WHOLE));
    let fraction = ops.sub(x, ops.sub(whole, ops.splat(WHOLE)));
    let exponent = bits.shift_left::<23>(whole.reinterpret_cast());
    bits.add(polynomial(isa, fraction, &POWER).reinterpret_cast(), exponent).reinterpret_cast()
}

#[inline(always)]
fn polynomial<I: Isa, const N: usize>(isa: I, x: I::F32, coefficients: &[f32; N]) -> I::F32 {
    let ops = isa.f32();
    let mut sum = ops.splat(coefficients[0]);
    for c in &coefficients[1..] {
        sum = ops.mul_add(sum, x, ops.splat(*c));
    }
    sum
}

#[cfg(test)]
mod tests {
    use rten_simd::{SimdOp, SimdUnaryOp};
    use rten_vecmath::{Exp, Gelu};

    use super::*;

    /// Ours and the exact curve at one point.
    struct At(f32);

    impl SimdOp for At {
        type Output = [(f32, f32); 2];

        fn eval<I: Isa>(self, isa: I) -> Self::Output {
            let ops = isa.f32();
            let first = |x: I::F32| ops.sum(x) / ops.len() as f32;
            let x = ops.splat(self.0);
            let gelu = (first(twice_gelu(isa, x)) / 2.0, first(Gelu {}.eval(isa, x)));
            let natural = ops.splat(self.0 * std::f32::consts::LN_2);
            [gelu, (first(power_of_two(isa, x)), first(Exp::apply(isa, natural)))]
        }
    }

    #[test]
    fn curves_are_near_the_exact_ones() {
        for i in -30_000..=30_000 {
            let x = i as f32 / 1000.0;
            let [(gelu, exact), (power, exact_power)] = At(x).dispatch();
            assert!((gelu - exact).abs() < 5e-5, "GELU of {x}: {gelu}, not {exact}");
            assert!((power / exact_power - 1.0).abs() < 2e-6, "2^{x}: {power}, not {exact_power}");
        }
        for x in [-1e9, -10_000.0, -200.0, -121.0] {
            let [(gelu, _), (power, _)] = At(x).dispatch();
            assert!(
                gelu.abs() < 2.5e-4 * x.abs().max(1.0) && (0.0..1e-35).contains(&power),
                "{x}: {gelu}, {power}"
            );
        }
    }
}
