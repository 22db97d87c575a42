//! CoNLL-2003: a token a row, its word first, blank lines between sentences, `-DOCSTART-` between documents.

use std::io::{self, Write};

use super::iob2::iob2;
use super::parse::Parse;
use super::tokens::Tokenised;

/// Writes the same rows with the predicted IOB2 tag as their last column.
///
/// # Errors
/// What `parse` or writing to `out` gives.
pub fn tag(parse: &mut Parse<'_>, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    let mut from = 0;
    for to in 1..=lines.len() {
        if to == lines.len() || lines[to].starts_with("-DOCSTART-") {
            document(parse, &lines[from..to], out)?;
            from = to;
        }
    }
    Ok(())
}

fn is_token(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with("-DOCSTART-")
}

fn document(parse: &mut Parse<'_>, lines: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let mut document = Tokenised::default();
    for sentence in lines.split(|l| !is_token(l)) {
        document.push(sentence.iter().filter_map(|l| l.split_whitespace().next()));
    }
    let parsed = parse(&document.text, document.sentences)?;
    let mut tags = parsed.iter().flat_map(iob2);
    for line in lines {
        match is_token(line).then(|| tags.next()).flatten() {
            Some(tag) => writeln!(out, "{} {tag}", line.trim_end())?,
            None if line.starts_with("-DOCSTART-") => writeln!(out, "{} O", line.trim_end())?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}
