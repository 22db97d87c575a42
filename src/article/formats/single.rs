//! An input that is one article: a text, or a web page.

use std::io::Read;

use super::found::{Found, LARGEST, Unread};
use super::material::{Material, Page};
use super::records::{Content, Records};
use crate::article::format::Format;

pub struct Single {
    content: Option<Content>,
    format: Format,
}

impl Single {
    pub fn new(content: Content, format: Format) -> Single {
        Single { content: Some(content), format }
    }
}

impl Records for Single {
    fn next(&mut self) -> Option<Found> {
        let content = self.content.take()?;
        let mut bytes = Vec::new();
        if let Err(e) = content.take(LARGEST + 1).read_to_end(&mut bytes) {
            return Some(Found::broken(format!("cannot be read: {e}")));
        }
        let content = match self.format {
            _ if bytes.len() as u64 > LARGEST => Err(Unread::too_large()),
            Format::Html => Ok(Material::Page(Page { html: bytes, ..Page::default() })),
            _ => Ok(Material::Text(bytes)),
        };
        Some(Found { number: None, content })
    }
}
