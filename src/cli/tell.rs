//! How a user is told something beside the output.

/// Writes a line to standard error; one that nobody reads any more must not end a run.
macro_rules! tell {
    ($($line:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($line)*)));
    }};
}
pub(super) use tell;
