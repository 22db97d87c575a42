//! Phrases by which a line of a saved page shows that it is no part of the article.

use serde::Deserialize;

use crate::knowledge::source::Source;
use crate::knowledge::{DataError, table};
use crate::label::Verdict;

/// Bytes of a line that is boilerplate because of how it begins or ends, at most: a paragraph that a picture's credit runs into is still one.
const LONGEST: usize = 400;

/// How a phrase is compared with a line.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Line,
    Start,
    End,
}

/// A row of `boilerplate.tsv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    reason: Verdict,
    place: Place,
    phrase: String,
}

/// The phrases, in the order in which they are tried.
#[derive(Debug)]
pub struct Boilerplate(Vec<Phrase>);

impl Boilerplate {
    pub(super) fn load(source: &mut Source) -> Result<Boilerplate, DataError> {
        Ok(Boilerplate(table::rows(&source.read("lexicon/boilerplate.tsv")?)?))
    }

    /// Why `line` is boilerplate, by its wording alone.
    pub fn verdict(&self, line: &str) -> Option<Verdict> {
        let lower = line.to_lowercase();
        let bare = lower.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '|' | '›' | '»' | '>' | '.' | '!' | '…' | '+' | '-' | '–')
        });
        let short = line.len() <= LONGEST;
        let hit = |p: &&Phrase| match p.place {
            Place::Line => bare == p.phrase,
            Place::Start => short && lower.starts_with(p.phrase.as_str()),
            Place::End => short && lower.ends_with(p.phrase.as_str()),
        };
        self.0.iter().find(hit).map(|p| p.reason)
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::label::Verdict;

    #[test]
    fn phrases_are_compared_with_the_line_its_start_or_its_end() {
        let boilerplate = Knowledge::embedded().lexicon.boilerplate;
        for (line, verdict) in [
            ("» Menu:", Some(Verdict::Navigation)),
            ("Menu of the day", None),
            ("Share on Facebook", Some(Verdict::Sharing)),
            ("© The Paper. All rights reserved.", Some(Verdict::Rights)),
            ("Editor’s note: the name was changed.", Some(Verdict::EditorsNote)),
        ] {
            assert_eq!(boilerplate.verdict(line), verdict, "{line}");
        }
        assert_eq!(boilerplate.verdict(&format!("Share on {}", "x".repeat(400))), None);
    }

    #[test]
    fn an_unknown_reason_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let lexicon = folder.path().join("lexicon");
        std::fs::create_dir(&lexicon).unwrap();
        let rows = "reason\tplace\tphrase\nnavigation\tline\tmenu\nweather\tline\tsunny\n";
        std::fs::write(lexicon.join("boilerplate.tsv"), rows).unwrap();
        let error = Knowledge::load(Some(folder.path())).unwrap_err().to_string();
        assert!(error.contains("boilerplate.tsv:3: unknown variant `weather`"), "{error}");
    }
}
