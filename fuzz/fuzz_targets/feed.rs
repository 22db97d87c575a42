#![no_main]
//! RSS, Atom, NITF, NewsML-G2.

use dossier::article::{Cleaning, Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dossier_fuzz::count(bytes);
    dossier_fuzz::with_file(bytes, |path| {
        dossier::fuzzing::read(path, Some(Format::Feed), Cleaning::Auto);
    });
});
