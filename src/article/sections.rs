//! What of an article is read beside its body: its title and the captions of its pictures, each once.

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::clean::without_credit;
use super::dropped::Dropped;
use super::news_article::Article;
use crate::knowledge::Lexicon;
use crate::label::{Section, Verdict};
use crate::text::{Bytes, Span};

/// Which parts of an article are read beside its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections {
    pub title: bool,
    pub captions: bool,
}

impl Default for Sections {
    /// All of them.
    fn default() -> Sections {
        Sections { title: true, captions: true }
    }
}

impl Sections {
    /// Their names, as the command line has them: `title,body,caption`.
    pub fn in_words(self) -> String {
        let chosen = [(self.title, Section::Title), (true, Section::Body), (self.captions, Section::Caption)];
        chosen.iter().filter(|(read, _)| *read).map(|(_, s)| s.as_str()).collect::<Vec<_>>().join(",")
    }
}

/// Words from which a caption says something; shorter ones name who took the picture.
const SAYING: usize = 5;

/// What stands between a text and a title that is no part of it.
const BEFORE_TITLE: &str = "\n\n";

/// Finds title and captions in an article whose body is known, and puts the title behind a text that it is no part of.
/// What is not among `sections` is read no more.
pub fn mark(article: &mut Article, sections: Sections, lexicon: &Lexicon) {
    if sections.captions {
        take_captions(article, lexicon);
    }
    let title = article.title.trim();
    if title.is_empty() {
        return;
    }
    let line = line_of(&article.text, title);
    match (sections.title, line) {
        (true, Some(line)) => article.headline = Some(line),
        (true, None) => {
            let start = article.text.len() + BEFORE_TITLE.len();
            article.headline = Some(Span::new(start, start + title.len()));
            article.text = [&*article.text, BEFORE_TITLE, title].concat();
        }
        (false, Some(line)) => article.body = without(&article.body, line),
        (false, None) => {}
    }
}

/// Turns captions that were dropped into captions that are read. One that stood before, as in galleries, stays dropped.
fn take_captions(article: &mut Article, lexicon: &Lexicon) {
    let text = &article.text;
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let lines = article.body.iter().flat_map(|part| part.of(text).lines());
    seen.extend(lines.map(|line| xxh3_64(line.trim().as_bytes())));
    let captions = article.dropped.extract_if(.., |dropped| {
        let caption = without_credit(dropped.span.of(text).trim(), lexicon);
        dropped.reason == Verdict::Caption.as_str()
            && caption.split_whitespace().count() >= SAYING
            && seen.insert(xxh3_64(caption.as_bytes()))
    });
    let said = |dropped: Dropped| {
        let caption = without_credit(dropped.span.of(text), lexicon);
        Span::new(dropped.span.start, dropped.span.start + caption.len())
    };
    article.captions = captions.map(said).collect();
}

/// The line of a text that says what its title says, letter by letter.
fn line_of(text: &str, title: &str) -> Option<Span<Bytes>> {
    let wanted: String = letters(title).collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        // The same letters take at least as many bytes; most lines are longer by far.
        if said.len() >= wanted.len() && said.len() <= 2 * title.len() && letters(said).eq(wanted.chars()) {
            let start = at + (line.len() - line.trim_start().len());
            return Some(Span::new(start, start + said.len()));
        }
        at += line.len();
    }
    None
}

/// Letters and digits: marks and blanks are written in many ways.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Spans in order without what `hole` covers of them.
fn without(spans: &[Span<Bytes>], hole: Span<Bytes>) -> Vec<Span<Bytes>> {
    let cut = |part: &Span<Bytes>| {
        let (before, after) = (part.end.min(hole.start), part.start.max(hole.end));
        let sides = [(part.start, before), (after, part.end)];
        sides.into_iter().filter(|(start, end)| start < end).map(|(start, end)| Span::new(start, end))
    };
    spans.iter().flat_map(cut).collect()
}

impl Article {
    /// The parts of the text that are read, in order, each of one section.
    pub fn parts(&self) -> Vec<Span<Bytes>> {
        let mut parts = match self.headline {
            Some(headline) => without(&self.body, headline),
            None => self.body.clone(),
        };
        parts.extend(self.headline);
        parts.extend(&self.captions);
        parts.sort();
        parts
    }

    /// The parts of the text that are not of the body, in order.
    pub(crate) fn other_sections(&self) -> Vec<(Span<Bytes>, Section)> {
        let title = self.headline.map(|span| (span, Section::Title));
        let mut sections: Vec<_> = self.captions.iter().map(|span| (*span, Section::Caption)).collect();
        sections.extend(title);
        sections.sort_by_key(|(span, _)| *span);
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn mark(article: &mut Article, sections: Sections) {
        super::mark(article, sections, &Knowledge::embedded().lexicon);
    }

    fn article(title: &str, text: &str) -> Article {
        Article { title: title.to_string(), ..Article::from_text("a", text) }
    }

    fn parts(article: &Article) -> Vec<&str> {
        article.parts().iter().map(|part| part.of(&article.text)).collect()
    }

    #[test]
    fn a_title_of_its_own_stands_behind_the_text() {
        let mut article = article("Kenya thanks Sudan", "Envoys met.");
        mark(&mut article, Sections::default());
        assert_eq!(article.text, "Envoys met.\n\nKenya thanks Sudan");
        assert_eq!(parts(&article), ["Envoys met.", "Kenya thanks Sudan"]);
        assert_eq!(article.other_sections(), [(Span::new(13, 31), Section::Title)]);
    }

    #[test]
    fn a_title_that_the_text_has_is_read_there() {
        let mut article =
            article("“Enough”: Kenya thanks Sudan", "Wire\n\"Enough\": Kenya thanks Sudan\nEnvoys met.");
        mark(&mut article, Sections::default());
        assert_eq!(parts(&article), ["Wire\n", "\"Enough\": Kenya thanks Sudan", "\nEnvoys met."]);
    }

    #[test]
    fn what_is_not_chosen_is_not_read() {
        let none = Sections { title: false, captions: false };
        let mut own = article("Kenya thanks Sudan", "Envoys met.");
        mark(&mut own, none);
        assert_eq!(parts(&own), ["Envoys met."]);
        let mut within = article("Kenya thanks Sudan", "Kenya thanks Sudan\n\nEnvoys met.");
        mark(&mut within, none);
        assert_eq!(parts(&within), ["\n\nEnvoys met."]);
        assert_eq!(none.in_words(), "body");
    }

    #[test]
    fn captions_are_read_once_and_credits_never() {
        let mut article = article(
            "",
            "Envoys met.\nEnvoys of both sides in Geneva (Jo Bell/AFP)\nPhoto: Jo Bell\nEnvoys of both sides in Geneva",
        );
        let lines = [(12, 56), (57, 71), (72, 102)];
        article.body = vec![Span::new(0, 11)];
        article.dropped = lines
            .map(|(start, end)| Dropped { span: Span::new(start, end), reason: "caption".into() })
            .into();
        mark(&mut article, Sections::default());
        assert_eq!(parts(&article), ["Envoys met.", "Envoys of both sides in Geneva"]);
        assert_eq!(article.dropped.len(), 2);
    }
}
