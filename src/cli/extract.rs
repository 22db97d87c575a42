//! `dossier extract`.

use std::thread::available_parallelism;

use anyhow::Context;
use dossier::article::discover;
use dossier::run::{self, Plan};
use dossier::table::CellStyle;

use super::arguments::Extract;
use super::progress::Progress;
use super::{DONE, NOTHING, SOME_FAILED};

pub fn run(arguments: &Extract) -> anyhow::Result<u8> {
    let found = discover(&arguments.reading.inputs, arguments.reading.how.format());
    if found.inputs.is_empty() {
        for missing in &found.missing {
            eprintln!("dossier: {missing}");
        }
        return Ok(NOTHING);
    }
    let plan = Plan {
        inputs: found.inputs,
        missing: found.missing,
        fields: arguments.reading.how.fields()?,
        cleaning: arguments.reading.how.cleaning(),
        out: arguments.out.clone(),
        dropped: arguments.dropped.clone(),
        cells: if arguments.raw_cells { CellStyle::Raw } else { CellStyle::Safe },
        threads: arguments
            .threads
            .map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from),
    };
    let pipeline = arguments.knowledge.pipeline()?;
    if !pipeline.knows_syntax() && !arguments.quiet {
        eprintln!(
            "dossier: warning: this model finds names only: relations are guessed from the order of words"
        );
    }
    let mut progress = Progress::new(&plan, arguments.quiet);
    let summary =
        run::run(&pipeline, &plan, &mut |event| progress.tell(&event)).context("the run ended early")?;
    progress.finish(&summary, &plan.out);
    Ok(if summary.failed > 0 { SOME_FAILED } else { DONE })
}
