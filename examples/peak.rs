//! Operations a second (a product and a sum are two) of the best instruction for bytes that this processor has, with everything in registers: what no
//! network can be faster than. For scripts/bench/peers.py.
//!
//!     cargo run --release --example peak -- THREADS

use std::time::{Duration, Instant};

/// How long each thread goes on.
const MEASURED: Duration = Duration::from_secs(2);
/// Steps between two looks at the clock.
#[cfg(target_arch = "x86_64")]
const STEPS: u64 = 100_000;

fn main() {
    let threads = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(1);
    let Some((name, steps)) = instruction() else {
        println!("{{}}");
        return;
    };
    let work = || {
        let (start, mut operations) = (Instant::now(), 0);
        while start.elapsed() < MEASURED {
            operations += steps();
        }
        operations as f64 / start.elapsed().as_secs_f64()
    };
    let together: f64 = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|t| t.join().unwrap_or(0.0)).sum()
    });
    println!("{{\"instruction\": \"{name}\", \"operations\": {together:.0}}}");
}

/// An instruction's name, and what does some thousand steps of it and tells the operations.
type Instruction = (&'static str, fn() -> u64);

#[cfg(target_arch = "x86_64")]
fn instruction() -> Option<Instruction> {
    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
        // SAFETY: asked for just now, as below.
        Some(("vpdpbusd, 512 bits", || unsafe { x86::avx512_vnni() }))
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni") {
        Some(("vpdpbusd, 256 bits", || unsafe { x86::avx_vnni() }))
    } else if is_x86_feature_detected!("avx2") {
        Some(("vpmaddubsw and vpaddw, 256 bits", || unsafe { x86::avx2() }))
    } else {
        None
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn instruction() -> Option<Instruction> {
    None
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    use std::hint::black_box;

    use super::STEPS;

    /// Sums beside each other: more than the instruction takes cycles, twice over.
    const BESIDE: usize = 12;

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn avx512_vnni() -> u64 {
        let (bytes, weights) = (black_box(_mm512_set1_epi8(3)), black_box(_mm512_set1_epi8(5)));
        let mut sums = [_mm512_setzero_si512(); BESIDE];
        for _ in 0..STEPS {
            sums.iter_mut().for_each(|sum| *sum = _mm512_dpbusd_epi32(*sum, bytes, weights));
        }
        black_box(sums);
        STEPS * BESIDE as u64 * 64 * 2
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub fn avx_vnni() -> u64 {
        let (bytes, weights) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi8(5)));
        let mut sums = [_mm256_setzero_si256(); BESIDE];
        for _ in 0..STEPS {
            sums.iter_mut().for_each(|sum| *sum = _mm256_dpbusd_avx_epi32(*sum, bytes, weights));
        }
        black_box(sums);
        STEPS * BESIDE as u64 * 32 * 2
    }

    /// The sums are multiplied themselves, so that no product is computed once for all steps.
    #[target_feature(enable = "avx2")]
    pub fn avx2() -> u64 {
        let weights = black_box(_mm256_set1_epi8(1));
        let mut sums = [black_box(_mm256_set1_epi8(3)); BESIDE];
        for _ in 0..STEPS {
            sums.iter_mut()
                .for_each(|sum| *sum = _mm256_add_epi16(*sum, _mm256_maddubs_epi16(*sum, weights)));
        }
        black_box(sums);
        STEPS * BESIDE as u64 * 32 * 2
    }
}
