#![no_main]
//! Checkpoints.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &[u8]| {
    dossier_fuzz::count(given);
    dossier::fuzzing::checkpoint(given);
});
