//! One input file to its articles, streamed: a text or page is one, a dump many.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use super::clean::{Cleaning, Layout, clean};
use super::date::find_date;
use super::decode::{Decoded, decode, decode_as};
use super::fields::{Field, Fields, Record};
use super::format::Format;
use super::formats::{Found, LARGEST, Material, Page, Records, records};
use super::input::Input;
use super::news_article::Article;
use super::read_error::ReadError;
use super::sections::{self, Sections};
use super::{binary, compression, html, transcode};
use crate::knowledge::Knowledge;
use crate::text::Span;

/// How a Parquet file begins, which is no text and read all the same.
const PARQUET: &[u8] = b"PAR1";

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The keys or columns that hold an article's parts.
    pub fields: Fields,
    /// When to look for boilerplate.
    pub cleaning: Cleaning,
    /// What is read beside the body.
    pub sections: Sections,
}

/// Articles of one input, in order. Iteration goes on after an article that could not be read.
pub struct Reader<'a> {
    input: &'a Input,
    how: &'a Reading,
    knowledge: &'a Knowledge,
    /// `None` before the input was opened.
    records: Option<Box<dyn Records>>,
    done: bool,
}

impl<'a> Reader<'a> {
    pub fn new(input: &'a Input, how: &'a Reading, knowledge: &'a Knowledge) -> Self {
        Reader { input, how, knowledge, records: None, done: false }
    }

    /// Records so far that are no articles by their kind: pictures, redirections and errors in a web archive.
    pub fn passed_over(&self) -> usize {
        self.records.as_ref().map_or(0, |r| r.passed_over())
    }

    /// Reads no further.
    pub(crate) fn close(&mut self) {
        self.done = true;
    }

    fn error(&self, reason: impl Into<String>) -> ReadError {
        ReadError::new(self.input.name(), reason)
    }

    fn open(&self) -> Result<Box<dyn Records>, ReadError> {
        let opened: io::Result<Box<dyn Read>> = match &self.input.path {
            Some(path) => File::open(path).map(|f| Box::new(f) as Box<dyn Read>),
            None => Ok(Box::new(io::stdin())),
        };
        let content = opened.and_then(compression::open);
        let content = content.map_err(|e| self.error(format!("cannot be opened: {e}")))?;
        let mut content = BufReader::with_capacity(1 << 16, content);
        let start = content.fill_buf().map_err(|e| self.error(format!("cannot be read: {e}")))?;
        if !start.starts_with(PARQUET)
            && let Some(kind) = binary::kind(start)
        {
            return Err(self.error(format!("is {kind}")));
        }
        let format = self.input.format.unwrap_or_else(|| Format::of_content(start));
        if !matches!(format, Format::Text | Format::Html | Format::Warc | Format::Parquet) {
            content = transcode::as_utf8(content).map_err(|e| self.error(format!("cannot be read: {e}")))?;
        }
        if format == Format::Feed && is_utf8(content.buffer()) {
            content = transcode::tidy_xml(content);
        }
        records(format, content, self.input, &self.how.fields).map_err(|reason| self.error(reason))
    }

    fn source(&self, number: Option<usize>) -> String {
        number.map_or(self.input.name(), |n| format!("{}#{n}", self.input.name()))
    }

    fn id(&self, number: Option<usize>) -> String {
        number.map_or(self.input.stem(), |n| format!("{}#{n}", self.input.stem()))
    }

    fn article(&self, found: Found) -> Result<Article, ReadError> {
        let Found { number, content } = found;
        let source = self.source(number);
        let error = |reason: String, record: &str| ReadError::new(&*source, reason).with_record(record);
        match content {
            Err(unread) => Err(error(unread.reason, &unread.record)),
            Ok(Material::Text(bytes)) => self.text(bytes),
            Ok(Material::Page(page)) => {
                let article = self.page(page);
                self.checked(Article { id: self.id(number), source, ..article })
            }
            Ok(Material::Record(mut record)) => {
                let as_it_stood = std::mem::take(&mut record.source);
                let article = self.record(record, number);
                article.map_err(|e| e.with_record(as_it_stood.trim_end()))
            }
        }
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Article, ReadError> {
        let Decoded { text, warning } = decode(bytes);
        let mut warnings: Vec<String> = warning.into_iter().collect();
        let text = visible(text, &mut warnings);
        let (id, source) = (self.id(None), self.source(None));
        let mut article = Article { text, warnings, id, source, ..Article::default() };
        clean(&mut article, self.how.cleaning, Layout::Lost, &self.knowledge.lexicon);
        self.checked(article)
    }

    fn page(&self, page: Page) -> Article {
        let decoded = decode_page(page.html, page.charset.as_deref());
        let mut warnings: Vec<String> = decoded.warning.into_iter().collect();
        let text = visible(without_hidden_entities(decoded.text), &mut warnings);
        let (mut article, layout) = html::read(&text, &self.knowledge.lexicon);
        article.warnings.extend(warnings);
        article.warnings.extend(page.warning);
        clean(&mut article, self.how.cleaning.of_pages(), layout, &self.knowledge.lexicon);
        if !page.url.is_empty() {
            article.url = page.url;
        }
        if article.site.is_empty() {
            article.site = host(&article.url).to_string();
        }
        // A crawler of news comes by soon after a page is out; the page's own date is better where it has one.
        article.published = article.published.or_else(|| find_date(&page.got, &self.knowledge.lexicon));
        article
    }

    fn record(&self, mut record: Record, number: Option<usize>) -> Result<Article, ReadError> {
        let source = self.source(number);
        let Some(text) = record.take(Field::Text) else {
            let reason = format!("no text: none of the keys {} is there", self.how.fields.of_text());
            return Err(ReadError::new(source, reason));
        };
        if text.len() as u64 > LARGEST {
            return Err(ReadError::new(source, format!("a text of more than {} MiB", LARGEST >> 20)));
        }
        let mut warnings: Vec<String> = record.warning.take().into_iter().collect();
        let text = visible(text, &mut warnings);
        let date = record.take(Field::Date).unwrap_or_default();
        let markup = record.markup || html::is_markup(&text);
        let mut take = |field| visible(record.take(field).unwrap_or_default(), &mut Vec::new());
        let mut article = Article {
            id: Some(take(Field::Id)).filter(|id| !id.is_empty()).unwrap_or_else(|| self.id(number)),
            source,
            title: html::unescaped(&take(Field::Title)),
            url: take(Field::Url),
            byline: take(Field::Byline),
            site: take(Field::Site),
            language: take(Field::Language),
            published: find_date(&date, &self.knowledge.lexicon),
            body: vec![Span::new(0, text.len())],
            ..Article::default()
        };
        article.warnings.extend(warnings);
        if article.published.is_none() && !date.is_empty() {
            article.warnings.push(format!("the date `{date}` is not understood"));
        }
        if markup {
            article = html::fragment(&text, article, &self.knowledge.lexicon);
            clean(&mut article, self.how.cleaning.of_pages(), Layout::Known, &self.knowledge.lexicon);
        } else {
            article.text = text;
            if self.how.cleaning == Cleaning::Always {
                clean(&mut article, Cleaning::Always, Layout::Lost, &self.knowledge.lexicon);
            }
        }
        self.checked(article)
    }

    fn checked(&self, mut article: Article) -> Result<Article, ReadError> {
        if article.text.trim().is_empty() {
            return Err(ReadError::new(article.source, "holds no text"));
        }
        sections::mark(&mut article, self.how.sections, &self.knowledge.lexicon);
        Ok(article)
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if self.records.is_none() {
            match self.open() {
                Ok(records) => self.records = Some(records),
                Err(e) => {
                    self.done = true;
                    return Some(Err(e));
                }
            }
        }
        let found = self.records.as_mut()?.next();
        self.done = found.is_none();
        found.map(|found| self.article(found))
    }
}

/// Whether an XML document that begins so is in UTF-8: it names no other encoding.
fn is_utf8(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(200)]).to_ascii_lowercase();
    let declaration = start.split("?>").next().unwrap_or_default();
    let named =
        declaration.split_once("encoding").map(|(_, rest)| rest.trim_start_matches(['=', ' ', '"', '\'']));
    named.is_none_or(|name| {
        name.starts_with("utf-8") || name.starts_with("utf8") || name.starts_with("utf-16")
    })
}

/// A page's text, by the charset that its server names, or the one that it names itself near its beginning.
fn decode_page(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(8 << 10)]).to_ascii_lowercase();
    // Scripts speak of the characters of what they load.
    let own = start.split("<meta").skip(1).find_map(|meta| {
        let meta = meta.split('>').next()?;
        let rest = meta.split_once("charset")?.1.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']).trim_start();
        let name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        Some(rest.chars().take_while(name).collect::<String>()).filter(|name| !name.is_empty())
    });
    decode_as(bytes, charset.map(str::to_string).or(own).as_deref())
}

/// The text without what no reader sees: soft hyphens and blanks without width, which part words, and NUL, which tables cannot hold.
fn visible(text: String, warnings: &mut Vec<String>) -> String {
    let hidden = |c: char| matches!(c, '\0' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    let count = text.matches(hidden).count();
    if count == 0 {
        return text;
    }
    warnings.push(format!("{count} invisible characters (soft hyphens and the like) were left out"));
    text.replace(hidden, "")
}

/// A page without the names of characters that no reader sees.
fn without_hidden_entities(html: String) -> String {
    const NAMES: [&str; 6] = ["&shy;", "&#173;", "&#xad;", "&#xAD;", "&ZeroWidthSpace;", "&#8203;"];
    if !NAMES.iter().any(|name| html.contains(name)) {
        return html;
    }
    NAMES.iter().fold(html, |html, name| html.replace(name, ""))
}

/// The host in an address (RFC 3986), without `www.`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_of_addresses() {
        for (url, expected) in [
            ("https://www.paper.example/a?b", "paper.example"),
            ("http://u:p@paper.example:80", "paper.example"),
            ("/relative", ""),
            ("", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
