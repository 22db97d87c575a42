//! The binary: arguments in, exit code out. Everything else lives in the library and in `cli/`.

mod cli;

use std::process::ExitCode;

/// The network's intermediate results come and go by the megabyte. Left to itself, glibc gives such memory back to the system each time and asks for
/// it again, which costs a tenth of the network's speed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn keep_freed_memory() {
    const KEPT: libc::c_int = 32 << 20;
    // SAFETY: mallopt only sets numbers of the allocator; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, KEPT);
        libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn keep_freed_memory() {}

fn main() -> ExitCode {
    keep_freed_memory();
    cli::main()
}
