//! Web archives (WARC 1.0 and 1.1, ISO 28500): the web pages among their records.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use super::found::{Found, Unread};
use super::material::{Material, Page};
use super::records::Records;
use crate::article::compression::Damaged;
use crate::article::format::Format;

/// Lines of a record's header and their length, at most.
const HEADER_LINES: usize = 200;
const HEADER_LINE: u64 = 64 << 10;

/// Records of an archive. Iteration goes on after a record that is damaged.
pub struct Archive<R> {
    reader: R,
    /// Bytes of a record at most; larger ones are passed over.
    largest: u64,
    /// Records so far, and those of them that are no web pages.
    number: usize,
    passed_over: usize,
    /// A line that was read and not yet used: the first of the next record.
    ahead: Option<String>,
    done: bool,
}

#[derive(Default)]
struct Header {
    kind: String,
    url: String,
    date: String,
    content: String,
    length: Option<u64>,
}

impl<R: BufRead> Archive<R> {
    pub fn new(reader: R, largest: u64) -> Self {
        Archive { reader, largest, number: 0, passed_over: 0, ahead: None, done: false }
    }

    /// The header of the next record; `None` at the end. What does not begin like a record is skipped up to one that does.
    fn header(&mut self) -> io::Result<Option<Result<Header, String>>> {
        let strange = self.skip_to_record()?;
        if self.line()?.is_none() {
            return Ok((strange > 0).then(|| Err("its end is no WARC record".to_string())));
        }
        let mut header = Header::default();
        for _ in 0..HEADER_LINES {
            match self.line()? {
                None => return Ok(Some(Err("it breaks off within a record's header".into()))),
                Some(line) if line.is_empty() => {
                    return Ok(Some(match header.length {
                        Some(_) => Ok(header),
                        None => Err("a record without Content-Length".into()),
                    }));
                }
                Some(line) => {
                    let Some((name, value)) = line.split_once(':') else { continue };
                    let value = value.trim();
                    match name.trim().to_ascii_lowercase().as_str() {
                        "warc-type" => header.kind = value.to_ascii_lowercase(),
                        "warc-target-uri" => header.url = value.trim_matches(['<', '>']).to_string(),
                        "warc-date" => header.date = value.to_string(),
                        "content-type" => header.content = value.to_ascii_lowercase(),
                        "content-length" => header.length = value.parse().ok(),
                        _ => {}
                    }
                }
            }
        }
        Ok(Some(Err(format!("a record's header has more than {HEADER_LINES} lines"))))
    }

    /// Goes on to the first line of the next record, or to the end. Returns how many lines, empty ones aside, stood before it.
    fn skip_to_record(&mut self) -> io::Result<usize> {
        let mut strange = 0;
        while let Some(line) = self.line()? {
            if line.starts_with("WARC/") {
                self.ahead = Some(line);
                break;
            }
            strange += usize::from(!line.is_empty());
        }
        Ok(strange)
    }

    /// What is wrong with the record just read: lines behind it belong to none, or there are none between it and the next.
    fn misfit(&mut self) -> io::Result<Option<String>> {
        let strange = self.skip_to_record()?;
        Ok((strange > 0).then(|| {
            format!("its Content-Length is wrong: what stood in {strange} lines behind it belongs to no record, and is lost")
        }))
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        if self.reader.by_ref().take(HEADER_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(line.trim_ascii_end()).into_owned()))
    }

    fn page(&mut self) -> io::Result<Option<Result<Page, String>>> {
        loop {
            let header = match self.header()? {
                None => return Ok(None),
                Some(Err(reason)) => {
                    self.number += 1;
                    return Ok(Some(Err(reason)));
                }
                Some(Ok(header)) => header,
            };
            self.number += 1;
            let length = header.length.unwrap_or(0);
            let is_page = header.kind == "response" && header.content.starts_with("application/http");
            let is_page = is_page || (header.kind == "resource" && is_html(&header.content));
            if !is_page || length > self.largest {
                let skipped = io::copy(&mut self.reader.by_ref().take(length), &mut io::sink())?;
                if skipped < length {
                    return Ok(Some(Err("it breaks off within a record".into())));
                }
                if is_page {
                    let most = self.largest >> 20;
                    return Ok(Some(Err(format!(
                        "larger than {most} MiB, the most that one article may hold"
                    ))));
                }
                // Requests, metadata and the like are no pages that anyone would miss.
                self.passed_over += usize::from(header.kind == "response");
                continue;
            }
            let mut content = Vec::new();
            self.reader.by_ref().take(length).read_to_end(&mut content)?;
            if (content.len() as u64) < length {
                return Ok(Some(Err("it breaks off within a record".into())));
            }
            let warning = self.misfit()?;
            let Header { kind, url, date, .. } = header;
            if kind == "resource" {
                return Ok(Some(Ok(Page { url, got: date, charset: None, html: content, warning })));
            }
            match body(&content, self.largest) {
                Ok(Some((html, charset))) => {
                    return Ok(Some(Ok(Page { url, got: date, charset, html, warning })));
                }
                Ok(None) => self.passed_over += 1,
                Err(reason) => return Ok(Some(Err(with(reason, warning)))),
            }
        }
    }
}

impl<R: BufRead> Records for Archive<R> {
    fn next(&mut self) -> Option<Found> {
        if self.done {
            return None;
        }
        let page = match self.page() {
            Ok(next) => {
                self.done = next.is_none();
                next?
            }
            Err(e) if e.get_ref().is_some_and(|inner| inner.is::<Damaged>()) => {
                self.ahead = None;
                Err("it is damaged, and what was compressed with it is lost".to_string())
            }
            Err(e) => {
                self.done = true;
                self.number += 1;
                Err(format!("cannot be read further: {e}"))
            }
        };
        let content = page.map(Material::Page);
        let number = self.number;
        Some(Found::new(number, content.map_err(|e| Unread::because(format!("record {number}: {e}")))))
    }

    fn passed_over(&self) -> usize {
        self.passed_over
    }
}

/// A reason, and what else was wrong.
fn with(reason: String, warning: Option<String>) -> String {
    match warning {
        Some(warning) => format!("{reason}; {warning}"),
        None => reason,
    }
}

fn is_html(content_type: &str) -> bool {
    content_type.starts_with("text/html") || content_type.starts_with("application/xhtml")
}

/// A web page's bytes with the charset that its server named.
type Html = (Vec<u8>, Option<String>);

/// The page in an HTTP response; `None` where it is none (pictures, redirections, errors).
fn body(response: &[u8], largest: u64) -> Result<Option<Html>, String> {
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut head = httparse::Response::new(&mut headers);
    let response = &*as_http1(response);
    let mut lenient = httparse::ParserConfig::default();
    lenient.ignore_invalid_headers_in_responses(true).allow_spaces_after_header_name_in_responses(true);
    let end = match lenient.parse_response(&mut head, response) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Err("its HTTP header breaks off".into()),
        Err(e) => return Err(format!("its HTTP header cannot be read: {e}")),
    };
    let field = |name: &str| {
        let found = head.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).to_ascii_lowercase()).unwrap_or_default()
    };
    let content_type = field("content-type");
    if head.code != Some(200) {
        return Ok(None);
    }
    let charset =
        content_type.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_string());
    let mut content = response[end..].to_vec();
    if field("transfer-encoding").contains("chunked") {
        // Some crawlers store what they took apart under the old header.
        content = joined_chunks(&content).unwrap_or(content);
    }
    match field("content-encoding").as_str() {
        "" | "identity" => {}
        "gzip" | "x-gzip" if content.starts_with(&[0x1f, 0x8b]) => {
            content = bounded(flate2::read::MultiGzDecoder::new(content.as_slice()), largest)?;
        }
        "deflate" if content.first() == Some(&0x78) => {
            content = bounded(flate2::read::ZlibDecoder::new(content.as_slice()), largest)?;
        }
        "zstd" if content.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let frame = ruzstd::decoding::StreamingDecoder::new(content.as_slice());
            content = bounded(frame.map_err(|e| format!("its body cannot be decompressed: {e}"))?, largest)?;
        }
        "gzip" | "x-gzip" | "deflate" | "zstd" => {}
        // Crawlers leave the name of what they took off.
        _ if content.trim_ascii_start().starts_with(b"<") => {}
        other => return Err(format!("its content encoding `{other}` is not read")),
    }
    // A page without a type is what it looks like, as browsers have it; a text is a page of paragraphs.
    let looks_like_page = || Format::of_content(&content[..content.len().min(4_096)]) == Format::Html;
    match content_type.as_str() {
        kind if is_html(kind) => Ok(Some((content, charset))),
        "" if looks_like_page() => Ok(Some((content, charset))),
        kind if kind.starts_with("text/plain") => Ok(Some((as_page(&content), charset))),
        _ => Ok(None),
    }
}

/// A response whose first line httparse knows: of HTTP/2 and 3, and of servers that name no version.
fn as_http1(response: &[u8]) -> Cow<'_, [u8]> {
    let first = response.split(|b| *b == b'\n').next().unwrap_or_default();
    let rest = first.strip_prefix(b"HTTP").unwrap_or_default();
    let known = rest.starts_with(b"/1.0 ") || rest.starts_with(b"/1.1 ") || rest.is_empty();
    let code = rest.iter().position(|b| *b == b' ');
    match code.filter(|_| !known) {
        Some(blank) => Cow::Owned([b"HTTP/1.1", &rest[blank..], &response[first.len()..]].concat()),
        None => Cow::Borrowed(response),
    }
}

/// A plain text as a page whose paragraphs are the text's.
fn as_page(text: &[u8]) -> Vec<u8> {
    let mut out = b"<html><body><p>".to_vec();
    for line in text.split(|b| *b == b'\n') {
        match line.trim_ascii() {
            [] => out.extend_from_slice(b"</p><p>"),
            line => {
                for byte in line {
                    match byte {
                        b'<' => out.extend_from_slice(b"&lt;"),
                        b'&' => out.extend_from_slice(b"&amp;"),
                        byte => out.push(*byte),
                    }
                }
                out.push(b' ');
            }
        }
    }
    out.extend_from_slice(b"</p></body></html>");
    out
}

/// What a small body swells to, if that is not too much.
fn bounded(reader: impl Read, largest: u64) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    reader
        .take(largest + 1)
        .read_to_end(&mut out)
        .map_err(|e| format!("its body cannot be decompressed: {e}"))?;
    match out.len() as u64 > largest {
        true => Err(format!("its body swells to more than {} MiB", largest >> 20)),
        false => Ok(out),
    }
}

/// A body sent in chunks (RFC 9112, 7.1), or `None` where it is not one.
fn joined_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let line = body.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&body[..line]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[line + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, http: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    }

    fn read(archive: &str) -> (Vec<Result<String, String>>, usize) {
        let mut archive = Archive::new(archive.as_bytes(), 1 << 16);
        let html = |found: Found| match found.content {
            Ok(Material::Page(page)) => Ok(String::from_utf8_lossy(&page.html).into_owned()),
            Ok(other) => Err(format!("{other:?}")),
            Err(unread) => Err(unread.reason),
        };
        let pages = std::iter::from_fn(|| archive.next()).map(html).collect();
        (pages, archive.passed_over)
    }

    const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>Hi";

    #[test]
    fn pages_are_read_and_the_rest_is_counted() {
        let picture = record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx");
        let moved = record("response", "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\nxx");
        let request = record("request", "GET / HTTP/1.1\r\n\r\n");
        let archive = request + &record("response", PAGE) + &picture + &moved;
        assert_eq!(read(&archive), (vec![Ok("<p>Hi".to_string())], 2));
    }

    #[test]
    fn chunks_are_joined() {
        let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n2;x=y\r\nHi\r\n0\r\n\r\n";
        assert_eq!(read(&record("response", chunked)).0, vec![Ok("<p>Hi".to_string())]);
    }

    #[test]
    fn a_wrong_length_costs_its_record_and_not_the_next() {
        let short = record("response", PAGE).replace("Content-Length: 6", "Content-Length: 3");
        let (pages, _) = read(&(short + &record("response", PAGE)));
        assert_eq!(pages.last(), Some(&Ok("<p>Hi".to_string())));
        let length = PAGE.len();
        let text = format!("{PAGE}, all.\nMore.\nAnd more.");
        let cut = record("response", &text)
            .replace(&format!("Content-Length: {}", text.len()), &format!("Content-Length: {length}"));
        let archive = cut + &record("response", PAGE);
        let mut archive = Archive::new(archive.as_bytes(), 1 << 16);
        let Some(Found { content: Ok(Material::Page(page)), .. }) = archive.next() else { panic!("a page") };
        assert_eq!(page.html, b"<p>Hi");
        assert!(page.warning.is_some_and(|w| w.contains("3 lines behind it")), "the loss is told");
        let Some(Found { content: Ok(Material::Page(page)), .. }) = archive.next() else { panic!("a page") };
        assert_eq!(page.warning, None);
        let cut = record("response", PAGE);
        let (pages, _) = read(&(record("response", PAGE) + &cut[..cut.len() - 12]));
        assert!(matches!(pages.as_slice(), [Ok(_), Err(e)] if e.contains("breaks off")), "{pages:?}");
    }
}
