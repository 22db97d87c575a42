//! A page put into its place.

use std::path::Path;

use serde::Serialize;

use crate::export::{ExportError, Sink};
use crate::page::Page;

/// Writes a page, which gets its name when it is whole, and returns how many bytes it has.
pub fn write(page: Page, data: &impl Serialize, file: &Path) -> Result<u64, ExportError> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sink = Sink::create(file.parent().unwrap_or(Path::new("")), &name)?;
    let bytes = page
        .write(data, &mut sink)
        .map_err(|source| ExportError::Write { path: file.to_path_buf(), source })?;
    sink.finish()?;
    Ok(bytes)
}
