//! Files that are no text, by their first bytes: what they are and what to do with them.

/// Beginnings of files, and what these are.
const KINDS: [(&[u8], &str); 20] = [
    (b"PK\x03\x04", "a ZIP archive or an office file (.docx, .odt, .epub): unpack it, or save it as text"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF", "a PDF: turn it into text first (`pdftotext FILE`)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file (.doc, .xls): save it as text"),
    (b"{\\rtf", "a file in Rich Text Format: save it as text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it"),
    (b"Rar!", "a RAR archive: unpack it"),
    (b"SQLite format 3", "an SQLite database: export its table as CSV"),
    (b"ARROW1", "an Arrow file: save it as Parquet"),
    (b"filedesc://", "an ARC archive: turn it into WARC (`warcio recompress`)"),
];

/// Where a tar archive says that it is one.
const TAR: std::ops::Range<usize> = 257..262;

/// What a file is that begins so, where it is no text.
pub fn kind(start: &[u8]) -> Option<&'static str> {
    if start.get(TAR) == Some(b"ustar") {
        return Some("a tar archive: unpack it");
    }
    let known = KINDS.iter().find(|(beginning, _)| start.starts_with(beginning)).map(|(_, kind)| *kind);
    known.or_else(|| is_binary(start).then_some("no text"))
}

/// Whether one byte in ten is NUL, and it is no UTF-16, in which half of them are and stand by turns.
fn is_binary(start: &[u8]) -> bool {
    let start = &start[..start.len().min(4_096)];
    let zeros = start.iter().filter(|b| **b == 0).count();
    zeros * 10 > start.len() && zeros < start.len() && encoding_rs::Encoding::for_bom(start).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_beginning() {
        let said = |start: &[u8]| kind(start).unwrap_or_default();
        assert!(said(b"PK\x03\x04rest").contains("ZIP"));
        assert!(said(&[&[b'a'; 257][..], b"ustar\x0000"].concat()).contains("tar"));
        assert_eq!(said(b"a\0b\0c\0d\0"), "no text");
        assert_eq!(kind(b"Kenya sent envoys.\0"), None);
        assert_eq!(kind(&[0xff, 0xfe, b'H', 0, b'i', 0]), None);
    }
}
