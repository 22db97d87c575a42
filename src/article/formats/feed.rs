//! News as XML: RSS and Atom feeds (RSS 2.0, RFC 4287), NITF documents and NewsML-G2 items (IPTC). Entities that a document declares itself
//! are refused where they hold others: a few lines of them can swell to gigabytes.

use std::io::BufReader;

use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::budget::{Budget, Budgeted};
use super::found::{Found, LARGEST, Unread};
use super::material::Material;
use super::records::{Content, Records};
use crate::article::fields::{Field, Record};

/// Elements that are an article.
const ARTICLES: [&str; 4] = ["item", "entry", "nitf", "newsitem"];

/// Elements of an article, in lower case and without prefix, and the field that they fill; where several are there, the first in this list counts.
const ELEMENTS: [(&str, Field); 23] = [
    ("encoded", Field::Text),
    ("body.content", Field::Text),
    ("body", Field::Text),
    ("content", Field::Text),
    ("description", Field::Text),
    ("summary", Field::Text),
    ("hl1", Field::Title),
    ("headline", Field::Title),
    ("title", Field::Title),
    ("pubdate", Field::Date),
    ("published", Field::Date),
    ("date", Field::Date),
    ("updated", Field::Date),
    ("contentcreated", Field::Date),
    ("versioncreated", Field::Date),
    ("date.issue", Field::Date),
    ("link", Field::Url),
    ("guid", Field::Id),
    ("id", Field::Id),
    ("creator", Field::Byline),
    ("byline", Field::Byline),
    ("by", Field::Byline),
    ("name", Field::Byline),
];

/// Elements that mean what they do only inside of another: NITF has a body around its headlines, and many things have names.
const ONLY_IN: [(&str, &str); 2] = [("body", "html"), ("name", "author")];
/// Prefixes under which pictures and sounds have titles and descriptions too.
const OTHER_MEDIA: [&str; 2] = ["media", "itunes"];

/// UTF-8, whatever the document is in.
type Decoded = BufReader<DecodingReader<BufReader<Budgeted<Content>>>>;

pub struct Feed {
    events: Option<Reader<Decoded>>,
    budget: Budget,
    number: usize,
    /// Names of the elements that are open.
    open: Vec<String>,
    article: Option<UnfinishedItem>,
    /// The channel's title and language, which its articles have in common.
    site: String,
    language: String,
    at_start: bool,
}

/// An article being read.
struct UnfinishedItem {
    /// Elements that were open when it began.
    depth: usize,
    record: Record,
    /// For each field the place in [`ELEMENTS`] of what filled it.
    ranks: Vec<(Field, usize)>,
    collecting: Option<Collecting>,
    /// It as it stands, for the case that it cannot be read.
    source: Writer<Vec<u8>>,
    too_large: bool,
}

/// An element whose content is a field.
struct Collecting {
    rank: usize,
    depth: usize,
    /// Whether its own text is text, and not markup written as text.
    plain: bool,
    content: String,
}

impl Feed {
    pub fn new(content: Content) -> Feed {
        let budget = Budget::new(LARGEST);
        let decoded = DecodingReader::new(BufReader::new(budget.over(content)));
        let mut events = Reader::from_reader(BufReader::new(decoded));
        let config = events.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Feed {
            events: Some(events),
            budget,
            number: 0,
            open: Vec::new(),
            article: None,
            site: String::new(),
            language: String::new(),
            at_start: true,
        }
    }

    /// Takes one event in; an article where one ends with it.
    fn take(&mut self, event: &Event<'_>) -> Result<Option<Result<Material, Unread>>, String> {
        if let Event::Start(start) | Event::Empty(start) = event {
            self.start(start);
        }
        // With its own first tag and its last.
        if let Some(article) = &mut self.article {
            article.copy(event);
        }
        match event {
            Event::Empty(_) | Event::End(_) => return Ok(self.end().map(UnfinishedItem::finished)),
            Event::Text(text) => self.text(text, true),
            Event::CData(text) => self.text(text, false),
            Event::GeneralRef(reference) => self.reference(reference),
            Event::DocType(doctype) if swells(doctype) => {
                return Err("declares entities that hold others, which are refused".into());
            }
            _ => {}
        }
        Ok(None)
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name().as_ref().to_ascii_lowercase();
        let depth = self.open.len();
        let parent = self.open.last().map(String::as_str).unwrap_or_default();
        let wanted = ONLY_IN.iter().all(|(element, within)| *element != name || *within == parent);
        let prefix = start.name().prefix().map(|p| p.as_ref().to_ascii_lowercase()).unwrap_or_default();
        let wanted = wanted && !OTHER_MEDIA.contains(&prefix.as_str());
        match &mut self.article {
            Some(article) if article.collecting.is_some() => article.raw(&format!("<{name}>")),
            Some(article) if wanted => article.start(start, &name, depth),
            Some(_) => {}
            None if ARTICLES.contains(&name.as_str()) => {
                let mut record = Record::default();
                record.set(Field::Site, self.site.trim().to_string());
                record
                    .set(Field::Language, attribute(start, "lang").unwrap_or_else(|| self.language.clone()));
                record.set(Field::Id, attribute(start, "guid").unwrap_or_default());
                let (ranks, source) = (Vec::new(), Writer::new(Vec::new()));
                self.article =
                    Some(UnfinishedItem { depth, record, ranks, collecting: None, source, too_large: false });
                self.budget.renew();
            }
            None => {
                if let Some(language) = attribute(start, "lang") {
                    self.language = language;
                }
            }
        }
        self.open.push(name);
    }

    fn end(&mut self) -> Option<UnfinishedItem> {
        // A closing tag without an opening one closes nothing.
        let name = self.open.pop()?;
        let depth = self.open.len();
        let article = self.article.as_mut()?;
        article.end(&name, depth);
        let whole = depth <= article.depth;
        if whole { self.article.take() } else { None }
    }

    fn text(&mut self, text: &str, escaped: bool) {
        match (&mut self.article, self.open.as_slice()) {
            (Some(article), open) => article.text(text, escaped, open.len()),
            (None, [.., parent, name]) if name == "title" && (parent == "channel" || parent == "feed") => {
                self.site.push_str(text);
            }
            (None, [.., name]) if name == "language" => self.language = text.trim().to_string(),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let depth = self.open.len();
        let Some(article) = &mut self.article else { return };
        let known = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match known {
            Some(c) => article.text(c.encode_utf8(&mut [0; 4]), false, depth),
            // HTML knows more of them ("&nbsp;").
            None => article.raw(&format!("&{};", &**reference)),
        }
    }
}

impl UnfinishedItem {
    /// Keeps what stands in the document.
    fn copy(&mut self, event: &Event<'_>) {
        if self.too_large {
            return;
        }
        // Writing to memory does not fail.
        let _ = self.source.write_event(event.borrow());
    }

    /// What it says, with its source where that is no text.
    fn finished(mut self) -> Result<Material, Unread> {
        if self.too_large {
            return Err(Unread::too_large());
        }
        if self.record.is_empty() {
            self.record.source = String::from_utf8_lossy(&self.source.into_inner()).into_owned();
        }
        Ok(Material::Record(self.record))
    }

    /// Forgets what it said: it is too large.
    fn give_up(&mut self) {
        self.too_large = true;
        self.collecting = None;
        self.source = Writer::new(Vec::new());
    }

    fn start(&mut self, start: &BytesStart<'_>, name: &str, depth: usize) {
        let Some(rank) = ELEMENTS.iter().position(|(element, _)| *element == name) else { return };
        let (_, field) = ELEMENTS[rank];
        if self.ranks.iter().any(|(filled, by)| *filled == field && *by <= rank) {
            return;
        }
        // Some say it in an attribute.
        if let Some(value) = attribute(start, "href").or_else(|| attribute(start, "norm")) {
            if attribute(start, "rel").is_none_or(|rel| rel == "alternate") {
                self.fill(rank, value);
            }
            return;
        }
        let kind = attribute(start, "type").unwrap_or_default();
        let plain = kind == "text" || kind == "text/plain";
        self.collecting = Some(Collecting { rank, depth, plain, content: String::new() });
    }

    /// What was collected ends with its element.
    fn end(&mut self, name: &str, depth: usize) {
        match &mut self.collecting {
            Some(collecting) if depth > collecting.depth => self.raw(&format!("</{name}>")),
            _ => {
                if let Some(done) = self.collecting.take() {
                    self.fill(done.rank, done.content);
                }
            }
        }
    }

    fn fill(&mut self, rank: usize, content: String) {
        let (_, field) = ELEMENTS[rank];
        let content = content.trim();
        if content.is_empty() {
            return;
        }
        self.ranks.retain(|(filled, _)| *filled != field);
        self.ranks.push((field, rank));
        match field {
            Field::Text => self.record.markup = true,
            _ if content.contains('<') => return self.record.set(field, without_tags(content)),
            _ => {}
        }
        self.record.set(field, content.to_string());
    }

    fn text(&mut self, text: &str, escaped: bool, depth: usize) {
        let Some(collecting) = &mut self.collecting else { return };
        let own = depth == collecting.depth + 1;
        if escaped || (own && !collecting.plain) {
            collecting.content.push_str(text);
        } else {
            collecting.content.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        }
    }

    fn raw(&mut self, markup: &str) {
        if let Some(collecting) = &mut self.collecting {
            collecting.content.push_str(markup);
        }
    }
}

/// Whether a document type declares entities that are more than a character: a few lines of them can swell to gigabytes. Those that are one are known
/// by their names.
fn swells(doctype: &str) -> bool {
    let holds_others = |entity: &str| {
        let value = entity.split(['"', '\'']).nth(1).unwrap_or(entity);
        value.len() > LONGEST_ENTITY || value.replace("&#", "").contains('&')
    };
    doctype.split("<!ENTITY").skip(1).any(holds_others)
}

/// Bytes of an entity that is a character or two.
const LONGEST_ENTITY: usize = 16;

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|v| v.trim().to_string())
        .filter(|v| !v.is_empty())
}

fn without_tags(markup: &str) -> String {
    let mut text = String::new();
    for part in markup.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Records for Feed {
    fn next(&mut self) -> Option<Found> {
        let mut buffer = Vec::new();
        let reason = loop {
            buffer.clear();
            if self.article.is_none() {
                self.budget.renew();
            }
            let event = match self.events.as_mut()?.read_event_into(&mut buffer) {
                Ok(Event::Eof) if self.article.is_some() => {
                    break "it breaks off within an article".to_string();
                }
                Ok(Event::Eof) if self.number == 0 => {
                    break "no article in it: no item, entry, nitf or newsItem element".to_string();
                }
                Ok(Event::Eof) => {
                    self.events = None;
                    return None;
                }
                Ok(event) => event.into_owned(),
                Err(e) => break format!("not well-formed XML: {e}"),
            };
            if let (Event::Decl(declared), true) = (&event, self.at_start)
                && let (Some(encoding), Some(events)) = (declared.encoder(), &mut self.events)
            {
                // What was UTF-16 is read as UTF-8 by now.
                if encoding != encoding_rs::UTF_16LE && encoding != encoding_rs::UTF_16BE {
                    events.get_mut().get_mut().set_encoding(encoding);
                }
            }
            self.at_start = false;
            if let Some(article) = self.article.as_mut().filter(|_| self.budget.is_overrun()) {
                article.give_up();
            }
            match self.take(&event) {
                Ok(None) => {}
                Ok(Some(content)) => {
                    self.number += 1;
                    return Some(Found::new(self.number, content));
                }
                Err(reason) => break reason,
            }
        };
        self.events = None;
        Some(Found::broken(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Vec<Result<Record, String>> {
        let content: Box<dyn std::io::Read> = Box::new(std::io::Cursor::new(xml.as_bytes().to_vec()));
        let mut feed = Feed::new(BufReader::new(content));
        let content = |found: Found| match found.content {
            Ok(Material::Record(record)) => Ok(record),
            Ok(other) => Err(format!("{other:?}")),
            Err(unread) => Err(unread.reason),
        };
        std::iter::from_fn(|| feed.next()).map(content).collect()
    }

    #[test]
    fn a_feed_of_rss() {
        let records = read(
            "<?xml version='1.0' encoding='UTF-8'?><rss><channel><title>Wire</title><language>en</language>\
             <item><title>Talks &amp; more</title><link>http://a.example/1</link><guid>g1</guid><pubDate>Sat, 22 Feb 2025 10:00:00 GMT</pubDate>\
             <media:content url='x'><media:title>A lake</media:title></media:content>\
             <description>Short.</description><content:encoded><![CDATA[<p>Kenya&nbsp;met Sudan.</p>]]></content:encoded></item>\
             <item><title>Second</title><description>&lt;p&gt;Chad left.&lt;/p&gt;</description></item></channel></rss>",
        );
        let [Ok(first), Ok(second)] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!((first.get(Field::Title), first.get(Field::Id)), ("Talks & more", "g1"));
        assert_eq!(first.get(Field::Text), "<p>Kenya&nbsp;met Sudan.</p>");
        assert_eq!((first.get(Field::Site), first.get(Field::Language)), ("Wire", "en"));
        assert_eq!(second.get(Field::Text), "<p>Chad left.</p>");
    }

    #[test]
    fn an_item_that_says_nothing_is_kept_as_it_stands() {
        for item in ["<item/>", "<item><pic src=\"a\"/></item>"] {
            let records = read(&format!("<rss><channel>{item}</channel></rss>"));
            assert_eq!(records[0].as_ref().unwrap().source, item);
        }
    }

    #[test]
    fn atom_and_nitf() {
        let atom = "<feed xml:lang='en'><title>Wire</title><entry><id>1</id><link rel='self' href='s'/><link href='http://a.example/1'/>\
             <author><name>Jo Bell</name></author><summary>1 &lt; 2</summary><content type='xhtml'><div>Kenya <b>met</b> Sudan &lt; Chad.</div></content></entry></feed>";
        let nitf = "<nitf><head><title>T</title><docdata><date.issue norm='20250222T100000Z'/></docdata></head><body><body.head><hedline><hl1>Talks</hl1></hedline>\
             <byline>By Jo Bell</byline></body.head><body.content><p>Kenya met Sudan.</p><p>Chad left.</p></body.content></body></nitf>";
        let first = read(atom).remove(0).unwrap();
        assert_eq!(first.get(Field::Text), "<div>Kenya <b>met</b> Sudan &lt; Chad.</div>");
        assert_eq!((first.get(Field::Url), first.get(Field::Byline)), ("http://a.example/1", "Jo Bell"));
        let first = read(nitf).remove(0).unwrap();
        assert_eq!(first.get(Field::Text), "<p>Kenya met Sudan.</p><p>Chad left.</p>");
        assert_eq!((first.get(Field::Title), first.get(Field::Date)), ("Talks", "20250222T100000Z"));
    }

    #[test]
    fn own_entities_and_broken_ends_are_named() {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><item><title>&b;</title></item></rss>";
        assert!(matches!(read(bomb).as_slice(), [Err(e)] if e.contains("entities")));
        assert!(matches!(read("<rss><item><title>x").as_slice(), [Err(e)] if e.contains("breaks off")));
        assert!(matches!(read("<other/>").as_slice(), [Err(e)] if e.contains("no article")));
        assert_eq!(read("</a></b><item><title>x</title></item>").len(), 1);
    }
}
