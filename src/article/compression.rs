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
        [0x1f, 0x8b, ..] => Box::new(Members { source: Some(reader), member: None }),
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

/// Members of a gzip file one behind the other, with zeros behind the last, as tapes and block devices leave them.
struct Members {
    source: Option<Source>,
    member: Option<flate2::bufread::GzDecoder<Source>>,
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(member) = &mut self.member {
                let n = member.read(buffer)?;
                if n > 0 || buffer.is_empty() {
                    return Ok(n);
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
            self.member = Some(flate2::bufread::GzDecoder::new(source));
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
