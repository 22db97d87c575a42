//! What a model folder holds. Two layouts are known: that of `scripts/train`, and the one in which BERT token-classification models are
//! passed around (config.json, weights, vocabulary).

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::error::ModelError;
use crate::encoder::vocabulary::Vocabulary;

pub enum Files {
    Own { onnx: Vec<u8>, vocabulary: String, labels: String, probe: Option<String> },
    HuggingFace(HuggingFace),
}

/// A BERT token-classification model.
#[cfg_attr(not(feature = "rust-bert"), allow(dead_code, reason = "rust-bert alone runs these"))]
pub struct HuggingFace {
    pub config: String,
    pub weights: PathBuf,
    pub vocabulary: Vocabulary,
    /// Hash of the file that the vocabulary is in, and of how words are looked up in it.
    vocabulary_hash: u64,
}

#[cfg_attr(not(feature = "rust-bert"), allow(dead_code, reason = "rust-bert alone runs these"))]
impl HuggingFace {
    /// Hash of what the model's files hold. The weights are read for it from end to end.
    ///
    /// # Errors
    /// [`ModelError`] where the weights cannot be read.
    pub fn fingerprint(&self) -> Result<u64, ModelError> {
        let weights = content_hash(&self.weights)
            .map_err(|source| ModelError::Read { path: self.weights.clone(), source })?;
        let hashes = [xxh3_64(self.config.as_bytes()), self.vocabulary_hash, weights];
        Ok(xxh3_64(&hashes.map(u64::to_le_bytes).concat()))
    }
}

/// Bytes of a file that are in memory at once.
const PIECE: u64 = 1 << 20;

/// Hash of a file's content, which may be larger than memory.
fn content_hash(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut hash = Xxh3::new();
    let mut piece = Vec::new();
    while file.by_ref().take(PIECE).read_to_end(&mut piece)? > 0 {
        hash.update(&piece);
        piece.clear();
    }
    Ok(hash.digest())
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
    let (vocabulary, vocabulary_hash) = if folder.join("vocab.txt").exists() {
        let pieces = text(&folder.join("vocab.txt"))?;
        // BERT's tokeniser lowercases unless it is told otherwise.
        let lowercase = lowercase.unwrap_or(true);
        let vocabulary = Vocabulary::of_lines(&pieces, lowercase).map_err(|r| unusable("vocab.txt", r))?;
        (vocabulary, xxh3_64(format!("{lowercase}\n{pieces}").as_bytes()))
    } else {
        let json = text(&folder.join("tokenizer.json"))?;
        let read: Tokenizer = serde_json::from_str(&json)
            .map_err(|e| unusable("tokenizer.json", format!("no WordPiece vocabulary in it: {e}")))?;
        let lowercase = read.normalizer.and_then(|n| n.lowercase).or(lowercase).unwrap_or(true);
        let vocabulary = Vocabulary::of_pieces(read.model.vocab.into_iter(), lowercase)
            .map_err(|r| unusable("tokenizer.json", r))?;
        (vocabulary, xxh3_64(format!("{lowercase}\n{json}").as_bytes()))
    };
    let config = text(&folder.join("config.json"))?;
    Ok(HuggingFace { config, weights, vocabulary, vocabulary_hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fingerprint of a folder with this vocabulary and these weights.
    fn fingerprint(vocabulary: &str, weights: &[u8]) -> u64 {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).unwrap();
        write("config.json", b"{}");
        write("vocab.txt", vocabulary.as_bytes());
        write("model.safetensors", weights);
        hugging_face(folder.path()).unwrap().fingerprint().unwrap()
    }

    #[test]
    fn a_model_is_told_by_its_content_and_not_by_its_size() {
        let vocabulary = "[CLS]\n[SEP]\n[UNK]\nword\n";
        let mut weights = vec![7_u8; PIECE as usize + 100];
        let first = fingerprint(vocabulary, &weights);
        assert_eq!(first, fingerprint(vocabulary, &weights));
        assert_ne!(first, fingerprint("[CLS]\n[SEP]\n[UNK]\nnews\n", &weights));
        for changed in [0, PIECE as usize, PIECE as usize + 99] {
            weights[changed] += 1;
            assert_ne!(first, fingerprint(vocabulary, &weights), "byte {changed}");
            weights[changed] -= 1;
        }
    }

    #[test]
    fn a_file_in_pieces_has_the_hash_of_the_whole() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for length in [0, 1, PIECE as usize, 2 * PIECE as usize + 1] {
            let content: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            std::fs::write(file.path(), &content).unwrap();
            assert_eq!(content_hash(file.path()).unwrap(), xxh3_64(&content), "{length} bytes");
        }
    }
}
