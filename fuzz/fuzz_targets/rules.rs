#![no_main]
//! Rule files.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    dossier_fuzz::count(given);
    dossier::fuzzing::rules(given);
});
