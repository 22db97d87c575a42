//! What reads the last layer: tags of entities and words straight from one product; arcs by a bilinear form of dependents and governors; labels
//! of arcs from the dependent and the governors that its arcs' scores point at.

use std::ops::Range;

use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Softmax, Tanh};

use super::int8_linear::{Gemm, Int8Linear, Quantization};
use super::rows::{InSteps, LANES, Scale};
use crate::encoder::engine::tensors::Tensors;

/// Score of an arc to what is no piece.
const ABSENT: f32 = -10_000.0;

pub struct Heads {
    /// The steps of the last layer's bytes.
    pub steps: Quantization,
    heads: Int8Linear,
    dependents: Quantization,
    arc: Int8Linear,
    governors: Quantization,
    arc_bias: Int8Linear,
    labelled: Quantization,
    label: Int8Linear,
    tags: Tags,
}

/// How many tags of entities and of words a network knows.
#[derive(Clone, Copy, Debug)]
pub struct Tags {
    pub ner: usize,
    pub upos: usize,
}

/// The columns of the heads' product: dependent, governor, governor for labels, dependent for labels, entity tags, UPOS tags, and what the scorers of
/// events read, where there are any.
struct Columns {
    size: usize,
    tags: Tags,
    all: usize,
}

impl Columns {
    fn bent(&self, which: usize) -> Range<usize> {
        which * self.size..(which + 1) * self.size
    }

    fn ner(&self) -> Range<usize> {
        4 * self.size..4 * self.size + self.tags.ner
    }

    fn upos(&self) -> Range<usize> {
        self.ner().end..self.ner().end + self.tags.upos
    }

    fn events(&self) -> Range<usize> {
        self.upos().end..self.all
    }

    /// The scores of a window's arcs, dependents × governors, from its rows, its dependents' half of the bilinear form and its governors' bias.
    fn arcs(&self, floats: &Floats, rows: &[f32], dependents: &[f32], bias: &[f32]) -> Vec<f32> {
        let pieces = bias.len();
        let dependents = NdTensorView::from_data([pieces, self.size], dependents);
        let governors = NdTensorView::from_data([pieces, self.all], rows).slice((.., self.bent(1)));
        let options = GemmOptions { bias: Some(BiasVector::Row(bias)), ..GemmOptions::default() };
        let mut out = vec![0.0; pieces * pieces];
        multiply(floats, &mut out, [dependents, governors.transposed()], options);
        out
    }

    /// For each of a window's rows the governors for labels, as far as its arcs' scores point at them.
    fn pointed_at(&self, floats: &Floats, rows: &[f32], mut arcs: Vec<f32>) -> Vec<f32> {
        let pieces = rows.len() / self.all;
        for row in arcs.chunks_exact_mut(pieces) {
            Softmax::new_mut(row).dispatch();
        }
        let weights = NdTensorView::from_data([pieces, pieces], arcs.as_slice());
        let governors = NdTensorView::from_data([pieces, self.all], rows).slice((.., self.bent(2)));
        let mut out = vec![0.0; pieces * self.size];
        multiply(floats, &mut out, [weights, governors], GemmOptions::default());
        out
    }
}

type Floats = GemmExecutor<f32>;

fn multiply(
    floats: &Floats,
    out: &mut [f32],
    [left, right]: [NdTensorView<'_, f32, 2>; 2],
    options: GemmOptions<'_, f32, f32, f32>,
) {
    floats
        .gemm(out, GemmInputA::Unpacked(left), GemmInputB::Unpacked(right), options)
        .expect("the shapes were compared at load");
}

/// Scores of one window, row by row.
pub struct WindowScores {
    pub ner: Vec<f32>,
    pub upos: Vec<f32>,
    pub deprel: Vec<f32>,
    /// `pieces × pieces`.
    pub arcs: Vec<f32>,
    pub events: Vec<f32>,
}

impl Heads {
    /// # Errors
    /// A message where the file does not hold the weights, or they do not fit each other.
    pub fn load(tensors: &Tensors<'_>, last: usize, tags: Tags, gemm: &Gemm) -> Result<Heads, String> {
        let steps =
            Quantization::load(tensors, &format!("/layers.{last}/down_norm/LayerNormalization_output_0"))?;
        let dependents = Quantization::load(tensors, "/Split_1_output_0")?;
        let governors = Quantization::load(tensors, "/Split_1_output_1")?;
        let labelled = Quantization::load(tensors, "/Concat_output_0")?;
        let heads = Heads {
            steps,
            heads: Int8Linear::load(tensors, "heads", steps, gemm)?,
            dependents,
            arc: Int8Linear::load(tensors, "arc", dependents, gemm)?,
            governors,
            arc_bias: Int8Linear::load(tensors, "arc_bias", governors, gemm)?,
            labelled,
            label: Int8Linear::load(tensors, "label", labelled, gemm)?,
            tags,
        };
        let size = heads.arc.inputs;
        let fits = heads.arc.outputs == size
            && (heads.arc_bias.inputs, heads.arc_bias.outputs) == (size, 1)
            && heads.label.inputs == 2 * size
            && heads.heads.outputs >= 4 * size + tags.ner + tags.upos
            && size.is_multiple_of(LANES);
        if fits { Ok(heads) } else { Err("the weights of its heads do not fit each other".into()) }
    }

    /// Sizes of the outputs besides arcs: entity tags, UPOS tags, labels, columns of events.
    pub fn outputs(&self) -> [usize; 4] {
        let Tags { ner, upos } = self.tags;
        [ner, upos, self.label.outputs, self.heads.outputs - 4 * self.arc.inputs - ner - upos]
    }

    pub fn width(&self) -> usize {
        self.heads.inputs
    }

    /// Reads the last layer of some windows, in bytes, whose rows stand one behind the other.
    pub fn read(&self, gemm: &Gemm, bytes: &[u8], windows: &[Range<usize>]) -> Vec<WindowScores> {
        let columns = Columns { size: self.arc.inputs, tags: self.tags, all: self.heads.outputs };
        let mut sums = Vec::new();
        let mut rows = self.numbers(gemm, &self.heads, bytes, &mut sums);
        for row in rows.chunks_exact_mut(columns.all) {
            Tanh {}.map_mut(&mut row[..4 * columns.size]);
        }
        let arcs = self.numbers(gemm, &self.arc, &in_steps(&rows, &columns, 0, self.dependents), &mut sums);
        let bias = in_steps(&rows, &columns, 1, self.governors);
        let bias = self.numbers(gemm, &self.arc_bias, &bias, &mut sums);
        let floats = Floats::new();
        let mut labelled = Vec::with_capacity(bytes.len() / self.width() * 2 * columns.size);
        let mut scores: Vec<WindowScores> = Vec::with_capacity(windows.len());
        for window in windows {
            let own = &rows[window.start * columns.all..window.end * columns.all];
            let dependents = &arcs[window.start * columns.size..window.end * columns.size];
            let arcs = columns.arcs(&floats, own, dependents, &bias[window.clone()]);
            let pointed_at = columns.pointed_at(&floats, own, arcs.clone());
            let (mut ner, mut upos, mut events) = (Vec::new(), Vec::new(), Vec::new());
            for (row, head) in own.chunks_exact(columns.all).zip(pointed_at.chunks_exact(columns.size)) {
                labelled.extend_from_slice(&row[columns.bent(3)]);
                labelled.extend_from_slice(head);
                ner.extend_from_slice(&row[columns.ner()]);
                upos.extend_from_slice(&row[columns.upos()]);
                events.extend_from_slice(&row[columns.events()]);
            }
            scores.push(WindowScores { ner, upos, deprel: Vec::new(), arcs, events });
        }
        let mut bytes = vec![0; labelled.len()];
        InSteps { values: &labelled, steps: self.labelled, bytes: &mut bytes }.dispatch();
        let deprel = self.numbers(gemm, &self.label, &bytes, &mut sums);
        for (scores, window) in scores.iter_mut().zip(windows) {
            let labels = self.label.outputs;
            scores.deprel = deprel[window.start * labels..window.end * labels].to_vec();
        }
        scores
    }

    fn numbers(&self, gemm: &Gemm, product: &Int8Linear, bytes: &[u8], sums: &mut Vec<i32>) -> Vec<f32> {
        let sums = product.sums(gemm, bytes, sums);
        let mut out = vec![0.0; sums.len()];
        Scale { product, sums, out: &mut out }.dispatch();
        out
    }
}

/// Some columns of rows, in bytes.
fn in_steps(rows: &[f32], columns: &Columns, which: usize, steps: Quantization) -> Vec<u8> {
    let mut values = Vec::with_capacity(rows.len() / columns.all * columns.size);
    for row in rows.chunks_exact(columns.all) {
        values.extend_from_slice(&row[columns.bent(which)]);
    }
    let mut bytes = vec![0; values.len()];
    InSteps { values: &values, steps, bytes: &mut bytes }.dispatch();
    bytes
}

/// Writes a window's scores into a batch's, whose windows are `length` long.
pub fn place(scores: &WindowScores, window: usize, length: usize, into: [&mut [f32]; 5]) {
    let [ner, upos, deprel, events, arcs] = into;
    let pieces = scores.pieces();
    let parts =
        [(&scores.ner, ner), (&scores.upos, upos), (&scores.deprel, deprel), (&scores.events, events)];
    for (own, all) in parts {
        let from = window * length * (own.len() / pieces.max(1));
        all[from..from + own.len()].copy_from_slice(own);
    }
    for (i, row) in scores.arcs.chunks_exact(pieces.max(1)).enumerate() {
        let from = (window * length + i) * length;
        arcs[from..from + pieces].copy_from_slice(row);
        arcs[from + pieces..from + length].fill(ABSENT);
    }
}

impl WindowScores {
    fn pieces(&self) -> usize {
        self.arcs.len().isqrt()
    }
}
