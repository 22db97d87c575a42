//! Adds a rule at run time, tests it and uses it: `cargo run --release --example own_rules -- "The bank audited Kenya."`

use std::error::Error;

use dossier::{Article, Pipeline};

/// May as well be a file, for `rules`; `data/rules/README.md` is the manual.
const RULES: &str = r#"
[[rule]]
name = "audit"
relation = "audits"
event = "ACCUSE"
cameo = "090"
verbs = ["audit"]
needs_object = true

[[rule.examples]]
text = "Norway audited Chad."
rows = ["Norway | audits | Chad"]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).unwrap_or_else(|| "Kenya was audited by Norway in May.".to_string());
    let pipeline = Pipeline::builder().rules_text("own.toml", RULES).build()?;

    let (tried, failures) = pipeline.test_rules()?;
    println!("{tried} examples of all rules, {} failed", failures.len());
    for failure in failures.iter().filter(|failure| failure.rule == "audit") {
        println!("{}: expected {:?}, found {:?}", failure.text, failure.expected, failure.found);
    }

    let extraction = pipeline.extract(&Article::from_text("example", text))?;
    for row in extraction.relations().filter(|row| row.rule == "audit") {
        println!("{} | {} | {}", row.subject_text, row.relation, row.object_text);
    }
    Ok(())
}
