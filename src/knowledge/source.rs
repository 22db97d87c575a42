//! Where data files come from: those built into the binary, and a user's folder that is laid over them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use xxhash_rust::xxh3::xxh3_64;

use super::DataError;

static LEXICON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/lexicon");
static GAZETTEER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/gazetteer");
static GRAMMAR: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/grammar");

/// The folders of data, by the name that they have under `data/`.
const FOLDERS: [(&str, &Dir<'_>); 3] =
    [("lexicon", &LEXICON), ("gazetteer", &GAZETTEER), ("grammar", &GRAMMAR)];

/// A data file that was read.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// How messages call it.
    pub name: String,
    pub text: Cow<'static, str>,
}

impl DataFile {
    /// An error in this file at a line, counted from 1.
    pub fn error(&self, line: usize, reason: impl Into<String>) -> DataError {
        DataError { file: self.name.clone(), line, reason: reason.into() }
    }
}

/// Reads data files, and remembers what it read.
#[derive(Debug, Default)]
pub struct Source {
    /// A folder like `data/`, whose files take the place of those built in.
    own: Option<PathBuf>,
    hashes: Vec<(String, u64)>,
}

impl Source {
    /// The files built in; those that `own`, a folder like `data/`, has as well are read from there.
    ///
    /// # Errors
    /// [`DataError`] where `own` is no folder, or has a file that nothing is read from.
    pub fn new(own: Option<&Path>) -> Result<Source, DataError> {
        if let Some(folder) = own {
            check_names(folder)?;
        }
        Ok(Source { own: own.map(Path::to_path_buf), hashes: Vec::new() })
    }

    /// The data file at a path such as `lexicon/units.tsv`.
    ///
    /// # Errors
    /// [`DataError`] where it cannot be read or is not UTF-8.
    pub fn read(&mut self, path: &str) -> Result<DataFile, DataError> {
        let own = self.own.as_ref().map(|folder| folder.join(path)).filter(|file| file.is_file());
        let file = match own {
            Some(file) => {
                let name = file.display().to_string();
                let unread =
                    |e| DataError { file: name.clone(), line: 0, reason: format!("cannot be read: {e}") };
                let text = std::fs::read_to_string(&file).map_err(unread)?;
                DataFile { name, text: Cow::Owned(text) }
            }
            None => built_in(path).ok_or_else(|| DataError {
                file: format!("data/{path}"),
                line: 0,
                reason: "is not built in".into(),
            })?,
        };
        self.hashes.push((path.to_string(), xxh3_64(file.text.as_bytes())));
        Ok(file)
    }

    /// A hash of all that was read, and of what it was read as.
    pub fn fingerprint(&self) -> u64 {
        let mut hashes = self.hashes.clone();
        hashes.sort();
        let lines: Vec<String> = hashes.iter().map(|(path, hash)| format!("{path} {hash:016x}\n")).collect();
        xxh3_64(lines.concat().as_bytes())
    }
}

/// A data file built into the binary.
fn built_in(path: &str) -> Option<DataFile> {
    let (folder, name) = path.split_once('/')?;
    let (_, dir) = FOLDERS.iter().find(|(known, _)| *known == folder)?;
    let text = dir.get_file(name)?.contents_utf8()?;
    Some(DataFile { name: format!("data/{path}"), text: Cow::Borrowed(text) })
}

/// Whether each file of a user's folder has the name of one that is built in: a misspelt one would be passed over.
fn check_names(folder: &Path) -> Result<(), DataError> {
    let error = |file: &Path, reason: String| DataError { file: file.display().to_string(), line: 0, reason };
    if !folder.is_dir() {
        return Err(error(folder, "is no folder".into()));
    }
    for (name, dir) in FOLDERS {
        let Ok(listed) = std::fs::read_dir(folder.join(name)) else { continue };
        for file in listed.flatten().map(|entry| entry.path()) {
            let own = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            let known: Vec<&str> = dir.files().filter_map(|f| f.path().to_str()).collect();
            if !own.starts_with('.') && !known.contains(&own) {
                let hint = crate::label::nearest(own, known.iter().copied());
                let hint = hint.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
                return Err(error(&file, format!("takes the place of no file of data/{name}{hint}")));
            }
        }
    }
    Ok(())
}
