//! What a model folder holds. Two layouts are known: that of `scripts/train`, and the one in which BERT token-classification models are
//! passed around (config.json, weights, vocabulary).

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ModelError, Vocabulary};

pub enum Files {
    Own { onnx: Vec<u8>, vocabulary: String, labels: String, probe: Option<String> },
    HuggingFace(HuggingFace),
}

/// A BERT token-classification model.
#[cfg_attr(not(feature = "rust-bert"), expect(dead_code, reason = "rust-bert alone runs these"))]
pub struct HuggingFace {
    pub config: String,
    pub weights: PathBuf,
    pub vocabulary: Vocabulary,
}

/// # Errors
/// [`ModelError`], naming the file that is missing or is no text.
pub fn read(folder: &Path) -> Result<Files, ModelError> {
    if folder.join("config.json").exists() && !folder.join("labels.json").exists() {
        return hugging_face(folder).map(Files::HuggingFace);
    }
    let probe = folder.join("probe.json");
    Ok(Files::Own {
        vocabulary: text(&folder.join("vocab.txt"))?,
        labels: text(&folder.join("labels.json"))?,
        probe: if probe.exists() { Some(text(&probe)?) } else { None },
        onnx: bytes(&folder.join("model.onnx"))?,
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, ModelError> {
    std::fs::read(path).map_err(|source| ModelError::Read { path: path.to_path_buf(), source })
}

fn text(path: &Path) -> Result<String, ModelError> {
    let unusable = |e: std::string::FromUtf8Error| ModelError::Unusable {
        path: path.to_path_buf(),
        reason: e.to_string(),
    };
    String::from_utf8(bytes(path)?).map_err(unusable)
}

#[derive(Default, Deserialize)]
struct TokenizerConfig {
    do_lower_case: Option<bool>,
}

#[derive(Deserialize)]
struct Tokenizer {
    model: TokenizerModel,
    normalizer: Option<TokenizerNormalizer>,
}

#[derive(Deserialize)]
struct TokenizerModel {
    vocab: std::collections::BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct TokenizerNormalizer {
    lowercase: Option<bool>,
}

fn hugging_face(folder: &Path) -> Result<HuggingFace, ModelError> {
    let unusable = |file: &str, reason: String| ModelError::Unusable { path: folder.join(file), reason };
    let weights = ["model.safetensors", "rust_model.ot"].map(|f| folder.join(f));
    let weights = weights.into_iter().find(|f| f.exists()).ok_or_else(|| {
        let reason = "it holds neither model.safetensors nor rust_model.ot".to_string();
        ModelError::Unusable { path: folder.to_path_buf(), reason }
    })?;
    let mut lowercase = None;
    if folder.join("tokenizer_config.json").exists() {
        let read: TokenizerConfig = serde_json::from_str(&text(&folder.join("tokenizer_config.json"))?)
            .map_err(|e| unusable("tokenizer_config.json", e.to_string()))?;
        lowercase = read.do_lower_case;
    }
    let vocabulary = if folder.join("vocab.txt").exists() {
        let pieces = text(&folder.join("vocab.txt"))?;
        // BERT's tokeniser lowercases unless it is told otherwise.
        Vocabulary::of_lines(&pieces, lowercase.unwrap_or(true)).map_err(|r| unusable("vocab.txt", r))
    } else {
        let read: Tokenizer = serde_json::from_str(&text(&folder.join("tokenizer.json"))?)
            .map_err(|e| unusable("tokenizer.json", format!("no WordPiece vocabulary in it: {e}")))?;
        let lowercase = read.normalizer.and_then(|n| n.lowercase).or(lowercase).unwrap_or(true);
        Vocabulary::of_pieces(read.model.vocab.into_iter(), lowercase)
            .map_err(|r| unusable("tokenizer.json", r))
    }?;
    Ok(HuggingFace { config: text(&folder.join("config.json"))?, weights, vocabulary })
}
