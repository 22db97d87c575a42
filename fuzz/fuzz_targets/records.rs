#![no_main]
//! JSON and tables; the first byte says which.

use dossier::article::{Cleaning, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dossier_fuzz::count(bytes);
    let Some((first, rest)) = bytes.split_first() else { return };
    let format = [Format::JsonLines, Format::Json, Format::Csv, Format::Tsv][usize::from(first % 4)];
    dossier_fuzz::with_file(rest, |path| {
        dossier::fuzzing::read(path, Some(format), Cleaning::Auto);
    });
});
