//! The named arrays of an ONNX file.

use std::collections::HashMap;

use rten_onnx::onnx::{DataType, ModelProto, TensorProto};

/// The arrays that a graph holds, by name.
pub struct Tensors<'m> {
    by_name: HashMap<&'m str, &'m TensorProto>,
}

impl<'m> Tensors<'m> {
    /// # Errors
    /// A message where the file holds no graph.
    pub fn of(model: &'m ModelProto) -> Result<Tensors<'m>, String> {
        let graph = model.graph.as_ref().ok_or("it holds no graph")?;
        let by_name = graph.initializer.iter().filter_map(|t| Some((t.name.as_deref()?, t))).collect();
        Ok(Tensors { by_name })
    }

    #[cfg(feature = "rust-bert")]
    pub fn names(&self) -> impl Iterator<Item = &'m str> + '_ {
        self.by_name.keys().copied()
    }

    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// # Errors
    /// A message where there is no such array.
    pub fn get(&self, name: &str) -> Result<&'m TensorProto, String> {
        self.by_name.get(name).copied().ok_or_else(|| format!("it lacks `{name}`"))
    }

    /// Sizes of an array's dimensions.
    ///
    /// # Errors
    /// A message where there is no such array.
    pub fn shape(&self, name: &str) -> Result<Vec<usize>, String> {
        Ok(self.get(name)?.dims.iter().map(|d| usize::try_from(*d).unwrap_or(0)).collect())
    }

    /// The values of an array of any of the number types that weights have, row by row.
    ///
    /// # Errors
    /// A message where there is no such array, or it does not hold what its shape says.
    pub fn numbers(&self, name: &str) -> Result<Vec<f32>, String> {
        numbers(self.get(name)?)
    }

    /// The values of an array of int8, row by row.
    ///
    /// # Errors
    /// A message where there is no such array, or it is none of int8.
    pub fn bytes(&self, name: &str) -> Result<Vec<i8>, String> {
        let tensor = self.get(name)?;
        let raw = tensor.raw_data.as_ref().filter(|_| tensor.data_type == Some(DataType::INT8));
        let bytes: Vec<i8> = match raw {
            Some(raw) => raw.borrow().iter().map(|b| *b as i8).collect(),
            None => return Err(format!("the weight `{name}` is none of int8")),
        };
        match bytes.len() == self.shape(name)?.iter().product::<usize>() {
            true => Ok(bytes),
            false => Err(format!("the weight `{name}` has {} values, not as many as its shape", bytes.len())),
        }
    }
}

fn numbers(tensor: &TensorProto) -> Result<Vec<f32>, String> {
    let raw = tensor.raw_data.as_ref().map(|raw| raw.borrow());
    let raw: &[u8] = raw.as_deref().map_or(&[], Vec::as_slice);
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
