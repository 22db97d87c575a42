//! `dossier merge`.

use anyhow::Context;
use dossier::Knowledge;
use dossier::run::merge;

use super::arguments::Merge;
use super::exit::DONE;
use super::tell::tell;

pub fn run(arguments: &Merge) -> anyhow::Result<u8> {
    let knowledge = Knowledge::load(arguments.data.as_deref())?;
    let articles =
        merge(&arguments.shards, &arguments.out, &knowledge).context("the shares cannot be merged")?;
    tell!(
        "dossier: {articles} articles of {} shares, in {}",
        arguments.shards.len(),
        arguments.out.display()
    );
    Ok(DONE)
}
