//! Model, names and rules in one.

use super::fingerprint::Fingerprint;
use super::interpreter::Interpreter;
use crate::encoder::Model;
use crate::knowledge::Knowledge;
use crate::relation;

/// Model, names and rules, loaded once and shared by all threads.
pub struct Pipeline {
    pub(crate) model: Model,
    pub(crate) interpreter: Interpreter,
    pub(super) fingerprint: Fingerprint,
}

impl Pipeline {
    /// Whether the model grows trees. Where it finds names only, relations are guessed from word order.
    pub fn knows_syntax(&self) -> bool {
        self.model.labels().knows_syntax()
    }

    /// What whoever starts a run should know of its model and engine, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let names_only = (!self.knows_syntax()).then(|| {
            "this model finds names only: relations are guessed from the order of words".to_string()
        });
        let on_processor = self.model.kept_from_gpu().map(|reason| {
            format!("the library of ONNX Runtime is built for CUDA, which cannot be used here ({reason}): the processor computes")
        });
        names_only.into_iter().chain(on_processor).collect()
    }

    /// Hashes of the model, rules and names.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// What reads parsed sentences.
    pub fn interpreter(&self) -> &Interpreter {
        &self.interpreter
    }

    /// Words and names.
    pub fn knowledge(&self) -> &Knowledge {
        self.interpreter.knowledge()
    }

    /// The rules in force.
    pub fn rules(&self) -> &[relation::Rule] {
        self.interpreter.rules()
    }
}
