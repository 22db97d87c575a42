//! JSON objects, one a line.

use std::io::{BufRead, Read};

use super::found::{Found, LARGEST};
use super::json::object;
use super::records::{Content, Records};
use crate::article::fields::Fields;

/// Whether the first line of a file's beginning is a whole object, as far as it is seen.
pub fn is_object_a_line(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let Some(end) = start.iter().position(|b| *b == b'\n') else { return !start.starts_with(b"[") };
    let line = start[..end].trim_ascii_end();
    !line.starts_with(b"[") && !matches!(line, [b'{'] | [b'{', .., b','])
}

pub struct JsonLines {
    content: Option<Content>,
    fields: Fields,
    number: usize,
}

impl JsonLines {
    pub fn new(content: Content, fields: &Fields) -> JsonLines {
        JsonLines { content: Some(content), fields: fields.clone(), number: 0 }
    }
}

impl Records for JsonLines {
    fn next(&mut self) -> Option<Found> {
        loop {
            let content = self.content.as_mut()?;
            let mut line = Vec::new();
            let read = content.by_ref().take(LARGEST + 1).read_until(b'\n', &mut line);
            self.number += 1;
            let place = format!("line {}", self.number);
            let failed = match read {
                Ok(0) => {
                    self.content = None;
                    return None;
                }
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(n) if n as u64 > LARGEST => match content.skip_until(b'\n') {
                    Ok(_) => return Some(Found::too_large(self.number, &place)),
                    Err(e) => e,
                },
                Ok(_) => return Some(Found::new(self.number, object(line, &self.fields, &place))),
                Err(e) => e,
            };
            self.content = None;
            return Some(Found::broken(format!("{place}: cannot be read: {failed}")));
        }
    }
}
