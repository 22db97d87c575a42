//! Prints the events of a text: `cargo run --release --example one_text -- "Kenya thanked Sudan on Monday."`

use std::error::Error;

use dossier::{Article, Pipeline};

const TEXT: &str =
    "Kenya thanked Sudan on Monday. Norway will give Chad $2 million, Foreign Minister Ida Holm said.";

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args().nth(1).unwrap_or_else(|| TEXT.to_string());
    // "On Monday" is the Monday before the day of publication.
    let article = Article::from_text("example", text).published_on("2025-02-26".parse()?);
    let extraction = Pipeline::embedded()?.extract(&article)?;
    for row in extraction.relations() {
        let (Some(event), Some(cameo)) = (row.event, row.cameo) else { continue };
        let not = if row.negated { "not " } else { "" };
        println!("{} | {not}{} | {}", row.subject_text, row.relation, row.object_text);
        println!("    {event} (CAMEO {cameo}), {}", row.modality);
        for (what, value) in [("date", &row.date), ("said by", &row.attributed_to)] {
            if !value.is_empty() {
                println!("    {what}: {value}");
            }
        }
        if let Some(amount) = extraction.amounts().find(|amount| amount.mention_id == row.amount_id) {
            println!("    amount: {} {}", amount.value, amount.unit);
        }
    }
    Ok(())
}
