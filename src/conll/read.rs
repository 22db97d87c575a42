//! CoNLL-U in: texts whose sentences are tagged and parsed already, by dossier or by others.

use jiff::civil::Date;

use crate::article::Article;
use crate::knowledge::Lexicon;
use crate::label::{Deprel, NameKind, Upos};
use crate::sentence::{NameSpan, Sentence, Word};
use crate::text::{Bytes, Span};

/// Why a line is no CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ConllError {
    /// Counted from 1.
    pub line: usize,
    pub reason: String,
}

/// An article with its parse.
#[derive(Clone, Debug)]
pub struct ParsedArticle {
    pub article: Article,
    sentences: Vec<(Span<Bytes>, Vec<Word>, Vec<NameSpan>)>,
}

impl ParsedArticle {
    /// Its sentences, as views of its text.
    pub(crate) fn sentences(&self) -> Vec<Sentence<'_>> {
        let sentence = |(span, words, names): &(Span<Bytes>, Vec<Word>, Vec<NameSpan>)| {
            Sentence::new(&self.article.text, *span, words.clone(), names.clone())
        };
        self.sentences.iter().map(sentence).collect()
    }
}

/// Reads articles as `dossier parse` writes them. Of other files, what stands before the first `# newdoc` is one article; a name has its IOB2 tag
/// in MISC as `NER`, and is sure where no `NERScore` stands beside it. Words are joined by what `SpaceAfter` and `SpacesAfter` say.
///
/// # Errors
/// [`ConllError`] at the first line that is not understood.
pub fn read(text: &str, lexicon: &Lexicon) -> Result<Vec<ParsedArticle>, ConllError> {
    let mut reader = Reader { lexicon, done: Vec::new(), open: None, rows: Vec::new() };
    for (number, line) in text.lines().enumerate() {
        reader.line(line).map_err(|reason| ConllError { line: number + 1, reason })?;
    }
    let last = text.lines().count();
    reader.close_sentence().map_err(|reason| ConllError { line: last, reason })?;
    reader.close_article();
    Ok(reader.done)
}

struct Reader<'l> {
    lexicon: &'l Lexicon,
    done: Vec<ParsedArticle>,
    open: Option<ParsedArticle>,
    rows: Vec<Row>,
}

/// A word of the sentence that is being read.
struct Row {
    form: String,
    lemma: String,
    upos: Upos,
    head: usize,
    deprel: Deprel,
    ner: String,
    score: f32,
    space: String,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.close_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            return self.comment(comment.trim());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != 10 {
            return Err(format!("{} columns where CoNLL-U has ten, parted by tabs", columns.len()));
        }
        // Multiword tokens (`1-2`) and empty nodes (`1.1`) are no words.
        if columns[0].bytes().all(|b| b.is_ascii_digit()) {
            self.rows.push(row(&columns)?);
        }
        Ok(())
    }

    fn comment(&mut self, comment: &str) -> Result<(), String> {
        let (key, value) = comment.split_once('=').map_or((comment, ""), |(k, v)| (k.trim(), v.trim()));
        match key {
            "newdoc id" | "newdoc" => {
                self.close_sentence()?;
                self.close_article();
                self.article().article.id = value.to_string();
            }
            "date" => {
                let day: Date = value.parse().map_err(|_| format!("`{value}` is no day (2024-05-31)"))?;
                self.article().article.published = Some(day);
            }
            _ => {}
        }
        Ok(())
    }

    fn article(&mut self) -> &mut ParsedArticle {
        self.open.get_or_insert_with(|| ParsedArticle { article: Article::default(), sentences: Vec::new() })
    }

    fn close_article(&mut self) {
        if let Some(mut parsed) = self.open.take() {
            parsed.article.body = vec![Span::new(0, parsed.article.text.len())];
            self.done.push(parsed);
        }
    }

    fn close_sentence(&mut self) -> Result<(), String> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        check_tree(&rows)?;
        let names = names(&rows)?;
        let lexicon = self.lexicon;
        let parsed = self.article();
        let text = &mut parsed.article.text;
        let mut words = Vec::with_capacity(rows.len());
        for row in rows {
            let start = text.len();
            text.push_str(&row.form);
            words.push(Word {
                span: Span::new(start, text.len()),
                upos: row.upos,
                deprel: row.deprel,
                head: row.head.checked_sub(1),
                form: lexicon.lemmas.form(&row.form, &row.lemma),
                lemma: row.lemma,
            });
            text.push_str(&row.space);
        }
        let span = words[0].span.cover(words[words.len() - 1].span);
        parsed.sentences.push((span, words, names));
        Ok(())
    }
}

fn row(columns: &[&str]) -> Result<Row, String> {
    let misc = |key: &str| columns[9].split('|').find_map(|m| m.strip_prefix(key)?.strip_prefix('='));
    let space = match (misc("SpaceAfter"), misc("SpacesAfter")) {
        (Some("No"), _) => String::new(),
        (_, Some(escaped)) => unescape(escaped),
        _ => " ".to_string(),
    };
    Ok(Row {
        form: columns[1].to_string(),
        lemma: columns[2].to_string(),
        upos: Upos::named(columns[3]).map_err(|e| e.to_string())?,
        head: columns[6].parse().map_err(|_| format!("the head `{}` is no number", columns[6]))?,
        deprel: Deprel::named(columns[7]).map_err(|e| e.to_string())?,
        ner: misc("NER").unwrap_or("O").to_string(),
        score: misc("NERScore").and_then(|s| s.parse().ok()).unwrap_or(1.0),
        space,
    })
}

fn unescape(space: &str) -> String {
    space.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\s", " ")
}

/// A sentence has one root, and every word hangs on it over others.
fn check_tree(rows: &[Row]) -> Result<(), String> {
    if let Some(row) = rows.iter().find(|row| row.head > rows.len()) {
        return Err(format!("`{}` hangs on word {} of a sentence of {}", row.form, row.head, rows.len()));
    }
    let roots = rows.iter().filter(|row| row.head == 0).count();
    let reaches_root = |row: &Row| {
        let up = std::iter::successors(Some(row.head), |h| h.checked_sub(1).map(|i| rows[i].head));
        up.take(rows.len() + 1).any(|h| h == 0)
    };
    match roots {
        1 if rows.iter().all(reaches_root) => Ok(()),
        1 => Err("the heads of the sentence above go round in a circle".into()),
        n => Err(format!("the sentence above has {n} roots")),
    }
}

fn names(rows: &[Row]) -> Result<Vec<NameSpan>, String> {
    let mut names: Vec<NameSpan> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some((position, kind)) = row.ner.split_once('-') else { continue };
        let kind = [NameKind::Person, NameKind::Organization, NameKind::Location, NameKind::Misc]
            .into_iter()
            .find(|k| k.tag() == kind)
            .ok_or_else(|| format!("`{}` is no kind of name: PER, ORG, LOC or MISC", row.ner))?;
        match names.last_mut().filter(|n| position == "I" && n.words.end == i && n.kind == kind) {
            Some(name) => name.words.end = i + 1,
            None => names.push(NameSpan { words: Span::new(i, i + 1), kind, score: row.score }),
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    const TALKS: &str = "\
# newdoc id = talks
# date = 2024-05-31
1\tAnn\tAnn\tPROPN\t_\t_\t3\tnsubj\t_\tNER=B-PER|NERScore=0.9000
2\tBell\tBell\tPROPN\t_\t_\t1\tflat\t_\tNER=I-PER
3\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\tNER=O
4\tKenya\tKenya\tPROPN\t_\t_\t3\tobj\t_\tNER=B-LOC|SpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\tNER=O|SpacesAfter=\\n\\n

1\tNo\tno\tINTJ\t_\t_\t0\troot\t_\tNER=O|SpaceAfter=No
";

    fn read_talks(text: &str) -> Result<Vec<ParsedArticle>, ConllError> {
        read(text, &Knowledge::embedded().lexicon)
    }

    #[test]
    fn text_names_and_day_are_those_of_the_file() {
        let articles = read_talks(TALKS).unwrap();
        let [talks] = &articles[..] else { panic!("one article") };
        assert_eq!(talks.article.text, "Ann Bell met Kenya.\n\nNo");
        assert_eq!(talks.article.published, Some(jiff::civil::date(2024, 5, 31)));
        let sentences = talks.sentences();
        let names: Vec<_> =
            sentences[0].names().iter().map(|n| (sentences[0].text_of(n.words), n.score)).collect();
        assert_eq!(names, [("Ann Bell", 0.9), ("Kenya", 1.0)]);
        assert_eq!(sentences[1].span().of(&talks.article.text), "No");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let articles = read_talks(TALKS).unwrap();
        let mut out = Vec::new();
        super::super::write(&articles[0].article, &articles[0].sentences(), &mut out).unwrap();
        let again = read_talks(&String::from_utf8(out).unwrap()).unwrap();
        assert_eq!(again[0].article, articles[0].article);
        assert_eq!(again[0].sentences, articles[0].sentences);
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let said = |from: &str, to: &str| read_talks(&TALKS.replace(from, to)).unwrap_err().to_string();
        assert_eq!(
            said("PROPN\t_\t_\t3\tnsubj", "NAME\t_\t_\t3\tnsubj"),
            "line 3: unknown part of speech `NAME`; did you mean `NUM`?"
        );
        assert_eq!(said("3\tobj", "9\tobj"), "line 8: `Kenya` hangs on word 9 of a sentence of 5");
        assert_eq!(
            said("0\troot\t_\tNER=O\n4", "4\troot\t_\tNER=O\n4"),
            "line 8: the sentence above has 0 roots"
        );
        assert!(said("B-LOC", "B-CITY").contains("no kind of name"));
        assert!(said("2024-05-31", "May").contains("no day"));
    }
}
