//! `dossier completions` and `dossier man`: what a shell and `man` want to know of the command line.

use std::fs;
use std::io::{self, Write};

use anyhow::Context;
use clap::CommandFactory;

use super::arguments::{Arguments, Completions, Man};
use super::exit::DONE;

pub fn completions(arguments: &Completions) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "dossier", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(DONE)
}

pub fn man(arguments: &Man) -> anyhow::Result<u8> {
    match &arguments.out {
        Some(folder) => {
            let unwritten = || format!("{}: cannot be written", folder.display());
            fs::create_dir_all(folder).with_context(unwritten)?;
            clap_mangen::generate_to(Arguments::command(), folder).with_context(unwritten)?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
            io::stdout().lock().write_all(&page)?;
        }
    }
    Ok(DONE)
}
