//! Parsed sentences out as CoNLL-U.

use std::io::{self, Write};

use super::iob2::iob2;
use crate::article::Article;
use crate::sentence::{NameSpan, Sentence, Token};
use crate::text::CharIndex;

/// Writes the sentences of one article. A comment `date` holds its day, `section` says that a sentence is no body. MISC holds `NER`, at the first word of a name also
/// `NERScore`, the white space behind a token where it is not one blank (`SpaceAfter=No`, `SpacesAfter` with `\s`, `\n` and `\t`), and the
/// token's offsets in Unicode scalar values (`start_char`, `end_char`).
///
/// # Errors
/// What writing to `out` gives.
pub fn write(article: &Article, sentences: &[Sentence<'_>], out: &mut dyn Write) -> io::Result<()> {
    let index = CharIndex::new(&article.text);
    let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = one_line(&article.id);
    writeln!(out, "# newdoc id = {id}")?;
    if let Some(day) = article.published {
        writeln!(out, "# date = {day}")?;
    }
    let sections = article.other_sections();
    for (number, sentence) in sentences.iter().enumerate() {
        let next = sentences.get(number + 1).map_or(article.text.len(), |s| s.span().start);
        writeln!(out, "# sent_id = {id}-{number}")?;
        if let Some((_, section)) = sections.iter().find(|(part, _)| part.contains(sentence.span())) {
            writeln!(out, "# section = {section}")?;
        }
        writeln!(out, "# text = {}", one_line(sentence.span().of(&article.text)))?;
        for (token, ner) in sentence.tokens().zip(iob2(sentence)) {
            let end = token.next().map_or(next, |t| t.span().start);
            let at = index.chars(token.span());
            let head = token.head().map_or(0, |h| h.index() + 1);
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t_\t{head}\t{}\t_\tNER={ner}{}{}|start_char={}|end_char={}",
                token.index() + 1,
                token.text(),
                token.lemma(),
                token.upos(),
                token.deprel(),
                name_score(sentence, token),
                space_behind(&article.text[token.span().end..end]),
                at.start,
                at.end
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn name_score(sentence: &Sentence<'_>, token: Token<'_>) -> String {
    let begins = |name: &&NameSpan| name.words.start == token.index();
    sentence.names().iter().find(begins).map_or(String::new(), |n| format!("|NERScore={:.4}", n.score))
}

/// The conventions of Universal Dependencies for white space.
fn space_behind(space: &str) -> String {
    match space {
        " " => String::new(),
        "" => "|SpaceAfter=No".to_string(),
        other => {
            let escaped: String = other.chars().map(escape).collect();
            format!("|SpacesAfter={escaped}")
        }
    }
}

fn escape(space: char) -> &'static str {
    match space {
        '\n' => "\\n",
        '\t' => "\\t",
        '\r' => "\\r",
        // Other white space and what is passed over between tokens count as blanks: offsets may shift, words do not.
        _ => "\\s",
    }
}
