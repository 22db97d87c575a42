//! Prints all rows of a text from standard input as JSON: `cargo run --release --example json < data/articles/bread.txt`

use std::error::Error;
use std::io;

use dossier::extraction::{AmountRow, EntityRow, MentionRow, RelationRow, StatementRow};
use dossier::{Article, Pipeline};
use serde::Serialize;

/// The columns of each row are those of the CSV tables.
#[derive(Serialize)]
struct Rows {
    entities: Vec<EntityRow>,
    mentions: Vec<MentionRow>,
    amounts: Vec<AmountRow>,
    relations: Vec<RelationRow>,
    statements: Vec<StatementRow>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let article = Article::from_text("stdin", io::read_to_string(io::stdin())?);
    let extraction = Pipeline::embedded()?.extract(&article)?;
    let rows = Rows {
        entities: extraction.entities().collect(),
        mentions: extraction.mentions().collect(),
        amounts: extraction.amounts().collect(),
        relations: extraction.relations().collect(),
        statements: extraction.statements().collect(),
    };
    serde_json::to_writer_pretty(io::stdout().lock(), &rows)?;
    println!();
    Ok(())
}
