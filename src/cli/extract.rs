//! `dossier extract`.

use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use dossier::export::ExportOptions;
use dossier::report::ReportOptions;
use dossier::run::{self, CellStyle, Discovered, Plan, StreamPlan, discover};

use super::arguments::Extract;
use super::exit::{DONE, NOTHING, SOME_FAILED, STOPPED};
use super::progress::Progress;
use super::tell::tell;
use super::{export, report};

pub fn run(arguments: &Extract) -> anyhow::Result<u8> {
    if arguments.to.is_some() {
        return stream(arguments);
    }
    let plan = plan(arguments, discover(&arguments.reading.inputs, arguments.reading.how.format()))?;
    let found = plan.found();
    if found.inputs.is_empty() {
        for missing in &found.missing {
            tell!("dossier: {missing}");
        }
        return Ok(NOTHING);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let plan = plan.stop_when(stop.clone());
    if !arguments.quiet {
        tell_passed_over(&found.passed_over);
    }
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
    if arguments.resume && summary.resumed == 0 && !arguments.quiet {
        tell!("dossier: {} held no interrupted run: this one began anew", arguments.out().display());
    }
    progress.finish(&summary, arguments.out());
    if summary.interrupted {
        tell!("dossier: stopped; {}", how_to_go_on(&plan));
        return Ok(STOPPED);
    }
    for format in &arguments.export {
        export::write(arguments.out(), *format, None, &ExportOptions::default())?;
    }
    if arguments.report {
        report::write(arguments.out(), &arguments.out().join("report.html"), ReportOptions::default())?;
    }
    Ok(if summary.failed > 0 { SOME_FAILED } else { DONE })
}

/// Writes an object an article to standard output.
fn stream(arguments: &Extract) -> anyhow::Result<u8> {
    let how = &arguments.reading.how;
    let found = discover(&arguments.reading.inputs, how.format());
    let mut plan = StreamPlan::new(found)
        .fields(how.fields()?)
        .cleaning(how.cleaning())
        .sections(how.sections())
        .any_language(arguments.any_language);
    if let Some(threads) = arguments.threads.count() {
        plan = plan.threads(threads);
    }
    let pipeline = arguments.knowledge.pipeline()?;
    let mut failed = false;
    let mut out = BufWriter::new(io::stdout().lock());
    run::objects(&pipeline, &plan, arguments.keep_text, &mut out, &mut |error| {
        failed = true;
        tell!("dossier: failed: {error}");
    })?;
    Ok(if failed { SOME_FAILED } else { DONE })
}

/// Files of a folder that a run does not look at.
fn tell_passed_over(files: &[PathBuf]) {
    let Some(first) = files.first() else { return };
    let were =
        if files.len() == 1 { "1 file was".to_string() } else { format!("{} files were", files.len()) };
    tell!("dossier: {were} passed over for endings that are unknown, such as {}", first.display());
}

/// What the command line says; of what it does not say, the library's defaults hold.
fn plan(arguments: &Extract, found: Discovered) -> anyhow::Result<Plan> {
    let how = &arguments.reading.how;
    let mut plan = Plan::new(found, arguments.out())
        .fields(how.fields()?)
        .cleaning(how.cleaning())
        .sections(how.sections())
        .keep_text(arguments.keep_text)
        .any_language(arguments.any_language)
        .skip_duplicates(arguments.skip_duplicates)
        .resume(arguments.resume);
    if let Some(file) = &arguments.dropped {
        plan = plan.dropped(file);
    }
    if arguments.raw_cells {
        plan = plan.cells(CellStyle::Raw);
    }
    if let Some(threads) = arguments.threads.count() {
        plan = plan.threads(threads);
    }
    if let Some((index, of)) = arguments.shard {
        plan = plan.shard(index, of);
    }
    if let Some(most) = arguments.strict.then_some(0).or(arguments.max_errors) {
        plan = plan.most_failed(most);
    }
    Ok(plan)
}

fn how_to_go_on(plan: &Plan) -> &'static str {
    match plan.can_resume() {
        true => "the same command with --resume goes on",
        false => "what was read of standard input is gone, so that the run cannot go on",
    }
}
