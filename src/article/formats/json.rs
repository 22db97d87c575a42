//! A JSON array of objects, or objects one behind the other.

use super::objects::{Next, next_object};
use super::{Content, Found, LARGEST, Material, Records, Unread};
use crate::article::decode::decode;
use crate::article::fields::{Fields, Record};

pub struct Json {
    content: Option<Content>,
    fields: Fields,
    number: usize,
}

impl Json {
    pub fn new(content: Content, fields: &Fields) -> Json {
        Json { content: Some(content), fields: fields.clone(), number: 0 }
    }
}

impl Records for Json {
    fn next(&mut self) -> Option<Found> {
        let next = next_object(self.content.as_mut()?, LARGEST);
        self.number += 1;
        let place = format!("object {}", self.number);
        let reason = match next {
            Ok(Next::Object(bytes)) => {
                return Some(Found::new(self.number, object(bytes, &self.fields, &place)));
            }
            Ok(Next::TooLong) => return Some(Found::too_large(self.number, &place)),
            Ok(Next::End) => {
                self.content = None;
                return None;
            }
            Ok(Next::Strange(c)) => format!("{place}: found `{c}` where a JSON object should begin"),
            Err(e) => format!("{place}: cannot be read: {e}"),
        };
        self.content = None;
        Some(Found::broken(reason))
    }
}

/// The record in one JSON object that stands at `place`.
pub fn object(bytes: Vec<u8>, fields: &Fields, place: &str) -> Result<Material, Unread> {
    let decoded = decode(bytes);
    match Record::from_json(decoded.text.trim(), fields) {
        Ok(mut record) => {
            record.warning = decoded.warning;
            record.source = decoded.text;
            Ok(Material::Record(record))
        }
        Err(e) => {
            let reason = format!("{place}: not a JSON object: {e}");
            Err(Unread { reason, record: decoded.text.trim_end().to_string() })
        }
    }
}
