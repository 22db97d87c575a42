//! The binary: arguments in, exit code out. Everything else lives in the library and in `cli/`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    dossier::memory::keep_freed();
    cli::main()
}
