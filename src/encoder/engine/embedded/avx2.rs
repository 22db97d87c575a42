//! Products of bytes on x86-64 processors that have AVX2 and nothing later for it, which are most laptops and servers before 2022: for weights rounded
//! as `scripts/train` rounds them. The sums are whole numbers and exact, as those of every other kernel.
//!
//! `vpmaddubsw` multiplies a byte of activations by one of weights and adds two neighbours in 16 bits. Up to [`GROUP`] such results are added in 16 bits
//! before they are widened, wherever no bytes can overflow them: so steps of a panel that may share 16 bits are put together beforehand.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_load_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};
use std::ops::Range;

/// Vectors of sums that one row keeps in registers, beside as many in 16 bits.
const VECTORS: usize = 4;
/// Columns of a panel.
const COLUMNS: usize = 8 * VECTORS;
/// Inputs that one lane of a vector takes at once.
const INPUTS: usize = 4;
/// Quantization that are added in 16 bits, at most: of weights in 7 bits, nine in ten groups are as large.
const GROUP: usize = 4;
/// Quantization of a slab, at most: its weights stay in the first cache while all rows walk over it.
const DEPTH: usize = 192;

/// A panel's weights for [`INPUTS`] inputs, column by column.
#[repr(align(64))]
#[derive(Clone, Copy)]
struct Step([[i8; 8 * INPUTS]; VECTORS]);

/// Some columns and some inputs of a matrix.
struct Slab {
    /// Columns of the matrix.
    columns: Range<usize>,
    /// Whether its sums are the first of its columns, or go on from others'.
    first: bool,
    /// Quantization in groups of four, of three, of two and alone, in this order.
    in_groups: [usize; GROUP],
}

/// Weights that rows of bytes are multiplied with.
pub struct Panels {
    /// Slab by slab.
    steps: Vec<Step>,
    /// Which inputs each step reads, in fours.
    places: Vec<u16>,
    slabs: Vec<Slab>,
    inputs: usize,
    outputs: usize,
}

impl Panels {
    /// Packs `inputs × outputs` weights. `None` where this processor cannot multiply them, or two weights alone may overflow 16 bits.
    pub fn of(weights: &[i8], inputs: usize, outputs: usize) -> Option<Panels> {
        if !is_x86_feature_detected!("avx2") || !inputs.is_multiple_of(INPUTS) {
            return None;
        }
        let all = inputs / INPUTS;
        let mut panels = Panels { steps: Vec::new(), places: Vec::new(), slabs: Vec::new(), inputs, outputs };
        for column in (0..outputs).step_by(COLUMNS) {
            let columns = column..outputs.min(column + COLUMNS);
            for deep in 0..all.div_ceil(DEPTH) {
                let range = deep * all / all.div_ceil(DEPTH)..(deep + 1) * all / all.div_ceil(DEPTH);
                let steps = range.clone().map(|place| step(weights, outputs, place, &columns)).collect();
                panels.add(steps, range.start, columns.clone())?;
            }
        }
        Some(panels)
    }

    /// Adds a slab of steps, of which the first reads inputs `from`.
    fn add(&mut self, steps: Vec<Step>, from: usize, columns: Range<usize>) -> Option<()> {
        let groups = groups(&steps.iter().map(shares).collect::<Vec<_>>())?;
        let mut in_groups = [0; GROUP];
        for (steps_of, count) in (1..=GROUP).rev().zip(&mut in_groups) {
            for place in groups.iter().filter(|group| group.len() == steps_of).flatten() {
                *count += 1;
                self.steps.push(steps[*place]);
                self.places.push(u16::try_from(from + place).ok()?);
            }
        }
        self.slabs.push(Slab { columns, first: from == 0, in_groups });
        Some(())
    }

    /// Multiplies `n × inputs` bytes into `n × outputs` sums.
    pub fn multiply(&self, rows: &[u8], sums: &mut [i32]) {
        let (mut steps, mut places) = (self.steps.as_slice(), self.places.as_slice());
        for slab in &self.slabs {
            let (own, others) = steps.split_at(slab.in_groups.iter().sum());
            let (own_places, other_places) = places.split_at(own.len());
            (steps, places) = (others, other_places);
            let rows = rows.chunks_exact(self.inputs).zip(sums.chunks_exact_mut(self.outputs));
            // SAFETY: panels are made only where the processor has AVX2, and their places lie within a row.
            unsafe { multiply(rows, slab, own_places, own) };
        }
    }
}

/// The weights of four inputs and a panel's columns; those that the matrix has not are zero.
fn step(weights: &[i8], outputs: usize, place: usize, columns: &Range<usize>) -> Step {
    let weight = |column: usize, input: usize| match columns.start + column < columns.end {
        true => weights[(place * INPUTS + input) * outputs + columns.start + column],
        false => 0,
    };
    Step(std::array::from_fn(|vector| {
        std::array::from_fn(|lane| weight(vector * 8 + lane / INPUTS, lane % INPUTS))
    }))
}

/// What the positive and the negative weights of a step add up to that share 16 bits, lane by lane. As bytes are at most 255, neither may be more
/// than [`MOST`].
type Shares = [u8; 4 * COLUMNS];
const MOST: u8 = 128;

fn shares(step: &Step) -> Shares {
    let mut shares = [0; 4 * COLUMNS];
    let pairs = step.0.as_flattened().as_chunks::<2>().0;
    for (share, [a, b]) in shares.as_chunks_mut::<2>().0.iter_mut().zip(pairs) {
        *share = [
            a.max(&0).unsigned_abs() + b.max(&0).unsigned_abs(),
            a.min(&0).unsigned_abs().saturating_add(b.min(&0).unsigned_abs()),
        ];
    }
    shares
}

/// Quantization that may be added in 16 bits, together. The heaviest come first, each with what still fits beside it, so that few are left alone.
/// `None` where a step overflows by itself.
fn groups(steps: &[Shares]) -> Option<Vec<Vec<usize>>> {
    let mut left: Vec<usize> = (0..steps.len()).collect();
    left.sort_by_cached_key(|i| std::cmp::Reverse(heaviest(&steps[*i])));
    if left.first().is_some_and(|i| heaviest(&steps[*i]) > MOST) {
        return None;
    }
    let mut groups = Vec::new();
    while !left.is_empty() {
        let (mut group, mut total) = (Vec::with_capacity(GROUP), [0; 4 * COLUMNS]);
        left.retain(|i| {
            if group.len() == GROUP {
                return true;
            }
            let with = sum(&total, &steps[*i]);
            let fits = heaviest(&with) <= MOST;
            if fits {
                group.push(*i);
                total = with;
            }
            !fits
        });
        groups.push(group);
    }
    Some(groups)
}

fn heaviest(shares: &Shares) -> u8 {
    shares.iter().fold(0, |most, share| most.max(*share))
}

fn sum(a: &Shares, b: &Shares) -> Shares {
    let mut sum = *a;
    sum.iter_mut().zip(b).for_each(|(sum, b)| *sum = sum.saturating_add(*b));
    sum
}

type Totals = [__m256i; VECTORS];

/// Multiplies rows with a slab into the sums of the slab's columns.
///
/// # Safety
/// The processor must have AVX2, and every place must lie within a row.
#[target_feature(enable = "avx,avx2")]
unsafe fn multiply<'a>(
    rows: impl Iterator<Item = (&'a [u8], &'a mut [i32])>,
    slab: &Slab,
    places: &[u16],
    steps: &[Step],
) {
    let mut left = (places, steps);
    let mut next = |n: usize| {
        let (places, steps) = (left.0.split_at(n), left.1.split_at(n));
        left = (places.1, steps.1);
        (places.0, steps.0)
    };
    let [fours, threes, twos, ones] = slab.in_groups.map(&mut next);
    for (row, sums) in rows {
        let row = row.as_chunks().0;
        let totals = [_mm256_setzero_si256(); VECTORS];
        // SAFETY: as the caller says.
        let totals = unsafe {
            let totals = add_groups::<4>(row, fours, totals);
            let totals = add_groups::<3>(row, threes, totals);
            let totals = add_groups::<2>(row, twos, totals);
            add_groups::<1>(row, ones, totals)
        };
        store(totals, slab.first, &mut sums[slab.columns.clone()]);
    }
}

/// Adds the products of steps that stand in groups of `STEPS`.
///
/// # Safety
/// Every place must lie within the row.
#[target_feature(enable = "avx,avx2")]
#[inline]
unsafe fn add_groups<const STEPS: usize>(
    row: &[[u8; INPUTS]],
    (places, steps): (&[u16], &[Step]),
    mut totals: Totals,
) -> Totals {
    let ones = _mm256_set1_epi16(1);
    for (places, steps) in places.as_chunks::<STEPS>().0.iter().zip(steps.as_chunks::<STEPS>().0) {
        let mut halves = [_mm256_setzero_si256(); VECTORS];
        for (place, step) in places.iter().zip(steps) {
            // SAFETY: as the caller says. Asking again at each step takes 4 in 100 of the time.
            let bytes = unsafe { *row.get_unchecked(usize::from(*place)) };
            let bytes = _mm256_set1_epi32(i32::from_le_bytes(bytes));
            for (half, weights) in halves.iter_mut().zip(&step.0) {
                // SAFETY: a vector of a step is 32 bytes, and steps are aligned.
                let weights = unsafe { _mm256_load_si256(weights.as_ptr().cast()) };
                *half = _mm256_add_epi16(*half, _mm256_maddubs_epi16(bytes, weights));
            }
        }
        for (total, half) in totals.iter_mut().zip(halves) {
            *total = _mm256_add_epi32(*total, _mm256_madd_epi16(half, ones));
        }
    }
    totals
}

#[target_feature(enable = "avx,avx2")]
#[inline]
fn store(totals: Totals, first: bool, sums: &mut [i32]) {
    let mut new = [0; COLUMNS];
    for (total, eight) in totals.iter().zip(new.as_chunks_mut::<8>().0) {
        // SAFETY: eight sums are 32 bytes, and the store asks for no alignment.
        unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), *total) };
    }
    match (first, sums.as_mut_array()) {
        (true, Some(sums)) => *sums = new,
        (true, None) => sums.copy_from_slice(&new[..sums.len()]),
        (false, _) => sums.iter_mut().zip(new).for_each(|(sum, new)| *sum += new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::engine::embedded::int8_linear::example::{by_hand, numbers};

    fn packed(weights: &[i8], inputs: usize, outputs: usize) -> Option<Panels> {
        if !is_x86_feature_detected!("avx2") {
            eprintln!("skipped: this processor has no AVX2");
            return None;
        }
        Some(Panels::of(weights, inputs, outputs).expect("the weights do not overflow"))
    }

    #[test]
    fn sums_are_those_by_hand() {
        let mut number = numbers(7);
        for (inputs, outputs, most) in
            [(4, 32, 64), (384, 48, 32), (384, 49, 48), (1528, 1, 64), (800, 64, 20)]
        {
            let weights: Vec<i8> =
                (0..inputs * outputs).map(|_| (number() % (2 * most + 1)) as i8 - most as i8).collect();
            let Some(panels) = packed(&weights, inputs, outputs) else { return };
            for n in [0, 1, 2, 3, 31] {
                let rows: Vec<u8> = (0..n * inputs).map(|_| number() as u8).collect();
                let mut sums = vec![-1; n * outputs];
                panels.multiply(&rows, &mut sums);
                assert_eq!(sums, by_hand(&rows, &weights, inputs, outputs), "{n} × {inputs} × {outputs}");
            }
        }
    }

    #[test]
    fn the_largest_weights_do_not_overflow() {
        let (inputs, outputs) = (8, 32);
        // Inputs 0, 1, 4 and 5 share the lower half of a lane, the others its upper one.
        for (column, in_groups) in [
            ([64, 64, 0, 0, 0, 0, 64, 64], [0, 0, 2, 0]),
            ([64, 64, 64, 64, 64, 64, 64, 64], [0, 0, 0, 2]),
            ([-64, -64, 127, 1, 64, 64, -64, -64], [0, 0, 2, 0]),
            ([-64, -64, 127, 1, -64, -64, -64, -64], [0, 0, 0, 2]),
        ] {
            let weights: Vec<i8> = column.iter().flat_map(|w| [*w; 32]).collect();
            let Some(panels) = packed(&weights, inputs, outputs) else { return };
            assert_eq!(panels.slabs[0].in_groups, in_groups);
            let mut sums = vec![0; outputs];
            panels.multiply(&[255; 8], &mut sums);
            assert_eq!(sums, by_hand(&[255; 8], &weights, inputs, outputs));
        }
    }

    #[test]
    fn small_weights_stand_in_fours_and_all_of_them_once() {
        let mut number = numbers(3);
        let (inputs, outputs) = (1000, 32);
        let weights: Vec<i8> = (0..inputs * outputs).map(|_| (number() % 17) as i8 - 8).collect();
        let Some(panels) = packed(&weights, inputs, outputs) else { return };
        assert_eq!(panels.slabs.iter().map(|s| s.in_groups).collect::<Vec<_>>(), [[124, 0, 0, 1]; 2]);
        let mut places = panels.places;
        places.sort_unstable();
        assert!(places.into_iter().eq(0..250));
    }

    #[test]
    fn weights_that_overflow_in_one_step_are_left_to_wider_sums() {
        let weights =
            |largest: i8| -> Vec<i8> { (0..8 * 32).map(|i| if i < 64 { largest } else { 0 }).collect() };
        if packed(&weights(64), 8, 32).is_some() {
            assert!(Panels::of(&weights(65), 8, 32).is_none());
        }
    }
}
