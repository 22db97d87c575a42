//! The HTML pages that `report/` is built to, and how data get into them.
//!
//! A page opens by itself: what it shows, its looks and its script are in one file, and its policy lets nothing in or out. The data
//! are compressed JSON in base64, so that no text of theirs can be taken for a part of the page.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

/// What stands in a page where its data go.
const PLACE: &str = "DOSSIER_DATA";

/// A page without data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A run.
    Report,
    /// What is different between two runs.
    Comparison,
    /// How a text is read.
    Explanation,
}

impl Page {
    fn html(self) -> &'static str {
        match self {
            Page::Report => include_str!("../data/report/report.html"),
            Page::Comparison => include_str!("../data/report/compare.html"),
            Page::Explanation => include_str!("../data/report/explain.html"),
        }
    }

    /// Writes the page with its data, and returns how many bytes it has.
    ///
    /// # Errors
    /// Those of `to`.
    pub fn write(self, data: &impl Serialize, to: &mut impl Write) -> io::Result<u64> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(7));
        serde_json::to_writer(&mut encoder, data)?;
        let data = base64(&encoder.finish()?);
        let (before, behind) = self.html().split_once(PLACE).unwrap_or((self.html(), ""));
        for part in [before, &data, behind] {
            to.write_all(part.as_bytes())?;
        }
        Ok((before.len() + data.len() + behind.len()) as u64)
    }
}

/// Base64 (RFC 4648), which holds nothing that could end a script.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |i: usize| u32::from(part.get(i).copied().unwrap_or(0));
        let whole = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let digit = char::from(DIGITS[(whole >> (18 - 6 * i)) as usize & 63]);
            out.push(if i <= part.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let table = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, written) in table {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn every_page_has_one_place_for_data_and_lets_nothing_out() {
        for page in [Page::Report, Page::Comparison, Page::Explanation] {
            assert_eq!(page.html().matches(PLACE).count(), 1, "{page:?}");
            assert!(page.html().contains("default-src 'none'"), "{page:?}");
        }
    }
}
