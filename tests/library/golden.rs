//! Whole runs over the sample articles: the tables as they are, reviewed as text. `cargo insta review`, or
//! `INSTA_UPDATE=always cargo test --test library golden`, takes a change over.

use std::fs;
use std::path::Path;

use dossier::Pipeline;
use dossier::run::{Plan, discover, run};

fn tables(threads: usize) -> Vec<(String, String)> {
    let out = tempfile::tempdir().unwrap();
    let found = discover(&["data/articles".to_string()], None);
    let plan = Plan::new(found, out.path()).dropped(out.path().join("dropped.csv")).threads(threads);
    run(&Pipeline::embedded().unwrap(), &plan, &mut |_| {}).unwrap();
    let read = |name: &str| fs::read_to_string(Path::new(out.path()).join(name)).unwrap();
    ["articles", "entities", "mentions", "amounts", "relations", "statements", "events", "dropped"]
        .iter()
        .map(|n| (n.to_string(), read(&format!("{n}.csv"))))
        .collect()
}

/// The table without what the last digits of the network's sums show in: processors add in different orders.
fn without_scores(table: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut scores = Vec::new();
    for (i, row) in reader.records().map(|r| r.unwrap()).enumerate() {
        if i == 0 {
            scores = row.iter().map(|name| matches!(name, "score" | "confidence")).collect();
        }
        let cells = row.iter().zip(&scores);
        writer.write_record(cells.map(|(cell, score)| if *score && i > 0 { "~" } else { cell })).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn sample_articles() {
    for (name, table) in tables(2) {
        insta::assert_snapshot!(name, without_scores(&table));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let one = tables(1);
    assert_eq!(one, tables(3));
    assert_eq!(one, tables(8));
}
