//! Which lines of a saved page are the article, and why the others are not.
//!
//! A page saved as text is the article among menus, teasers for other articles, feeds and forms. The phrases of such
//! furniture are data (`data/lexicon/clutter.tsv`); what teasers, bylines and captions have in common is their shape.
//! The text itself is never changed: the outcome is a list of body spans and one of dropped spans with reasons.

use std::sync::LazyLock;

use super::Article;
use super::date::find_date;
use crate::text::{Bytes, Span};

/// A part of the text that is no body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub span: Span<Bytes>,
    pub reason: String,
}

/// When to look for page furniture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cleaning {
    /// In web pages, and in text files that show signs of being one.
    #[default]
    Auto,
    /// In everything, records of JSONL and CSV files included.
    Always,
    Never,
}

impl Cleaning {
    pub(super) fn of_pages(self) -> Cleaning {
        if self == Cleaning::Auto { Cleaning::Always } else { self }
    }
}

/// What a text was before it was text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nothing tells the article from what stood around it but its lines.
    Lost,
    /// The article was found by the page's elements.
    Known,
}

/// Furniture lines that make a text file count as a saved page.
const SIGNS_OF_A_PAGE: usize = 3;

/// Bytes of a line that is furniture because of how it begins or ends, at most.
const LONGEST_FURNITURE: usize = 400;

/// Words from which a terminated line counts as a paragraph that reopens the article after a list of teasers.
const PARAGRAPH: usize = 20;

#[derive(Clone, Copy)]
enum Place {
    Line,
    Start,
    End,
}

struct Phrase {
    reason: &'static str,
    place: Place,
    text: &'static str,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let rows = include_str!("../../data/lexicon/clutter.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t');
        let (reason, place, text) = (columns.next()?, columns.next()?, columns.next()?);
        let place = match place {
            "line" => Place::Line,
            "start" => Place::Start,
            _ => Place::End,
        };
        Some(Phrase { reason, place, text })
    })
    .collect()
});

/// The reason why `line` is furniture, by its wording alone.
fn furniture(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '|' | '›' | '»' | '>' | '.' | '!' | '…' | '+' | '-' | '–')
    });
    // A paragraph that a picture's credit runs into is still one.
    let short = line.len() <= LONGEST_FURNITURE;
    let hit = |p: &&Phrase| match p.place {
        Place::Line => bare == p.text,
        Place::Start => short && lower.starts_with(p.text),
        Place::End => short && lower.ends_with(p.text),
    };
    PHRASES.iter().find(hit).map(|p| p.reason)
}

/// A line that is not blank.
struct Line<'t> {
    span: Span<Bytes>,
    text: &'t str,
    words: usize,
    /// Ends as a sentence does.
    terminated: bool,
    /// First of the lines that no blank line parts it from.
    opens_block: bool,
    verdict: Option<&'static str>,
}

impl Line<'_> {
    fn is_headline(&self) -> bool {
        !self.terminated && (3..=30).contains(&self.words)
    }

    /// Whether the article itself goes on here, after a box of links: links are short, and do not speak.
    fn goes_on(&self) -> bool {
        self.terminated && (self.words >= 14 || (self.words >= 8 && self.text.starts_with(['"', '“'])))
    }

    fn is_paragraph(&self) -> bool {
        self.terminated && self.words >= PARAGRAPH
    }
}

/// Sets the article's body and what was dropped, and fills in title and date where the page shows them.
pub fn clean(article: &mut Article, cleaning: Cleaning, layout: Layout) {
    let text = std::mem::take(&mut article.text);
    let mut lines = lines(&text);
    for dropped in &article.dropped {
        for line in lines.iter_mut().filter(|l| dropped.span.contains(l.span)) {
            line.verdict = Some("");
        }
    }
    let signs = lines.iter().filter(|l| l.verdict.is_some() || furniture(l.text).is_some()).count();
    let page = match cleaning {
        Cleaning::Never => false,
        Cleaning::Always => true,
        Cleaning::Auto => signs >= SIGNS_OF_A_PAGE,
    };
    if page {
        judge_wording(&mut lines);
        match layout {
            Layout::Known => judge_bylines(&mut lines, article),
            Layout::Lost => {
                judge_head(&mut lines, article);
                judge_teasers(&mut lines);
                judge_sections(&mut lines);
            }
        }
        name_headings(&mut lines);
    } else if article.title.is_empty()
        && let [first, second, ..] = lines.as_slice()
        && first.is_headline()
        && second.opens_block
    {
        article.title = first.text.to_string();
    }
    if article.published.is_none() {
        article.published =
            lines.iter().filter(|l| l.verdict.is_none()).take(3).find_map(|l| dateline(l.text));
    }
    let dropped = lines.iter().filter_map(|l| {
        Some(Dropped { span: l.span, reason: l.verdict.filter(|r| !r.is_empty())?.to_string() })
    });
    article.dropped.extend(dropped);
    article.dropped.sort_by_key(|d| d.span);
    article.body = body(&lines, &text);
    drop(lines);
    article.text = text;
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    for raw in text.split('\n') {
        let trimmed = raw.trim();
        let start = at + (raw.len() - raw.trim_start().len());
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let words = trimmed.split_whitespace().count();
            let terminated = trimmed
                .trim_end_matches(['"', '”', '’', '\'', ')', ']', '*'])
                .ends_with(['.', '!', '?', ':'])
                && !trimmed.ends_with("...");
            let span = Span::new(start, start + trimmed.len());
            out.push(Line {
                span,
                text: trimmed,
                words,
                terminated,
                opens_block: after_blank,
                verdict: None,
            });
            after_blank = false;
        }
        at += raw.len() + 1;
    }
    out
}

/// Body spans: runs of kept lines, so that a sentence wrapped over lines stays whole.
fn body(lines: &[Line<'_>], text: &str) -> Vec<Span<Bytes>> {
    if lines.iter().all(|l| l.verdict.is_none()) {
        return vec![Span::new(0, text.len())];
    }
    let mut spans: Vec<Span<Bytes>> = Vec::new();
    let mut joined = false;
    for line in lines {
        match (line.verdict, spans.last_mut()) {
            (Some(_), _) => joined = false,
            (None, Some(open)) if joined => *open = open.cover(line.span),
            (None, _) => {
                spans.push(line.span);
                joined = true;
            }
        }
    }
    spans
}

fn judge_wording(lines: &mut [Line<'_>]) {
    for line in lines.iter_mut().filter(|l| l.verdict.is_none()) {
        line.verdict = furniture(line.text).or_else(|| shape(line.text));
    }
}

/// Furniture that its form gives away, whatever the words.
fn shape(line: &str) -> Option<&'static str> {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return Some("no words");
    }
    if is_clock(line) {
        return Some("tail");
    }
    is_caption(line).then_some("caption")
}

/// "5:03 PM", "12 min read", "2 hours ago": what stands beside an entry of a feed.
fn is_clock(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let clock = |w: &str| w.contains(':') && w.bytes().all(|b| b.is_ascii_digit() || b == b':');
    match words.as_slice() {
        [time] => clock(time),
        [time, half] => clock(time) && matches!(half.to_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m."),
        [n, unit, "ago"] => n.bytes().all(|b| b.is_ascii_digit()) && unit.starts_with(['m', 'h', 'd', 'w']),
        _ => false,
    }
}

/// A picture's caption closes with its credit, in brackets: a name and an agency, or a word for picture.
fn is_caption(line: &str) -> bool {
    let lower = line.to_lowercase();
    if ["photo:", "photo by", "image:", "picture:", "photograph:", "credit:", "caption:", "file photo"]
        .iter()
        .any(|p| lower.starts_with(p))
    {
        return true;
    }
    let Some(open) = line.rfind(['(', '[']).filter(|_| line.ends_with([')', ']'])) else { return false };
    let credit = &lower[lower.char_indices().map(|c| c.0).rfind(|i| *i <= open).unwrap_or(0)..];
    let agencies = [
        "photo",
        "getty",
        "reuters",
        "afp",
        "via ",
        "handout",
        "courtesy",
        "image",
        "picture",
        "illustration",
        "(ap)",
        "file)",
    ];
    credit.split_whitespace().count() <= 8
        && (credit.contains('/') || agencies.iter().any(|a| credit.contains(a)))
}

/// Finds headline, byline and date line at the top. What stands before the byline is no body, the headline excepted.
fn judge_head(lines: &mut [Line<'_>], article: &mut Article) {
    let top = lines.len().min(60);
    // Paragraphs before the byline would be the article; a promotion line or two is not.
    let byline = (0..top).find(|i| is_byline(lines[*i].text) || is_dateline(lines[*i].text));
    let first_paragraph = (0..lines.len()).find(|i| lines[*i].verdict.is_none() && lines[*i].is_paragraph());
    let byline = byline.filter(|b| first_paragraph.is_none_or(|p| *b < p));
    let head = byline.or(first_paragraph).unwrap_or(0);
    let headline = (0..head)
        .rev()
        .find(|i| lines[*i].verdict.is_none() && lines[*i].words >= 4 && !lines[*i].terminated);
    let headline =
        headline.or_else(|| (0..head).rev().find(|i| lines[*i].verdict.is_none() && lines[*i].is_headline()));
    for (i, line) in lines[..head].iter_mut().enumerate() {
        if Some(i) != headline && line.verdict.is_none() && !is_caption(line.text) {
            line.verdict = Some("before the article");
        }
    }
    if let Some(i) = headline.filter(|_| article.title.is_empty()) {
        article.title = lines[i].text.to_string();
    }
    for line in &mut lines[head..top.max(head)] {
        if line.verdict.is_none_or(|v| v == "date")
            && (is_byline(line.text) || is_dateline(line.text))
            && line.words <= 25
        {
            article.published = article.published.or_else(|| find_date(line.text));
            line.verdict = Some("byline");
        } else if line.is_paragraph() && line.verdict.is_none() {
            break;
        }
    }
    // Between byline and first paragraph stand pictures and players.
    if byline.is_some() {
        for line in
            lines[head..].iter_mut().take_while(|l| !(l.verdict.is_none() && l.terminated && l.words >= 8))
        {
            if line.verdict.is_none() && !line.terminated {
                line.verdict = Some("before the article");
            }
        }
    }
}

/// Marks bylines before the first paragraphs.
fn judge_bylines(lines: &mut [Line<'_>], article: &mut Article) {
    let paragraphs = |l: &Line<'_>| l.verdict.is_none() && l.is_paragraph();
    let top = lines.iter().position(paragraphs).map_or(0, |first| (first + 3).min(lines.len()));
    for line in &mut lines[..top] {
        let unjudged = line.verdict.is_none_or(|v| v == "date") && line.words <= 25;
        if unjudged && (is_byline(line.text) || is_dateline(line.text)) {
            article.published = article.published.or_else(|| find_date(line.text));
            line.verdict = Some("byline");
        }
    }
}

fn is_byline(line: &str) -> bool {
    let lower = line.to_lowercase();
    let named = lower.starts_with("by ")
        || lower.starts_with("written by ")
        || lower.starts_with("author:")
        || lower.starts_with("story by ");
    let rest = line.split_whitespace().skip(1).take(6);
    let capitals = rest.clone().filter(|w| w.starts_with(char::is_uppercase)).count();
    named && !line.ends_with('.') && line.split_whitespace().count() <= 25 && capitals >= 2.min(rest.count())
}

/// A line that is a date and little else ("Published: 22 February 2025, 10:00 | Updated ...").
fn is_dateline(line: &str) -> bool {
    let lower = line.to_lowercase();
    let announced = ["published", "updated", "posted", "last updated", "first published", "date:"]
        .iter()
        .any(|p| lower.starts_with(p));
    let words = line.split_whitespace().count();
    (find_date(line).is_some() && (words <= 7 || (announced && words <= 16)) && !line.ends_with('.'))
        || lower.ends_with("min read")
}

/// The date of a wire report's first line: "GENEVA, Sept. 17, 1978 - ...", "KYIV, Feb. 21 (Wire) — ..." has none that is whole.
fn dateline(line: &str) -> Option<jiff::civil::Date> {
    let (head, _) = [" - ", " -- ", " — ", " – "]
        .iter()
        .filter_map(|dash| line.split_once(dash))
        .min_by_key(|(head, _)| head.len())?;
    let place = head.split([',', '(']).next()?.trim();
    let shouted =
        place.chars().filter(|c| c.is_alphabetic()).count() > 2 && !place.chars().any(char::is_lowercase);
    if shouted && head.len() <= 60 { find_date(head) } else { None }
}

/// A headline with the cut-off start of another article under it, or a headline that stands alone between paragraphs.
fn judge_teasers(lines: &mut [Line<'_>]) {
    let Some(first) = (0..lines.len()).find(|i| lines[*i].verdict.is_none() && lines[*i].is_paragraph())
    else {
        return;
    };
    let mut i = first;
    while i < lines.len() {
        let end = (i + 1..lines.len()).find(|j| lines[*j].opens_block).unwrap_or(lines.len());
        let block = &mut lines[i..end];
        let kept: Vec<usize> =
            (0..block.len()).filter(|j| block[*j].verdict.is_none_or(|v| v == "editor's note")).collect();
        let reason = match kept.as_slice() {
            [only] if !block[*only].terminated && block[*only].words > 8 && block[*only].words <= 30 => {
                Some("headline of another article")
            }
            [only] if is_cut_off(block[*only].text) => Some("teaser"),
            [head, .., last]
                if block[*head].is_headline()
                    && (is_cut_off(block[*last].text) || !block[*last].terminated) =>
            {
                Some("teaser")
            }
            _ => None,
        };
        if let Some(reason) = reason {
            kept.iter().for_each(|j| block[*j].verdict = Some(reason));
        }
        i = end;
    }
}

fn is_cut_off(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', ']', ')']);
    bare.ends_with('…') || bare.ends_with("...")
}

/// Lists of other articles: from their heading to the next paragraph of the article, or to the end.
/// (Where the layout is known, the page's own elements say where these begin and end.)
fn judge_sections(lines: &mut [Line<'_>]) {
    let mut inside: Option<&'static str> = None;
    let mut paragraphs = 0;
    for i in 0..lines.len() {
        match lines[i].verdict {
            Some("tail") => {
                inside = Some(if paragraphs >= 2 { "after the article" } else { "list of other articles" })
            }
            Some("section") if inside != Some("after the article") => inside = Some("list of other articles"),
            None => {
                let alone = lines[i].opens_block && lines.get(i + 1).is_none_or(|n| n.opens_block);
                match inside {
                    Some("list of other articles") if alone && lines[i].goes_on() => inside = None,
                    Some(reason) => lines[i].verdict = Some(reason),
                    None => {}
                }
                paragraphs += usize::from(lines[i].verdict.is_none() && lines[i].is_paragraph());
            }
            _ => {}
        }
    }
}

/// Headings of such lists go with them.
fn name_headings(lines: &mut [Line<'_>]) {
    for line in lines {
        line.verdict = match line.verdict {
            Some("tail" | "section") => Some("list of other articles"),
            verdict => verdict,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (Vec<String>, Article) {
        let mut article = Article { text: text.to_string(), ..Article::default() };
        clean(&mut article, Cleaning::Auto, Layout::Lost);
        (article.body.iter().map(|s| s.of(&article.text).to_string()).collect(), article)
    }

    const PARAGRAPH_ONE: &str = "The harbour authority of the northern port said on Monday that it had reached a new agreement with the dockers after a week of talks.";
    const PARAGRAPH_TWO: &str = "Under the agreement the crews return to work on Thursday and the authority pays a bonus of two hundred crowns to each of them.";

    #[test]
    fn plain_text_is_body_from_end_to_end() {
        let text = format!("Dockers return to work\n\n{PARAGRAPH_ONE}\n\n{PARAGRAPH_TWO}\n");
        let (body, article) = cleaned(&text);
        assert_eq!(body, vec![text]);
        assert_eq!(article.title, "Dockers return to work");
        assert!(article.dropped.is_empty());
    }

    #[test]
    fn a_saved_page_yields_its_article() {
        let text = format!(
            "Harbour Times: news every day.\nSkip to content\nMenu\n\nDockers return to work after a week\n\nby Ann Author February 3, 2024 3 min read\nA crane in the port. (Ann Author/HT)\n\n{PARAGRAPH_ONE}\n\n\
             Fishermen fear for their quota as storm nears\nThe fishing fleet of the south stayed in port while the quota…\n\n{PARAGRAPH_TWO}\n\nNews Feed\n\n5:03 PM\n\nMayor opens bridge\n\n\
             The mayor of the town opened a bridge today and spoke to all of the guests for an hour about the long history of the river.\nSubscribe\n* indicates required\n"
        );
        let (body, article) = cleaned(&text);
        assert_eq!(
            body.join("|"),
            format!("Dockers return to work after a week|{PARAGRAPH_ONE}|{PARAGRAPH_TWO}")
        );
        assert_eq!(article.title, "Dockers return to work after a week");
        assert_eq!(article.published, Some(jiff::civil::Date::constant(2024, 2, 3)));
        let reasons: Vec<&str> = article.dropped.iter().map(|d| d.reason.as_str()).collect();
        for reason in [
            "before the article",
            "navigation",
            "byline",
            "caption",
            "teaser",
            "list of other articles",
            "after the article",
            "newsletter",
        ] {
            assert!(reasons.contains(&reason), "{reason} not in {reasons:?}");
        }
    }

    #[test]
    fn a_dateline_dates_the_article() {
        let (_, article) =
            cleaned(&format!("Dockers return\n\nPORT ALDEN, Feb. 3, 2024 - {PARAGRAPH_ONE}\n"));
        assert_eq!(article.published, Some(jiff::civil::Date::constant(2024, 2, 3)));
    }

    #[test]
    fn a_short_quote_after_a_box_of_links_is_the_articles() {
        let quote = "\"We never wanted this strike,\" said the harbour master on Monday.";
        let (body, _) = cleaned(&format!(
            "Menu\nLogin\nSearch\n\n{PARAGRAPH_ONE}\n\nRelated articles\nStorm nears coast\n\n{quote}\n"
        ));
        assert_eq!(body, vec![PARAGRAPH_ONE, quote]);
    }

    #[test]
    fn the_article_goes_on_after_a_box_of_links() {
        let text = format!(
            "Menu\nLogin\nSearch\n\n{PARAGRAPH_ONE}\n\nRelated articles\nStorm nears coast\nFleet stays in port\n\n{PARAGRAPH_TWO}\n"
        );
        let (body, _) = cleaned(&text);
        assert_eq!(body, vec![PARAGRAPH_ONE, PARAGRAPH_TWO]);
    }
}
