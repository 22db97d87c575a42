//! Choices made before anything is loaded.

use std::path::PathBuf;

use super::{Error, Fingerprint, Interpreter, Pipeline};
use crate::encoder::{EngineKind, Model};
use crate::knowledge::Knowledge;
use crate::relation::RuleSet;

/// Builds a [`Pipeline`]: everything built in unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct PipelineBuilder {
    model: Option<PathBuf>,
    engine: Option<EngineKind>,
    rules: Vec<PathBuf>,
    gazetteers: Vec<PathBuf>,
    data: Option<PathBuf>,
}

impl PipelineBuilder {
    /// A model folder in place of the one built in: what `scripts/train` writes, or a BERT token-classification model.
    pub fn model(mut self, folder: impl Into<PathBuf>) -> Self {
        self.model = Some(folder.into());
        self
    }

    /// The engine that runs the model, where the model's own choice is not wanted.
    pub fn engine(mut self, engine: EngineKind) -> Self {
        self.engine = Some(engine);
        self
    }

    /// A rule file, or a folder of them, added to those built in; a rule of the same name replaces the built-in one.
    pub fn rules(mut self, path: impl Into<PathBuf>) -> Self {
        self.rules.push(path.into());
        self
    }

    /// A table of names (CSV) that come before those built in.
    pub fn gazetteer(mut self, file: impl Into<PathBuf>) -> Self {
        self.gazetteers.push(file.into());
        self
    }

    /// A folder like `data/` of dossier's source: its files take the place of those built in.
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }

    /// # Errors
    /// [`Error`], naming the file that cannot be used.
    pub fn build(&self) -> Result<Pipeline, Error> {
        let mut knowledge = Knowledge::load(self.data.as_deref())?;
        for file in &self.gazetteers {
            knowledge.gazetteer.add_file(file)?;
        }
        let rules = RuleSet::with_files(
            &self.rules.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
            &knowledge.lexicon.grammar.argument_prepositions,
        )?;
        let model = match &self.model {
            Some(folder) => Model::from_folder(folder, self.engine)?,
            None => Model::embedded(self.engine)?,
        };
        let hex = |hash: u64| format!("{hash:016x}");
        let fingerprint = Fingerprint {
            model: hex(model.fingerprint()),
            rules: hex(rules.fingerprint()),
            knowledge: hex(knowledge.fingerprint()),
        };
        Ok(Pipeline { model, interpreter: Interpreter::new(knowledge, rules), fingerprint })
    }
}
