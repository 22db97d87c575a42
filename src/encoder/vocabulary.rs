//! Words to vocabulary pieces (BERT's WordPiece, uncased), each word cut once and remembered.

use rustc_hash::FxHashMap;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::bert::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::tokenizer::{
    Model, NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer,
};

/// Pieces kept of one word, as in training: addresses and other long strings tell nothing further on.
const WORD_PIECES: usize = 12;

/// Words remembered at most; a dump's tail of rare strings must not grow memory without end.
const REMEMBERED: usize = 200_000;

/// The vocabulary of a model: the pieces and the ids of its special ones.
pub struct Vocabulary {
    model: WordPiece,
    normalizer: BertNormalizer,
    pub cls: i32,
    pub sep: i32,
    unknown: i32,
    size: usize,
}

impl Vocabulary {
    /// Reads `vocab.txt`: a piece a line, its id the line's number from 0.
    ///
    /// # Errors
    /// A message where `[CLS]`, `[SEP]` or `[UNK]` is missing.
    pub fn parse(text: &str) -> Result<Vocabulary, String> {
        Self::of_lines(text, true)
    }

    /// As [`Vocabulary::parse`]; words are lowercased and stripped of accents, or left as they are.
    ///
    /// # Errors
    /// As [`Vocabulary::parse`].
    pub fn of_lines(text: &str, lowercase: bool) -> Result<Vocabulary, String> {
        let entries = text.lines().enumerate().map(|(i, piece)| (piece.trim_end().to_string(), i as u32));
        Self::of_pieces(entries, lowercase)
    }

    /// A vocabulary of pieces with their ids.
    ///
    /// # Errors
    /// As [`Vocabulary::parse`].
    pub fn of_pieces(
        pieces: impl Iterator<Item = (String, u32)>,
        lowercase: bool,
    ) -> Result<Vocabulary, String> {
        let vocab: ahash_map::Vocab = pieces.collect();
        let id = |piece: &str| {
            vocab.get(piece).map(|i| *i as i32).ok_or_else(|| format!("the piece `{piece}` is missing"))
        };
        let (cls, sep, unknown, size) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?, vocab.len());
        let model =
            WordPiece::builder().vocab(vocab).unk_token("[UNK]".into()).build().map_err(|e| e.to_string())?;
        let normalizer = BertNormalizer::new(true, true, None, lowercase);
        Ok(Vocabulary { model, normalizer, cls, sep, unknown, size })
    }

    /// Number of pieces.
    pub fn size(&self) -> usize {
        self.size
    }

    fn cut(&self, word: &str) -> Vec<i32> {
        let mut ids = match word.bytes().all(|b| b.is_ascii_alphanumeric()) {
            true => self.cut_plain(word),
            false => self.cut_any(word),
        }
        .unwrap_or_default();
        ids.truncate(WORD_PIECES);
        if ids.is_empty() { vec![self.unknown] } else { ids }
    }

    /// Pieces of a word of ASCII letters and digits: there is nothing in it to be stripped or to be split at, so that most of the work is spared.
    fn cut_plain(&self, word: &str) -> tokenizers::Result<Vec<i32>> {
        let word = if self.normalizer.lowercase { word.to_ascii_lowercase() } else { word.to_string() };
        match self.model.token_to_id(&word) {
            Some(id) => Ok(vec![id as i32]),
            None => Ok(self.model.tokenize(&word)?.iter().map(|t| t.id as i32).collect()),
        }
    }

    fn cut_any(&self, word: &str) -> tokenizers::Result<Vec<i32>> {
        let mut normalized = NormalizedString::from(word);
        self.normalizer.normalize(&mut normalized)?;
        let mut parts = PreTokenizedString::from(normalized.get());
        BertPreTokenizer.pre_tokenize(&mut parts)?;
        let mut ids = Vec::new();
        for (part, _, _) in parts.get_splits(OffsetReferential::Original, OffsetType::Byte) {
            ids.extend(self.model.tokenize(part)?.iter().map(|t| t.id as i32));
        }
        Ok(ids)
    }
}

mod ahash_map {
    /// The map type that `tokenizers` wants its vocabulary in.
    pub type Vocab = ahash::AHashMap<String, u32>;
}

/// A worker's memory of words already cut.
pub struct PieceCache<'v> {
    vocabulary: &'v Vocabulary,
    words: FxHashMap<Box<str>, Box<[i32]>>,
}

impl<'v> PieceCache<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        PieceCache { vocabulary, words: FxHashMap::default() }
    }

    /// Appends the ids of `word` to `out` and returns how many there are (at least one, at most twelve).
    pub fn append(&mut self, word: &str, out: &mut Vec<i32>) -> usize {
        if let Some(ids) = self.words.get(word) {
            out.extend_from_slice(ids);
            return ids.len();
        }
        let ids = self.vocabulary.cut(word);
        out.extend_from_slice(&ids);
        let n = ids.len();
        if self.words.len() < REMEMBERED {
            self.words.insert(word.into(), ids.into());
        }
        n
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_words_are_cut_as_any(word in "[abAB1c]{1,9}", lowercase: bool) {
            let pieces = "[UNK]\n[CLS]\n[SEP]\na\nb\nab\n##a\n##b\n##ba\n1\n##1\nA\n##A\n";
            let vocabulary = Vocabulary::of_lines(pieces, lowercase).unwrap();
            prop_assert_eq!(vocabulary.cut_plain(&word).unwrap(), vocabulary.cut_any(&word).unwrap());
        }
    }

    #[test]
    fn words_are_lowercased_stripped_of_accents_and_cut() {
        let vocabulary = Vocabulary::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\nu\n.\ns\nky\n##iv\ncafe\n").unwrap();
        let mut cache = PieceCache::new(&vocabulary);
        for (word, ids) in [
            ("U.S.", vec![4, 5, 6, 5]),
            ("Kyiv", vec![7, 8]),
            ("Café", vec![9]),
            ("☃", vec![1]),
            ("\u{200d}", vec![1]),
        ] {
            let mut out = Vec::new();
            cache.append(word, &mut out);
            assert_eq!(out, ids, "{word}");
        }
    }
}
