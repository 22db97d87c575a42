//! ONNX Runtime through its shared library, which is found at run time. Two one-thread sessions beat one of two threads, so
//! that every worker has a session of its own. Where the library is a build for CUDA, and there is a GPU, it is used; where there is none, the run says so.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ort::environment::Environment;
use ort::ep::{CUDA, ExecutionProvider};
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;

use super::{Batch, EVENTS, Engine, INPUTS, Network, OUTPUTS, Scores, SyntaxScores, portable};
use crate::encoder::error::EncoderError;

/// The environment variable that names the shared library.
const VARIABLE: &str = "DOSSIER_ONNXRUNTIME";

/// The bytes of a network; sessions are made of them, one a worker.
pub struct OrtNetwork {
    environment: &'static Environment,
    onnx: Vec<u8>,
    gpu: Gpu,
}

/// Whether a graphics card computes.
enum Gpu {
    /// The library is one for processors alone.
    NotAsked,
    Used,
    /// The library is built for CUDA, which cannot be had here, for this reason.
    Kept(String),
}

impl OrtNetwork {
    /// Finds the shared library and keeps the network.
    ///
    /// # Errors
    /// A message that says where the library was looked for, or what the file lacks.
    pub fn load(onnx: &[u8]) -> Result<OrtNetwork, String> {
        static LIBRARY: OnceLock<Result<Environment, String>> = OnceLock::new();
        let environment = LIBRARY.get_or_init(open_library).as_ref().map_err(String::clone)?;
        let onnx = portable::without_fused_attention(onnx)?;
        let mut network = OrtNetwork { environment, onnx, gpu: Gpu::NotAsked };
        if CUDA::is_available().map_err(|e| e.to_string())? {
            network.gpu = Gpu::Used;
            if let Err(error) = network.session() {
                let reason = error.to_string();
                network.gpu = Gpu::Kept(reason.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        Ok(network)
    }

    /// A session of its own, on the graphics card where that is used.
    fn session(&self) -> ort::Result<Session> {
        let mut builder = Session::builder(self.environment)?;
        if matches!(self.gpu, Gpu::Used) {
            builder = builder.with_execution_providers([CUDA::default().build().error_on_failure()])?;
        }
        let mut builder =
            builder.with_optimization_level(GraphOptimizationLevel::All)?.with_intra_threads(1)?;
        builder.commit_from_memory(&self.onnx)
    }
}

fn open_library() -> Result<Environment, String> {
    let path = library()?;
    let environment = ort::init_from(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    environment.with_name("dossier").with_telemetry(false).build().map_err(|e| e.to_string())
}

/// The shared library: what the environment variable names, or `libonnxruntime` in one of [`places`].
fn library() -> Result<PathBuf, String> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return Ok(named.into());
    }
    let places = places();
    places.iter().find_map(|place| library_in(place)).ok_or_else(|| {
        let looked = places.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
        format!(
            "the library of ONNX Runtime was not found (looked in {looked}). scripts/get-onnxruntime fetches it, \
             or {VARIABLE} can name it"
        )
    })
}

/// Beside the program, and in `engines/onnxruntime` of the folders above it: a checkout's program lies in target/release.
fn places() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    let above = program.as_deref().into_iter().flat_map(Path::ancestors).skip(1);
    let mut places: Vec<PathBuf> =
        program.as_deref().and_then(Path::parent).map(PathBuf::from).into_iter().collect();
    places.extend(above.take(4).map(|folder| folder.join("engines/onnxruntime")));
    places
}

/// The newest file of the library's name in a folder.
fn library_in(folder: &Path) -> Option<PathBuf> {
    let is_library = |path: &PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with("libonnxruntime.") && !name.contains("providers") || name == "onnxruntime.dll"
    };
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).filter(is_library).collect();
    found.sort();
    found.pop()
}

impl Network for OrtNetwork {
    fn engine(&self) -> Result<Box<dyn Engine + '_>, EncoderError> {
        Ok(Box::new(OrtEngine { session: self.session().map_err(failed)? }))
    }

    fn kept_from_gpu(&self) -> Option<&str> {
        match &self.gpu {
            Gpu::Kept(reason) => Some(reason),
            Gpu::NotAsked | Gpu::Used => None,
        }
    }
}

fn failed(error: impl std::fmt::Display) -> EncoderError {
    EncoderError::Run(error.to_string())
}

struct OrtEngine {
    session: Session,
}

impl Engine for OrtEngine {
    fn run(&mut self, batch: &Batch) -> Result<Scores, EncoderError> {
        let shape = [batch.windows, batch.length];
        let wide = |data: &[i32]| -> Vec<i64> { data.iter().map(|v| i64::from(*v)).collect() };
        let (ids, types, mask) = (wide(&batch.ids), wide(&batch.types), wide(&batch.mask));
        let inputs = ort::inputs![
            INPUTS[0] => TensorRef::from_array_view((shape, ids.as_slice())).map_err(failed)?,
            INPUTS[1] => TensorRef::from_array_view((shape, types.as_slice())).map_err(failed)?,
            INPUTS[2] => TensorRef::from_array_view((shape, mask.as_slice())).map_err(failed)?,
        ];
        let outputs = self.session.run(inputs).map_err(failed)?;
        let values = |name: &str| -> Result<Vec<f32>, EncoderError> {
            let output =
                outputs.get(name).ok_or_else(|| failed(format!("it has no output named `{name}`")))?;
            Ok(output.try_extract_tensor::<f32>().map_err(failed)?.1.to_vec())
        };
        Ok(Scores {
            ner: values(OUTPUTS[0])?,
            syntax: Some(SyntaxScores {
                upos: values(OUTPUTS[1])?,
                deprel: values(OUTPUTS[2])?,
                arcs: values(OUTPUTS[3])?,
            }),
            events: outputs.get(EVENTS).map(|_| values(EVENTS)).transpose()?,
        })
    }
}
