//! A JSON array of objects, or objects one behind the other.

use std::collections::VecDeque;

use super::found::{Found, LARGEST, Unread};
use super::material::Material;
use super::objects::{Next, next_object};
use super::records::{Content, Records};
use crate::article::decode::decode;
use crate::article::fields::{Fields, Object, Record, parsed, wrapped};

pub struct Json {
    content: Option<Content>,
    fields: Fields,
    number: usize,
    /// Articles of a wrapper that are still to come.
    pending: VecDeque<Object>,
}

impl Json {
    pub fn new(content: Content, fields: &Fields) -> Json {
        Json { content: Some(content), fields: fields.clone(), number: 0, pending: VecDeque::new() }
    }
}

impl Records for Json {
    fn next(&mut self) -> Option<Found> {
        if let Some(object) = self.pending.pop_front() {
            self.number += 1;
            return Some(Found::new(
                self.number,
                Ok(Material::Record(Record::of_object(&object, &self.fields))),
            ));
        }
        let next = next_object(self.content.as_mut()?, LARGEST);
        self.number += 1;
        let place = format!("object {}", self.number);
        let reason = match next {
            Ok(Next::Object(bytes)) => {
                let content = object(bytes, &self.fields, &place);
                if let Some(articles) = articles_within(&content) {
                    self.number -= 1;
                    self.pending = articles.into();
                    return self.next();
                }
                return Some(Found::new(self.number, content));
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

/// The articles of an object that is none itself but a wrapper around some.
fn articles_within(content: &Result<Material, Unread>) -> Option<Vec<Object>> {
    let Ok(Material::Record(record)) = content else { return None };
    if !record.is_empty() {
        return None;
    }
    Some(wrapped(parsed(record.source.trim()).ok()?)).filter(|articles| !articles.is_empty())
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
