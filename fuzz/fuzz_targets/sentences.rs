#![no_main]
//! Sentences and tokens.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: &str| {
    dossier_fuzz::count(given);
    dossier::fuzzing::sentences(&dossier::Article::from_text("fuzzed", given));
});
