//! Ways into inner rooms for the fuzz targets (`fuzz/`). Compiled for fuzzing only.

use std::path::Path;
use std::sync::LazyLock;

use crate::article::{Article, Cleaning, Format, Input, Reader, Reading};
use crate::knowledge::{Gazetteer, Knowledge};
use crate::text::{Bytes, Span, split_region};

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::load(None).expect("the data built in is whole"));

/// Reads a file, and checks what every article promises: spans in order, within the text, between characters.
pub fn read(path: &Path, format: Option<Format>, cleaning: Cleaning) -> usize {
    let input = Input { path: Some(path.to_path_buf()), format };
    let how = Reading { cleaning, ..Reading::default() };
    let mut n = 0;
    for article in Reader::new(&input, &how, &KNOWLEDGE).take(100).flatten() {
        let parts = article.parts();
        parts.iter().chain(article.dropped.iter().map(|d| &d.span)).for_each(|s| {
            s.of(&article.text);
        });
        assert!(parts.windows(2).all(|w| w[0].end <= w[1].start), "parts overlap");
        let _ = crate::article::detect_non_english(&article, &KNOWLEDGE.lexicon);
        sentences(&article);
        n += 1;
    }
    n
}

/// Splits an article, and checks that sentences and tokens are in order and whole.
pub fn sentences(article: &Article) {
    for part in article.parts() {
        let mut last = part.start;
        for sentence in split_region(&article.text, part, &KNOWLEDGE.lexicon) {
            assert!(sentence.span.start >= last && sentence.span.end <= part.end);
            last = sentence.span.end;
            let mut at = sentence.span.start;
            for token in &sentence.tokens {
                assert!(token.start >= at && !token.is_empty() && token.end <= sentence.span.end);
                at = token.end;
                token.of(&article.text);
            }
        }
    }
}

/// Amounts and dates of a text: each stands where it says.
pub fn amounts_and_dates(text: &str) {
    let whole = Span::<Bytes>::new(0, text.len());
    for sentence in split_region(text, whole, &KNOWLEDGE.lexicon) {
        let lexemes = crate::entity::lexemes(text, sentence.tokens.iter().copied(), &KNOWLEDGE.lexicon);
        let amounts = crate::entity::amounts(&lexemes, &KNOWLEDGE.lexicon).into_iter().map(|a| a.span);
        let days = [None, Some(jiff::civil::date(2025, 2, 22))];
        let dates = |day| crate::entity::dates(&lexemes, crate::entity::Story::of(day), &KNOWLEDGE.lexicon).0;
        let dates = days.into_iter().flat_map(dates).map(|d| d.span);
        for span in amounts.chain(dates) {
            assert!(sentence.span.contains(span) && !span.of(text).is_empty());
        }
    }
}

pub fn gazetteer(bytes: &[u8]) {
    let mut gazetteer = Gazetteer::default();
    if gazetteer.add_bytes(bytes.to_vec(), "fuzzed").is_ok() {
        let _ = gazetteer.find("Jo Bell", None);
    }
}

pub fn rules(text: &str) {
    let file = crate::relation::RuleFile { name: "fuzzed", text, own: true };
    let classes = crate::relation::WordClasses::default();
    let _ = crate::relation::parse_rules(&file, &classes, &KNOWLEDGE.lexicon).map(|rules| rules.len());
}

pub fn checkpoint(bytes: &[u8]) {
    let _ = crate::run::FuzzedCheckpoint::parse(bytes);
}
