#![no_main]
//! Files of any kind: what they are must show in their bytes.

use dossier::article::Cleaning;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    dossier_fuzz::count(bytes);
    dossier_fuzz::with_file(bytes, |path| {
        dossier::fuzzing::read(path, None, Cleaning::Auto);
    });
});
