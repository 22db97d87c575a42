//! The default engine: rten, pure Rust, one thread a worker.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::EncoderError;
use super::engine::{Batch, Engine, Scores};

/// A loaded network, shared by the workers' engines.
pub struct RtenModel {
    model: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 4],
}

const INPUTS: [&str; 3] = ["ids", "types", "mask"];
const OUTPUTS: [&str; 4] = ["ner", "upos", "deprel", "arcs"];

impl RtenModel {
    /// Reads ONNX bytes and finds the inputs and outputs that `scripts/train` writes.
    ///
    /// # Errors
    /// A message that says what the file lacks.
    pub fn load(onnx: &'static [u8]) -> Result<RtenModel, String> {
        Self::with_nodes(options().load_static_slice(onnx).map_err(|e| e.to_string())?)
    }

    /// As [`RtenModel::load`], from bytes read at run time.
    ///
    /// # Errors
    /// A message that says what the file lacks.
    pub fn load_owned(onnx: Vec<u8>) -> Result<RtenModel, String> {
        Self::with_nodes(options().load(onnx).map_err(|e| e.to_string())?)
    }

    fn with_nodes(model: Model) -> Result<RtenModel, String> {
        let find = |kind: &str, name: &str| {
            model.find_node(name).ok_or_else(|| format!("it has no {kind} named `{name}`"))
        };
        let inputs = [find("input", INPUTS[0])?, find("input", INPUTS[1])?, find("input", INPUTS[2])?];
        let outputs = [
            find("output", OUTPUTS[0])?,
            find("output", OUTPUTS[1])?,
            find("output", OUTPUTS[2])?,
            find("output", OUTPUTS[3])?,
        ];
        Ok(RtenModel { model, inputs, outputs })
    }
}

fn options() -> ModelOptions {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

/// A worker's view of the network, with a pool of one thread.
pub struct RtenEngine {
    model: Arc<RtenModel>,
    pool: Arc<ThreadPool>,
}

impl RtenEngine {
    pub fn new(model: Arc<RtenModel>) -> Self {
        RtenEngine { model, pool: Arc::new(ThreadPool::with_num_threads(1)) }
    }
}

impl Engine for RtenEngine {
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
        let shape = [batch.windows, batch.length];
        let view = |data: &[i32]| NdTensor::from_data(shape, data.to_vec());
        let inputs = vec![
            (self.model.inputs[0], view(&batch.ids).into()),
            (self.model.inputs[1], view(&batch.types).into()),
            (self.model.inputs[2], view(&batch.mask).into()),
        ];
        let mut options = RunOptions::default();
        options.thread_pool = Some(self.pool.clone());
        let outputs = self
            .model
            .model
            .run_n(inputs, self.model.outputs, Some(options))
            .map_err(|e| EncoderError::Run(e.to_string()))?;
        let [ner, upos, deprel, arcs] = outputs;
        Ok(Scores {
            ner: values(ner, shape)?,
            upos: values(upos, shape)?,
            deprel: values(deprel, shape)?,
            arcs: values(arcs, shape)?,
        })
    }
}

fn values(value: Value, shape: [usize; 2]) -> Result<Vec<f32>, EncoderError> {
    let tensor: NdTensor<f32, 3> =
        value.try_into().map_err(|_| EncoderError::Run("an output is no 3-dimensional f32 tensor".into()))?;
    let view: NdTensorView<f32, 3> = tensor.view();
    if [view.size(0), view.size(1)] != shape {
        return Err(EncoderError::Run(format!(
            "an output has the shape {:?} for a batch of {shape:?}",
            view.shape()
        )));
    }
    Ok(tensor.into_data())
}
