//! Products of int8: rows of activations, as steps of a range known beforehand, times a matrix of weights with a scale a column.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

#[cfg(target_arch = "x86_64")]
use super::{avx2, vnni};
use crate::encoder::engine::tensors::Tensors;

/// Multiplies u8 by i8 into i32, by the best kernel that the processor has.
pub type Gemm = GemmExecutor<u8, i8, i32>;

/// What a step of an activation's bytes is worth, and which byte stands for zero.
#[derive(Clone, Copy, Debug)]
pub struct Quantization {
    pub scale: f32,
    pub zero: f32,
}

impl Quantization {
    /// Those of the output of the graph's node of this name.
    ///
    /// # Errors
    /// A message where they are not in the file.
    pub fn load(tensors: &Tensors<'_>, node: &str) -> Result<Quantization, String> {
        let number =
            |what: &str| -> Result<f32, String> { Ok(tensors.numbers(&format!("{node}_{what}"))?[0]) };
        Ok(Quantization { scale: number("scale")?, zero: number("zero_point")? })
    }
}

/// Weights as the kernel reads them that multiplies them.
enum Weights {
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Panels),
    #[cfg(target_arch = "x86_64")]
    Vnni(vnni::Panels),
    Rten(PackedBMatrix<i8>),
}

impl Weights {
    fn pack(values: &[i8], inputs: usize, outputs: usize, gemm: &Gemm) -> Weights {
        // rten-gemm packs rows anew for each product, has nothing for AVX-VNNI, and widens every sum of two products by itself on AVX2.
        #[cfg(target_arch = "x86_64")]
        if let Some(panels) = vnni::Panels::of(values, inputs, outputs) {
            return Weights::Vnni(panels);
        } else if !is_x86_feature_detected!("avx512f")
            && let Some(panels) = avx2::Panels::of(values, inputs, outputs)
        {
            return Weights::Avx2(panels);
        }
        Weights::Rten(gemm.prepack_b(NdTensorView::from_data([inputs, outputs], values)))
    }
}

/// `x · W + b`, for bytes `x`.
pub struct Int8Linear {
    weights: Weights,
    /// Rows of the weights.
    pub inputs: usize,
    /// Columns of the weights.
    pub outputs: usize,
    /// What one unit of each column's sum is worth.
    pub scales: Vec<f32>,
    /// What the byte that stands for zero adds to each column is taken off here.
    pub bias: Vec<f32>,
}

impl Int8Linear {
    /// # Errors
    /// A message where the file does not hold the weights, or they do not fit each other.
    pub fn load(
        tensors: &Tensors<'_>,
        name: &str,
        steps: Quantization,
        gemm: &Gemm,
    ) -> Result<Int8Linear, String> {
        let matrix = format!("{name}.weight_quantized");
        let &[inputs, outputs] = tensors.shape(&matrix)?.as_slice() else {
            return Err(format!("`{matrix}` is no matrix"));
        };
        let values = tensors.bytes(&matrix)?;
        let mut scales = tensors.numbers(&format!("{name}.weight_scale"))?;
        let mut bias = match tensors.has(&format!("{name}.bias")) {
            true => tensors.numbers(&format!("{name}.bias"))?,
            false => vec![0.0; outputs],
        };
        let zeros = tensors.numbers(&format!("{name}.weight_zero_point"))?;
        if scales.len() != outputs || bias.len() != outputs || zeros.iter().any(|z| *z != 0.0) {
            return Err(format!("`{name}` has not a scale and a bias a column, and zero for zero"));
        }
        scales.iter_mut().for_each(|s| *s *= steps.scale);
        let mut of_ones = vec![0; outputs];
        for row in values.chunks_exact(outputs) {
            of_ones.iter_mut().zip(row).for_each(|(sum, v)| *sum += i32::from(*v));
        }
        for ((bias, scale), sum) in bias.iter_mut().zip(&scales).zip(of_ones) {
            *bias -= scale * (steps.zero as i32 * sum) as f32;
        }
        let weights = Weights::pack(&values, inputs, outputs, gemm);
        Ok(Int8Linear { weights, inputs, outputs, scales, bias })
    }

    /// The sums of some rows, `rows × outputs`, in a buffer that is as long as it must be or longer.
    pub fn sums<'s>(&self, gemm: &Gemm, rows: &[u8], buffer: &'s mut Vec<i32>) -> &'s [i32] {
        let n = rows.len() / self.inputs;
        if buffer.len() < n * self.outputs {
            buffer.resize(n * self.outputs, 0);
        }
        let sums = &mut buffer[..n * self.outputs];
        match &self.weights {
            #[cfg(target_arch = "x86_64")]
            Weights::Avx2(panels) => panels.multiply(rows, sums),
            #[cfg(target_arch = "x86_64")]
            Weights::Vnni(panels) => panels.multiply(rows, sums),
            Weights::Rten(weights) => {
                // The product's columns are walked in blocks; packed beforehand, the rows are not packed again for each.
                let rows = gemm.prepack_a(NdTensorView::from_data([n, self.inputs], rows));
                let (rows, weights) = (GemmInputA::Packed(&rows), GemmInputB::Packed(weights));
                gemm.gemm(sums, rows, weights, GemmOptions::default())
                    .expect("the shapes were compared at load");
            }
        }
        sums
    }
}

/// Examples for the tests of kernels.
#[cfg(test)]
pub mod example {
    /// Numbers that look drawn by lot, the same each time.
    pub fn numbers(seed: u32) -> impl FnMut() -> u32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        }
    }

    pub fn by_hand(rows: &[u8], weights: &[i8], inputs: usize, outputs: usize) -> Vec<i32> {
        let row = |row: &[u8]| -> Vec<i32> {
            let sum = |c| {
                row.iter().enumerate().map(|(i, x)| i32::from(*x) * i32::from(weights[i * outputs + c])).sum()
            };
            (0..outputs).map(sum).collect()
        };
        rows.chunks_exact(inputs).flat_map(row).collect()
    }
}
