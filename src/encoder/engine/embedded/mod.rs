//! The default engine, pure Rust, one thread a worker: a forward pass of our own for the int8 networks that `scripts/train` exports, over products of
//! our own on x86-64 and rten-gemm's elsewhere; rten's graphs for all others.

mod activations;
mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
mod forward;
mod graph;
mod heads;
mod int8_linear;
mod rows;
#[cfg(target_arch = "x86_64")]
mod vnni;

pub use heads::Tags;

use super::Network;
use super::tensors::Tensors;

/// Takes the arrays of an ONNX file of `scripts/train`, or its bytes where they are others than this project's int8.
///
/// # Errors
/// A message that says what the file lacks.
pub fn load(onnx: &[u8], tensors: &Tensors<'_>, tags: Tags) -> Result<Box<dyn Network>, String> {
    if forward::can_take(tensors) {
        return Ok(Box::new(forward::Forward::load(tensors, tags)?));
    }
    Ok(Box::new(graph::RtenNetwork::load(onnx.to_vec())?))
}

#[cfg(test)]
mod tests {
    use rten_onnx::onnx::ModelProto;

    use super::*;
    use crate::encoder::engine::{Batch, Scores};

    static ONNX: &[u8] = include_bytes!("../../../../models/model.onnx");
    static PROBE: &str = include_str!("../../../../models/probe.json");

    fn loaded() -> Box<dyn Network> {
        let model = ModelProto::parse_buf(ONNX).unwrap();
        load(ONNX, &Tensors::of(&model).unwrap(), Tags { ner: 9, upos: 17 }).unwrap()
    }

    fn scores(network: &dyn Network, batch: &Batch) -> Scores {
        network.engine().unwrap().run(batch).unwrap()
    }

    /// Windows of these lengths, of the pieces of the probe's sentence over and over.
    fn windows(lengths: &[usize]) -> Batch {
        let probe: serde_json::Value = serde_json::from_str(PROBE).unwrap();
        let list = |name: &str| -> Vec<i32> { serde_json::from_value(probe[name][0].clone()).unwrap() };
        let (ids, types) = (list("ids"), list("types"));
        let length = lengths.iter().copied().max().unwrap_or(0);
        let mut batch = Batch { windows: lengths.len(), length, ..Batch::default() };
        for i in lengths.iter().flat_map(|n| (0..length).map(move |i| (i < *n).then_some(i))) {
            batch.ids.push(i.map_or(0, |i| ids[i % ids.len()]));
            batch.types.push(i.map_or(0, |i| types[i % ids.len()]));
            batch.mask.push(i32::from(i.is_some()));
        }
        batch
    }

    #[test]
    fn our_pass_computes_what_the_graph_says() {
        let (own, graph) = (loaded(), graph::RtenNetwork::load(ONNX.to_vec()).unwrap());
        let lengths = [1, 2, 3, 5, 17, 64, 127, 200];
        let batch = windows(&lengths);
        let (own, graph) = (scores(own.as_ref(), &batch), scores(&graph, &batch));
        let (own_syntax, graph_syntax) = (own.syntax.unwrap(), graph.syntax.unwrap());
        let length = batch.length;
        // Sums in another order come out otherwise in the last digit, and then fall on the other side of a step of int8 here and there: arcs of the
        // shipped file by 0.133 on average.
        let near = |name: &str, own: &[f32], graph: &[f32]| {
            let width = own.len() / (lengths.len() * length);
            let mut off = Vec::new();
            for (w, n) in lengths.iter().enumerate() {
                for i in 0..*n {
                    let row = (w * length + i) * width;
                    let columns = if name == "arcs" { *n } else { width };
                    off.extend((row..row + columns).map(|at| (own[at] - graph[at]).abs()));
                }
            }
            let mean = off.iter().sum::<f32>() / off.len() as f32;
            let most = off.iter().copied().fold(0.0, f32::max);
            assert!(mean < 0.2 && most < 2.0, "{name}: off by {mean} on average, {most} at most");
        };
        near("ner", &own.ner, &graph.ner);
        near("upos", &own_syntax.upos, &graph_syntax.upos);
        near("deprel", &own_syntax.deprel, &graph_syntax.deprel);
        near("arcs", &own_syntax.arcs, &graph_syntax.arcs);
    }

    #[test]
    fn a_window_has_the_same_scores_whatever_stands_beside_it() {
        let network = loaded();
        let (alone, beside) = (windows(&[37]), windows(&[37, 90, 2, 90]));
        let (alone, beside) = (scores(network.as_ref(), &alone), scores(network.as_ref(), &beside));
        assert_eq!(alone.ner[..37 * 9], beside.ner[..37 * 9]);
        let (alone, beside) = (alone.syntax.unwrap(), beside.syntax.unwrap());
        assert_eq!(alone.deprel[..37 * 49], beside.deprel[..37 * 49]);
        for i in 0..37 {
            assert_eq!(alone.arcs[i * 37..i * 37 + 37], beside.arcs[i * 90..i * 90 + 37]);
        }
    }
}
