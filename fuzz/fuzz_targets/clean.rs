#![no_main]
//! Text that is taken for a saved page, and the sentences of what is left.

use dossier::article::{Cleaning, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dossier_fuzz::count(bytes);
    dossier_fuzz::with_file(bytes, |path| {
        dossier::fuzzing::read(path, Some(Format::Text), Cleaning::Always);
    });
});
