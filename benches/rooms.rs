//! What each room costs on one article: `cargo bench`. Compare rows of one run; figures of two machines say nothing.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dossier::{Article, Pipeline};

fn rooms(c: &mut Criterion) {
    let text = include_str!("../data/articles/suez.txt");
    let article = Article::from_text("suez", text);
    let pipeline = Pipeline::embedded().expect("the built-in model loads");
    let mut group = c.benchmark_group("article of 2,000 words");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    let mut worker = pipeline.worker().unwrap();
    group.bench_function("network and tree", |b| b.iter(|| worker.parse_only(&article).expect("it parses")));
    group.bench_function("whole pipeline", |b| b.iter(|| worker.extract(&article).expect("it is read")));
    group.finish();
}

criterion_group!(benches, rooms);
criterion_main!(benches);
