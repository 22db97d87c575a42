//! One input file to its articles, streamed: a text or page is one, a JSONL or CSV file many.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use super::clean::{Cleaning, clean};
use super::date::find_date;
use super::decode::{Decoded, decode, decode_as};
use super::json::{Next, next_object};
use super::warc::{Page, Records};
use super::{Article, Format, Input, ReadError, compression, html};
use crate::text::Span;

/// Bytes of one article at most; more is refused rather than read into memory.
const LARGEST_ARTICLE: u64 = 64 << 20;

/// Which keys or columns hold what; the first that is present and not empty counts.
#[derive(Clone, Debug)]
pub struct Fields {
    pub id: Vec<String>,
    pub text: Vec<String>,
    pub title: Vec<String>,
    pub date: Vec<String>,
    pub url: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
        Fields {
            id: names(&["id", "article_id", "guid", "uri"]),
            text: names(&["text", "body", "content", "article", "maintext"]),
            title: names(&["title", "headline"]),
            date: names(&[
                "date",
                "published",
                "date_publish",
                "published_at",
                "publish_date",
                "pubdate",
                "datetime",
            ]),
            url: names(&["url", "link"]),
        }
    }
}

impl Fields {
    /// Applies `text=body,date=pubdate`.
    ///
    /// # Errors
    /// A message that names the part that is no assignment to a known field.
    pub fn assign(&mut self, assignments: &str) -> Result<(), String> {
        for part in assignments.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (field, name) = part.split_once('=').ok_or_else(|| format!("`{part}`: write FIELD=NAME"))?;
            let slot = match field {
                "id" => &mut self.id,
                "text" => &mut self.text,
                "title" => &mut self.title,
                "date" => &mut self.date,
                "url" => &mut self.url,
                _ => return Err(format!("`{field}` is no field; known are id, text, title, date, url")),
            };
            *slot = vec![name.to_string()];
        }
        Ok(())
    }
}

/// Articles of one input, in order. Iteration goes on after an article that could not be read.
pub struct Reader<'a> {
    input: &'a Input,
    fields: &'a Fields,
    cleaning: Cleaning,
    state: State,
}

enum State {
    Start,
    Lines { lines: BufReader<Box<dyn Read>>, number: usize },
    Json { objects: BufReader<Box<dyn Read>>, number: usize },
    Csv { records: Box<csv::Reader<Box<dyn Read>>>, columns: Columns },
    Warc(Box<Records<BufReader<Box<dyn Read>>>>),
    Done,
}

impl<'a> Reader<'a> {
    pub fn new(input: &'a Input, fields: &'a Fields, cleaning: Cleaning) -> Self {
        Reader { input, fields, cleaning, state: State::Start }
    }

    /// Records so far that are no articles by their kind: pictures, redirections and errors in a web archive.
    pub fn passed_over(&self) -> usize {
        match &self.state {
            State::Warc(records) => records.passed_over,
            _ => 0,
        }
    }

    fn error(&self, reason: impl Into<String>) -> ReadError {
        ReadError::new(self.input.name(), reason)
    }

    fn start(&mut self) -> Option<Result<Article, ReadError>> {
        self.state = State::Done;
        let opened: io::Result<Box<dyn Read>> = match &self.input.path {
            Some(path) => File::open(path).map(|f| Box::new(f) as Box<dyn Read>),
            None => Ok(Box::new(io::stdin())),
        };
        let mut reader = match opened.and_then(compression::open) {
            Ok(reader) => BufReader::new(reader),
            Err(e) => return Some(Err(self.error(format!("cannot be opened: {e}")))),
        };
        let format = match (self.input.format, reader.fill_buf()) {
            (Some(format), Ok(_)) => format,
            (None, Ok(start)) => Format::of_content(start),
            (_, Err(e)) => return Some(Err(self.error(format!("cannot be read: {e}")))),
        };
        let reader: Box<dyn Read> = Box::new(reader);
        match format {
            Format::Text | Format::Html => Some(self.single(reader, format)),
            Format::JsonLines => {
                self.state = State::Lines { lines: BufReader::new(reader), number: 0 };
                self.next()
            }
            Format::Json => {
                self.state = State::Json { objects: BufReader::new(reader), number: 0 };
                self.next()
            }
            Format::Warc => {
                self.state = State::Warc(Box::new(Records::new(BufReader::new(reader), LARGEST_ARTICLE)));
                self.next()
            }
            Format::Csv | Format::Tsv => {
                let mut builder = csv::ReaderBuilder::new();
                if format == Format::Tsv {
                    builder.delimiter(b'\t');
                }
                let mut records = builder.flexible(true).from_reader(reader);
                match Columns::find(&mut records, self.fields) {
                    Ok(columns) => {
                        self.state = State::Csv { records: Box::new(records), columns };
                        self.next()
                    }
                    Err(reason) => Some(Err(self.error(reason))),
                }
            }
        }
    }

    fn single(&self, reader: Box<dyn Read>, format: Format) -> Result<Article, ReadError> {
        let mut bytes = Vec::new();
        let read = reader.take(LARGEST_ARTICLE + 1).read_to_end(&mut bytes);
        read.map_err(|e| self.error(format!("cannot be read: {e}")))?;
        if bytes.len() as u64 > LARGEST_ARTICLE {
            return Err(self.error(format!(
                "larger than {} MiB, the most that one article may hold",
                LARGEST_ARTICLE >> 20
            )));
        }
        let (id, source) = (self.input.stem(), self.input.name());
        match format {
            Format::Html => self.page(decode_page(bytes, None), id, source),
            _ => {
                let Decoded { text, warning } = decode(bytes);
                let warnings = warning.into_iter().collect();
                let mut article = Article { text, warnings, id, source, ..Article::default() };
                clean(&mut article, self.cleaning.for_format(format));
                self.checked(article)
            }
        }
    }

    fn page(&self, decoded: Decoded, id: String, source: String) -> Result<Article, ReadError> {
        let mut article = html::read(&decoded.text);
        article.id = id;
        article.source = source;
        article.warnings.extend(decoded.warning);
        clean(&mut article, self.cleaning.for_format(Format::Html));
        self.checked(article)
    }

    fn archived(&self, page: Page, number: usize) -> Result<Article, ReadError> {
        let id = format!("{}#{number}", self.input.stem());
        let source = format!("{}#{number}", self.input.name());
        let mut article = self.page(decode_page(page.html, page.charset.as_deref()), id, source)?;
        article.url = page.url;
        // A crawler of news comes by soon after a page is out; the page's own date is better where it has one.
        article.published = article.published.or_else(|| find_date(&page.got));
        Ok(article)
    }

    /// The article in one JSON object.
    fn object(&self, bytes: Vec<u8>, row: usize, place: &str) -> Result<Article, ReadError> {
        let decoded = decode(bytes);
        let record = Record::from_json(decoded.text.trim(), self.fields).map_err(|e| {
            let reason = format!("{place} {row}: not a JSON object: {e}");
            ReadError::new(format!("{}#{row}", self.input.name()), reason)
                .with_record(decoded.text.trim_end())
        })?;
        let article = self.record(record, row);
        let mut article = article.map_err(|e| e.with_record(decoded.text.trim_end()))?;
        article.warnings.extend(decoded.warning);
        Ok(article)
    }

    fn next_json(&mut self) -> Option<Result<Article, ReadError>> {
        let State::Json { objects, number } = &mut self.state else { return None };
        let next = next_object(objects, LARGEST_ARTICLE);
        *number += 1;
        let row = *number;
        let reason = match next {
            Ok(Next::Object(bytes)) => return Some(self.object(bytes, row, "object")),
            Ok(Next::End) => {
                self.state = State::Done;
                return None;
            }
            Ok(Next::Strange(c)) => format!("object {row}: found `{c}` where a JSON object should begin"),
            Ok(Next::TooLong) => format!("object {row}: longer than {} MiB", LARGEST_ARTICLE >> 20),
            Err(e) => format!("object {row}: cannot be read: {e}"),
        };
        self.state = State::Done;
        Some(Err(self.error(reason)))
    }

    fn next_archived(&mut self) -> Option<Result<Article, ReadError>> {
        let State::Warc(records) = &mut self.state else { return None };
        let (page, number) = (records.next(), records.number);
        match page {
            Some(Ok(page)) => Some(self.archived(page, number)),
            Some(Err(reason)) => {
                let source = format!("{}#{number}", self.input.name());
                Some(Err(ReadError::new(source, format!("record {number}: {reason}"))))
            }
            // The archive stays: it knows how much it passed over.
            None => None,
        }
    }

    fn checked(&self, article: Article) -> Result<Article, ReadError> {
        if article.text.trim().is_empty() {
            return Err(ReadError::new(article.source, "holds no text"));
        }
        Ok(article)
    }

    fn record(&self, record: Record, row: usize) -> Result<Article, ReadError> {
        let source = format!("{}#{row}", self.input.name());
        let Some(text) = record.text else {
            return Err(ReadError::new(
                source,
                format!("no text: none of the keys {} is there", self.fields.text.join(", ")),
            ));
        };
        let published = record.date.as_deref().and_then(find_date);
        let mut article = Article {
            id: record.id.unwrap_or_else(|| format!("{}#{row}", self.input.stem())),
            source,
            title: record.title.unwrap_or_default(),
            published,
            url: record.url.unwrap_or_default(),
            body: vec![Span::new(0, text.len())],
            text,
            ..Article::default()
        };
        if let Some(date) = record.date.filter(|d| published.is_none() && !d.is_empty()) {
            article.warnings.push(format!("the date `{date}` is not understood"));
        }
        if self.cleaning == Cleaning::Always {
            clean(&mut article, Cleaning::Always);
        }
        self.checked(article)
    }
}

/// A page's text, by the charset that its server names, or the one that it names itself near its beginning.
fn decode_page(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let own = start.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
    });
    decode_as(bytes, charset.map(str::to_string).or(own).as_deref())
}

/// What one JSON object or CSV record says.
#[derive(Default)]
struct Record {
    id: Option<String>,
    text: Option<String>,
    title: Option<String>,
    date: Option<String>,
    url: Option<String>,
}

impl Record {
    fn from_json(line: &str, fields: &Fields) -> Result<Record, serde_json::Error> {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line)?;
        let pick = |names: &[String]| {
            names.iter().filter_map(|n| object.get(n)).find_map(|value| match value {
                serde_json::Value::String(s) if !s.is_empty() => Some(s.clone()),
                serde_json::Value::Number(n) => Some(n.to_string()),
                _ => None,
            })
        };
        Ok(Record {
            id: pick(&fields.id),
            text: pick(&fields.text),
            title: pick(&fields.title),
            date: pick(&fields.date),
            url: pick(&fields.url),
        })
    }
}

/// Positions of the fields in a CSV file's header.
struct Columns {
    id: Option<usize>,
    text: usize,
    title: Option<usize>,
    date: Option<usize>,
    url: Option<usize>,
}

impl Columns {
    fn find(records: &mut csv::Reader<Box<dyn Read>>, fields: &Fields) -> Result<Columns, String> {
        let header = records.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?;
        let header: Vec<String> = header
            .iter()
            .map(|h| String::from_utf8_lossy(h).trim_start_matches('\u{FEFF}').to_lowercase())
            .collect();
        let position =
            |names: &[String]| names.iter().find_map(|n| header.iter().position(|h| *h == n.to_lowercase()));
        let text = position(&fields.text).ok_or_else(|| {
            format!(
                "line 1: no text column: looked for {}, found {}; name it with --field text=NAME",
                fields.text.join(", "),
                header.join(", ")
            )
        })?;
        Ok(Columns {
            id: position(&fields.id),
            text,
            title: position(&fields.title),
            date: position(&fields.date),
            url: position(&fields.url),
        })
    }

    fn pick(&self, record: &csv::ByteRecord) -> (Record, Option<String>) {
        let mut warning = None;
        let mut cell = |at: Option<usize>| {
            let decoded = decode(record.get(at?)?.to_vec());
            warning = decoded.warning.or(warning.take());
            Some(decoded.text).filter(|t| !t.is_empty())
        };
        let record = Record {
            id: cell(self.id),
            text: cell(Some(self.text)),
            title: cell(self.title),
            date: cell(self.date),
            url: cell(self.url),
        };
        (record, warning)
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.state {
            State::Done => None,
            State::Start => self.start(),
            State::Lines { lines, number } => loop {
                let mut bytes = Vec::new();
                let read = lines.by_ref().take(LARGEST_ARTICLE).read_until(b'\n', &mut bytes);
                *number += 1;
                let row = *number;
                match read {
                    Ok(0) => {
                        self.state = State::Done;
                        return None;
                    }
                    Ok(_) if bytes.len() as u64 >= LARGEST_ARTICLE => {
                        self.state = State::Done;
                        return Some(Err(
                            self.error(format!("line {row}: longer than {} MiB", LARGEST_ARTICLE >> 20))
                        ));
                    }
                    Ok(_) if bytes.trim_ascii().is_empty() => continue,
                    Ok(_) => {
                        return Some(self.object(bytes, row, "line"));
                    }
                    Err(e) => {
                        self.state = State::Done;
                        return Some(Err(self.error(format!("line {row}: cannot be read: {e}"))));
                    }
                }
            },
            State::Json { .. } => self.next_json(),
            State::Warc(_) => self.next_archived(),
            State::Csv { records, columns } => {
                let mut record = csv::ByteRecord::new();
                match records.read_byte_record(&mut record) {
                    Ok(false) => {
                        self.state = State::Done;
                        None
                    }
                    Ok(true) => {
                        let (row, warning) = columns.pick(&record);
                        let line = record.position().map_or(0, csv::Position::record) as usize;
                        Some(self.record(row, line).map(|mut a| {
                            a.warnings.extend(warning);
                            a
                        }))
                    }
                    Err(e) => {
                        self.state = State::Done;
                        Some(Err(self.error(format!("cannot be read as CSV: {e}"))))
                    }
                }
            }
        }
    }
}
