//! `dossier rules check` and `dossier rules test`.

use std::io::{self, Write};

use dossier::Pipeline;

use super::arguments::{Rules, RulesCommand};
use super::{DONE, SOME_FAILED};

pub fn run(arguments: &Rules) -> anyhow::Result<u8> {
    let mut out = io::stdout().lock();
    match &arguments.command {
        RulesCommand::Check { paths } => {
            let paths: Vec<&std::path::Path> = paths.iter().map(|p| p.as_path()).collect();
            let rules = dossier::check_rules(&paths)?;
            let events = rules.iter().filter(|r| r.is_event()).count();
            let silent = rules.iter().filter(|r| r.silent).count();
            let facts = rules.len() - events - silent;
            writeln!(out, "{} rules: {events} for events, {facts} for facts, {silent} silent", rules.len())?;
            Ok(DONE)
        }
        RulesCommand::Test { knowledge } => {
            let pipeline: Pipeline = knowledge.pipeline()?;
            let (tried, failures) = pipeline.test_rules()?;
            for f in &failures {
                writeln!(
                    out,
                    "{}: rule `{}`: {}\n  expected {}\n  found    {}",
                    f.place,
                    f.rule,
                    f.text,
                    rows(&f.expected),
                    rows(&f.found)
                )?;
            }
            writeln!(out, "{tried} examples, {} failed", failures.len())?;
            Ok(if failures.is_empty() { DONE } else { SOME_FAILED })
        }
    }
}

fn rows(rows: &[String]) -> String {
    if rows.is_empty() { "no row".to_string() } else { rows.join("; ") }
}
