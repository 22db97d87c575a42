//! `dossier extract`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Context;
use dossier::article::discover;
use dossier::extraction::CellStyle;
use dossier::run::{self, Plan};
use dossier::table::TableOptions;

use super::arguments::Extract;
use super::progress::Progress;
use super::{DONE, NOTHING, SOME_FAILED, STOPPED};

pub fn run(arguments: &Extract) -> anyhow::Result<u8> {
    let found = discover(&arguments.reading.inputs, arguments.reading.how.format());
    if found.inputs.is_empty() {
        for missing in &found.missing {
            tell!("dossier: {missing}");
        }
        return Ok(NOTHING);
    }
    let plan = Plan {
        inputs: found.inputs,
        missing: found.missing,
        fields: arguments.reading.how.fields()?,
        cleaning: arguments.reading.how.cleaning(),
        out: arguments.out.clone(),
        tables: TableOptions {
            dropped: arguments.dropped.clone(),
            keep_text: arguments.keep_text,
            cells: if arguments.raw_cells { CellStyle::Raw } else { CellStyle::Safe },
        },
        threads: arguments.threads.count(),
        any_language: arguments.any_language,
        skip_duplicates: arguments.skip_duplicates,
        shard: arguments.shard,
        resume: arguments.resume,
        most_failed: if arguments.strict { Some(0) } else { arguments.max_errors },
        stop: Arc::default(),
    };
    let stop = plan.stop.clone();
    // A second Ctrl-C ends the program at once, as ever.
    ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(STOPPED));
        }
        tell!("dossier: finishing the articles in hand");
    })
    .context("Ctrl-C cannot be watched for")?;
    let pipeline = arguments.knowledge.pipeline()?;
    if !arguments.quiet {
        pipeline.warnings().iter().for_each(|warning| tell!("dossier: warning: {warning}"));
    }
    let mut progress = Progress::new(&plan, arguments.quiet);
    let summary =
        run::run(&pipeline, &plan, &mut |event| progress.tell(&event)).context("the run ended early")?;
    if plan.resume && summary.resumed == 0 && !arguments.quiet {
        tell!("dossier: {} held no interrupted run: this one began anew", plan.out.display());
    }
    progress.finish(&summary, &plan.out);
    if summary.interrupted {
        tell!("dossier: stopped; {}", how_to_go_on(&plan));
        return Ok(STOPPED);
    }
    Ok(if summary.failed > 0 { SOME_FAILED } else { DONE })
}

fn how_to_go_on(plan: &Plan) -> &'static str {
    match plan.can_resume() {
        true => "the same command with --resume goes on",
        false => "what was read of standard input is gone, so that the run cannot go on",
    }
}
