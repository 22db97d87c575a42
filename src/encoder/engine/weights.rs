//! The weights of a network of `scripts/train`, read out of its ONNX file: int8 ones as the numbers they stand for.

use std::collections::HashMap;

use rten_onnx::onnx::{DataType, ModelProto, TensorProto};

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
    let graph = model.graph.ok_or("it holds no graph")?;
    let tensors: HashMap<&str, &TensorProto> =
        graph.initializer.iter().filter_map(|t| Some((t.name.as_deref()?, t))).collect();
    let mut weights = HashMap::new();
    for (&name, tensor) in &tensors {
        if let Some(plain) = name.strip_suffix("_quantized") {
            let part = |suffix: &str| {
                let part = format!("{plain}{suffix}");
                tensors.get(part.as_str()).copied().ok_or(format!("it lacks `{part}`"))
            };
            weights.insert(plain.to_string(), dequantized(tensor, part("_scale")?, part("_zero_point")?)?);
        } else if let Some(plain) = name.strip_suffix(".rows") {
            let scale = format!("{plain}.scale");
            let scale = tensors.get(scale.as_str()).ok_or(format!("it lacks `{scale}`"))?;
            weights.insert(format!("{plain}.weight"), scaled_rows(tensor, scale)?);
        } else if tensor.data_type == Some(DataType::FLOAT) && !name.ends_with("scale") {
            weights.insert(name.to_string(), Weight { shape: tensor.dims.clone(), values: numbers(tensor)? });
        }
    }
    Ok(weights)
}

/// `(value - zero point) × scale`, with one scale for all, or one a column.
fn dequantized(tensor: &TensorProto, scale: &TensorProto, zero: &TensorProto) -> Result<Weight, String> {
    let (scale, zero) = (numbers(scale)?, numbers(zero)?);
    let at = |list: &[f32], i: usize| list[i % list.len()];
    let values = numbers(tensor)?;
    let values = values.iter().enumerate().map(|(i, v)| (v - at(&zero, i)) * at(&scale, i));
    Ok(Weight { shape: tensor.dims.clone(), values: values.collect() })
}

/// A table whose rows have a scale each.
fn scaled_rows(rows: &TensorProto, scale: &TensorProto) -> Result<Weight, String> {
    let (mut values, scale) = (numbers(rows)?, numbers(scale)?);
    let width = values.len() / scale.len().max(1);
    for (row, scale) in values.chunks_mut(width.max(1)).zip(scale) {
        row.iter_mut().for_each(|v| *v *= scale);
    }
    Ok(Weight { shape: rows.dims.clone(), values })
}

fn numbers(tensor: &TensorProto) -> Result<Vec<f32>, String> {
    let raw = tensor.raw_data.as_ref().map(|raw| raw.borrow().clone()).unwrap_or_default();
    let values: Vec<f32> = match tensor.data_type {
        Some(DataType::FLOAT) if raw.is_empty() => tensor.float_data.clone(),
        Some(DataType::FLOAT) => raw.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
        Some(DataType::INT8) if raw.is_empty() => tensor.int32_data.iter().map(|v| *v as f32).collect(),
        Some(DataType::INT8) => raw.iter().map(|b| f32::from(*b as i8)).collect(),
        Some(DataType::UINT8) if raw.is_empty() => tensor.int32_data.iter().map(|v| *v as f32).collect(),
        Some(DataType::UINT8) => raw.iter().map(|b| f32::from(*b)).collect(),
        other => return Err(format!("the weight {:?} has the type {other:?}", tensor.name)),
    };
    let expected: i64 = tensor.dims.iter().product();
    if values.len() as i64 != expected || values.is_empty() {
        return Err(format!("the weight {:?} has {} values, not {expected}", tensor.name, values.len()));
    }
    Ok(values)
}
