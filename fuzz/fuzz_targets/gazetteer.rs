#![no_main]
//! Users' names and PETRARCH's dictionaries.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &[u8]| {
    dossier::fuzzing::gazetteer(given);
});
