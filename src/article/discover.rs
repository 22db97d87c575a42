//! Paths, folders, globs and `-` to a sorted list of input files.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};
use rustc_hash::FxHashSet;
use walkdir::{DirEntry, WalkDir};

use super::format::Format;
use super::input::Input;
use super::read_error::ReadError;

/// The files found, and what was asked for but is not there.
#[derive(Clone, Debug, Default)]
pub struct Discovered {
    pub inputs: Vec<Input>,
    pub missing: Vec<ReadError>,
    /// Files in folders whose names have no ending that is known.
    pub passed_over: Vec<PathBuf>,
    /// The folders that were searched through.
    folders: Vec<PathBuf>,
}

impl Discovered {
    /// Leaves out what a run into the folder `out` makes, among what was found by searching: files that are called as its own, and, where it
    /// lies inside a folder that was searched through, whatever it holds.
    pub(crate) fn without(mut self, out: &Path, is_own: impl Fn(&OsStr) -> bool) -> Discovered {
        let Ok(out) = out.canonicalize() else { return self };
        let around = |folder: &PathBuf| folder.canonicalize().is_ok_and(|f| f != out && out.starts_with(f));
        let around: Vec<&PathBuf> = self.folders.iter().filter(|folder| around(folder)).collect();
        let left_out = |path: &Path, real: &Path| {
            is_in(real, &out, &is_own)
                || real.starts_with(&out) && around.iter().any(|folder| path.starts_with(folder))
        };
        self.inputs.retain(|input| {
            let path = input.path.as_deref().filter(|path| is_below(path, &self.folders));
            path.is_none_or(|path| !path.canonicalize().is_ok_and(|real| left_out(path, &real)))
        });
        self
    }

    /// Takes files that a run into the folder `out` writes for missing, where they were named: those found by searching are [left out](Self::without).
    pub(crate) fn refusing(mut self, out: &Path, is_own: impl Fn(&OsStr) -> bool) -> Discovered {
        let Ok(out) = out.canonicalize() else { return self };
        let own = |input: &Input| {
            let named = input.path.as_deref().filter(|path| !is_below(path, &self.folders));
            named.and_then(|path| path.canonicalize().ok()).is_some_and(|real| is_in(&real, &out, &is_own))
        };
        let (refused, kept) = std::mem::take(&mut self.inputs).into_iter().partition(own);
        let refused: Vec<Input> = refused;
        let reason = "the run writes it: give another folder with --out";
        self.missing.extend(refused.iter().map(|input| ReadError::new(input.name(), reason)));
        self.inputs = kept;
        self
    }
}

/// Whether a path is one of those found by searching through the folders.
fn is_below(path: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

/// Whether a file lies in the folder and is called as a run's own.
fn is_in(file: &Path, folder: &Path, is_own: impl Fn(&OsStr) -> bool) -> bool {
    file.parent() == Some(folder) && file.file_name().is_some_and(is_own)
}

/// Finds what `arguments` name. Folders are searched through, their files sorted by path; only names with a known
/// ending count there. A file that a folder holds under several names, as symbolic links, is read once. `format`
/// overrides what names tell.
pub fn discover<S: AsRef<OsStr>>(arguments: &[S], format: Option<Format>) -> Discovered {
    let mut found = Discovered::default();
    for argument in arguments.iter().map(AsRef::as_ref) {
        let path = PathBuf::from(argument);
        if argument == "-" {
            found.inputs.push(Input { path: None, format });
        } else if path.is_dir() {
            folder(&path, format, &mut found);
        } else if path.exists() {
            found.inputs.push(named(path, format));
        } else {
            pattern(&path, format, &mut found);
        }
    }
    found
}

/// The file, in the format that its name tells unless another is given.
fn named(path: PathBuf, format: Option<Format>) -> Input {
    Input { format: format.or(Format::of_name(&path)), path: Some(path) }
}

/// The files of a folder, links to files among them, each once: under its own name, or that of the first link to it.
fn files(path: &Path, found: &mut Discovered) -> Vec<PathBuf> {
    let (mut own, mut links) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(path).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => own.push(entry.into_path()),
            Ok(entry) if entry.path_is_symlink() && entry.path().is_file() => links.push(entry.into_path()),
            Ok(_) => {}
            Err(e) => found.missing.push(ReadError::new(path.display().to_string(), e.to_string())),
        }
    }
    if !links.is_empty() {
        let mut seen: FxHashSet<PathBuf> = own.iter().flat_map(|file| file.canonicalize()).collect();
        own.extend(links.into_iter().filter(|link| link.canonicalize().is_ok_and(|file| seen.insert(file))));
        own.sort();
    }
    own
}

fn folder(path: &Path, format: Option<Format>, found: &mut Discovered) {
    let before = found.inputs.len();
    for file in files(path, found) {
        match Format::of_name(&file) {
            Some(_) => found.inputs.push(named(file, format)),
            None => found.passed_over.push(file),
        }
    }
    found.folders.push(path.to_path_buf());
    if found.inputs.len() == before {
        let reason =
            "the folder holds no .txt, .html, .warc, .jsonl, .json, .csv, .tsv, .xml or .parquet file";
        found.missing.push(ReadError::new(path.display().to_string(), reason));
    }
}

/// What stands for other letters in a pattern.
const WILD: [char; 3] = ['*', '?', '['];

fn pattern(argument: &Path, format: Option<Format>, found: &mut Discovered) {
    let shown = argument.display().to_string();
    let before = found.inputs.len();
    if shown.contains(WILD) {
        match Pattern::new(&shown) {
            Ok(pattern) => found.inputs.extend(matching(argument, &pattern).map(|path| named(path, format))),
            Err(e) => return found.missing.push(ReadError::new(shown, format!("not a pattern: {e}"))),
        }
    }
    if found.inputs.len() == before {
        found.missing.push(ReadError::new(shown, "no such file or folder"));
    }
}

/// The files whose paths are as the pattern says. Bytes of a name that are no text count as one letter each.
fn matching(argument: &Path, pattern: &Pattern) -> impl Iterator<Item = PathBuf> {
    let is_wild = |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(WILD);
    let base: PathBuf = argument.components().take_while(|part| !is_wild(part)).collect();
    let below: Vec<_> = argument.components().skip_while(|part| !is_wild(part)).collect();
    let any_depth = below.iter().any(|part| part.as_os_str() == "**");
    let depth = if any_depth { usize::MAX } else { below.len() };
    let from_here = base.as_os_str().is_empty();
    let base = if from_here { PathBuf::from(".") } else { base };
    let rules = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let files = WalkDir::new(base).max_depth(depth).sort_by_file_name().into_iter().flatten();
    let path = move |entry: DirEntry| match from_here {
        true => entry.path().strip_prefix(".").unwrap_or(entry.path()).to_path_buf(),
        false => entry.into_path(),
    };
    let pattern = pattern.clone();
    files.map(path).filter(move |path| pattern.matches_with(&path.to_string_lossy(), rules) && path.is_file())
}
