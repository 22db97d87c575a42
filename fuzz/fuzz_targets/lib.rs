//! What the targets share.

use std::io::Write;
use std::path::Path;

/// Calls `read` with a file that holds `bytes`.
pub fn with_file(bytes: &[u8], read: impl FnOnce(&Path)) {
    let mut file = tempfile::NamedTempFile::new().expect("a file in the temporary folder");
    file.write_all(bytes).expect("room in the temporary folder");
    read(file.path());
}
