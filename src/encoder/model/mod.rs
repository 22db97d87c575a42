//! A model: the network, its vocabulary and its labels; the one inside the binary or one on disk.

mod error;
mod folder;
mod probe;

use std::path::{Path, PathBuf};

use rten_onnx::onnx::ModelProto;
use xxhash_rust::xxh3::xxh3_64;

use super::engine::embedded::{self, Tags};
use super::engine::tensors::Tensors;
use super::engine::{Engine, EngineKind, Network};
use super::error::EncoderError;
use super::events::EventHeads;
use super::labels::Labels;
use super::vocabulary::Vocabulary;
pub use error::ModelError;
use folder::Files;
use probe::Probe;

static ONNX: &[u8] = include_bytes!("../../../models/model.onnx");
static VOCABULARY: &str = include_str!("../../../models/vocab.txt");
static LABELS: &str = include_str!("../../../models/labels.json");
static PROBE: &str = include_str!("../../../models/probe.json");

/// A network with its vocabulary and labels, shared by all workers.
pub struct Model {
    network: Box<dyn Network>,
    event_heads: Option<EventHeads>,
    vocabulary: Vocabulary,
    labels: Labels,
    fingerprint: u64,
}

impl Model {
    /// The model inside the binary. Without a choice of engine, the embedded one runs it.
    ///
    /// # Errors
    /// [`ModelError`] where the engine is not there, or computes the network wrongly.
    pub fn embedded(engine: Option<EngineKind>) -> Result<Model, ModelError> {
        let at = |file: &str| PathBuf::from("(built in)").join(file);
        let engine = engine.unwrap_or(EngineKind::Embedded);
        let mut model = Self::assemble(engine, VOCABULARY, LABELS, Some(PROBE), at, |labels| {
            network(engine, ONNX, labels)
        })?;
        model.fingerprint ^= xxh3_64(ONNX);
        Ok(model)
    }

    /// The model in a folder. Without a choice of engine, the embedded one runs what `scripts/train` wrote, and rust-bert
    /// what other tools did.
    ///
    /// # Errors
    /// [`ModelError`], naming the file that is missing, damaged or of another shape, or the engine that is not there.
    pub fn from_folder(path: &Path, engine: Option<EngineKind>) -> Result<Model, ModelError> {
        let at = |file: &str| path.join(file);
        match folder::read(path)? {
            Files::Own { onnx, vocabulary, labels, probe } => {
                let engine = engine.unwrap_or(EngineKind::Embedded);
                let hash = xxh3_64(&onnx);
                let mut model =
                    Self::assemble(engine, &vocabulary, &labels, probe.as_deref(), at, |labels| {
                        network(engine, &onnx, labels)
                    })?;
                model.fingerprint ^= hash;
                Ok(model)
            }
            Files::HuggingFace(files) => {
                let engine = engine.unwrap_or(EngineKind::RustBert);
                if engine != EngineKind::RustBert {
                    let reason = "only the engine `rust-bert` runs folders with a config.json".to_string();
                    return Err(ModelError::Engine { path: path.to_path_buf(), engine, reason });
                }
                check_built_in(engine)?;
                Self::bert(files, at)
            }
        }
    }

    #[cfg(feature = "rust-bert")]
    fn bert(files: folder::HuggingFace, at: impl Fn(&str) -> PathBuf) -> Result<Model, ModelError> {
        use super::engine::rust_bert::TorchNetwork;
        let unusable = |file: &str, reason: String| ModelError::Unusable { path: at(file), reason };
        let labels = Labels::of_config(&files.config).map_err(|r| unusable("config.json", r))?;
        let network = TorchNetwork::from_files(&files.config, &files.weights, labels.ner.len())
            .map_err(|reason| ModelError::Unusable { path: files.weights.clone(), reason })?;
        let fingerprint = files.fingerprint()?;
        let (network, vocabulary) = (Box::new(network), files.vocabulary);
        Ok(Model { network, event_heads: None, vocabulary, labels, fingerprint })
    }

    #[cfg(not(feature = "rust-bert"))]
    fn bert(_: folder::HuggingFace, _: impl Fn(&str) -> PathBuf) -> Result<Model, ModelError> {
        Err(ModelError::NotBuiltIn(EngineKind::RustBert))
    }

    fn assemble(
        engine: EngineKind,
        vocabulary: &str,
        labels: &str,
        probe: Option<&str>,
        at: impl Fn(&str) -> PathBuf,
        network: impl FnOnce(&Labels) -> Result<Loaded, String>,
    ) -> Result<Model, ModelError> {
        check_built_in(engine)?;
        // What an engine computes is not quite what another does.
        let fingerprint = xxh3_64(format!("{engine}\n{vocabulary}\n{labels}").as_bytes());
        let unusable = |file: &str, reason: String| ModelError::Unusable { path: at(file), reason };
        let vocabulary = Vocabulary::parse(vocabulary).map_err(|r| unusable("vocab.txt", r))?;
        let labels = Labels::parse(labels).map_err(|r| unusable("labels.json", r))?;
        let probe = match probe {
            Some(json) => Probe::parse(json).map_err(|r| unusable("probe.json", r))?,
            None => Probe::without_scores(&vocabulary),
        };
        let Loaded { network, event_heads } = network(&labels).map_err(|reason| match engine {
            EngineKind::Embedded => unusable("model.onnx", reason),
            engine => ModelError::Engine { path: at("model.onnx"), engine, reason },
        })?;
        probe.check(network.as_ref(), &labels).map_err(|reason| unusable("model.onnx", reason))?;
        Ok(Model { network, event_heads, vocabulary, labels, fingerprint })
    }

    pub(super) fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
        self.network.engine()
    }

    /// The scorers of events, where the model finds any.
    pub(super) fn event_heads(&self) -> Option<&EventHeads> {
        self.event_heads.as_ref()
    }

    /// Why the processor computes what a graphics card was meant to. `None` where none was.
    pub fn kept_from_gpu(&self) -> Option<&str> {
        self.network.kept_from_gpu()
    }

    /// Hash of the network, its vocabulary, its labels and the engine's name.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub fn labels(&self) -> &Labels {
        &self.labels
    }
}

fn check_built_in(engine: EngineKind) -> Result<(), ModelError> {
    if engine.is_built_in() { Ok(()) } else { Err(ModelError::NotBuiltIn(engine)) }
}

/// What an ONNX file of `scripts/train` holds.
struct Loaded {
    network: Box<dyn Network>,
    event_heads: Option<EventHeads>,
}

/// A network of `scripts/train` for an engine that this build holds.
fn network(engine: EngineKind, onnx: &[u8], labels: &Labels) -> Result<Loaded, String> {
    let model = ModelProto::parse_buf(onnx).map_err(|e| e.to_string())?;
    let tensors = Tensors::of(&model)?;
    let tags = Tags { ner: labels.ner.len(), upos: labels.upos.len() };
    let network: Box<dyn Network> = match engine {
        EngineKind::Embedded => embedded::load(onnx, &tensors, tags)?,
        #[cfg(feature = "onnxruntime")]
        EngineKind::OnnxRuntime => Box::new(super::engine::onnxruntime::OrtNetwork::load(onnx)?),
        #[cfg(feature = "rust-bert")]
        EngineKind::RustBert => {
            let sizes = [tags.ner, tags.upos, labels.deprel.len()];
            Box::new(super::engine::rust_bert::TorchNetwork::from_onnx(onnx, sizes)?)
        }
        #[allow(unreachable_patterns, reason = "reached in builds without all engines")]
        other => return Err(format!("this build does not hold the engine `{other}`")),
    };
    let events = labels.events.as_ref();
    let event_heads = events.map(|events| EventHeads::load(&tensors, events, tags.upos)).transpose()?;
    Ok(Loaded { network, event_heads })
}
