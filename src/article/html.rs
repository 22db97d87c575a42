//! A web page to lines of text: one line a block, navigation and forms left out, the article's own container preferred.

use scraper::{ElementRef, Html, Node, Selector};

use super::Article;
use super::clean::Dropped;
use super::date::find_date;
use crate::text::Span;

/// Elements whose text is never shown or never prose.
const SILENT: [&str; 12] = [
    "script", "style", "noscript", "template", "svg", "iframe", "select", "button", "input", "textarea",
    "head", "object",
];
/// Elements that hold page furniture, and what to call it.
const FURNITURE: [(&str, &str); 5] = [
    ("nav", "navigation"),
    ("footer", "footer"),
    ("aside", "aside"),
    ("form", "form"),
    ("figcaption", "caption"),
];
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "figcaption",
    "footer",
];
/// Words in class names and ids of containers that hold other articles, sharing links or forms.
const FURNITURE_CLASSES: [&str; 14] = [
    "related",
    "recommend",
    "newsletter",
    "subscribe",
    "share",
    "social",
    "cookie",
    "consent",
    "comments",
    "breadcrumb",
    "sidebar",
    "promo",
    "advert",
    "teaser",
];

/// Reads a page. Title, date and address come from its metadata; the text is cleaned further by [`super::clean`].
pub fn read(html: &str) -> Article {
    let page = Html::parse_document(html);
    let mut article = Article {
        title: meta(&page, &["og:title", "twitter:title"])
            .or_else(|| text_of(&page, "h1"))
            .or_else(|| text_of(&page, "title"))
            .unwrap_or_default(),
        url: attribute(&page, "link[rel=canonical]", "href")
            .or_else(|| meta(&page, &["og:url"]))
            .unwrap_or_default(),
        published: published(&page),
        ..Article::default()
    };
    let mut writer = Writer::default();
    if let Some(container) = container(&page) {
        writer.walk(container);
    }
    writer.end_line();
    article.text = writer.text;
    article.dropped = writer.dropped;
    article
}

fn selector(css: &str) -> Option<Selector> {
    Selector::parse(css).ok()
}

fn meta(page: &Html, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        attribute(page, &format!("meta[property='{name}']"), "content")
            .or_else(|| attribute(page, &format!("meta[name='{name}']"), "content"))
    })
}

fn attribute(page: &Html, css: &str, name: &str) -> Option<String> {
    page.select(&selector(css)?)
        .find_map(|e| e.attr(name))
        .map(|v| v.trim().to_string())
        .filter(|v| !v.is_empty())
}

fn text_of(page: &Html, css: &str) -> Option<String> {
    let element = page.select(&selector(css)?).next()?;
    let text = element.text().collect::<String>();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty())
}

fn published(page: &Html) -> Option<jiff::civil::Date> {
    let named = meta(
        page,
        &[
            "article:published_time",
            "datePublished",
            "date",
            "pubdate",
            "dc.date",
            "parsely-pub-date",
            "publish-date",
        ],
    );
    named
        .or_else(|| attribute(page, "time[datetime]", "datetime"))
        .or_else(|| text_of(page, "time"))
        .and_then(|d| find_date(&d))
}

/// The element that holds the article: the one so marked with the most paragraph text, else the body.
fn container(page: &Html) -> Option<ElementRef<'_>> {
    let paragraph = selector("p")?;
    let weight =
        |e: &ElementRef<'_>| e.select(&paragraph).flat_map(|p| p.text()).map(str::len).sum::<usize>();
    for css in ["[itemprop=articleBody]", "article", "main", "[role=main]"] {
        let best = page.select(&selector(css)?).max_by_key(weight);
        if let Some(best) = best.filter(|e| weight(e) > 200) {
            return Some(best);
        }
    }
    page.select(&selector("body")?).next()
}

#[derive(Default)]
struct Writer {
    text: String,
    dropped: Vec<Dropped>,
    pending_space: bool,
    /// Reason why what is being written is no body, and where it began.
    furniture: Option<(&'static str, usize)>,
}

impl Writer {
    fn walk(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if SILENT.contains(&name)
            || element.attr("hidden").is_some()
            || element.attr("aria-hidden") == Some("true")
        {
            return;
        }
        let block = BLOCKS.contains(&name);
        if block {
            self.end_line();
        }
        let opened = self.open_furniture(element);
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.write(text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.walk(child);
                    }
                }
                _ => {}
            }
        }
        if block || opened {
            self.end_line();
        }
        if opened && let Some((reason, start)) = self.furniture.take() {
            let end = self.text.trim_end().len().max(start);
            if end > start {
                self.dropped.push(Dropped { span: Span::new(start, end), reason: reason.to_string() });
            }
        }
    }

    fn open_furniture(&mut self, element: ElementRef<'_>) -> bool {
        if self.furniture.is_some() {
            return false;
        }
        let by_name =
            FURNITURE.iter().find(|(name, _)| *name == element.value().name()).map(|(_, reason)| *reason);
        let reason = by_name.or_else(|| {
            let marks =
                format!("{} {}", element.attr("class").unwrap_or(""), element.attr("id").unwrap_or(""))
                    .to_lowercase();
            FURNITURE_CLASSES.iter().copied().find(|c| marks.split([' ', '-', '_']).any(|m| m.starts_with(c)))
        });
        let Some(reason) =
            reason.filter(|_| !matches!(element.value().name(), "body" | "article" | "main" | "html"))
        else {
            return false;
        };
        self.end_line();
        self.furniture = Some((reason, self.text.len()));
        true
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.pending_space = true;
            } else {
                if self.pending_space && !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push(' ');
                }
                self.pending_space = false;
                self.text.push(c);
            }
        }
    }

    /// Ends the paragraph: blocks stand apart by a blank line.
    fn end_line(&mut self) {
        self.pending_space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_among_furniture() {
        let article = read(
            "<html><head><title>Site</title><meta property='og:title' content='Talks begin'><meta property='article:published_time' content='2024-05-03T08:00:00Z'></head>\
             <body><nav>Home World</nav><article><h1>Talks begin</h1><p>Envoys met in <b>Geneva</b>.</p><aside>Read: other news</aside><p>They parted.</p><script>x</script></article></body></html>",
        );
        assert_eq!(
            (article.title.as_str(), article.published),
            ("Talks begin", Some(jiff::civil::Date::constant(2024, 5, 3)))
        );
        assert!(article.text.contains("Envoys met in Geneva.\n\n"));
        let dropped: Vec<&str> = article.dropped.iter().map(|d| d.span.of(&article.text)).collect();
        assert!(dropped.contains(&"Read: other news") && !article.text.contains('x'));
    }
}
