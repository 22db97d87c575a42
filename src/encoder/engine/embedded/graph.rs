//! Any graph of the outputs that `scripts/train` writes, run by rten: what [`super::pass`] cannot take, such as networks that are not int8.

use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::super::{Batch, EVENTS, Engine, INPUTS, Network, OUTPUTS, Scores, SyntaxScores};
use crate::encoder::error::EncoderError;

/// A loaded network, shared by the workers' engines.
pub struct RtenNetwork {
    model: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 4],
    events: Option<NodeId>,
}

impl RtenNetwork {
    /// Reads ONNX bytes and finds the inputs and outputs that `scripts/train` writes.
    ///
    /// # Errors
    /// A message that says what the file lacks.
    pub fn load(onnx: Vec<u8>) -> Result<RtenNetwork, String> {
        let mut options = ModelOptions::with_all_ops();
        let model = options.prepack_weights(true).load(onnx).map_err(|e| e.to_string())?;
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
        let events = model.find_node(EVENTS).filter(|node| model.output_ids().contains(node));
        Ok(RtenNetwork { model, inputs, outputs, events })
    }
}

impl Network for RtenNetwork {
    fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
        Ok(Box::new(RtenEngine { network: self, pool: Arc::new(ThreadPool::with_num_threads(1)) }))
    }
}

/// A worker's view of the network, with a pool of one thread.
struct RtenEngine<'n> {
    network: &'n RtenNetwork,
    pool: Arc<ThreadPool>,
}

impl Engine for RtenEngine<'_> {
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
        let shape = [batch.windows, batch.length];
        let view = |data: &[i32]| NdTensor::from_data(shape, data.to_vec());
        let [ids, types, mask] = self.network.inputs;
        let inputs = vec![
            (ids, view(&batch.ids).into()),
            (types, view(&batch.types).into()),
            (mask, view(&batch.mask).into()),
        ];
        let mut options = RunOptions::default();
        options.thread_pool = Some(self.pool.clone());
        let wanted: Vec<NodeId> = self.network.outputs.into_iter().chain(self.network.events).collect();
        let outputs = self
            .network
            .model
            .run(inputs, &wanted, Some(options))
            .map_err(|e| EncoderError::Run(e.to_string()))?;
        let mut outputs = outputs.into_iter().map(|value| values(value, shape));
        let mut next =
            || outputs.next().unwrap_or_else(|| Err(EncoderError::Run("it lacks an output".into())));
        let (ner, upos, deprel, arcs) = (next()?, next()?, next()?, next()?);
        let events = self.network.events.map(|_| next()).transpose()?;
        Ok(Scores { ner, syntax: Some(SyntaxScores { upos, deprel, arcs }), events })
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
