//! The forward pass: embeddings, layers of attention and of two products with GELU between, heads. Rows are pieces; padding is left out, so that
//! a window's scores do not depend on what it is batched with.

use std::ops::Range;
use std::sync::Arc;

use rten::ThreadPool;
use rten_simd::SimdOp;

use super::attention::{Attention, Buffers, HEAD_WIDTH};
use super::heads::{Heads, Tags, place};
use super::int8_linear::{Gemm, Int8Linear, Quantization};
use super::rows::{AddAndNorm, Embed, GeluInSteps, InSteps, LANES, Norm, Scale};
use crate::encoder::engine::tensors::Tensors;
use crate::encoder::engine::{Batch, Engine, Network, Scores, SyntaxScores};
use crate::encoder::error::EncoderError;

/// Rows that a product takes at once, at most: their sums stay in the second cache.
const BLOCK: usize = 128;
/// Rows taken through a layer together, at most, but for a window that is longer. A product reads its weights once a block, and two blocks are better filled
/// with whole windows than one.
const ROWS: usize = 2 * BLOCK;

/// Whether the arrays are those of an int8 network of `scripts/train`, its norms doubled.
pub fn can_take(tensors: &Tensors<'_>) -> bool {
    ["words.rows", "heads.weight_quantized", "layers.0.qkv_norm.weight"].iter().all(|n| tensors.has(n))
}

/// Layers of one network may differ in heads and in the width of GELU (`scripts/train/narrow.py`).
struct Layer {
    qkv: Int8Linear,
    attended: Quantization,
    out: Int8Linear,
    out_norm: Norm,
    up_norm: Norm,
    up: Int8Linear,
    bent: Quantization,
    down: Int8Linear,
    down_norm: Norm,
    /// The norm that the next layer's product reads, or the heads.
    next_norm: Norm,
}

/// A loaded network, shared by the workers' engines.
pub struct Forward {
    /// `vocabulary × width`.
    words: Vec<i8>,
    word_scales: Vec<f32>,
    positions: Vec<f32>,
    cases: Vec<f32>,
    norm: Norm,
    first_norm: Norm,
    layers: Vec<Layer>,
    heads: Heads,
}

impl Forward {
    /// # Errors
    /// A message that says what the file lacks, or what does not fit.
    pub fn load(tensors: &Tensors<'_>, tags: Tags) -> Result<Forward, String> {
        let gemm = Gemm::new();
        let n = (0..).take_while(|i| tensors.has(&format!("layers.{i}.qkv.weight_quantized"))).count();
        let heads = Heads::load(tensors, n.saturating_sub(1), tags, &gemm)?;
        let width = heads.width();
        let layers: Result<Vec<Layer>, String> =
            (0..n).map(|i| Layer::load(tensors, i, width, &heads, &gemm)).collect();
        let pass = Forward {
            words: tensors.bytes("words.rows")?,
            word_scales: tensors.numbers("words.scale")?,
            positions: tensors.numbers("positions.weight")?,
            cases: tensors.numbers("cases.weight")?,
            norm: norm(tensors, "norm", width)?,
            first_norm: norm(tensors, "layers.0.qkv_norm", width)?
                .in_steps(Quantization::load(tensors, "/layers.0/qkv_norm/LayerNormalization_output_0")?),
            layers: layers?,
            heads,
        };
        let fits = pass.words.len() == pass.word_scales.len() * width
            && pass.positions.len().is_multiple_of(width)
            && pass.cases.len().is_multiple_of(width)
            && width.is_multiple_of(LANES);
        if fits { Ok(pass) } else { Err("its tables of pieces do not fit its layers".into()) }
    }

    fn width(&self) -> usize {
        self.heads.width()
    }

    /// Sums of a window's embeddings, appended.
    fn embed(&self, ids: &[i32], types: &[i32], rows: &mut Vec<f32>) -> Result<(), EncoderError> {
        let width = self.width();
        let from = rows.len();
        rows.resize(from + ids.len() * width, 0.0);
        let at = |i: usize| i * width..(i + 1) * width;
        let rows = rows[from..].chunks_exact_mut(width);
        for (i, ((id, case), row)) in ids.iter().zip(types).zip(rows).enumerate() {
            let (id, case) = (*id as usize, *case as usize);
            let (Some(word), Some(position), Some(case)) =
                (self.words.get(at(id)), self.positions.get(at(i)), self.cases.get(at(case)))
            else {
                return Err(EncoderError::Run(format!("the network has no piece {id} at {i}")));
            };
            Embed { word, scale: self.word_scales[id], position, case, row }.dispatch();
        }
        Ok(())
    }
}

impl Layer {
    fn load(
        tensors: &Tensors<'_>,
        i: usize,
        width: usize,
        heads: &Heads,
        gemm: &Gemm,
    ) -> Result<Layer, String> {
        let part = |name: &str| format!("layers.{i}.{name}");
        let steps = |node: &str| Quantization::load(tensors, &format!("/layers.{i}/{node}_output_0"));
        let norm = |name: &str| norm(tensors, &part(name), width);
        let product = |name: &str, steps: Quantization| Int8Linear::load(tensors, &part(name), steps, gemm);
        let (up_steps, attended, bent) =
            (steps("up_norm/LayerNormalization")?, steps("MultiHeadAttention")?, steps("Mul_1")?);
        let next = format!("layers.{}.qkv_norm", i + 1);
        let next_norm = match tensors.has(&format!("{next}.weight")) {
            true => {
                let node = format!("/layers.{}/qkv_norm/LayerNormalization_output_0", i + 1);
                self::norm(tensors, &next, width)?.in_steps(Quantization::load(tensors, &node)?)
            }
            false => norm("down_norm")?.in_steps(heads.steps),
        };
        let layer = Layer {
            qkv: product("qkv", steps("qkv_norm/LayerNormalization")?)?,
            attended,
            out: product("out", attended)?,
            out_norm: norm("out_norm")?,
            up_norm: norm("up_norm")?.in_steps(up_steps),
            up: product("up", up_steps)?,
            bent,
            down: product("down", bent)?,
            down_norm: norm("down_norm")?,
            next_norm,
        };
        let fits = (layer.qkv.inputs, layer.qkv.outputs) == (width, 3 * layer.out.inputs)
            && layer.out.inputs.is_multiple_of(LANES)
            && layer.out.inputs.is_multiple_of(HEAD_WIDTH)
            && layer.out.outputs == width
            && layer.up.inputs == width
            && layer.up.outputs.is_multiple_of(LANES)
            && (layer.down.inputs, layer.down.outputs) == (layer.up.outputs, width);
        if fits { Ok(layer) } else { Err(format!("the weights of its layer {i} do not fit each other")) }
    }
}

fn norm(tensors: &Tensors<'_>, name: &str, width: usize) -> Result<Norm, String> {
    let part = |part: &str| tensors.numbers(&format!("{name}.{part}"));
    let norm = Norm { weight: part("weight")?, bias: part("bias")? };
    let fits = norm.weight.len() == width && norm.bias.len() == width;
    if fits { Ok(norm) } else { Err(format!("the norm `{name}` is not {width} wide")) }
}

impl Network for Forward {
    fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        Ok(Box::new(Worker { pass: self, pool, buffers: Layers::default() }))
    }
}

/// A worker's view of the network, with a pool of one thread and buffers that are used again.
struct Worker<'p> {
    pass: &'p Forward,
    pool: Arc<ThreadPool>,
    buffers: Layers,
}

/// What the layers write.
#[derive(Default)]
struct Layers {
    /// `rows × width`: what goes on from layer to layer.
    rows: Vec<f32>,
    /// `rows × width`.
    bytes: Vec<u8>,
    /// What goes into the second product of each half: as wide as the heads, or as GELU.
    inner: Vec<u8>,
    packed: Vec<f32>,
    attended: Vec<f32>,
    sums: Vec<i32>,
    attention: Buffers,
}

impl Engine for Worker<'_> {
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
        let (pass, buffers) = (self.pass, &mut self.buffers);
        self.pool.run(|| pass.run(batch, buffers))
    }
}

impl Forward {
    fn run(&self, batch: &Batch, buffers: &mut Layers) -> Result<Scores, EncoderError> {
        let gemm = Gemm::new();
        let (length, cells) = (batch.length, batch.windows * batch.length);
        let outputs = self.heads.outputs();
        let mut scores = outputs.map(|width| vec![0.0; cells * width]);
        let mut arcs = vec![0.0; cells * length];
        let lengths: Vec<usize> =
            batch.mask.chunks(length.max(1)).map(|m| m.iter().filter(|p| **p == 1).count()).collect();
        let mut first = 0;
        while first < batch.windows {
            let group = first..first + together(&lengths[first..]);
            first = group.end;
            let windows = self.layers(&gemm, batch, &lengths, group.clone(), buffers)?;
            let read = self.heads.read(&gemm, &buffers.bytes, &windows);
            for (window, own) in group.zip(read) {
                let [ner, upos, deprel, events] = &mut scores;
                place(&own, window, length, [ner, upos, deprel, events, &mut arcs]);
            }
        }
        let [ner, upos, deprel, events] = scores;
        let events = (outputs[3] > 0).then_some(events);
        Ok(Scores { ner, syntax: Some(SyntaxScores { upos, deprel, arcs }), events })
    }

    /// Takes a group of windows through the layers; gives which rows of the bytes are whose.
    fn layers(
        &self,
        gemm: &Gemm,
        batch: &Batch,
        lengths: &[usize],
        group: Range<usize>,
        buffers: &mut Layers,
    ) -> Result<Vec<Range<usize>>, EncoderError> {
        let width = self.width();
        buffers.rows.clear();
        let mut windows = Vec::with_capacity(group.len());
        for window in group {
            let from = buffers.rows.len() / width;
            let pieces = window * batch.length..window * batch.length + lengths[window];
            self.embed(&batch.ids[pieces.clone()], &batch.types[pieces.clone()], &mut buffers.rows)?;
            windows.push(from..from + pieces.len());
        }
        let n = buffers.rows.len() / width;
        buffers.bytes.resize(n * width, 0);
        let norms = (&self.norm, &self.first_norm);
        let Layers { rows, bytes, .. } = buffers;
        AddAndNorm { rows, added: None, norm: norms.0, norm_in_steps: norms.1, bytes }.dispatch();
        for layer in &self.layers {
            self.attend(gemm, layer, &windows, buffers);
            self.feed_forward(gemm, layer, buffers);
        }
        Ok(windows)
    }

    /// The first half of a layer.
    fn attend(&self, gemm: &Gemm, layer: &Layer, windows: &[Range<usize>], buffers: &mut Layers) {
        let (width, attended_width, packed_width) = (self.width(), layer.out.inputs, layer.qkv.outputs);
        let Layers { rows, bytes, inner, packed, attended, sums, attention } = buffers;
        let n = rows.len() / width;
        packed.resize(n * packed_width, 0.0);
        attended.resize(n * attended_width, 0.0);
        inner.resize(n * attended_width, 0);
        let block = block(n);
        for (bytes, out) in bytes.chunks(block * width).zip(packed.chunks_mut(block * packed_width)) {
            let sums = layer.qkv.sums(gemm, bytes, sums);
            Scale { product: &layer.qkv, sums, out }.dispatch();
        }
        for window in windows {
            let packed = &packed[window.start * packed_width..window.end * packed_width];
            let out = &mut attended[window.start * attended_width..window.end * attended_width];
            let heads = attended_width / HEAD_WIDTH;
            Attention { packed, heads, buffers: attention, out }.dispatch();
        }
        InSteps { values: attended, steps: layer.attended, bytes: inner }.dispatch();
        let inner = inner.chunks(block * attended_width);
        for ((rows, bytes), inner) in
            rows.chunks_mut(block * width).zip(bytes.chunks_mut(block * width)).zip(inner)
        {
            let added = Some((&layer.out, layer.out.sums(gemm, inner, sums)));
            let (norm, norm_in_steps) = (&layer.out_norm, &layer.up_norm);
            AddAndNorm { rows, added, norm, norm_in_steps, bytes }.dispatch();
        }
    }

    /// The second half of a layer.
    fn feed_forward(&self, gemm: &Gemm, layer: &Layer, buffers: &mut Layers) {
        let width = self.width();
        let Layers { rows, bytes, inner, sums, .. } = buffers;
        let block = block(rows.len() / width);
        for (rows, bytes) in rows.chunks_mut(block * width).zip(bytes.chunks_mut(block * width)) {
            inner.resize(bytes.len() / width * layer.up.outputs, 0);
            let up = layer.up.sums(gemm, bytes, sums);
            GeluInSteps { product: &layer.up, sums: up, steps: layer.bent, bytes: inner }.dispatch();
            let added = Some((&layer.down, layer.down.sums(gemm, inner, sums)));
            let (norm, norm_in_steps) = (&layer.down_norm, &layer.next_norm);
            AddAndNorm { rows, added, norm, norm_in_steps, bytes }.dispatch();
        }
    }
}

/// Rows of a block, where so many go through a layer together: blocks of like size.
fn block(rows: usize) -> usize {
    rows.div_ceil(rows.div_ceil(BLOCK).max(1)).max(1)
}

/// How many of the next windows are taken through the layers together.
fn together(lengths: &[usize]) -> usize {
    let mut pieces = 0;
    let fit = lengths.iter().take_while(|n| {
        pieces += **n;
        pieces <= ROWS
    });
    fit.count().max(1)
}
