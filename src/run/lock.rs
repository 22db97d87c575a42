//! One run at a time writes into a folder.

use std::fs::{File, TryLockError, create_dir_all};
use std::path::{Path, PathBuf};

/// A folder that another run writes into.
#[derive(Debug, thiserror::Error)]
#[error("{}: another run of dossier writes here; wait for its end, or give another folder", path.display())]
pub struct Locked {
    path: PathBuf,
}

/// Keeps other runs out of a folder until it is dropped, or the process ends in whatever way.
pub struct Lock {
    _folder: Option<File>,
}

impl Lock {
    /// Locks the folder itself, so that no file has to be left behind. Systems that cannot do that go without.
    ///
    /// # Errors
    /// [`Locked`] where another run holds it.
    pub fn of(folder: &Path) -> Result<Lock, Locked> {
        // Where it cannot be made, the first table says so.
        let _ = create_dir_all(folder);
        let Ok(file) = File::open(folder) else { return Ok(Lock { _folder: None }) };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Locked { path: folder.to_path_buf() }),
            _ => Ok(Lock { _folder: Some(file) }),
        }
    }
}
