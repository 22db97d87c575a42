//! Which lines of a saved page are the article, and why the others are not.
//!
//! A page saved as text is the article among menus, teasers for other articles, feeds and forms. The phrases of such
//! boilerplate are data (`data/lexicon/boilerplate.tsv`, and `pages.toml` for parts of phrases); what teasers, bylines and captions
//! have in common is their shape. The text itself is never changed: the outcome is a list of body spans and one of dropped spans
//! with reasons.

use super::date::find_date;
use super::dropped::Dropped;
use super::news_article::Article;
use crate::knowledge::Lexicon;
use crate::label::Verdict;
use crate::text::{Bytes, Span};

/// When to look for boilerplate.
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

/// Boilerplate lines that make a text file count as a saved page.
const SIGNS_OF_A_PAGE: usize = 3;

/// Words from which a terminated line counts as a paragraph that reopens the article after a list of teasers.
const PARAGRAPH: usize = 20;

/// A line that is not blank.
struct Line<'t> {
    span: Span<Bytes>,
    text: &'t str,
    words: usize,
    /// Ends as a sentence does.
    terminated: bool,
    /// First of the lines that no blank line parts it from.
    opens_block: bool,
    verdict: Option<Verdict>,
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
pub fn clean(article: &mut Article, cleaning: Cleaning, layout: Layout, lexicon: &Lexicon) {
    let text = std::mem::take(&mut article.text);
    let mut lines = lines(&text);
    mark_elements(&mut lines, &article.dropped);
    if is_page(&lines, cleaning, lexicon) {
        judge(&mut lines, article, layout, lexicon);
    } else if article.title.is_empty()
        && let [first, second, ..] = lines.as_slice()
        && first.is_headline()
        && second.opens_block
    {
        article.title = first.text.to_string();
    }
    if article.published.is_none() {
        let kept = lines.iter().filter(|l| l.verdict.is_none());
        article.published = kept.take(3).find_map(|l| dateline(l.text, lexicon));
    }
    let dropped = lines.iter().filter_map(|l| {
        let verdict = l.verdict.filter(|v| *v != Verdict::Element)?;
        Some(Dropped { span: l.span, reason: verdict.as_str().to_string() })
    });
    article.dropped.extend(dropped);
    article.dropped.sort_by_key(|d| d.span);
    article.body = body(&lines, &text);
    drop(lines);
    article.text = text;
}

/// Marks the lines inside elements that were dropped when the page was read.
fn mark_elements(lines: &mut [Line<'_>], dropped: &[Dropped]) {
    for dropped in dropped {
        for line in lines.iter_mut().filter(|l| dropped.span.contains(l.span)) {
            line.verdict = Some(Verdict::Element);
        }
    }
}

/// Whether boilerplate is to be looked for among the lines.
fn is_page(lines: &[Line<'_>], cleaning: Cleaning, lexicon: &Lexicon) -> bool {
    let is_sign = |l: &&Line<'_>| l.verdict.is_some() || lexicon.boilerplate.verdict(l.text).is_some();
    match cleaning {
        Cleaning::Never => false,
        Cleaning::Always => true,
        Cleaning::Auto => lines.iter().filter(is_sign).count() >= SIGNS_OF_A_PAGE,
    }
}

/// Says of the lines of a page which are no body.
fn judge(lines: &mut [Line<'_>], article: &mut Article, layout: Layout, lexicon: &Lexicon) {
    judge_wording(lines, lexicon);
    match layout {
        Layout::Known => judge_bylines(lines, article, lexicon),
        Layout::Lost => {
            judge_head(lines, article, lexicon);
            judge_teasers(lines);
            judge_sections(lines);
        }
    }
    name_headings(lines);
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

fn judge_wording(lines: &mut [Line<'_>], lexicon: &Lexicon) {
    for line in lines.iter_mut().filter(|l| l.verdict.is_none()) {
        line.verdict = lexicon.boilerplate.verdict(line.text).or_else(|| shape(line.text, lexicon));
    }
}

/// Why a line is boilerplate whose form gives it away, whatever the words.
fn shape(line: &str, lexicon: &Lexicon) -> Option<Verdict> {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return Some(Verdict::NoWords);
    }
    if is_clock(line, lexicon) {
        return Some(Verdict::Tail);
    }
    is_caption(line, lexicon).then_some(Verdict::Caption)
}

/// "5:03 PM", "2 hours ago": what stands beside an entry of a feed.
fn is_clock(line: &str, lexicon: &Lexicon) -> bool {
    let pages = &lexicon.pages;
    let words: Vec<&str> = line.split_whitespace().collect();
    let clock = |w: &str| w.contains(':') && w.bytes().all(|b| b.is_ascii_digit() || b == b':');
    match words.as_slice() {
        [time] => clock(time),
        [time, half] => clock(time) && pages.halves_of_days.has(&half.to_lowercase()),
        [n, unit, ago] if pages.ago.has(ago) => {
            n.bytes().all(|b| b.is_ascii_digit()) && begins(unit, &pages.units_before_ago)
        }
        _ => false,
    }
}

/// A picture's caption closes with its credit, in brackets: a name and an agency, or a word for picture.
fn is_caption(line: &str, lexicon: &Lexicon) -> bool {
    names_picture(line, lexicon)
        || line.ends_with([')', ']'])
            && line.rfind(['(', '[']).is_some_and(|open| is_credit(&line[open..], lexicon))
}

/// A caption without the credit behind it: "(Jo Bell/Reuters)", "Photograph: Jo Bell".
pub fn without_credit<'t>(caption: &'t str, lexicon: &Lexicon) -> &'t str {
    if names_picture(caption, lexicon) {
        return "";
    }
    let ends = [caption.rfind(['(', '[']), caption.rfind(". ").map(|stop| stop + 1), caption.rfind('\n')];
    let credit = ends.into_iter().flatten().find(|start| is_credit(&caption[*start..], lexicon));
    caption[..credit.unwrap_or(caption.len())].trim_end()
}

/// Whether a line begins with a word for picture.
fn names_picture(line: &str, lexicon: &Lexicon) -> bool {
    begins(&line.to_lowercase(), &lexicon.pages.caption_starts)
}

/// Whether the end of a caption says who took the picture.
fn is_credit(end: &str, lexicon: &Lexicon) -> bool {
    let end = end.to_lowercase();
    let credited = || lexicon.pages.credits.iter().any(|c| end.contains(c.as_str()));
    end.split_whitespace().count() <= 8 && (end.contains('/') || credited())
}

/// Whether a line begins with one of the phrases.
fn begins(line: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|p| line.starts_with(p.as_str()))
}

/// Finds headline, byline and date line at the top. What stands before the byline is no body, the headline excepted.
fn judge_head(lines: &mut [Line<'_>], article: &mut Article, lexicon: &Lexicon) {
    let top = lines.len().min(60);
    // Paragraphs before the byline would be the article; a promotion line or two is not.
    let byline = lines[..top].iter().position(|l| names_writer_or_day(l.text, lexicon));
    let first_paragraph = lines.iter().position(|l| l.verdict.is_none() && l.is_paragraph());
    let byline = byline.filter(|b| first_paragraph.is_none_or(|p| *b < p));
    let head = byline.or(first_paragraph).unwrap_or(0);
    judge_above(&mut lines[..head], article, lexicon);
    for line in &mut lines[head..top.max(head)] {
        if !judge_byline(line, article, lexicon) && line.verdict.is_none() && line.is_paragraph() {
            break;
        }
    }
    if byline.is_some() {
        judge_pictures(&mut lines[head..]);
    }
}

/// Leaves the headline and captions of what stands above the article.
fn judge_above(lines: &mut [Line<'_>], article: &mut Article, lexicon: &Lexicon) {
    let headline = lines.iter().rposition(|l| l.verdict.is_none() && l.words >= 4 && !l.terminated);
    let headline = headline.or_else(|| lines.iter().rposition(|l| l.verdict.is_none() && l.is_headline()));
    for (i, line) in lines.iter_mut().enumerate() {
        if Some(i) != headline && line.verdict.is_none() && !is_caption(line.text, lexicon) {
            line.verdict = Some(Verdict::BeforeArticle);
        }
    }
    if let Some(i) = headline.filter(|_| article.title.is_empty()) {
        article.title = lines[i].text.to_string();
    }
}

/// Between byline and first paragraph stand pictures and players.
fn judge_pictures(lines: &mut [Line<'_>]) {
    let between = |l: &&mut Line<'_>| !(l.verdict.is_none() && l.terminated && l.words >= 8);
    for line in lines.iter_mut().take_while(between) {
        if line.verdict.is_none() && !line.terminated {
            line.verdict = Some(Verdict::BeforeArticle);
        }
    }
}

/// Marks bylines before the first paragraphs.
fn judge_bylines(lines: &mut [Line<'_>], article: &mut Article, lexicon: &Lexicon) {
    let paragraphs = |l: &Line<'_>| l.verdict.is_none() && l.is_paragraph();
    let top = lines.iter().position(paragraphs).map_or(0, |first| (first + 3).min(lines.len()));
    for line in &mut lines[..top] {
        judge_byline(line, article, lexicon);
    }
}

/// Marks a line that is a byline or date line, and says whether it is one.
fn judge_byline(line: &mut Line<'_>, article: &mut Article, lexicon: &Lexicon) -> bool {
    let is_one = line.verdict.is_none() && line.words <= 25 && names_writer_or_day(line.text, lexicon);
    if is_one {
        article.published = article.published.or_else(|| find_date(line.text, lexicon));
        line.verdict = Some(Verdict::Byline);
    }
    is_one
}

fn names_writer_or_day(line: &str, lexicon: &Lexicon) -> bool {
    is_byline(line, lexicon) || is_dateline(line, lexicon)
}

fn is_byline(line: &str, lexicon: &Lexicon) -> bool {
    let named = begins(&line.to_lowercase(), &lexicon.pages.byline_starts);
    let rest = line.split_whitespace().skip(1).take(6);
    let capitals = rest.clone().filter(|w| w.starts_with(char::is_uppercase)).count();
    named && !line.ends_with('.') && line.split_whitespace().count() <= 25 && capitals >= 2.min(rest.count())
}

/// A line that is a date and little else ("Published: 22 February 2025, 10:00 | Updated ...", "12 min read").
fn is_dateline(line: &str, lexicon: &Lexicon) -> bool {
    let lower = line.to_lowercase();
    let announced = begins(&lower, &lexicon.pages.date_starts);
    let words = line.split_whitespace().count();
    (find_date(line, lexicon).is_some() && (words <= 7 || (announced && words <= 16)) && !line.ends_with('.'))
        || lexicon.pages.date_ends.iter().any(|end| lower.ends_with(end.as_str()))
}

/// The date of a wire report's first line: "GENEVA, Sept. 17, 1978 - ...", "KYIV, Feb. 21 (Wire) — ..." has none that is whole.
fn dateline(line: &str, lexicon: &Lexicon) -> Option<jiff::civil::Date> {
    let (head, _) = [" - ", " -- ", " — ", " – "]
        .iter()
        .filter_map(|dash| line.split_once(dash))
        .min_by_key(|(head, _)| head.len())?;
    let place = head.split([',', '(']).next()?.trim();
    let shouted =
        place.chars().filter(|c| c.is_alphabetic()).count() > 2 && !place.chars().any(char::is_lowercase);
    if shouted && head.len() <= 60 { find_date(head, lexicon) } else { None }
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
        let kept: Vec<usize> = (0..block.len())
            .filter(|j| block[*j].verdict.is_none_or(|v| v == Verdict::EditorsNote))
            .collect();
        let reason = match kept.as_slice() {
            [only] if !block[*only].terminated && block[*only].words > 8 && block[*only].words <= 30 => {
                Some(Verdict::OtherHeadline)
            }
            [only] if is_cut_off(block[*only].text) => Some(Verdict::Teaser),
            [head, .., last]
                if block[*head].is_headline()
                    && (is_cut_off(block[*last].text) || !block[*last].terminated) =>
            {
                Some(Verdict::Teaser)
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
    let mut inside: Option<Verdict> = None;
    let mut paragraphs = 0;
    for i in 0..lines.len() {
        match lines[i].verdict {
            Some(Verdict::Tail) => {
                inside = Some(if paragraphs >= 2 { Verdict::AfterArticle } else { Verdict::OtherArticles })
            }
            Some(Verdict::Section) if inside != Some(Verdict::AfterArticle) => {
                inside = Some(Verdict::OtherArticles)
            }
            None => {
                let alone = lines[i].opens_block && lines.get(i + 1).is_none_or(|n| n.opens_block);
                match inside {
                    Some(Verdict::OtherArticles) if alone && lines[i].goes_on() => inside = None,
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
        if matches!(line.verdict, Some(Verdict::Tail | Verdict::Section)) {
            line.verdict = Some(Verdict::OtherArticles);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (Vec<String>, Article) {
        let mut article = Article { text: text.to_string(), ..Article::default() };
        let knowledge = crate::knowledge::Knowledge::embedded();
        clean(&mut article, Cleaning::Auto, Layout::Lost, &knowledge.lexicon);
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
