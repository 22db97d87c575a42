//! `dossier verify`.

use std::io::{self, Write};

use anyhow::Context;
use dossier::Knowledge;
use dossier::run::{Plan, discover, verify};
use dossier::table::KEPT_ARTICLES;

use super::arguments::Verify;
use super::exit::{DONE, NOTHING, SOME_FAILED};
use super::tell::tell;

/// Complaints shown; a table that is wrong throughout must not flood the screen.
const SHOWN: usize = 20;

pub fn run(arguments: &Verify) -> anyhow::Result<u8> {
    let kept = arguments.out.join(KEPT_ARTICLES);
    let inputs = match arguments.articles.as_slice() {
        [] if kept.exists() => vec![kept.into_os_string()],
        [] => anyhow::bail!(
            "{} holds no articles.jsonl: say what the run read with --articles, or run it with --keep-text",
            arguments.out.display()
        ),
        given => given.to_vec(),
    };
    let found = discover(&inputs, arguments.how.format());
    for missing in &found.missing {
        tell!("dossier: {missing}");
    }
    if found.inputs.is_empty() {
        return Ok(NOTHING);
    }
    let knowledge = Knowledge::load(arguments.data.as_deref())?;
    let how = &arguments.how;
    let plan = Plan::new(found, &arguments.out)
        .fields(how.fields()?)
        .cleaning(how.cleaning())
        .sections(how.sections());
    let mut told = 0;
    let done = verify(&plan, &knowledge, &mut |complaint| {
        told += 1;
        if told <= SHOWN {
            tell!("{}, line {}: {}", complaint.table, complaint.line, complaint.reason);
        }
    })
    .context("the tables cannot be checked")?;
    if told > SHOWN {
        tell!("... and {} more", told - SHOWN);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{} rows of {} articles checked, {} wrong", done.rows, done.articles, done.wrong)?;
    if done.missing > 0 {
        writeln!(out, "{} articles of the tables are not among those given", done.missing)?;
    }
    Ok(if done.wrong + done.missing > 0 { SOME_FAILED } else { DONE })
}
