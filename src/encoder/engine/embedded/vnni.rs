//! Products of bytes on x86-64 processors that add four of them to a sum of 32 bits in one step (`vpdpbusd`): with vectors of 512 bits (AVX-512 VNNI)
//! or of 256 (AVX-VNNI, as Intel's since 2021 without AVX-512). The sums are whole numbers and exact, as those of every other kernel.
//!
//! Rows are read as they lie. A tile of some rows and some columns keeps its sums in registers from the first input to the last; the weights of a
//! panel of columns stay in the first cache while all rows walk over it.

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_dpbusd_avx_epi32, _mm256_load_si256, _mm256_set1_epi32, _mm256_setzero_si256,
    _mm256_storeu_si256, _mm512_dpbusd_epi32, _mm512_load_si512, _mm512_set1_epi32, _mm512_setzero_si512,
    _mm512_storeu_si512,
};

/// Inputs that one lane of a vector takes at once.
const INPUTS: usize = 4;
/// Columns of a line.
const COLUMNS: usize = 16;
/// Rows of a tile.
const ROWS: usize = 6;

/// The weights of [`COLUMNS`] columns for [`INPUTS`] inputs, column by column: what fills one line of the cache.
#[repr(align(64))]
struct Line([i8; COLUMNS * INPUTS]);

/// Which instructions multiply.
#[derive(Clone, Copy, Debug)]
enum Set {
    Avx512,
    Avx,
}

impl Set {
    /// Those that this processor has, the best first.
    fn all() -> impl Iterator<Item = Set> {
        let avx512 = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni");
        let avx = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni");
        avx512.then_some(Set::Avx512).into_iter().chain(avx.then_some(Set::Avx))
    }

    /// Lines of a panel beside each other: as many columns as the registers have sums for.
    fn lines(self) -> usize {
        match self {
            Set::Avx512 => Avx512::LINES,
            Set::Avx => Avx::LINES,
        }
    }
}

/// Weights that rows of bytes are multiplied with, panel by panel.
pub struct Panels {
    set: Set,
    lines: Vec<Line>,
    inputs: usize,
    outputs: usize,
}

impl Panels {
    /// Packs `inputs × outputs` weights. `None` where this processor cannot multiply them.
    pub fn of(weights: &[i8], inputs: usize, outputs: usize) -> Option<Panels> {
        let set = Set::all().next()?;
        inputs.is_multiple_of(INPUTS).then(|| Panels::packed(set, weights, inputs, outputs))
    }

    fn packed(set: Set, weights: &[i8], inputs: usize, outputs: usize) -> Panels {
        let weight = |input: usize, column: usize| match column < outputs {
            true => weights[input * outputs + column],
            false => 0,
        };
        let line = |input: usize, column: usize| {
            Line(std::array::from_fn(|i| weight(input + i % INPUTS, column + i / INPUTS)))
        };
        let width = set.lines() * COLUMNS;
        let panel = |first: usize| {
            let columns = (first..first + width).step_by(COLUMNS);
            (0..inputs).step_by(INPUTS).flat_map(move |i| columns.clone().map(move |c| (i, c)))
        };
        let lines = (0..outputs).step_by(width).flat_map(panel).map(|(input, column)| line(input, column));
        Panels { set, lines: lines.collect(), inputs, outputs }
    }

    /// Multiplies `n × inputs` bytes into `n × outputs` sums.
    pub fn multiply(&self, rows: &[u8], sums: &mut [i32]) {
        let n = rows.len() / self.inputs;
        let together = if n < ROWS { 1 } else { ROWS };
        let lines = self.set.lines();
        let tile = match (self.set, together) {
            (Set::Avx512, 1) => avx512::<1>,
            (Set::Avx512, _) => avx512::<ROWS>,
            (Set::Avx, 1) => avx::<1>,
            (Set::Avx, _) => avx::<ROWS>,
        };
        for (i, panel) in self.lines.chunks_exact(self.inputs / INPUTS * lines).enumerate() {
            for first in (0..n).step_by(together) {
                // The last rows are multiplied with some before them again.
                let first = first.min(n - together);
                let rows = &rows[first * self.inputs..(first + together) * self.inputs];
                let sums = &mut sums[first * self.outputs..(first + together) * self.outputs];
                // SAFETY: panels are made only where the processor has the instructions of their set.
                unsafe { tile(rows, panel, sums, i * lines * COLUMNS) };
            }
        }
    }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn avx512<const ROWS: usize>(rows: &[u8], panel: &[Line], sums: &mut [i32], column: usize) {
    // SAFETY: this function asks for the instructions.
    unsafe { multiply::<Avx512, ROWS, { Avx512::LINES }>(rows, panel, sums, column) };
}

#[target_feature(enable = "avx,avx2,avxvnni")]
fn avx<const ROWS: usize>(rows: &[u8], panel: &[Line], sums: &mut [i32], column: usize) {
    // SAFETY: this function asks for the instructions.
    unsafe { multiply::<Avx, ROWS, { Avx::LINES }>(rows, panel, sums, column) };
}

/// Sums of the columns of a line, and what is done to them.
///
/// # Safety
/// Of each function: the processor must have the instructions of the set.
trait Sums: Copy {
    /// Lines beside each other whose sums fit into the registers, for [`ROWS`] rows.
    const LINES: usize;
    /// Four inputs, once for each column that a register has sums for.
    type Bytes: Copy;
    type Weights: Copy;

    unsafe fn zero() -> Self;
    unsafe fn bytes(inputs: [u8; INPUTS]) -> Self::Bytes;
    unsafe fn weights(line: &Line) -> Self::Weights;
    unsafe fn add(self, bytes: Self::Bytes, weights: Self::Weights) -> Self;
    unsafe fn store(self, sums: &mut [i32; COLUMNS]);
}

#[derive(Clone, Copy)]
struct Avx512(__m512i);

impl Sums for Avx512 {
    const LINES: usize = 4;
    type Bytes = __m512i;
    type Weights = __m512i;

    #[inline(always)]
    unsafe fn zero() -> Self {
        Avx512(unsafe { _mm512_setzero_si512() })
    }

    #[inline(always)]
    unsafe fn bytes(inputs: [u8; INPUTS]) -> __m512i {
        unsafe { _mm512_set1_epi32(i32::from_le_bytes(inputs)) }
    }

    #[inline(always)]
    unsafe fn weights(line: &Line) -> __m512i {
        unsafe { _mm512_load_si512(line.0.as_ptr().cast()) }
    }

    #[inline(always)]
    unsafe fn add(self, bytes: __m512i, weights: __m512i) -> Self {
        Avx512(unsafe { _mm512_dpbusd_epi32(self.0, bytes, weights) })
    }

    #[inline(always)]
    unsafe fn store(self, sums: &mut [i32; COLUMNS]) {
        unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), self.0) }
    }
}

#[derive(Clone, Copy)]
struct Avx([__m256i; 2]);

impl Sums for Avx {
    const LINES: usize = 1;
    type Bytes = __m256i;
    type Weights = [__m256i; 2];

    #[inline(always)]
    unsafe fn zero() -> Self {
        Avx(unsafe { [_mm256_setzero_si256(); 2] })
    }

    #[inline(always)]
    unsafe fn bytes(inputs: [u8; INPUTS]) -> __m256i {
        unsafe { _mm256_set1_epi32(i32::from_le_bytes(inputs)) }
    }

    #[inline(always)]
    unsafe fn weights(line: &Line) -> [__m256i; 2] {
        let halves = line.0.as_ptr().cast::<__m256i>();
        unsafe { [_mm256_load_si256(halves), _mm256_load_si256(halves.add(1))] }
    }

    #[inline(always)]
    unsafe fn add(self, bytes: __m256i, weights: [__m256i; 2]) -> Self {
        let half = |i: usize| unsafe { _mm256_dpbusd_avx_epi32(self.0[i], bytes, weights[i]) };
        Avx([half(0), half(1)])
    }

    #[inline(always)]
    unsafe fn store(self, sums: &mut [i32; COLUMNS]) {
        let halves = sums.as_mut_ptr().cast::<__m256i>();
        unsafe {
            _mm256_storeu_si256(halves, self.0[0]);
            _mm256_storeu_si256(halves.add(1), self.0[1]);
        }
    }
}

/// Multiplies rows that stand one behind the other with a panel, whose columns begin at `column` of the sums.
///
/// # Safety
/// The processor must have the instructions of `S`.
#[inline(always)]
unsafe fn multiply<S: Sums, const ROWS: usize, const LINES: usize>(
    rows: &[u8],
    panel: &[Line],
    sums: &mut [i32],
    column: usize,
) {
    // SAFETY: as the caller says.
    let mut totals = [[unsafe { S::zero() }; LINES]; ROWS];
    let (inputs, steps) = (rows.len() / ROWS, panel.len() / LINES);
    // Cut to the same length, so that the compiler sees that no place is out of bounds.
    let rows: [&[[u8; INPUTS]]; ROWS] =
        std::array::from_fn(|i| &rows[i * inputs..(i + 1) * inputs].as_chunks().0[..steps]);
    for (place, lines) in panel.as_chunks::<LINES>().0[..steps].iter().enumerate() {
        // SAFETY: as the caller says.
        let weights = lines.each_ref().map(|line| unsafe { S::weights(line) });
        for (row, totals) in rows.iter().zip(&mut totals) {
            // SAFETY: as the caller says.
            let bytes = unsafe { S::bytes(row[place]) };
            for (total, weights) in totals.iter_mut().zip(weights) {
                // SAFETY: as the caller says.
                *total = unsafe { total.add(bytes, weights) };
            }
        }
    }
    let outputs = sums.len() / ROWS;
    for (totals, sums) in totals.into_iter().zip(sums.chunks_exact_mut(outputs)) {
        for (total, sums) in totals.into_iter().zip(sums[column..].chunks_mut(COLUMNS)) {
            match sums.as_mut_array() {
                // SAFETY: as the caller says.
                Some(sums) => unsafe { total.store(sums) },
                None => {
                    let mut new = [0; COLUMNS];
                    // SAFETY: as the caller says.
                    unsafe { total.store(&mut new) };
                    sums.copy_from_slice(&new[..sums.len()]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::engine::embedded::int8_linear::example::{by_hand, numbers};

    #[test]
    fn sums_are_those_by_hand() {
        let mut number = numbers(7);
        if Set::all().next().is_none() {
            eprintln!("skipped: this processor has no VNNI");
        }
        for (inputs, outputs) in [(4, 16), (384, 48), (384, 49), (384, 128), (1528, 1)] {
            let weights: Vec<i8> = (0..inputs * outputs).map(|_| number() as i8).collect();
            for set in Set::all() {
                let panels = Panels::packed(set, &weights, inputs, outputs);
                for n in [0, 1, 5, 6, 7, 31] {
                    let rows: Vec<u8> = (0..n * inputs).map(|_| number() as u8).collect();
                    let mut sums = vec![-1; n * outputs];
                    panels.multiply(&rows, &mut sums);
                    let right = by_hand(&rows, &weights, inputs, outputs);
                    assert_eq!(sums, right, "{set:?}: {n} × {inputs} × {outputs}");
                }
            }
        }
    }
}
