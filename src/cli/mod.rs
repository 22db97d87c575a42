//! The face: arguments to plain configuration, progress on a terminal, errors with advice, exit codes.
//!
//! This room knows clap, terminals and standard streams; nothing else does. It must never hold logic that a user of the
//! library would miss.

mod arguments;
mod columns;
mod conll;
mod exit;
mod explain;
mod export;
mod extract;
mod merge;
mod progress;
mod report;
mod rules;
mod shell;
mod tell;
mod verify;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::{DONE, NOTHING};
use tell::tell;

pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tell_faults_in_one_line();
    let outcome = match &arguments.command {
        Command::Extract(a) => extract::run(a),
        Command::Merge(a) => merge::run(a),
        Command::Tag(a) => conll::tag(a),
        Command::Parse(a) => conll::parse(a),
        Command::Explain(a) => explain::run(a),
        Command::Verify(a) => verify::run(a),
        Command::Export(a) => export::run(a),
        Command::Report(a) => report::run(a),
        Command::Columns(a) => columns::run(a),
        Command::Rules(a) => rules::run(a),
        Command::Completions(a) => shell::completions(a),
        Command::Man(a) => shell::man(a),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            tell!("dossier: {error:#}");
            ExitCode::from(NOTHING)
        }
    }
}

/// A fault of ours in one article is caught, and the article failed; what a developer needs is not what its reader does.
fn tell_faults_in_one_line() {
    if std::env::var_os("RUST_BACKTRACE").is_none_or(|v| v == "0") {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
            let said = panic.payload_as_str().unwrap_or("no message");
            tell!("dossier: internal error at {place}: {said}");
        }));
    }
}

/// Whoever read our output has seen enough: no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
