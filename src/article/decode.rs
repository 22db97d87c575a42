//! Bytes to text, with a word of warning where they were not what they should be.

use encoding_rs::{Encoding, WINDOWS_1252};

/// A decoded text and what to tell the user of it.
pub struct Decoded {
    pub text: String,
    pub warning: Option<String>,
}

/// Decodes UTF-8 (or what a byte order mark says). Bytes that are no UTF-8 are read as Windows-1252 where the text has no
/// valid multi-byte character at all, and become U+FFFD where it has.
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
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let warning = format!("line {line}, byte {at}: not UTF-8; such bytes stand as U+FFFD");
        return Decoded { text, warning: Some(warning) };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    Decoded {
        text: text.into_owned(),
        warning: Some(format!("line {line}, byte {at}: not UTF-8; read as Windows-1252")),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn bytes_that_are_no_utf8_are_read_with_a_warning() {
        let latin = decode(b"Caf\xe9 talks\nsecond".to_vec());
        assert_eq!(latin.text, "Café talks\nsecond");
        assert!(latin.warning.unwrap().contains("line 1, byte 3"));
        let broken = decode("Zürich ".bytes().chain([0xff]).chain(" met".bytes()).collect());
        assert_eq!(broken.text, "Zürich \u{FFFD} met");
        assert!(broken.warning.is_some());
        let marked = decode(vec![0xff, 0xfe, b'H', 0, b'i', 0]);
        assert_eq!((marked.text.as_str(), marked.warning), ("Hi", None));
    }
}
