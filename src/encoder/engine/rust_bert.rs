//! rust-bert's BERT on libtorch. It runs the project's own network (the weights of its ONNX file, with the heads beside rust-bert's
//! encoder) and any BERT token-classification folder of the usual layout. rust-bert's own pipeline is not used: it knows no token
//! types and cuts its input by itself; here every window is a row of one tensor, however many there are.
//!
//! libtorch spreads one product over all its threads, so the workers share one network and take turns.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::nn::{self, Module};
use tch::{Device, Kind, Tensor};

use super::weights::{self, Weight};
use super::{Batch, Engine, Network, Scores, SyntaxScores};
use crate::encoder::error::EncoderError;
use crate::text::Casing;

/// Width of the project's network and of its attention heads.
const WIDTH: i64 = 384;
const ATTENTION_HEADS: i64 = 12;
const HEAD_WIDTH: usize = (WIDTH / ATTENTION_HEADS) as usize;
/// Units inside of a layer. Layers of the file may have fewer, and fewer heads: zero in the places of those that it lacks changes nothing.
const INNER: usize = 1536;

/// A network in libtorch's memory.
pub struct TorchNetwork {
    held: Mutex<Held>,
}

struct Held {
    bert: BertModel<BertEmbeddings>,
    heads: Heads,
    device: Device,
    /// Rows of the token-type table: six stand for casing, two for nothing that is used here.
    types: i64,
}

enum Heads {
    /// A linear layer from each piece to the entity tags.
    Names(nn::Linear),
    /// The project's own: names, tags, labels and arcs.
    All(Box<SyntaxHeads>),
}

struct SyntaxHeads {
    ner: nn::Linear,
    upos: nn::Linear,
    dependent: nn::Linear,
    governor: nn::Linear,
    arc: nn::Linear,
    arc_bias: nn::Linear,
    label_dependent: nn::Linear,
    label_governor: nn::Linear,
    label: nn::Linear,
    events: Option<nn::Linear>,
}

impl SyntaxHeads {
    /// `hidden` is windows × length × width; `mask` is −10000 where padded, windows × 1 × length.
    fn forward(&self, hidden: &Tensor, mask: &Tensor) -> [Tensor; 4] {
        let bent = |layer: &nn::Linear| layer.forward(hidden).tanh();
        let (dependent, governor) = (bent(&self.dependent), bent(&self.governor));
        let arcs = self.arc.forward(&dependent).matmul(&governor.transpose(-1, -2))
            + self.arc_bias.forward(&governor).transpose(-1, -2)
            + mask;
        let head = arcs.softmax(-1, Kind::Float).matmul(&bent(&self.label_governor));
        let label = self.label.forward(&Tensor::cat(&[bent(&self.label_dependent), head], -1));
        [self.ner.forward(hidden), self.upos.forward(hidden), label, arcs]
    }
}

impl TorchNetwork {
    /// The project's own network, from its ONNX file. `sizes`: number of entity tags, UPOS tags and labels.
    ///
    /// # Errors
    /// A message that names the weight which is missing or of another shape.
    pub fn from_onnx(onnx: &[u8], sizes: [usize; 3]) -> Result<TorchNetwork, String> {
        let read = own_weights(weights::read(onnx)?, sizes)?;
        let types = shape_of(&read, "bert.embeddings.token_type_embeddings.weight")?[0];
        let config = BertConfig {
            hidden_size: WIDTH,
            intermediate_size: INNER as i64,
            num_attention_heads: ATTENTION_HEADS,
            num_hidden_layers: (0..).take_while(|i| read.contains_key(&layer_bias(*i))).count() as i64,
            vocab_size: shape_of(&read, "bert.embeddings.word_embeddings.weight")?[0],
            max_position_embeddings: shape_of(&read, "bert.embeddings.position_embeddings.weight")?[0],
            type_vocab_size: types,
            ..BertConfig::default()
        };
        let arc_width = shape_of(&read, "dependent.bias")?[0];
        let [ner, upos, deprel] = sizes.map(|n| n as i64);
        let columns = read.get("events.bias").map(|bias| bias.shape[0]);
        let store = nn::VarStore::new(device());
        let root = store.root();
        let bert = BertModel::new_with_optional_pooler(&root / "bert", &config, false);
        let linear = |name: &str, from: i64, to: i64| nn::linear(&root / name, from, to, Default::default());
        let unbiased = |name: &str, to: i64| {
            nn::linear(&root / name, arc_width, to, nn::LinearConfig { bias: false, ..Default::default() })
        };
        let heads = SyntaxHeads {
            ner: linear("ner", WIDTH, ner),
            upos: linear("upos", WIDTH, upos),
            dependent: linear("dependent", WIDTH, arc_width),
            governor: linear("governor", WIDTH, arc_width),
            arc: unbiased("arc", arc_width),
            arc_bias: unbiased("arc_bias", 1),
            label_dependent: linear("label_dependent", WIDTH, arc_width),
            label_governor: linear("label_governor", WIDTH, arc_width),
            label: linear("label", 2 * arc_width, deprel),
            events: columns.map(|columns| linear("events", WIDTH, columns)),
        };
        let tensor = |w: &Weight| Tensor::from_slice(&w.values).reshape(&w.shape);
        fill(&store, |name| read.get(name).map(tensor))?;
        Ok(Self::hold(bert, Heads::All(Box::new(heads)), types, store))
    }

    /// A BERT token-classification model: its configuration and its weights (`model.safetensors` or `rust_model.ot`).
    ///
    /// # Errors
    /// A message that says what the configuration or the weights lack.
    pub fn from_files(config: &str, weights: &Path, tags: usize) -> Result<TorchNetwork, String> {
        let config: BertConfig = serde_json::from_str(config).map_err(|e| format!("config.json: {e}"))?;
        let is_safetensors = weights.extension().is_some_and(|e| e == "safetensors");
        let named = match is_safetensors {
            true => Tensor::read_safetensors(weights),
            false => Tensor::load_multi(weights),
        };
        let named: HashMap<String, Tensor> = named.map_err(|e| e.to_string())?.into_iter().collect();
        let store = nn::VarStore::new(device());
        let root = store.root();
        let bert = BertModel::new_with_optional_pooler(&root / "bert", &config, false);
        let head = nn::linear(&root / "classifier", config.hidden_size, tags as i64, Default::default());
        // Older files call the two parameters of a layer norm gamma and beta.
        let old = |name: &str| match name.contains("LayerNorm") {
            true => name.replace(".weight", ".gamma").replace(".bias", ".beta"),
            false => name.to_string(),
        };
        fill(&store, |name| named.get(name).or_else(|| named.get(&old(name))).map(Tensor::shallow_clone))?;
        Ok(Self::hold(bert, Heads::Names(head), config.type_vocab_size, store))
    }

    fn hold(
        bert: BertModel<BertEmbeddings>,
        heads: Heads,
        types: i64,
        mut store: nn::VarStore,
    ) -> TorchNetwork {
        store.freeze();
        TorchNetwork { held: Mutex::new(Held { bert, heads, device: store.device(), types }) }
    }
}

fn device() -> Device {
    Device::cuda_if_available()
}

fn layer_bias(layer: usize) -> String {
    format!("bert.encoder.layer.{layer}.intermediate.dense.bias")
}

fn shape_of<'w>(weights: &'w HashMap<String, Weight>, name: &str) -> Result<&'w [i64], String> {
    weights.get(name).map(|w| w.shape.as_slice()).ok_or_else(|| format!("it lacks the weight `{name}`"))
}

/// Copies every variable of the store from `source`.
fn fill(store: &nn::VarStore, source: impl Fn(&str) -> Option<Tensor>) -> Result<(), String> {
    let mut variables: Vec<(String, Tensor)> = store.variables().into_iter().collect();
    variables.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, mut variable) in variables {
        let value = source(&name).ok_or_else(|| format!("it lacks the weight `{name}`"))?;
        if value.size() != variable.size() {
            return Err(format!(
                "the weight `{name}` has the shape {:?}, not {:?}",
                value.size(),
                variable.size()
            ));
        }
        tch::no_grad(|| variable.f_copy_(&value)).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(())
}

impl Network for TorchNetwork {
    fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
        Ok(Box::new(TorchEngine { network: self }))
    }
}

struct TorchEngine<'n> {
    network: &'n TorchNetwork,
}

impl TorchEngine<'_> {
    /// A worker that panicked left nothing half done: a forward pass changes no weight.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.network.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine for TorchEngine<'_> {
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
        let held = self.held();
        tch::no_grad(|| held.run(batch)).map_err(EncoderError::Run)
    }
}

impl Held {
    fn run(&self, batch: &Batch) -> Result<Scores, String> {
        let shape = [batch.windows as i64, batch.length as i64];
        let tensor =
            |values: &[i32]| Tensor::from_slice(values).to_kind(Kind::Int64).reshape(shape).to(self.device);
        let (ids, mask) = (tensor(&batch.ids), tensor(&batch.mask));
        let types = match self.types >= Casing::COUNT as i64 {
            true => tensor(&batch.types),
            false => tensor(&vec![0; batch.types.len()]),
        };
        let output = self
            .bert
            .forward_t(Some(&ids), Some(&mask), Some(&types), None, None, None, None, false)
            .map_err(|e| e.to_string())?;
        let values =
            |t: &Tensor| Vec::<f32>::try_from(t.to(Device::Cpu).flatten(0, -1)).map_err(|e| e.to_string());
        match &self.heads {
            Heads::Names(head) => {
                Ok(Scores { ner: values(&head.forward(&output.hidden_state))?, syntax: None, events: None })
            }
            Heads::All(heads) => {
                let padded = (mask.unsqueeze(1).to_kind(Kind::Float) - 1.0) * 10_000.0;
                let [ner, upos, deprel, arcs] = heads.forward(&output.hidden_state, &padded);
                let syntax =
                    SyntaxScores { upos: values(&upos)?, deprel: values(&deprel)?, arcs: values(&arcs)? };
                let events = heads.events.as_ref().map(|layer| values(&layer.forward(&output.hidden_state)));
                Ok(Scores { ner: values(&ner)?, syntax: Some(syntax), events: events.transpose()? })
            }
        }
    }
}

/// A matrix whose rows expect inputs of the plain norm, where those of the file expect one with scaled columns.
fn unscaled(mut matrix: Weight, norm: Option<&Weight>, scaled: Option<Weight>) -> Weight {
    let (Some(norm), Some(scaled)) = (norm, scaled) else { return matrix };
    let width = matrix.shape[1] as usize;
    for (row, (plain, scaled)) in matrix.values.chunks_mut(width).zip(norm.values.iter().zip(&scaled.values))
    {
        let factor = if *plain == 0.0 { 1.0 } else { plain / scaled };
        row.iter_mut().for_each(|v| *v /= factor);
    }
    matrix
}

/// Where column `c` of the queries (part 0), keys (1) or values (2) stands in their common product: head by head, and in each
/// head its queries, keys and values.
fn packed_column(part: usize, c: usize) -> usize {
    (c / HEAD_WIDTH) * 3 * HEAD_WIDTH + part * HEAD_WIDTH + c % HEAD_WIDTH
}

/// The weights of a file of `scripts/train/export.py` that are still to be taken.
struct Own(HashMap<String, Weight>);

impl Own {
    fn take(&mut self, name: &str) -> Result<Weight, String> {
        self.0.remove(name).ok_or_else(|| format!("it lacks the weight `{name}`"))
    }
}

/// The names that rust-bert's modules go by, from those of `scripts/train/export.py`: there the three products of attention are one,
/// with the queries scaled beforehand, and the heads are one; matrices stand input × output.
fn own_weights(
    read: HashMap<String, Weight>,
    [ner, upos, _]: [usize; 3],
) -> Result<HashMap<String, Weight>, String> {
    let mut own = Own(read);
    let mut out = HashMap::new();
    for (theirs, ours) in [
        ("word_embeddings.weight", "words.weight"),
        ("position_embeddings.weight", "positions.weight"),
        ("token_type_embeddings.weight", "cases.weight"),
        ("LayerNorm.weight", "norm.weight"),
        ("LayerNorm.bias", "norm.bias"),
    ] {
        out.insert(format!("bert.embeddings.{theirs}"), own.take(ours)?);
    }
    let mut layer = 0;
    while let Ok(packed) = own.take(&format!("layers.{layer}.qkv.weight")) {
        attention_weights(layer, packed, &mut own, &mut out)?;
        inner_weights(layer, &mut own, &mut out)?;
        layer += 1;
    }
    head_weights(ner, upos, &mut own, &mut out)?;
    Ok(out)
}

fn of_layer(layer: usize, part: &str) -> String {
    format!("bert.encoder.layer.{layer}.{part}")
}

/// Queries, keys and values of a layer, whose heads may be fewer than rust-bert's: the missing ones are noughts.
fn attention_weights(
    layer: usize,
    packed: Weight,
    own: &mut Own,
    out: &mut HashMap<String, Weight>,
) -> Result<(), String> {
    let bias = own.take(&format!("layers.{layer}.qkv.bias"))?;
    let before = match layer {
        0 => out.get("bert.embeddings.LayerNorm.weight"),
        _ => out.get(&of_layer(layer - 1, "output.LayerNorm.weight")),
    };
    let matrix = unscaled(packed, before, own.take(&format!("layers.{layer}.qkv_norm.weight")).ok());
    let present = bias.values.len() / 3;
    for (i, part) in ["query", "key", "value"].into_iter().enumerate() {
        let columns: Vec<usize> = (0..present).map(|c| packed_column(i, c)).collect();
        let by = if part == "query" { (HEAD_WIDTH as f32).sqrt() } else { 1.0 };
        let weight = matrix.columns(&columns).transposed().scaled(by).grown(WIDTH as usize);
        let bias = bias.columns(&columns).scaled(by).grown(WIDTH as usize);
        out.insert(of_layer(layer, &format!("attention.self.{part}.weight")), weight);
        out.insert(of_layer(layer, &format!("attention.self.{part}.bias")), bias);
    }
    Ok(())
}

/// The other products of a layer and its norms. The rows of a matrix of the file are what it reads.
fn inner_weights(layer: usize, own: &mut Own, out: &mut HashMap<String, Weight>) -> Result<(), String> {
    let mut take = |part: &str| own.take(&format!("layers.{layer}.{part}"));
    let out_norm = take("out_norm.weight")?;
    let up = unscaled(take("up.weight")?, Some(&out_norm), take("up_norm.weight").ok());
    for (part, weight) in [
        ("attention.output.dense.weight", take("out.weight")?.grown(WIDTH as usize).transposed()),
        ("attention.output.dense.bias", take("out.bias")?),
        ("attention.output.LayerNorm.weight", out_norm),
        ("attention.output.LayerNorm.bias", take("out_norm.bias")?),
        ("intermediate.dense.weight", up.transposed().grown(INNER)),
        ("intermediate.dense.bias", take("up.bias")?.grown(INNER)),
        ("output.dense.weight", take("down.weight")?.grown(INNER).transposed()),
        ("output.dense.bias", take("down.bias")?),
        ("output.LayerNorm.weight", take("down_norm.weight")?),
        ("output.LayerNorm.bias", take("down_norm.bias")?),
    ] {
        out.insert(of_layer(layer, part), weight);
    }
    Ok(())
}

/// What reads the last layer.
fn head_weights(
    ner: usize,
    upos: usize,
    own: &mut Own,
    out: &mut HashMap<String, Weight>,
) -> Result<(), String> {
    for name in ["arc", "arc_bias", "label"] {
        out.insert(format!("{name}.weight"), own.take(&format!("{name}.weight"))?.transposed());
    }
    out.insert("label.bias".into(), own.take("label.bias")?);
    let (matrix, bias) = (own.take("heads.weight")?, own.take("heads.bias")?);
    let arc_width = out["arc.weight"].shape[0] as usize;
    let parts = ["dependent", "governor", "label_governor", "label_dependent"].map(|name| (name, arc_width));
    let mut from = 0;
    for (name, width) in parts.into_iter().chain([("ner", ner), ("upos", upos)]) {
        let columns: Vec<usize> = (from..from + width).collect();
        out.insert(format!("{name}.weight"), matrix.columns(&columns).transposed());
        out.insert(format!("{name}.bias"), bias.columns(&columns));
        from += width;
    }
    // What is left is what the scorers of events read.
    let columns: Vec<usize> = (from..bias.values.len()).collect();
    if !columns.is_empty() {
        out.insert("events.weight".into(), matrix.columns(&columns).transposed());
        out.insert("events.bias".into(), bias.columns(&columns));
    }
    Ok(())
}
