//! Choices made before anything is loaded.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::fingerprint::Fingerprint;
use super::interpreter::{Choice, Interpreter};
use super::loaded::Pipeline;
use crate::encoder::{EngineKind, Model};
use crate::knowledge::Knowledge;
use crate::relation::{EventSource, RuleSet, RuleText};

impl Pipeline {
    /// The model, names and rules inside the binary.
    ///
    /// # Errors
    /// [`Error`] where what is built in is damaged.
    pub fn embedded() -> Result<Pipeline, Error> {
        Pipeline::builder().build()
    }

    /// A pipeline with a model, names or rules of one's own.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }
}

/// Builds a [`Pipeline`]. What is not set is what is compiled in.
///
/// ```no_run
/// use dossier::Pipeline;
///
/// let pipeline = Pipeline::builder().rules("my-rules").gazetteer("my-names.csv").build()?;
/// # Ok::<(), dossier::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct PipelineBuilder {
    model: Option<PathBuf>,
    engine: Option<EngineKind>,
    rules: Vec<PathBuf>,
    rule_texts: Vec<RuleText>,
    gazetteers: Vec<PathBuf>,
    data: Option<PathBuf>,
    choice: Choice,
}

impl PipelineBuilder {
    /// Loads the model from a folder: one that `scripts/train` wrote, or a BERT token-classification model (feature `rust-bert`).
    pub fn model(mut self, folder: impl Into<PathBuf>) -> Self {
        self.model = Some(folder.into());
        self
    }

    /// Runs the model on this engine. Default: [`EngineKind::Embedded`], or [`EngineKind::RustBert`] for a BERT token-classification model.
    pub fn engine(mut self, engine: EngineKind) -> Self {
        self.engine = Some(engine);
        self
    }

    /// Adds a rule file (TOML), or a folder of them. A rule replaces a built-in one of the same name. May be called more than once.
    pub fn rules(mut self, path: impl Into<PathBuf>) -> Self {
        self.rules.push(path.into());
        self
    }

    /// Adds rules that are in memory already, in the language of rule files; messages call them `name`. They are read after files.
    /// May be called more than once.
    pub fn rules_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.rule_texts.push(RuleText::own(name.into(), text.into()));
        self
    }

    /// Adds a table of names (CSV: name, type, country, sector, id, from, to, aliases), or an actor dictionary in PETRARCH's format. They take
    /// precedence over the built-in names. May be called more than once.
    pub fn gazetteer(mut self, file: impl Into<PathBuf>) -> Self {
        self.gazetteers.push(file.into());
        self
    }

    /// Reads data files from a folder like `data/` of dossier's source; each replaces the built-in file of its name. Rules
    /// in its folder `rules` are read as those of [`rules`](PipelineBuilder::rules) are, and before them.
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Self {
        self.data = Some(folder.into());
        self
    }

    /// Who finds events: rules, the network or both (the default). A model that finds no events leaves them to the rules.
    pub fn events(mut self, source: EventSource) -> Self {
        self.choice.events = source;
        self
    }

    /// Leaves out relations whose confidence is below `least` (0 to 1). Default: all are given.
    pub fn min_confidence(mut self, least: f32) -> Self {
        self.choice.min_confidence = least;
        self
    }

    /// Loads everything.
    ///
    /// # Errors
    /// [`Error`], naming the file that cannot be used.
    pub fn build(&self) -> Result<Pipeline, Error> {
        let mut knowledge = Knowledge::load(self.data.as_deref())?;
        for file in &self.gazetteers {
            knowledge.gazetteer.add_file(file)?;
        }
        let own_rules =
            self.data.as_ref().map(|folder| folder.join("rules")).filter(|folder| folder.is_dir());
        let paths: Vec<&Path> = own_rules.iter().chain(&self.rules).map(PathBuf::as_path).collect();
        let mut texts = RuleText::of_files(&paths)?;
        texts.extend_from_slice(&self.rule_texts);
        let rules = RuleSet::with_texts(texts, &knowledge.lexicon)?;
        let model = match &self.model {
            Some(folder) => Model::from_folder(folder, self.engine)?,
            None => Model::embedded(self.engine)?,
        };
        let hex = |hash: u64| format!("{hash:016x}");
        let fingerprint = Fingerprint {
            model: hex(model.fingerprint()),
            rules: hex(rules.fingerprint()),
            events: format!("{} from {}", <&str>::from(self.choice.events), self.choice.min_confidence),
            knowledge: hex(knowledge.fingerprint()),
        };
        Ok(Pipeline { model, interpreter: Interpreter::new(knowledge, rules, self.choice), fingerprint })
    }
}
