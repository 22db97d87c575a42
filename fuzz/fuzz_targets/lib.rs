//! What the targets share.

use std::io::Write;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

static TRIED: AtomicU64 = AtomicU64::new(0);
static AT_EXIT: Once = Once::new();
static QUIET: Once = Once::new();

unsafe extern "C" {
    fn atexit(call: extern "C" fn()) -> i32;
}

extern "C" fn print_tried() {
    eprintln!("stat::bytes_tried: {}", TRIED.load(Ordering::Relaxed));
}

/// Counts an input; the sum is printed among libFuzzer's statistics when it ends.
pub fn count(input: impl AsRef<[u8]>) {
    TRIED.fetch_add(input.as_ref().len() as u64, Ordering::Relaxed);
    AT_EXIT.call_once(|| {
        // SAFETY: the function takes nothing, reads an atomic and does not unwind.
        unsafe { atexit(print_tried) };
    });
}

/// Lets panics unwind to where dossier catches them; libFuzzer's hook would end the process before. One that nobody catches is a finding still.
pub fn caught_panics_are_no_findings() {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// Calls `read` with a file that holds `bytes`.
pub fn with_file(bytes: &[u8], read: impl FnOnce(&Path)) {
    let mut file = tempfile::NamedTempFile::new().expect("a file in the temporary folder");
    file.write_all(bytes).expect("room in the temporary folder");
    read(file.path());
}
