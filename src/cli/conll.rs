//! `dossier tag` and `dossier parse`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use anyhow::Context;
use dossier::Pipeline;
use dossier::run::{self, StreamPlan, discover};

use super::arguments::{Parse, Tag, TagFormat};
use super::exit::{DONE, NOTHING, SOME_FAILED};
use super::tell::tell;

fn output(path: Option<&Path>) -> anyhow::Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?,
        )),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    })
}

pub fn tag(arguments: &Tag) -> anyhow::Result<u8> {
    let file = &arguments.file;
    let text = if file == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let text = text.with_context(|| format!("{file}: cannot be read"))?;
    let pipeline = arguments.model.choose(Pipeline::builder()).build()?;
    let mut out = output(arguments.out.as_deref())?;
    let mut worker = pipeline.worker()?;
    match arguments.format {
        TagFormat::Conll2003 => worker.tag_conll2003(&text, &mut out),
        TagFormat::Conllu => worker.tag_conllu(&text, &mut out),
    }
    .with_context(|| file.clone())?;
    out.flush()?;
    Ok(DONE)
}

pub fn parse(arguments: &Parse) -> anyhow::Result<u8> {
    let found = discover(&arguments.reading.inputs, arguments.reading.how.format());
    if found.inputs.is_empty() {
        for missing in &found.missing {
            tell!("dossier: {missing}");
        }
        return Ok(NOTHING);
    }
    let how = &arguments.reading.how;
    let mut plan =
        StreamPlan::new(found).fields(how.fields()?).cleaning(how.cleaning()).sections(how.sections());
    if let Some(threads) = arguments.threads.count() {
        plan = plan.threads(threads);
    }
    let pipeline = arguments.model.choose(Pipeline::builder()).build()?;
    let mut out = output(arguments.out.as_deref())?;
    let mut failed = false;
    run::parse(&pipeline, &plan, &mut out, &mut |error| {
        failed = true;
        tell!("dossier: failed: {error}");
    })?;
    out.flush()?;
    Ok(if failed { SOME_FAILED } else { DONE })
}
