#![no_main]
//! The grammars of amounts and dates.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    dossier_fuzz::count(given);
    dossier::fuzzing::amounts_and_dates(given);
});
