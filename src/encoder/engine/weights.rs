//! The weights of a network of `scripts/train`, read out of its ONNX file: int8 ones as the numbers they stand for.

use std::collections::HashMap;

use rten_onnx::onnx::{DataType, ModelProto};

use super::tensors::Tensors;

/// A named array, row by row.
#[derive(Clone, Debug)]
pub struct Weight {
    pub shape: Vec<i64>,
    pub values: Vec<f32>,
}

impl Weight {
    /// These columns of a matrix, or values of a vector.
    pub fn columns(&self, columns: &[usize]) -> Weight {
        let mut shape = self.shape.clone();
        let width = shape.last_mut().map_or(1, |w| std::mem::replace(w, columns.len() as i64)) as usize;
        let values = self.values.chunks(width).flat_map(|row| columns.iter().map(|c| row[*c])).collect();
        Weight { shape, values }
    }

    pub fn scaled(mut self, by: f32) -> Weight {
        self.values.iter_mut().for_each(|v| *v *= by);
        self
    }

    /// With rows, or values of a vector, of zero behind its own until there are so many.
    pub fn grown(mut self, rows: usize) -> Weight {
        let width = self.shape.iter().skip(1).product::<i64>() as usize;
        self.values.resize(self.values.len().max(rows * width), 0.0);
        self.shape[0] = (self.values.len() / width) as i64;
        self
    }

    /// A matrix with rows and columns changed round.
    pub fn transposed(&self) -> Weight {
        let (rows, columns) = (self.shape[0] as usize, self.shape[1] as usize);
        let values = (0..columns)
            .flat_map(|c| (0..rows).map(move |r| (r, c)))
            .map(|(r, c)| self.values[r * columns + c]);
        Weight { shape: vec![self.shape[1], self.shape[0]], values: values.collect() }
    }
}

/// All weights of an ONNX file by name.
///
/// # Errors
/// A message where the bytes are no ONNX, or a weight is of an unforeseen type.
pub fn read(onnx: &[u8]) -> Result<HashMap<String, Weight>, String> {
    let model = ModelProto::parse_buf(onnx).map_err(|e| e.to_string())?;
    let tensors = Tensors::of(&model)?;
    let mut weights = HashMap::new();
    for name in tensors.names() {
        if let Some(plain) = name.strip_suffix("_quantized") {
            weights.insert(plain.to_string(), dequantized(&tensors, plain)?);
        } else if let Some(plain) = name.strip_suffix(".rows") {
            weights.insert(format!("{plain}.weight"), scaled_rows(&tensors, plain)?);
        } else if tensors.get(name)?.data_type == Some(DataType::FLOAT) && !name.ends_with("scale") {
            let shape = tensors.get(name)?.dims.clone();
            weights.insert(name.to_string(), Weight { shape, values: tensors.numbers(name)? });
        }
    }
    Ok(weights)
}

/// `(value - zero point) × scale`, with one scale for all, or one a column.
fn dequantized(tensors: &Tensors<'_>, plain: &str) -> Result<Weight, String> {
    let part = |suffix: &str| tensors.numbers(&format!("{plain}{suffix}"));
    let (values, scale, zero) = (part("_quantized")?, part("_scale")?, part("_zero_point")?);
    let at = |list: &[f32], i: usize| list[i % list.len()];
    let values = values.iter().enumerate().map(|(i, v)| (v - at(&zero, i)) * at(&scale, i));
    let shape = tensors.get(&format!("{plain}_quantized"))?.dims.clone();
    Ok(Weight { shape, values: values.collect() })
}

/// A table whose rows have a scale each.
fn scaled_rows(tensors: &Tensors<'_>, plain: &str) -> Result<Weight, String> {
    let rows = format!("{plain}.rows");
    let (mut values, scale) = (tensors.numbers(&rows)?, tensors.numbers(&format!("{plain}.scale"))?);
    let width = values.len() / scale.len().max(1);
    for (row, scale) in values.chunks_mut(width.max(1)).zip(scale) {
        row.iter_mut().for_each(|v| *v *= scale);
    }
    Ok(Weight { shape: tensors.get(&rows)?.dims.clone(), values })
}
