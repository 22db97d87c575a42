//! The engines: alike on the sample articles, and the same for any number of windows.
//!
//! The tests of an optional engine need what not every machine has, and are listed as ignored where it is not asked for:
//!
//!     scripts/get-onnxruntime
//!     cargo test --release --features onnxruntime --test library -- --ignored engines::onnx_runtime
//!
//!     scripts/get-libtorch && source engines/libtorch.env
//!     cargo test --release --features rust-bert --test library engines
//!
//! Once asked for, a test whose engine, library or model is missing fails.

use dossier::article::{Reader, Reading, discover};
use dossier::{Article, EngineKind, Pipeline};

/// A paragraph that fills more than half a window, so that every copy has a window of its own.
const PARAGRAPH: &str = "On Monday, President Ann Mwangi of Kenya told reporters in Nairobi that 2,500 soldiers of the McKinley Brigade, \
    who had been sent to Sudan in March after talks with the African Union and the United Nations had failed, would leave the country before the end \
    of the year, and that the European Union had promised $40 million for the camps near the border, where Norway and Chad have run schools since.";

/// Every copy must read like the first, however many windows there are in a batch.
fn reads_every_window_alike(pipeline: &Pipeline) {
    let read = |copies: usize| {
        let text = vec![PARAGRAPH; copies].join("\n\n");
        let extraction = pipeline.extract(&Article::from_text("copies", &text)).unwrap();
        let step = PARAGRAPH.chars().count() + 2;
        let mut by_copy = vec![Vec::new(); copies];
        for m in extraction.mentions() {
            by_copy[m.start / step].push((m.text.to_string(), m.start % step, format!("{:?}", m.kind)));
        }
        by_copy
    };
    let one = read(1).remove(0);
    assert!(one.len() > 8, "{one:?}");
    for copies in [7, 64, 65, 1000] {
        assert!(read(copies).iter().all(|copy| *copy == one), "{copies} copies");
    }
}

#[test]
fn the_embedded_engine_reads_every_window_alike() {
    reads_every_window_alike(&Pipeline::embedded().unwrap());
}

#[cfg(not(feature = "onnxruntime"))]
#[test]
fn an_engine_that_is_not_built_in_is_named_with_what_to_do() {
    let error = Pipeline::builder().engine(EngineKind::OnnxRuntime).build().err().unwrap().to_string();
    assert!(error.contains("--features onnxruntime"), "{error}");
}

/// The built-in model on an engine.
fn on(engine: EngineKind) -> Pipeline {
    Pipeline::builder().engine(engine).build().unwrap_or_else(|error| panic!("{error}"))
}

/// Name, type and offsets of every mention of an article.
fn mentions(pipeline: &Pipeline, article: &Article) -> Vec<String> {
    let extraction = pipeline.extract(article).unwrap();
    extraction.mentions().map(|m| format!("{} {:?} {}..{}", m.text, m.kind, m.start, m.end)).collect()
}

/// Mentions of the sample articles that not both engines find, in a hundred.
fn difference(other: &Pipeline) -> f64 {
    let embedded = Pipeline::embedded().unwrap();
    let inputs = discover(&["data/articles".to_string()], None).inputs;
    let how = Reading::default();
    let (mut all, mut apart) = (0, 0);
    for input in &inputs {
        for article in Reader::new(input, &how, embedded.knowledge()) {
            let article = article.unwrap();
            let (a, b) = (mentions(&embedded, &article), mentions(other, &article));
            all += a.len();
            apart +=
                a.iter().filter(|m| !b.contains(m)).count() + b.iter().filter(|m| !a.contains(m)).count();
        }
    }
    assert!(all > 100);
    100.0 * f64::from(apart as u32) / f64::from(all as u32)
}

#[test]
#[ignore = "needs --features onnxruntime, and the library that scripts/get-onnxruntime fetches"]
fn onnx_runtime_finds_what_the_embedded_engine_finds() {
    let pipeline = on(EngineKind::OnnxRuntime);
    // Both compute in int8: where a score lies between two steps, their roundings differ, and a close decision may turn.
    assert!(difference(&pipeline) < 1.0);
    reads_every_window_alike(&pipeline);
}

#[test]
#[cfg_attr(not(feature = "rust-bert"), ignore = "needs --features rust-bert")]
fn rust_bert_finds_what_the_embedded_engine_finds() {
    let pipeline = on(EngineKind::RustBert);
    // rust-bert computes in fp32 what the embedded engine does in int8.
    assert!(difference(&pipeline) < 5.0);
    reads_every_window_alike(&pipeline);
}

/// `tests/library/engines/make_tiny_bert.py` wrote the model and the tags that the library transformers finds with it.
#[test]
#[cfg_attr(not(feature = "rust-bert"), ignore = "needs --features rust-bert")]
fn a_bert_token_classification_folder_gives_the_tags_that_transformers_gives() {
    let pipeline = Pipeline::builder().model("tests/library/engines/tiny-bert").build().unwrap();
    assert!(!pipeline.knows_syntax());
    let expected = std::fs::read_to_string("tests/library/engines/tiny-bert/expected.conll").unwrap();
    let mut out = Vec::new();
    pipeline.worker().unwrap().tag_conll2003(&expected, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    for line in out.lines().filter(|l| !l.is_empty()) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(columns[columns.len() - 2], columns[columns.len() - 1], "{line}");
    }
    let rows = pipeline.extract(&Article::from_text("talks", "Ann Mwangi praised Kenya .")).unwrap();
    let rows: Vec<_> = rows.relations().map(|r| format!("{} {}", r.subject_text, r.relation)).collect();
    assert_eq!(rows, ["Ann Mwangi praises"]);
}
