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
    for (number, sentence) in worker.parse(article).map_err(io::Error::other)?.iter().enumerate() {
        writeln!(out, "# sent_id = {}-{number}", one_line(&article.id))?;
        writeln!(out, "# text = {}", one_line(sentence.span().of(text)))?;
        for (token, ner) in sentence.tokens().zip(iob2(sentence)) {
            let at = index.chars(token.span());
            let glued = token.next().is_some_and(|next| next.span().start == token.span().end);
            let space = if glued { "|SpaceAfter=No" } else { "" };
            let head = token.head().map_or(0, |h| h.index() + 1);
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t_\t{head}\t{}\t_\tNER={ner}{space}|start_char={}|end_char={}",
                token.index() + 1,
                token.text(),
                token.lemma(),
                token.upos(),
                token.deprel(),
                at.start,
                at.end
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
