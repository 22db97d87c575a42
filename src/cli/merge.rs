//! `dossier merge`.

use anyhow::Context;
use dossier::run::merge;

use super::DONE;
use super::arguments::Merge;

pub fn run(arguments: &Merge) -> anyhow::Result<u8> {
    let articles = merge(&arguments.shards, &arguments.out).context("the shares cannot be merged")?;
    tell!(
        "dossier: {articles} articles of {} shares, in {}",
        arguments.shards.len(),
        arguments.out.display()
    );
    Ok(DONE)
}
