//! The exit codes of the command.

/// All was read.
pub const DONE: u8 = 0;
/// Some articles failed (articles.csv names them), or some rules did.
pub const SOME_FAILED: u8 = 1;
/// Stopped by the user, with a checkpoint.
pub const STOPPED: u8 = 130;
/// Nothing could start, or the run could not go on.
pub const NOTHING: u8 = 2;
