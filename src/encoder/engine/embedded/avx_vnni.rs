//! Products of bytes on x86-64 processors that have AVX-VNNI, as Intel's since 2021 without AVX-512: `vpdpbusd` adds four products to a sum of 32 bits
//! in one step. The sums are whole numbers and exact, as those of every other kernel.

use std::arch::x86_64::{
    __m256i, _mm256_dpbusd_avx_epi32, _mm256_load_si256, _mm256_set1_epi32, _mm256_setzero_si256,
    _mm256_storeu_si256,
};

/// Vectors of sums that a row keeps in registers.
const VECTORS: usize = 2;
/// Columns of a panel.
const COLUMNS: usize = 8 * VECTORS;
/// Inputs that one lane of a vector takes at once.
const INPUTS: usize = 4;
/// Rows that are multiplied together.
const ROWS: usize = 6;

/// A panel's weights for [`INPUTS`] inputs, column by column.
#[repr(align(64))]
struct Step([[i8; 8 * INPUTS]; VECTORS]);

/// Weights that rows of bytes are multiplied with, panel by panel.
pub struct Panels {
    steps: Vec<Step>,
    inputs: usize,
    outputs: usize,
}

impl Panels {
    /// Packs `inputs × outputs` weights. `None` where this processor cannot multiply them.
    pub fn of(weights: &[i8], inputs: usize, outputs: usize) -> Option<Panels> {
        let can = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni");
        if !can || !inputs.is_multiple_of(INPUTS) {
            return None;
        }
        let weight = |input: usize, column: usize| match column < outputs {
            true => weights[input * outputs + column],
            false => 0,
        };
        let vector = |first: usize, column: usize| {
            std::array::from_fn(|lane| weight(first + lane % INPUTS, column + lane / INPUTS))
        };
        let step = |first: usize, column: usize| Step(std::array::from_fn(|i| vector(first, column + 8 * i)));
        let columns = (0..outputs).step_by(COLUMNS);
        let steps = columns.flat_map(|c| (0..inputs).step_by(INPUTS).map(move |first| step(first, c)));
        Some(Panels { steps: steps.collect(), inputs, outputs })
    }

    /// Multiplies `n × inputs` bytes into `n × outputs` sums.
    pub fn multiply(&self, rows: &[u8], sums: &mut [i32]) {
        let n = rows.len() / self.inputs;
        let together = if n < ROWS { 1 } else { ROWS };
        for (i, panel) in self.steps.chunks_exact(self.inputs / INPUTS).enumerate() {
            for first in (0..n).step_by(together) {
                // The last rows are multiplied with some before them again.
                let first = first.min(n - together);
                let rows = &rows[first * self.inputs..(first + together) * self.inputs];
                let sums = &mut sums[first * self.outputs..(first + together) * self.outputs];
                let tile = if together == 1 { multiply::<1> } else { multiply::<ROWS> };
                // SAFETY: panels are made only where the processor has AVX2 and AVX-VNNI.
                unsafe { tile(rows, panel, sums, i * COLUMNS) };
            }
        }
    }
}

/// Multiplies rows that stand one behind the other with a panel, whose columns begin at `column` of the sums.
#[target_feature(enable = "avx,avx2,avxvnni")]
fn multiply<const ROWS: usize>(rows: &[u8], panel: &[Step], sums: &mut [i32], column: usize) {
    let mut totals: [[__m256i; VECTORS]; ROWS] = [[_mm256_setzero_si256(); VECTORS]; ROWS];
    let inputs = rows.len() / ROWS;
    let rows: [&[[u8; INPUTS]]; ROWS] =
        std::array::from_fn(|i| rows[i * inputs..(i + 1) * inputs].as_chunks().0);
    for (place, step) in panel.iter().enumerate() {
        // SAFETY: a vector of a step is 32 bytes, and stands where steps are aligned.
        let weights = unsafe { step.0.each_ref().map(|v| _mm256_load_si256(v.as_ptr().cast())) };
        for (row, totals) in rows.iter().zip(&mut totals) {
            let bytes = _mm256_set1_epi32(i32::from_le_bytes(row[place]));
            for (total, weights) in totals.iter_mut().zip(weights) {
                *total = _mm256_dpbusd_avx_epi32(*total, bytes, weights);
            }
        }
    }
    let outputs = sums.len() / ROWS;
    for (totals, sums) in totals.iter().zip(sums.chunks_exact_mut(outputs)) {
        let mut new = [0; COLUMNS];
        for (total, eight) in totals.iter().zip(new.as_chunks_mut::<8>().0) {
            // SAFETY: eight sums are 32 bytes, and the store asks for no alignment.
            unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), *total) };
        }
        let sums = &mut sums[column..outputs.min(column + COLUMNS)];
        sums.copy_from_slice(&new[..sums.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::engine::embedded::product::example::{by_hand, numbers};

    #[test]
    fn sums_are_those_by_hand() {
        let mut number = numbers(7);
        for (inputs, outputs) in [(4, 16), (384, 48), (384, 49), (1528, 1)] {
            let weights: Vec<i8> = (0..inputs * outputs).map(|_| number() as i8).collect();
            let Some(panels) = Panels::of(&weights, inputs, outputs) else {
                eprintln!("skipped: this processor has no AVX-VNNI");
                return;
            };
            for n in [0, 1, 5, 6, 7, 31] {
                let rows: Vec<u8> = (0..n * inputs).map(|_| number() as u8).collect();
                let mut sums = vec![-1; n * outputs];
                panels.multiply(&rows, &mut sums);
                assert_eq!(sums, by_hand(&rows, &weights, inputs, outputs), "{n} × {inputs} × {outputs}");
            }
        }
    }
}
