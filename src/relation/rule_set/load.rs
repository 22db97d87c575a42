//! Rules, word classes and word lists from the files that are built in and those of the user.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use xxhash_rust::xxh3::Xxh3;

use super::{Lists, RuleSet};
use crate::knowledge::Lexicon;
use crate::relation::classes::WordClasses;
use crate::relation::error::RuleError;
use crate::relation::learned::Settings;
use crate::relation::miss::BUILT_IN;
use crate::relation::rule::{self, RuleFile};
use crate::relation::statement::StatementVerbs;
use crate::relation::words::Words;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/rules");

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Text {
    name: String,
    text: String,
    /// The user's, not built in.
    own: bool,
}

impl RuleSet {
    /// The built-in rules and those of `paths` (files, or folders of `*.toml`); a rule of the same name replaces the built-in one, and so does a word
    /// list of a file `modality.toml`, a word class of a file `classes.toml`, a setting of a file `learned.toml`, and a list
    /// of a file `statements.toml`. `lexicon` says what base forms and prepositions are.
    ///
    /// # Errors
    /// [`RuleError`], naming file and line.
    pub fn with_files(paths: &[&Path], lexicon: &Lexicon) -> Result<RuleSet, RuleError> {
        RuleSet::with_texts(Text::of_files(paths)?, lexicon)
    }

    /// The same of files that are in memory already.
    ///
    /// # Errors
    /// [`RuleError`], naming file and line.
    pub fn with_texts(own: Vec<Text>, lexicon: &Lexicon) -> Result<RuleSet, RuleError> {
        let mut texts = built_in();
        texts.extend(own);
        let mut hash = Xxh3::new();
        // A list is known by the name of its file, wherever that lies.
        for file in &texts {
            let name = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
            [name, "\n", &file.text, "\n"].iter().for_each(|part| hash.update(part.as_bytes()));
        }
        let mut named = |name: &str| {
            let (own, rest) = std::mem::take(&mut texts).into_iter().partition(|t: &Text| t.is(name));
            texts = rest;
            pairs(own)
        };
        let lists = Lists {
            words: Words::parse(&named("modality.toml"))?,
            learned: Settings::parse(&named("learned.toml"))?,
            statements: StatementVerbs::parse(&named("statements.toml"))?,
        };
        let classes = WordClasses::parse(&named("classes.toml"))?;
        let mut rules = Vec::new();
        for Text { name, text, own } in &texts {
            rules.extend(rule::parse(&RuleFile { name, text, own: *own }, &classes, lexicon)?);
        }
        Ok(RuleSet::new(rules, lists, hash.digest()))
    }
}

impl Text {
    /// A file of the user's that is in memory; messages call it `name`.
    pub fn own(name: String, text: String) -> Text {
        Text { name, text, own: true }
    }

    /// Files, or folders of `*.toml`, of the user's.
    ///
    /// # Errors
    /// [`RuleError`], naming the file that cannot be read.
    pub fn of_files(paths: &[&Path]) -> Result<Vec<Text>, RuleError> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(toml_files(path)?);
        }
        files.iter().map(|file| read(file)).collect()
    }

    /// Whether the file is called so: it then holds no rules.
    fn is(&self, name: &str) -> bool {
        Path::new(&self.name).file_name().is_some_and(|own| own == name)
    }
}

/// Names and texts.
fn pairs(files: Vec<Text>) -> Vec<(String, String)> {
    files.into_iter().map(|file| (file.name, file.text)).collect()
}

/// The files inside the binary.
fn built_in() -> Vec<Text> {
    let mut files: Vec<_> = EMBEDDED.files().filter(|f| is_toml(f.path())).collect();
    files.sort_by_key(|f| f.path());
    let text = |file: &include_dir::File<'_>| Text {
        name: format!("{BUILT_IN}{}", file.path().display()),
        text: file.contents_utf8().unwrap_or_default().to_string(),
        own: false,
    };
    files.into_iter().map(text).collect()
}

/// A file of the user's.
fn read(file: &Path) -> Result<Text, RuleError> {
    let name = file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Text::own(name, text)),
        Err(e) => Err(RuleError { file: name, line: 1, reason: format!("cannot be read: {e}") }),
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
}

/// The file at `path`, or those of the folder in the order of their names.
fn toml_files(path: &Path) -> Result<Vec<PathBuf>, RuleError> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let listed = std::fs::read_dir(path).map_err(|e| RuleError {
        file: path.display().to_string(),
        line: 1,
        reason: format!("cannot be listed: {e}"),
    })?;
    let mut files: Vec<_> = listed.flatten().map(|e| e.path()).filter(|p| is_toml(p)).collect();
    files.sort();
    Ok(files)
}
