//! Turns files, folders or dumps into tables: `cargo run --release --example dump -- data/articles out`

use std::error::Error;

use dossier::Pipeline;
use dossier::run::{Event, Plan, discover, run};

fn main() -> Result<(), Box<dyn Error>> {
    dossier::memory::keep_freed();
    let mut inputs: Vec<String> = std::env::args().skip(1).collect();
    let out = inputs
        .pop()
        .filter(|_| !inputs.is_empty())
        .ok_or("name one input or more, and a folder for the tables")?;
    let plan = Plan::new(discover(&inputs, None), &out).keep_text(true).skip_duplicates(true);
    let total = plan.bytes();
    let mut articles = 0;
    let summary = run(&Pipeline::embedded()?, &plan, &mut |event| match event {
        Event::Article { .. } => articles += 1,
        Event::Position(done) => eprint!("\r{articles} articles, {done} of {total} bytes"),
        Event::Failed(error) => eprintln!("\nfailed: {error}"),
        Event::Warning { source, message } => eprintln!("\nwarning: {source}: {message}"),
        _ => {}
    })?;
    eprintln!();
    println!(
        "{} articles, {} failed, {} skipped: {} entities and {} relations, in {out}",
        summary.articles, summary.failed, summary.skipped, summary.entities, summary.relations
    );
    Ok(())
}
