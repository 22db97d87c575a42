//! CoNLL-U with tokens given: UPOS, HEAD and DEPREL replaced, `NER=` set in MISC, everything else as it stands.

use std::io::{self, Write};

use super::iob2::iob2;
use super::parse::Parse;
use super::tokens::Tokenised;
use crate::label::{Deprel, Upos};
use crate::sentence::{Sentence, Token};

/// Writes the same rows with predictions.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`], naming the line, where a row has not ten columns; what `parse` or `out` gives else.
pub fn tag(parse: &mut Parse<'_>, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let columns = line.split('\t').count();
        if !line.is_empty() && !line.starts_with('#') && columns != 10 {
            let message =
                format!("line {}: {columns} columns where CoNLL-U has ten, parted by tabs", number + 1);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
    }
    let mut from = 0;
    for to in 1..=lines.len() {
        if to == lines.len() || lines[to].starts_with("# newdoc") {
            document(parse, &lines[from..to], out)?;
            from = to;
        }
    }
    Ok(())
}

/// A row for a word, as against a comment, a multiword token (`1-2`) or an empty node (`1.1`).
fn is_word(line: &str) -> bool {
    line.split('\t').next().is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
}

fn document(parse: &mut Parse<'_>, lines: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let mut document = Tokenised::default();
    for sentence in lines.split(|l| l.is_empty()) {
        document.push(sentence.iter().filter(|l| is_word(l)).filter_map(|l| l.split('\t').nth(1)));
    }
    let parsed = parse(&document.text, document.sentences)?;
    let mut rows = parsed.iter().flat_map(answers);
    for line in lines {
        match is_word(line).then(|| rows.next()).flatten() {
            Some(row) => writeln!(out, "{}", row.applied(line))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

struct Row {
    upos: Upos,
    head: usize,
    deprel: Deprel,
    ner: String,
}

fn answers<'s>(sentence: &'s Sentence<'s>) -> impl Iterator<Item = Row> + 's {
    let row = |(token, ner): (Token<'_>, String)| Row {
        upos: token.upos(),
        head: token.head().map_or(0, |h| h.index() + 1),
        deprel: token.deprel(),
        ner,
    };
    sentence.tokens().zip(iob2(sentence)).map(row)
}

impl Row {
    fn applied(&self, line: &str) -> String {
        let mut columns: Vec<String> = line.split('\t').map(str::to_string).collect();
        columns[3] = self.upos.to_string();
        columns[6] = self.head.to_string();
        columns[7] = self.deprel.to_string();
        let kept = columns[9].split('|').filter(|m| *m != "_" && !m.starts_with("NER="));
        columns[9] =
            kept.map(str::to_string).chain([format!("NER={}", self.ner)]).collect::<Vec<_>>().join("|");
        columns.join("\t")
    }
}
