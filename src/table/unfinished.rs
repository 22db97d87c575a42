//! Files that have another name until they are whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot be written", path.display())]
pub struct TableError {
    pub path: PathBuf,
    pub(super) source: io::Error,
}

/// What a file is called until it is whole.
pub(super) fn partial_of(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{name}.partial"))
}

/// Puts what `write` writes in the place of a file, once it is whole and on the disk.
pub fn replace_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let partial = partial_of(path);
    let mut file = BufWriter::new(File::create(&partial)?);
    write(&mut file)?;
    file.flush()?;
    file.get_ref().sync_data()?;
    fs::rename(partial, path)
}

/// The unfinished file of an interrupted run, cut back to its first `length` bytes.
pub(super) fn reopened(path: &Path, length: u64) -> io::Result<File> {
    let partial = partial_of(path);
    // A run may be killed while it gives its files their own names.
    if !partial.exists() && path.exists() {
        fs::rename(path, &partial)?;
    }
    let mut file = OpenOptions::new().write(true).open(&partial)?;
    if file.metadata()?.len() < length {
        return Err(io::Error::other("shorter than when the run was interrupted"));
    }
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}
