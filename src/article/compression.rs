//! Compressed inputs, recognised by their first bytes whatever the file is called, and read as a stream.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Endings of names that say how a file is compressed; what stands before them tells its format.
const ENDINGS: [&str; 6] = ["gz", "gzip", "zst", "bz2", "xz", "zstd"];

/// KiB of memory that xz may ask for; a file that asks for more is refused (Zstandard has such a limit by itself).
const XZ_MEMORY: u32 = 160 << 10;

/// The name without the ending that says how the file is compressed.
pub fn without_ending(path: &Path) -> &Path {
    let compressed = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match compressed.filter(|e| ENDINGS.contains(&e.as_str())) {
        Some(_) => path.file_stem().map_or(path, Path::new),
        None => path,
    }
}

/// The content of `reader`, decompressed where it begins like gzip, Zstandard, bzip2 or xz.
///
/// # Errors
/// What reading gives, or a damaged beginning.
pub fn open(reader: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let start = reader.fill_buf()?;
    Ok(match start {
        [0x1f, 0x8b, ..] => Box::new(Members { source: Some(Tail::of(reader)), member: None, ahead: &[] }),
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => {
            Box::new(Frames { reader: Some(reader), frame: None })
        }
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Box::new(bzip2::bufread::MultiBzDecoder::new(reader)),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => {
            Box::new(lzma_rust2::XzReader::new_mem_limit(reader, true, XZ_MEMORY))
        }
        _ => Box::new(reader),
    })
}

/// A member of a compressed file that is damaged. Reading goes on behind it.
#[derive(Debug, thiserror::Error)]
#[error("a damaged member of the compressed file")]
pub struct Damaged;

/// How a gzip member begins that is deflated, as all are.
const MEMBER: [u8; 3] = [0x1f, 0x8b, 0x08];
/// How a record of a web archive begins. Each is a member of its own, so that one can be passed over.
const RECORD: &[u8] = b"WARC/";

/// Members of a gzip file one behind the other, with zeros behind the last, as tapes and block devices leave them. One of a web archive that is
/// damaged gives [`Damaged`] once; then the next record is read.
struct Members {
    source: Option<Tail>,
    member: Option<flate2::bufread::GzDecoder<Tail>>,
    /// Bytes of the member that were looked at.
    ahead: &'static [u8],
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.ahead.is_empty() {
                return self.ahead.read(buffer);
            }
            if let Some(member) = &mut self.member {
                match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => {}
                    Ok(n) => return Ok(n),
                    Err(damage) => return Err(self.pass_over(damage)),
                }
                self.source = self.member.take().map(flate2::bufread::GzDecoder::into_inner);
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            loop {
                let zeros = source.fill_buf()?.iter().take_while(|b| **b == 0).count();
                if zeros == 0 {
                    break;
                }
                source.consume(zeros);
            }
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            source.kept.clear();
            self.member = Some(flate2::bufread::GzDecoder::new(source));
        }
    }
}

/// A source that remembers what was last taken from it: of a damaged member more may be taken than is its own.
struct Tail {
    source: Source,
    kept: Vec<u8>,
}

/// Bytes that are remembered at least.
const KEPT: usize = 1 << 16;

impl Tail {
    fn of(source: Source) -> Tail {
        Tail { source, kept: Vec::new() }
    }

    /// The same from the second of the bytes on that are remembered: the first begins what was damaged.
    fn back(mut self) -> Tail {
        self.kept.drain(..self.kept.len().min(1));
        // What follows is read as one with them, so that a beginning across both is seen; a fault of the source comes up again later.
        let _ = self.source.by_ref().take(KEPT as u64).read_to_end(&mut self.kept);
        Tail::of(BufReader::with_capacity(2 * KEPT, Box::new(io::Cursor::new(self.kept).chain(self.source))))
    }
}

impl Read for Tail {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Tail {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.kept.extend_from_slice(&self.source.buffer()[..n]);
        if self.kept.len() > 2 * KEPT {
            self.kept.drain(..self.kept.len() - KEPT);
        }
        self.source.consume(n);
    }
}

impl Members {
    /// Goes on to the next member that is a record of a web archive, and says so; where there is none the damage ends the file.
    fn pass_over(&mut self, damage: io::Error) -> io::Error {
        let mut source = self.member.take().map(|member| member.into_inner().back());
        while let Some(at_member) = source.take().and_then(next_member) {
            let mut member = flate2::bufread::GzDecoder::new(at_member);
            let mut start = [0; RECORD.len()];
            if member.read_exact(&mut start).is_ok() && start == RECORD {
                (self.member, self.ahead) = (Some(member), RECORD);
                return io::Error::new(io::ErrorKind::InvalidData, Damaged);
            }
            source = Some(member.into_inner().back());
        }
        damage
    }
}

/// The source from where the next member seems to begin.
fn next_member(mut source: Tail) -> Option<Tail> {
    loop {
        let bytes = source.fill_buf().ok().filter(|bytes| !bytes.is_empty())?;
        match bytes.iter().position(|b| *b == MEMBER[0]) {
            // A beginning that lies across the end of what is buffered is taken for none.
            Some(at) if bytes[at..].starts_with(&MEMBER) => {
                source.consume(at);
                source.kept.clear();
                return Some(source);
            }
            Some(at) => source.consume(at + 1),
            None => {
                let all = bytes.len();
                source.consume(all);
            }
        }
    }
}

type Source = BufReader<Box<dyn Read>>;
type Frame = ruzstd::decoding::StreamingDecoder<Source, ruzstd::decoding::FrameDecoder>;

/// Zstandard frames one behind the other: tools that write in blocks make many.
struct Frames {
    reader: Option<Source>,
    frame: Option<Box<Frame>>,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(buffer)?;
                if n > 0 || buffer.is_empty() {
                    return Ok(n);
                }
                self.reader = self.frame.take().map(|f| f.into_inner());
            }
            let Some(mut reader) = self.reader.take() else { return Ok(0) };
            if reader.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = ruzstd::decoding::StreamingDecoder::new(reader);
            self.frame = Some(Box::new(frame.map_err(|e| io::Error::other(e.to_string()))?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn member(text: &str) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn a_damaged_record_of_an_archive_costs_itself() {
        let mut bytes = member("WARC/1.0 one\n");
        let mut damaged = member("WARC/1.0 two\n");
        // Without its end, its stream goes on into the next member.
        damaged.truncate(damaged.len() - 12);
        bytes.extend(damaged);
        bytes.extend(member("WARC/1.0 three\n"));
        let mut content = open(Box::new(io::Cursor::new(bytes))).unwrap();
        let (mut read, mut faults) = (Vec::new(), 0);
        loop {
            let mut buffer = [0; 64];
            match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => read.extend_from_slice(&buffer[..n]),
                Err(e) => {
                    assert!(e.get_ref().is_some_and(|inner| inner.is::<Damaged>()), "{e}");
                    faults += 1;
                }
            }
        }
        assert_eq!(faults, 1);
        let read = String::from_utf8(read).unwrap();
        assert!(read.starts_with("WARC/1.0 one\n") && read.ends_with("WARC/1.0 three\n"), "{read}");
    }
}
