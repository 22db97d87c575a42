//! `dossier rules check` and `dossier rules test`.

use std::io::{self, Write};

use dossier::{Failure, Pipeline};

use super::arguments::{Rules, RulesCommand};
use super::exit::{DONE, SOME_FAILED};

pub fn run(arguments: &Rules) -> anyhow::Result<u8> {
    let mut out = io::stdout().lock();
    match &arguments.command {
        RulesCommand::Check { paths, data } => {
            let paths: Vec<&std::path::Path> = paths.iter().map(|p| p.as_path()).collect();
            let checked = dossier::check_rules(&paths, data.as_deref())?;
            for rule in &checked.never_win {
                let (place, name, against) = (&rule.place, &rule.rule, &rule.against);
                writeln!(
                    out,
                    "{place}: warning: rule `{name}` can never win: all it matches goes to {against}"
                )?;
            }
            let rules = &checked.rules;
            let events = rules.iter().filter(|r| r.is_event()).count();
            let silent = rules.iter().filter(|r| r.silent).count();
            let facts = rules.len() - events - silent;
            writeln!(out, "{} rules: {events} for events, {facts} for facts, {silent} silent", rules.len())?;
            Ok(DONE)
        }
        RulesCommand::Test { knowledge } => {
            let pipeline: Pipeline = knowledge.pipeline()?;
            let (tried, failures) = pipeline.test_rules()?;
            for failure in &failures {
                write_failure(&mut out, failure)?;
            }
            writeln!(out, "{tried} examples, {} failed", failures.len())?;
            Ok(if failures.is_empty() { DONE } else { SOME_FAILED })
        }
    }
}

/// Writes what is wrong with an example, and why rows are missing.
fn write_failure(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    writeln!(out, "{}: rule `{}`: {}", failure.place, failure.rule, failure.text)?;
    writeln!(out, "  expected {}", rows(&failure.expected))?;
    writeln!(out, "  found    {}", rows(&failure.found))?;
    for miss in &failure.misses {
        writeln!(out, "  on \"{}\": {}", miss.trigger, miss.reason)?;
    }
    Ok(())
}

fn rows(rows: &[String]) -> String {
    if rows.is_empty() { "no row".to_string() } else { rows.join("; ") }
}
