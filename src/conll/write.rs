//! Raw text out as CoNLL-U.

use std::io::{self, Write};

use super::iob2;
use crate::article::Article;
use crate::pipeline::Worker;
use crate::text::CharIndex;

/// Writes the sentences of one article. MISC holds `NER`, `SpaceAfter=No` where no blank follows, and the token's offsets in
/// Unicode scalar values (`start_char`, `end_char`).
///
/// # Errors
/// The network's error as an [`io::Error`], or what writing to `out` gives.
pub fn parse(worker: &mut Worker<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let text = &article.text;
    let index = CharIndex::new(text);
    let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "# newdoc id = {}", one_line(&article.id))?;
    for (number, parsed) in worker.parse(article).map_err(io::Error::other)?.iter().enumerate() {
        writeln!(out, "# sent_id = {}-{number}", one_line(&article.id))?;
        writeln!(out, "# text = {}", one_line(parsed.sentence.span.of(text)))?;
        let tokens = &parsed.sentence.tokens;
        for (i, (word, ner)) in parsed.words.iter().zip(iob2(parsed)).enumerate() {
            let at = index.chars(tokens[i].span);
            let glued = tokens.get(i + 1).is_some_and(|next| next.span.start == tokens[i].span.end);
            let space = if glued { "|SpaceAfter=No" } else { "" };
            let head = word.head.map_or(0, |h| h + 1);
            let form = tokens[i].span.of(text);
            writeln!(
                out,
                "{}\t{form}\t{}\t{}\t_\t_\t{head}\t{}\t_\tNER={ner}{space}|start_char={}|end_char={}",
                i + 1,
                word.lemma,
                word.upos,
                word.deprel,
                at.start,
                at.end
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
