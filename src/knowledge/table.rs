//! One reader for every table, list and word file of `data/`: what is wrong is said with file and line.

use serde::de::DeserializeOwned;

use super::source::DataFile;
use super::{DataError, WordSet};

/// The rows of a table with a header (`.csv`, or `.tsv` without quoting); lines that begin with `#` are remarks.
///
/// # Errors
/// [`DataError`] at the first row that is not understood.
pub fn rows<Row: DeserializeOwned>(file: &DataFile) -> Result<Vec<Row>, DataError> {
    let tabs = file.name.ends_with(".tsv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { b',' })
        .quoting(!tabs)
        .comment(Some(b'#'))
        .from_reader(file.text.as_bytes());
    reader.deserialize().map(|row| row.map_err(|e| at_line(file, &e))).collect()
}

fn at_line(file: &DataFile, error: &csv::Error) -> DataError {
    let line = error.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
    let reason = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.kind().to_string(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells where the header has {expected_len}")
        }
        _ => error.to_string(),
    };
    file.error(line, reason)
}

/// A list of words between blanks; lines that begin with `#` are remarks.
///
/// # Errors
/// [`DataError`] where a word is listed twice.
pub fn words(file: &DataFile) -> Result<WordSet, DataError> {
    let mut out = WordSet::default();
    for (number, line) in file.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        for word in line.split_whitespace() {
            out.insert(word).map_err(|reason| file.error(number + 1, reason))?;
        }
    }
    Ok(out)
}

/// A TOML file as a value.
///
/// # Errors
/// [`DataError`] at the place that is not understood.
pub fn value<T: DeserializeOwned>(file: &DataFile) -> Result<T, DataError> {
    toml::from_str(&file.text).map_err(|e| {
        let line = e.span().map_or(0, |span| file.text[..span.start].matches('\n').count() + 1);
        file.error(line, e.message())
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Row {
        name: String,
        size: u32,
    }

    fn file(name: &str, text: &'static str) -> DataFile {
        DataFile { name: name.into(), text: Cow::Borrowed(text) }
    }

    #[test]
    fn rows_are_read_below_their_header() {
        let read = rows::<Row>(&file("a.tsv", "# sizes\nname\tsize\n\"ox\t3\n")).unwrap();
        assert_eq!(read, [Row { name: "\"ox".into(), size: 3 }]);
    }

    #[test]
    fn errors_name_the_line() {
        let said = |text| rows::<Row>(&file("a.csv", text)).unwrap_err().to_string();
        assert_eq!(said("name,size\nox,3\nass,x\n"), "a.csv:3: invalid digit found in string");
        assert_eq!(said("# sizes\nname,size\nox\n"), "a.csv:3: 1 cells where the header has 2");
        let twice = words(&file("a.txt", "# animals\nox ass\nox\n")).unwrap_err();
        assert_eq!(twice.to_string(), "a.txt:3: \"ox\" is listed twice");
        let unknown = value::<Row>(&file("a.toml", "name = \"ox\"\nsizes = 3\n")).unwrap_err();
        assert!(unknown.to_string().starts_with("a.toml:2: unknown field `sizes`"), "{unknown}");
    }
}
