#![no_main]
//! Users' names and PETRARCH's dictionaries.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &[u8]| {
    dossier_fuzz::count(given);
    dossier::fuzzing::gazetteer(given);
});
