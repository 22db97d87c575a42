//! A model folder, the one inside the binary or one on disk: `model.onnx`, `vocab.txt`, `labels.json`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::engine::{Batch, Engine};
use super::labels::Labels;
use super::rten_engine::{RtenEngine, RtenModel};
use super::vocabulary::Vocabulary;
use super::{Encoder, EncoderError, Rows};

static ONNX: &[u8] = include_bytes!("../../models/model.onnx");
static VOCABULARY: &str = include_str!("../../models/vocab.txt");
static LABELS: &str = include_str!("../../models/labels.json");

/// A model could not be loaded. The message names the file.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("{}: cannot be read: {source}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}: not a model that dossier can use: {reason}. A folder written by scripts/train holds model.onnx, vocab.txt and labels.json", path.display())]
    Unusable { path: PathBuf, reason: String },
}

/// A network with its vocabulary and labels, shared by all workers.
pub struct Model {
    network: Arc<RtenModel>,
    vocabulary: Vocabulary,
    labels: Labels,
}

impl Model {
    /// The model inside the binary.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes built in are damaged.
    pub fn embedded() -> Result<Model, ModelError> {
        let at = |file: &str| PathBuf::from("(built in)").join(file);
        let network = RtenModel::load(ONNX)
            .map_err(|reason| ModelError::Unusable { path: at("model.onnx"), reason })?;
        Self::assemble(network, VOCABULARY, LABELS, at)
    }

    /// The model in a folder.
    ///
    /// # Errors
    /// [`ModelError`], naming the file that is missing, damaged or of another shape.
    pub fn from_folder(folder: &Path) -> Result<Model, ModelError> {
        let at = |file: &str| folder.join(file);
        let read = |file: &str| {
            std::fs::read(at(file)).map_err(|source| ModelError::Read { path: at(file), source })
        };
        let text = |file: &str| {
            String::from_utf8(read(file)?)
                .map_err(|e| ModelError::Unusable { path: at(file), reason: e.to_string() })
        };
        let (vocabulary, labels) = (text("vocab.txt")?, text("labels.json")?);
        let network = RtenModel::load_owned(read("model.onnx")?)
            .map_err(|reason| ModelError::Unusable { path: at("model.onnx"), reason })?;
        Self::assemble(network, &vocabulary, &labels, at)
    }

    fn assemble(
        network: RtenModel,
        vocabulary: &str,
        labels: &str,
        at: impl Fn(&str) -> PathBuf,
    ) -> Result<Model, ModelError> {
        let unusable = |file: &str, reason: String| ModelError::Unusable { path: at(file), reason };
        let vocabulary = Vocabulary::parse(vocabulary).map_err(|r| unusable("vocab.txt", r))?;
        let labels = Labels::parse(labels).map_err(|r| unusable("labels.json", r))?;
        let model = Model { network: Arc::new(network), vocabulary, labels };
        model.probe().map_err(|e| unusable("model.onnx", e.to_string()))?;
        Ok(model)
    }

    /// Runs one tiny batch, so that a network of another shape, or one whose vocabulary is smaller than its list of
    /// pieces, is refused at load and not in the middle of a dump.
    fn probe(&self) -> Result<(), EncoderError> {
        let last = self.vocabulary.size() as i32 - 1;
        let batch = Batch {
            windows: 1,
            length: 3,
            ids: vec![self.vocabulary.cls, last, self.vocabulary.sep],
            types: vec![0, 5, 0],
            mask: vec![1; 3],
        };
        let scores = self.engine().run(&batch)?;
        Rows::new(&self.labels, &batch, &scores)?;
        match scores.arcs.iter().chain(&scores.ner).all(|s| s.is_finite()) {
            true => Ok(()),
            false => Err(EncoderError::Run("its scores are not finite numbers".into())),
        }
    }

    /// A worker's encoder.
    pub fn encoder(&self) -> Encoder<'_> {
        Encoder::new(self)
    }

    pub(super) fn engine(&self) -> Box<dyn Engine> {
        Box::new(RtenEngine::new(self.network.clone()))
    }

    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub fn labels(&self) -> &Labels {
        &self.labels
    }
}
