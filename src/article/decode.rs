//! Bytes to text, with a word of warning where they were not what they should be.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A decoded text and what to tell the user of it.
pub struct Decoded {
    pub text: String,
    pub warning: Option<String>,
}

/// As [`decode`], for bytes that were said to be in an encoding (by a server, or in the page itself).
pub fn decode_as(bytes: Vec<u8>, label: Option<&str>) -> Decoded {
    let named = label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|e| *e != UTF_8);
    match named {
        // What is valid UTF-8 beyond ASCII is UTF-8 whatever is said of it.
        Some(encoding) if std::str::from_utf8(&bytes).map_or(true, str::is_ascii) => {
            let (text, _, _) = encoding.decode(&bytes);
            Decoded { text: text.into_owned(), warning: None }
        }
        _ => decode(bytes),
    }
}

/// Decodes UTF-8 (or what a byte order mark says). Bytes that are no UTF-8 are read in the encoding that they look like where the
/// text has no valid multi-byte character at all, and become U+FFFD where it has.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let warning =
            had_errors.then(|| format!("some bytes were no {}; they stand as U+FFFD", encoding.name()));
        return Decoded { text: text.into_owned(), warning };
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, warning: None },
        Err(error) => error,
    };
    let (at, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        let (text, lost) = mixed(&bytes);
        let read = if lost { "such bytes stand as U+FFFD" } else { "such bytes are read as windows-1252" };
        return Decoded { text, warning: Some(format!("line {line}, byte {at}: not UTF-8; {read}")) };
    }
    let encoding = guessed(&bytes);
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    Decoded {
        text: text.into_owned(),
        warning: Some(format!("line {line}, byte {at}: not UTF-8; read as {}", encoding.name())),
    }
}

/// UTF-8 into which a piece in Windows-1252 was pasted, and whether some of it was neither.
fn mixed(bytes: &[u8]) -> (String, bool) {
    let (mut text, mut lost) = (String::with_capacity(bytes.len()), false);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        // Bytes that no UTF-8 has are damage rather than letters.
        let damaged = |b: &u8| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xc0 | 0xc1 | 0xf5..);
        match chunk.invalid() {
            [] => {}
            invalid if invalid.iter().any(damaged) => {
                text.push('\u{FFFD}');
                lost = true;
            }
            invalid => text.push_str(&WINDOWS_1252.decode_without_bom_handling(invalid).0),
        }
    }
    (text, lost)
}

/// The encoding that bytes look like. Lone bytes in English text are Windows-1252's: a handful tells no more.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    if beyond_ascii * 50 < bytes.len() {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_as};

    #[test]
    fn russian_text_and_named_encodings_are_read() {
        let russian = "Президент встретился с министром иностранных дел в Москве";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(bytes.to_vec()).text, russian);
        assert_eq!(decode_as(bytes.to_vec(), Some("windows-1251")).text, russian);
        assert_eq!(decode_as(russian.as_bytes().to_vec(), Some("latin1")).text, russian);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_read_with_a_warning() {
        let latin = decode(b"Caf\xe9 talks\nsecond".to_vec());
        assert_eq!(latin.text, "Café talks\nsecond");
        assert!(latin.warning.unwrap().contains("line 1, byte 3"));
        let broken = decode("Zürich ".bytes().chain([0xff]).chain(" met".bytes()).collect());
        assert_eq!(broken.text, "Zürich \u{FFFD} met");
        assert!(broken.warning.is_some());
        let pasted = decode("Zürich ".bytes().chain(*b"\x93met\x94").collect());
        assert_eq!(pasted.text, "Zürich “met”");
        let marked = decode(vec![0xff, 0xfe, b'H', 0, b'i', 0]);
        assert_eq!((marked.text.as_str(), marked.warning), ("Hi", None));
    }
}
