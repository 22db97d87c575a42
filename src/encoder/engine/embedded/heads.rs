//! What reads the last layer: tags of entities and words straight from one product; arcs by a bilinear form of dependents and governors; labels
//! of arcs from the dependent and the governors that its arcs' scores point at.

use std::ops::Range;

use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Softmax, Tanh};

use super::product::{Gemm, Product, Steps};
use super::rows::{InSteps, LANES, Scale};
use crate::encoder::engine::tensors::Tensors;

/// Score of an arc to what is no piece.
const ABSENT: f32 = -10_000.0;

pub struct Heads {
    /// The steps of the last layer's bytes.
    pub steps: Steps,
    heads: Product,
    dependents: Steps,
    arc: Product,
    governors: Steps,
    arc_bias: Product,
    labelled: Steps,
    label: Product,
    tags: usize,
}

/// The columns of the heads' product: dependent, governor, governor for labels, dependent for labels, entity tags, UPOS tags.
struct Columns {
    size: usize,
    tags: usize,
    all: usize,
}

impl Columns {
    fn bent(&self, which: usize) -> Range<usize> {
        which * self.size..(which + 1) * self.size
    }

    fn ner(&self) -> Range<usize> {
        4 * self.size..4 * self.size + self.tags
    }

    fn upos(&self) -> Range<usize> {
        4 * self.size + self.tags..self.all
    }
}

/// Scores of one window, row by row.
pub struct WindowScores {
    pub ner: Vec<f32>,
    pub upos: Vec<f32>,
    pub deprel: Vec<f32>,
    /// `pieces × pieces`.
    pub arcs: Vec<f32>,
}

impl Heads {
    /// # Errors
    /// A message where the file does not hold the weights, or they do not fit each other.
    pub fn load(tensors: &Tensors<'_>, last: usize, tags: usize, gemm: &Gemm) -> Result<Heads, String> {
        let steps = Steps::load(tensors, &format!("/layers.{last}/down_norm/LayerNormalization_output_0"))?;
        let dependents = Steps::load(tensors, "/Split_1_output_0")?;
        let governors = Steps::load(tensors, "/Split_1_output_1")?;
        let labelled = Steps::load(tensors, "/Concat_output_0")?;
        let heads = Heads {
            steps,
            heads: Product::load(tensors, "heads", steps, gemm)?,
            dependents,
            arc: Product::load(tensors, "arc", dependents, gemm)?,
            governors,
            arc_bias: Product::load(tensors, "arc_bias", governors, gemm)?,
            labelled,
            label: Product::load(tensors, "label", labelled, gemm)?,
            tags,
        };
        let size = heads.arc.inputs;
        let fits = heads.arc.outputs == size
            && (heads.arc_bias.inputs, heads.arc_bias.outputs) == (size, 1)
            && heads.label.inputs == 2 * size
            && heads.heads.outputs > 4 * size + tags
            && size.is_multiple_of(LANES);
        if fits { Ok(heads) } else { Err("the weights of its heads do not fit each other".into()) }
    }

    /// Sizes of the three outputs besides arcs: entity tags, UPOS tags, labels.
    pub fn outputs(&self) -> [usize; 3] {
        let upos = self.heads.outputs - 4 * self.arc.inputs - self.tags;
        [self.tags, upos, self.label.outputs]
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
        let floats = GemmExecutor::<f32>::new();
        let mut window_scores: Vec<WindowScores> = Vec::with_capacity(windows.len());
        let mut labelled = Vec::with_capacity(bytes.len() / self.width() * 2 * columns.size);
        for window in windows {
            let pieces = window.len();
            let own = NdTensorView::from_data(
                [pieces, columns.all],
                &rows[window.start * columns.all..window.end * columns.all],
            );
            let dependents = &arcs[window.start * columns.size..window.end * columns.size];
            let dependents = NdTensorView::from_data([pieces, columns.size], dependents);
            let mut arcs = vec![0.0; pieces * pieces];
            let governors = own.slice((.., columns.bent(1)));
            let options =
                GemmOptions { bias: Some(BiasVector::Row(&bias[window.clone()])), ..GemmOptions::default() };
            floats
                .gemm(
                    &mut arcs,
                    GemmInputA::Unpacked(dependents),
                    GemmInputB::Unpacked(governors.transposed()),
                    options,
                )
                .expect("the shapes were compared at load");
            let mut weights = arcs.clone();
            for row in weights.chunks_exact_mut(pieces) {
                Softmax::new_mut(row).dispatch();
            }
            let mut pointed_at = vec![0.0; pieces * columns.size];
            floats
                .gemm(
                    &mut pointed_at,
                    GemmInputA::Unpacked(NdTensorView::from_data([pieces, pieces], weights.as_slice())),
                    GemmInputB::Unpacked(own.slice((.., columns.bent(2)))),
                    GemmOptions::default(),
                )
                .expect("the shapes were compared at load");
            let rows = window.clone().map(|row| &rows[row * columns.all..(row + 1) * columns.all]);
            let (mut ner, mut upos) = (Vec::new(), Vec::new());
            for (row, head) in rows.zip(pointed_at.chunks_exact(columns.size)) {
                labelled.extend_from_slice(&row[columns.bent(3)]);
                labelled.extend_from_slice(head);
                ner.extend_from_slice(&row[columns.ner()]);
                upos.extend_from_slice(&row[columns.upos()]);
            }
            window_scores.push(WindowScores { ner, upos, deprel: Vec::new(), arcs });
        }
        let mut bytes = vec![0; labelled.len()];
        InSteps { values: &labelled, steps: self.labelled, bytes: &mut bytes }.dispatch();
        let deprel = self.numbers(gemm, &self.label, &bytes, &mut sums);
        for (scores, window) in window_scores.iter_mut().zip(windows) {
            let labels = self.label.outputs;
            scores.deprel = deprel[window.start * labels..window.end * labels].to_vec();
        }
        window_scores
    }

    fn numbers(&self, gemm: &Gemm, product: &Product, bytes: &[u8], sums: &mut Vec<i32>) -> Vec<f32> {
        let sums = product.sums(gemm, bytes, sums);
        let mut out = vec![0.0; sums.len()];
        Scale { product, sums, out: &mut out }.dispatch();
        out
    }
}

/// Some columns of rows, in bytes.
fn in_steps(rows: &[f32], columns: &Columns, which: usize, steps: Steps) -> Vec<u8> {
    let values: Vec<f32> =
        rows.chunks_exact(columns.all).flat_map(|row| &row[columns.bent(which)]).copied().collect();
    let mut bytes = vec![0; values.len()];
    InSteps { values: &values, steps, bytes: &mut bytes }.dispatch();
    bytes
}

/// Writes a window's scores into a batch's, whose windows are `length` long.
pub fn place(scores: &WindowScores, window: usize, length: usize, into: [&mut [f32]; 4]) {
    let [ner, upos, deprel, arcs] = into;
    let pieces = scores.pieces();
    for (own, all) in [(&scores.ner, ner), (&scores.upos, upos), (&scores.deprel, deprel)] {
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
