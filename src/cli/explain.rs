//! `dossier explain`.

use std::io::Write;

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
    std::io::stdout().write_all(explanation.render().as_bytes())?;
    Ok(DONE)
}
