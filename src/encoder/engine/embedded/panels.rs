//! Products of bytes on x86-64 processors without AVX-512, which are most laptops: eight sums at a time, for weights rounded as `scripts/train`
//! rounds them. The sums are whole numbers and exact, as those of every other kernel.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_dpbusd_avx_epi32, _mm256_loadu_si256,
    _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
    _mm256_storeu_si256,
};

/// Columns of a panel: two vectors of sums.
const COLUMNS: usize = 16;
/// Inputs that one lane of a vector takes at once.
const INPUTS: usize = 4;
/// A panel's weights for [`INPUTS`] inputs, column by column.
const STEP: usize = COLUMNS * INPUTS;

/// Weights in panels of [`COLUMNS`] columns; in a panel, pairs of steps, those first that may be summed in 16 bits.
pub struct Panels {
    weights: Vec<i8>,
    /// Panel by panel, which eight inputs each pair reads.
    places: Vec<u16>,
    /// How many pairs of each panel may be summed in 16 bits.
    fitting: Vec<usize>,
    inputs: usize,
    outputs: usize,
    body: Body,
}

struct Panel<'a> {
    weights: &'a [[[i8; STEP]; 2]],
    places: &'a [u16],
    fitting: usize,
    /// How many of its columns the matrix has.
    columns: usize,
}

/// Multiplies rows that stand one behind the other, each so many `inputs` wide, with one panel; row `i`'s sums begin at `i × outputs`.
///
/// # Safety
/// The processor must have what the body was chosen for.
type Tile = unsafe fn(rows: &[u8], inputs: usize, panel: &Panel<'_>, sums: &mut [i32], outputs: usize);

/// How a panel is multiplied.
#[derive(Clone, Copy)]
struct Body {
    /// Whether sums are 16 bits wide on the way.
    narrow: bool,
    /// How many rows `tile` takes.
    rows: usize,
    tile: Tile,
    /// Takes one row.
    one: Tile,
}

impl Body {
    /// `vpdpbusd` in vectors of 256 bits: processors of Intel since 2021, of AMD since 2024.
    const FOURS: Body = Body { narrow: false, rows: 6, tile: fours::<6>, one: fours::<1> };
    /// `vpmaddubsw`, whose sums of two products are 16 bits wide. They are added to those of the next step before they are widened where nothing can
    /// overflow: three multiplications for eight inputs, not four.
    const TWOS: Body = Body { narrow: true, rows: 3, tile: twos::<3>, one: twos::<1> };

    /// `None` where rten-gemm has something better, or this processor nothing to offer.
    fn best() -> Option<Body> {
        if is_x86_feature_detected!("avx512f") || !is_x86_feature_detected!("avx2") {
            None
        } else if is_x86_feature_detected!("avxvnni") {
            Some(Body::FOURS)
        } else {
            Some(Body::TWOS)
        }
    }
}

/// What the positive and the negative weights of a step add up to that share 16 bits, lane by lane.
type Shares = [[i16; STEP / 2]; 2];

fn shares(step: &[i8; STEP]) -> Shares {
    let share = |lane: usize, sign: i16| -> i16 {
        let either = |w: i8| (sign * i16::from(w)).max(0);
        either(step[2 * lane]) + either(step[2 * lane + 1])
    };
    [std::array::from_fn(|lane| share(lane, 1)), std::array::from_fn(|lane| share(lane, -1))]
}

/// Whether no bytes can overflow the 16 bits that products of these two steps share: as bytes are at most 255, weights of either sign must add up to
/// at most 128.
fn fit(first: &Shares, second: &Shares) -> bool {
    first.as_flattened().iter().zip(second.as_flattened()).all(|(a, b)| a + b <= 128)
}

impl Panels {
    /// Packs `inputs × outputs` weights; `None` where rten-gemm serves them or this processor better.
    pub fn of(weights: &[i8], inputs: usize, outputs: usize) -> Option<Panels> {
        Panels::pack(weights, inputs, outputs, Body::best()?)
    }

    fn pack(weights: &[i8], inputs: usize, outputs: usize, body: Body) -> Option<Panels> {
        if !inputs.is_multiple_of(2 * INPUTS) {
            return None;
        }
        let mut panels =
            Panels { weights: Vec::new(), places: Vec::new(), fitting: Vec::new(), inputs, outputs, body };
        for column in (0..outputs).step_by(COLUMNS) {
            let weight = |input: usize, column: usize| match column < outputs {
                true => weights[input * outputs + column],
                false => 0,
            };
            let step = |first: usize| -> [i8; STEP] {
                std::array::from_fn(|at| weight(first + at % INPUTS, column + at / INPUTS))
            };
            let pairs: Vec<[[i8; STEP]; 2]> =
                (0..inputs).step_by(2 * INPUTS).map(|first| [step(first), step(first + INPUTS)]).collect();
            let shares: Vec<[Shares; 2]> =
                pairs.iter().map(|pair| [shares(&pair[0]), shares(&pair[1])]).collect();
            let alone = |step| fit(step, &[[0; STEP / 2]; 2]);
            if body.narrow && !shares.as_flattened().iter().all(alone) {
                return None;
            }
            let (fitting, others): (Vec<usize>, Vec<usize>) =
                (0..pairs.len()).partition(|i| fit(&shares[*i][0], &shares[*i][1]));
            panels.fitting.push(fitting.len());
            for place in fitting.into_iter().chain(others) {
                panels.weights.extend(pairs[place].as_flattened());
                panels.places.push(u16::try_from(place).ok()?);
            }
        }
        Some(panels)
    }

    fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        let weights = self.weights.as_chunks().0.as_chunks().0.chunks_exact(self.inputs / (2 * INPUTS));
        let places = self.places.chunks_exact(self.inputs / (2 * INPUTS));
        weights.zip(places).zip(&self.fitting).enumerate().map(|(i, ((weights, places), fitting))| Panel {
            weights,
            places,
            fitting: *fitting,
            columns: COLUMNS.min(self.outputs - i * COLUMNS),
        })
    }

    /// Multiplies `n × inputs` bytes into `n × outputs` sums.
    pub fn multiply(&self, rows: &[u8], sums: &mut [i32]) {
        let Body { rows: together, tile, one, .. } = self.body;
        let n = rows.len() / self.inputs;
        let (together, tile) = if n < together { (1, one) } else { (together, tile) };
        for (i, panel) in self.panels().enumerate() {
            for first in (0..n).step_by(together) {
                // The last rows are multiplied with some before them again.
                let first = first.min(n - together);
                let rows = &rows[first * self.inputs..(first + together) * self.inputs];
                let sums = &mut sums[first * self.outputs + i * COLUMNS..];
                // SAFETY: a body is chosen only where the processor has what it needs.
                unsafe { tile(rows, self.inputs, &panel, sums, self.outputs) };
            }
        }
    }
}

type Sums<const ROWS: usize> = [[__m256i; 2]; ROWS];

/// The inputs of each row, pair of steps by pair of steps.
type Rows<'a, const ROWS: usize> = [&'a [[[u8; INPUTS]; 2]]; ROWS];

#[target_feature(enable = "avx,avx2,avxvnni")]
fn fours<const ROWS: usize>(rows: &[u8], inputs: usize, panel: &Panel<'_>, sums: &mut [i32], outputs: usize) {
    let mut totals: Sums<ROWS> = [[_mm256_setzero_si256(); 2]; ROWS];
    let rows = paired::<ROWS>(rows, inputs);
    for (place, pair) in panel.places.iter().zip(panel.weights) {
        for (half, step) in pair.iter().enumerate() {
            let weights = vectors(step);
            for (row, totals) in rows.iter().zip(&mut totals) {
                let bytes = everywhere(row[usize::from(*place)][half]);
                for (total, weights) in totals.iter_mut().zip(weights) {
                    *total = _mm256_dpbusd_avx_epi32(*total, bytes, weights);
                }
            }
        }
    }
    store(totals, panel.columns, sums, outputs);
}

#[target_feature(enable = "avx,avx2")]
fn twos<const ROWS: usize>(rows: &[u8], inputs: usize, panel: &Panel<'_>, sums: &mut [i32], outputs: usize) {
    let totals: Sums<ROWS> = [[_mm256_setzero_si256(); 2]; ROWS];
    let rows = paired::<ROWS>(rows, inputs);
    let (places, pairs) = (panel.places.split_at(panel.fitting), panel.weights.split_at(panel.fitting));
    let totals = add_pairs::<ROWS, true>(&rows, places.0, pairs.0, totals);
    let totals = add_pairs::<ROWS, false>(&rows, places.1, pairs.1, totals);
    store(totals, panel.columns, sums, outputs);
}

/// Adds the products of pairs that may be summed in 16 bits, or may not.
#[target_feature(enable = "avx,avx2")]
#[inline]
fn add_pairs<const ROWS: usize, const FITTING: bool>(
    rows: &Rows<'_, ROWS>,
    places: &[u16],
    pairs: &[[[i8; STEP]; 2]],
    mut totals: Sums<ROWS>,
) -> Sums<ROWS> {
    for (place, [first, second]) in places.iter().zip(pairs) {
        let (first, second) = (vectors(first), vectors(second));
        for (row, totals) in rows.iter().zip(&mut totals) {
            let [bytes, next] = row[usize::from(*place)];
            let (bytes, next) = (everywhere(bytes), everywhere(next));
            for (i, total) in totals.iter_mut().enumerate() {
                let products = (_mm256_maddubs_epi16(bytes, first[i]), _mm256_maddubs_epi16(next, second[i]));
                *total = match FITTING {
                    true => widened(*total, _mm256_add_epi16(products.0, products.1)),
                    false => widened(widened(*total, products.0), products.1),
                };
            }
        }
    }
    totals
}

/// Adds the halves of each lane to its total.
#[target_feature(enable = "avx,avx2")]
#[inline]
fn widened(total: __m256i, halves: __m256i) -> __m256i {
    _mm256_add_epi32(total, _mm256_madd_epi16(halves, _mm256_set1_epi16(1)))
}

#[inline(always)]
fn paired<const ROWS: usize>(rows: &[u8], inputs: usize) -> Rows<'_, ROWS> {
    std::array::from_fn(|i| rows[i * inputs..(i + 1) * inputs].as_chunks().0.as_chunks().0)
}

/// A step's inputs in every lane.
#[target_feature(enable = "avx,avx2")]
#[inline]
fn everywhere(inputs: [u8; INPUTS]) -> __m256i {
    _mm256_set1_epi32(i32::from_le_bytes(inputs))
}

#[target_feature(enable = "avx,avx2")]
#[inline]
fn vectors(step: &[i8; STEP]) -> [__m256i; 2] {
    let [first, second] = step.as_chunks::<{ STEP / 2 }>().0 else { unreachable!("a step is two vectors") };
    // SAFETY: both are 32 bytes long, and the load asks for no alignment.
    unsafe { [_mm256_loadu_si256(first.as_ptr().cast()), _mm256_loadu_si256(second.as_ptr().cast())] }
}

#[target_feature(enable = "avx,avx2")]
#[inline]
fn store<const ROWS: usize>(totals: Sums<ROWS>, columns: usize, sums: &mut [i32], outputs: usize) {
    for (i, totals) in totals.iter().enumerate() {
        let mut row = [0; COLUMNS];
        for (total, eight) in totals.iter().zip(row.as_chunks_mut::<{ COLUMNS / 2 }>().0) {
            // SAFETY: eight sums are 32 bytes, and the store asks for no alignment.
            unsafe { _mm256_storeu_si256(eight.as_mut_ptr().cast(), *total) };
        }
        match sums[i * outputs..i * outputs + columns].as_mut_array() {
            Some(whole) => *whole = row,
            None => sums[i * outputs..i * outputs + columns].copy_from_slice(&row[..columns]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look drawn by lot, the same each time.
    fn numbers(seed: u32) -> impl FnMut() -> u32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        }
    }

    fn by_hand(rows: &[u8], weights: &[i8], inputs: usize, outputs: usize) -> Vec<i32> {
        let row = |row: &[u8]| -> Vec<i32> {
            let sum = |c| {
                row.iter().enumerate().map(|(i, x)| i32::from(*x) * i32::from(weights[i * outputs + c])).sum()
            };
            (0..outputs).map(sum).collect()
        };
        rows.chunks_exact(inputs).flat_map(row).collect()
    }

    /// All bodies that this processor can run.
    fn bodies() -> Vec<(&'static str, Body)> {
        let mut bodies = Vec::new();
        match is_x86_feature_detected!("avx2") {
            true => bodies.push(("twos", Body::TWOS)),
            false => eprintln!("skipped: this processor has no AVX2"),
        }
        match is_x86_feature_detected!("avxvnni") {
            true => bodies.push(("fours", Body::FOURS)),
            false => eprintln!("skipped: this processor has no AVX-VNNI"),
        }
        bodies
    }

    #[test]
    fn every_body_gives_the_sums() {
        let mut number = numbers(7);
        for (inputs, outputs, most) in [(8, 16, 64), (384, 48, 32), (384, 49, 48), (1528, 1, 64)] {
            let weight = |n: u32| (n % (2 * most + 1)) as i8 - most as i8;
            let weights: Vec<i8> = (0..inputs * outputs).map(|_| weight(number())).collect();
            for n in [0, 1, 2, 3, 4, 5, 6, 7, 31] {
                let rows: Vec<u8> = (0..n * inputs).map(|_| number() as u8).collect();
                let want = by_hand(&rows, &weights, inputs, outputs);
                for (name, body) in bodies() {
                    let panels = Panels::pack(&weights, inputs, outputs, body).unwrap();
                    let mut sums = vec![-1; n * outputs];
                    panels.multiply(&rows, &mut sums);
                    assert_eq!(sums, want, "{name}, {n} × {inputs} × {outputs}");
                }
            }
        }
    }

    #[test]
    fn the_largest_weights_do_not_overflow() {
        let (inputs, outputs) = (8, 16);
        // Inputs 0, 1, 4 and 5 share the lower half of a lane, the others its upper one.
        for (column, fitting) in [
            ([64, 64, 0, 0, 0, 0, 64, 64], 1),
            ([64, 64, 64, 64, 64, 64, 64, 64], 0),
            ([-64, -64, 127, 1, 64, 64, -64, -64], 1),
            ([-64, -64, 127, 1, -64, -64, -64, -64], 0),
        ] {
            let weights: Vec<i8> = column.iter().flat_map(|w| [*w; 16]).collect();
            for (name, body) in bodies() {
                let panels = Panels::pack(&weights, inputs, outputs, body).unwrap();
                assert_eq!(panels.fitting, [fitting]);
                let mut sums = vec![0; outputs];
                panels.multiply(&[255; 8], &mut sums);
                assert_eq!(sums, by_hand(&[255; 8], &weights, inputs, outputs), "{name}");
            }
        }
    }

    #[test]
    fn weights_that_overflow_in_one_step_are_left_to_wider_sums() {
        let weights =
            |largest: i8| -> Vec<i8> { (0..8 * 16).map(|i| if i < 32 { largest } else { 0 }).collect() };
        assert!(Panels::pack(&weights(64), 8, 16, Body::TWOS).is_some());
        assert!(Panels::pack(&weights(65), 8, 16, Body::TWOS).is_none());
        assert!(Panels::pack(&weights(65), 8, 16, Body::FOURS).is_some());
    }
}
