//! Inputs in UTF-16, read as UTF-8 piece by piece: tables and JSON as spreadsheets and shells of Windows save them, and feeds.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

type Source = BufReader<Box<dyn Read>>;

/// The content in UTF-8, where its byte order mark, or the blanks of its first letters, say that it is UTF-16; else as it is.
///
/// # Errors
/// What reading gives.
pub fn as_utf8(mut content: Source) -> io::Result<Source> {
    let start = content.fill_buf()?;
    let marked = Encoding::for_bom(start).map(|(encoding, _)| encoding);
    let encoding = marked.or(match start {
        [b'<' | b'{' | b'[', 0, _, 0, ..] => Some(UTF_16LE),
        [0, b'<' | b'{' | b'[', 0, _, ..] => Some(UTF_16BE),
        _ => None,
    });
    match encoding.filter(|e| *e == UTF_16LE || *e == UTF_16BE) {
        Some(encoding) => {
            let decoder = encoding.new_decoder_with_bom_removal();
            let reader = Transcoded { content, decoder, ready: Vec::new(), at: 0, done: false };
            Ok(BufReader::with_capacity(1 << 16, Box::new(reader)))
        }
        None => Ok(content),
    }
}

/// XML in UTF-8 as its readers want it: bytes that are no UTF-8 stand as U+FFFD, and a bare "<" as what it means.
pub fn tidy_xml(content: Source) -> Source {
    let decoder = encoding_rs::UTF_8.new_decoder_with_bom_removal();
    let decoded = Transcoded { content, decoder, ready: Vec::new(), at: 0, done: false };
    let tidied =
        Tidied { content: BufReader::with_capacity(1 << 16, decoded), ready: Vec::new(), at: 0, open: false };
    BufReader::with_capacity(1 << 16, Box::new(tidied))
}

/// Puts `&lt;` for a "<" that opens nothing.
struct Tidied<R> {
    content: R,
    ready: Vec<u8>,
    at: usize,
    /// A "<" was read, and what follows it not yet.
    open: bool,
}

impl<R: BufRead> Tidied<R> {
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        let input = self.content.fill_buf()?;
        let length = input.len();
        for byte in input {
            if std::mem::take(&mut self.open) {
                let opens =
                    byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?' | b'_' | b':' | 0x80..);
                self.ready.extend_from_slice(if opens { b"<" } else { b"&lt;" });
            }
            match byte {
                b'<' => self.open = true,
                byte => self.ready.push(*byte),
            }
        }
        if length == 0 && std::mem::take(&mut self.open) {
            self.ready.push(b'<');
        }
        self.content.consume(length);
        Ok(())
    }
}

impl<R: BufRead> Read for Tidied<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            let at_end = self.content.fill_buf()?.is_empty() && !self.open;
            if at_end {
                return Ok(0);
            }
            self.fill()?;
        }
        let n = buffer.len().min(self.ready.len() - self.at);
        buffer[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

struct Transcoded {
    content: Source,
    decoder: Decoder,
    /// Bytes that are decoded, and those of them that were handed on.
    ready: Vec<u8>,
    at: usize,
    done: bool,
}

impl Transcoded {
    fn fill(&mut self) -> io::Result<()> {
        self.ready.resize(1 << 16, 0);
        self.at = 0;
        let input = self.content.fill_buf()?;
        let last = input.is_empty();
        let (result, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.ready, last);
        self.content.consume(read);
        self.ready.truncate(written);
        self.done = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.done {
            self.fill()?;
        }
        let n = buffer.len().min(self.ready.len() - self.at);
        buffer[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> String {
        let source: Source = BufReader::with_capacity(3, Box::new(io::Cursor::new(bytes)));
        let mut out = String::new();
        as_utf8(source).unwrap().read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn xml_is_tidied_across_the_seams_of_buffers() {
        let source: Source =
            BufReader::with_capacity(1, Box::new(io::Cursor::new(b"<a>1 < 2 <\xe9/b</a><".to_vec())));
        let mut out = String::new();
        tidy_xml(source).read_to_string(&mut out).unwrap();
        assert_eq!(out, "<a>1 &lt; 2 <\u{FFFD}/b</a><");
    }

    #[test]
    fn utf16_is_read_whatever_its_order_and_with_letters_beyond_the_first_plane() {
        let text = "id,text\n1,Łódź 😀 met";
        let little: Vec<u8> =
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!([read(little), read(big), read(text.into())], [text; 3]);
        let unmarked: Vec<u8> = "<rss/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source: Source = BufReader::with_capacity(16, Box::new(io::Cursor::new(unmarked)));
        let mut out = String::new();
        as_utf8(source).unwrap().read_to_string(&mut out).unwrap();
        assert_eq!(out, "<rss/>");
    }
}
