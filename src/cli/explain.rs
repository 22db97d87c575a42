//! `dossier explain`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::Context;
use dossier::Article;

use super::arguments::Explain;
use super::exit::DONE;

pub fn run(arguments: &Explain) -> anyhow::Result<u8> {
    let mut article = Article::from_text("sentence", &arguments.sentence);
    if let Some(date) = &arguments.date {
        let day = date.parse().with_context(|| format!("--date {date}: write it as 2025-02-22"))?;
        article = article.published_on(day);
    }
    let pipeline = arguments.knowledge.pipeline()?;
    let explanation = pipeline.worker()?.explain(&article)?;
    let mut to = output(arguments)?;
    match arguments.html {
        true => explanation.write_html(&mut to)?,
        false => to.write_all(explanation.render().as_bytes())?,
    }
    to.flush()?;
    Ok(DONE)
}

fn output(arguments: &Explain) -> anyhow::Result<Box<dyn Write>> {
    let Some(file) = &arguments.to else { return Ok(Box::new(io::stdout().lock())) };
    let made = File::create(file).with_context(|| format!("{}: cannot be written", file.display()))?;
    Ok(Box::new(BufWriter::new(made)))
}
