#![no_main]
//! Parquet files.

use dossier::article::{Cleaning, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dossier_fuzz::count(bytes);
    dossier_fuzz::caught_panics_are_no_findings();
    dossier_fuzz::with_file(bytes, |path| {
        dossier::fuzzing::read(path, Some(Format::Parquet), Cleaning::Auto);
    });
});
