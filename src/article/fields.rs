//! Keys of JSON objects and columns of tables to the fields of an article.

use std::array::from_fn;

use super::decode::decode;

/// What a record may say of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Text,
    Title,
    Date,
    Url,
    Byline,
    Site,
    Language,
}

/// Each field with its name on the command line and the keys that it goes by, in lower case.
const FIELDS: [(Field, &str, &[&str]); 8] = [
    (Field::Id, "id", &["id", "article_id", "guid", "uri", "_id"]),
    (
        Field::Text,
        "text",
        &["text", "body", "content", "article", "maintext", "articlebody", "content_text", "content_html"],
    ),
    (Field::Title, "title", &["title", "headline"]),
    (
        Field::Date,
        "date",
        &[
            "date",
            "published",
            "date_publish",
            "published_at",
            "publish_date",
            "pubdate",
            "datetime",
            "datepublished",
            "date_published",
            "publishedat",
        ],
    ),
    (Field::Url, "url", &["url", "link"]),
    (Field::Byline, "byline", &["byline", "author", "authors"]),
    (Field::Site, "site", &["site", "sitename", "publisher", "source_domain"]),
    (Field::Language, "language", &["language", "lang"]),
];

/// Which keys or columns hold what; the first that is present and not empty counts.
#[derive(Clone, Debug)]
pub struct Fields([Vec<String>; FIELDS.len()]);

impl Default for Fields {
    fn default() -> Self {
        Fields(FIELDS.map(|(_, _, keys)| keys.iter().map(|k| k.to_string()).collect()))
    }
}

impl Fields {
    /// Applies `text=body,date=pubdate`.
    ///
    /// # Errors
    /// A message that names the part that is no assignment to a known field.
    pub fn assign(&mut self, assignments: &str) -> Result<(), String> {
        for part in assignments.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (name, key) = part.split_once('=').ok_or_else(|| format!("`{part}`: write FIELD=NAME"))?;
            let Some((field, ..)) = FIELDS.iter().find(|(_, known, _)| *known == name) else {
                let known = FIELDS.map(|(_, name, _)| name).join(", ");
                return Err(format!("`{name}` is no field; known are {known}"));
            };
            self.0[*field as usize] = vec![key.to_string()];
        }
        Ok(())
    }

    /// Each field's name with the keys that it goes by: `id=id|guid,text=body`.
    pub(crate) fn in_words(&self) -> String {
        let named = FIELDS.iter().zip(&self.0);
        named.map(|((_, name, _), keys)| format!("{name}={}", keys.join("|"))).collect::<Vec<_>>().join(",")
    }

    /// The keys that may hold the text, for messages.
    pub(super) fn of_text(&self) -> String {
        self.0[Field::Text as usize].join(", ")
    }

    /// For each field the first of `there` that it goes by.
    ///
    /// # Errors
    /// A message, where none is the text.
    pub(super) fn columns(&self, there: &[String]) -> Result<Columns, String> {
        let position = |key: &String| there.iter().position(|h| h.eq_ignore_ascii_case(key));
        let columns = Columns(from_fn(|field| self.0[field].iter().find_map(position)));
        match columns.0[Field::Text as usize] {
            Some(_) => Ok(columns),
            None => Err(format!(
                "no text column: looked for {}, found {}; name it with --field text=NAME",
                self.of_text(),
                there.join(", ")
            )),
        }
    }
}

/// Positions of the fields in a table's header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns([Option<usize>; FIELDS.len()]);

impl Columns {
    /// Whether a field stands in `column`.
    #[cfg(feature = "parquet")]
    pub fn holds(&self, column: usize) -> bool {
        self.0.contains(&Some(column))
    }

    /// The fields of a row whose cells `cell` gives, with what there is to say of how they were decoded.
    pub fn pick<'r>(&self, cell: impl Fn(usize) -> Option<&'r [u8]>) -> Record {
        let mut record = Record::default();
        for (field, column) in self.0.iter().enumerate() {
            let Some(bytes) = column.and_then(&cell).filter(|b| !b.is_empty()) else { continue };
            let decoded = decode(bytes.to_vec());
            record.warning = decoded.warning.or(record.warning.take());
            record.values[field] = Some(decoded.text);
        }
        record
    }
}

/// What one JSON object or one row of a table says.
#[derive(Debug, Default)]
pub(super) struct Record {
    values: [Option<String>; FIELDS.len()],
    pub warning: Option<String>,
    /// Whether the text is a piece of a web page.
    pub markup: bool,
    /// As it stood, where that is text.
    pub source: String,
}

impl Record {
    pub fn from_json(object: &str, fields: &Fields) -> Result<Record, serde_json::Error> {
        Ok(Record::of_object(&parsed(object)?, fields))
    }

    pub fn of_object(object: &Object, fields: &Fields) -> Record {
        let pick = |key: &String| said(at(object, key)?);
        let values = from_fn(|field| fields.0[field].iter().find_map(pick));
        Record { values, ..Record::default() }
    }

    /// Whether it says no text.
    pub fn is_empty(&self) -> bool {
        self.values[Field::Text as usize].is_none()
    }

    pub fn set(&mut self, field: Field, value: String) {
        self.values[field as usize] = Some(value).filter(|v| !v.is_empty());
    }

    #[cfg(test)]
    pub fn get(&self, field: Field) -> &str {
        self.values[field as usize].as_deref().unwrap_or_default()
    }

    pub fn take(&mut self, field: Field) -> Option<String> {
        self.values[field as usize].take()
    }
}

pub type Object = serde_json::Map<String, serde_json::Value>;

/// Keys of an object that stands for a text: an author's name, what WordPress renders, a date of MongoDB.
const SAID_IN: [&str; 7] = ["name", "rendered", "text", "#text", "value", "$date", "$numberLong"];
/// Keys under which a wrapper holds its articles.
const LISTS: [&str; 9] =
    ["articles", "items", "results", "data", "docs", "posts", "entries", "hits", "response"];

/// A JSON object, also as languages write it that know more numbers and halves of letters than JSON does.
///
/// # Errors
/// That it is none.
pub fn parsed(object: &str) -> Result<Object, serde_json::Error> {
    serde_json::from_str(object).or_else(|e| serde_json::from_str(&mended(object)).map_err(|_| e))
}

/// The articles that a wrapper holds, as news APIs and feeds in JSON have them.
pub fn wrapped(object: Object) -> Vec<Object> {
    for key in LISTS {
        match object.get(key) {
            Some(serde_json::Value::Array(list)) if list.iter().any(serde_json::Value::is_object) => {
                return list.iter().filter_map(|value| value.as_object().cloned()).collect();
            }
            Some(serde_json::Value::Object(inner)) => return wrapped(inner.clone()),
            _ => {}
        }
    }
    Vec::new()
}

/// What stands at a key, capitals aside, or at a path of keys with points ("meta.published").
fn at<'o>(object: &'o Object, key: &str) -> Option<&'o serde_json::Value> {
    let plain = object.get(key);
    let plain =
        plain.or_else(|| object.iter().find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|(_, v)| v));
    plain.or_else(|| {
        let (first, rest) = key.split_once('.')?;
        at(at(object, first)?.as_object()?, rest)
    })
}

/// `NaN` and infinities as null, and half letters (`\ud83d` alone) as U+FFFD.
fn mended(json: &str) -> String {
    let (mut out, mut in_string, mut rest) = (String::with_capacity(json.len()), false, json);
    while let Some(c) = rest.chars().next() {
        let bare =
            ["-Infinity", "Infinity", "NaN"].into_iter().find(|word| !in_string && rest.starts_with(word));
        let half = || in_string && is_half(rest) && !is_half(rest.get(6..).unwrap_or_default());
        let length = match (bare, c) {
            (Some(word), _) => {
                out.push_str("null");
                word.len()
            }
            (None, '\\') if half() => {
                out.push('\u{FFFD}');
                6
            }
            (None, '\\') if in_string => {
                let whole = if is_half(rest) { 12 } else { 2 };
                let part = rest.get(..whole).unwrap_or(rest);
                out.push_str(part);
                part.len()
            }
            _ => {
                in_string ^= c == '"';
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// Whether a text begins with half of a letter, as JSON escapes it.
fn is_half(text: &str) -> bool {
    let digits = text.strip_prefix("\\u").and_then(|rest| rest.get(..4));
    digits.and_then(|d| u32::from_str_radix(d, 16).ok()).is_some_and(|c| (0xD800..0xE000).contains(&c))
}

/// A JSON value as text: lists, as of authors, with commas; lists of paragraphs with blank lines.
fn said(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(s) if !s.is_empty() => Some(s.clone()),
        serde_json::Value::Number(n) => Some(n.to_string()),
        serde_json::Value::Array(list) => {
            let said: Vec<String> = list.iter().filter_map(said).collect();
            let paragraphs = said.iter().any(|s| s.len() > LONGEST_NAME);
            Some(said.join(if paragraphs { "\n\n" } else { ", " })).filter(|s| !s.is_empty())
        }
        serde_json::Value::Object(object) => SAID_IN.iter().find_map(|key| said(object.get(*key)?)),
        _ => None,
    }
}

/// Bytes of a name or a short label, at most; what is longer is a paragraph.
const LONGEST_NAME: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_languages_write_is_mended() {
        let fields = Fields::default();
        let text = |json: &str| Record::from_json(json, &fields).map(|r| r.get(Field::Text).to_string()).ok();
        assert_eq!(
            text(r#"{"text": "NaN is \"NaN\"", "score": NaN, "low": -Infinity}"#).as_deref(),
            Some("NaN is \"NaN\"")
        );
        assert_eq!(text(r#"{"text": "a \ud83d b \ud83d\ude00"}"#).as_deref(), Some("a \u{FFFD} b 😀"));
        assert_eq!(text(r#"{"text": "#), None);
    }

    #[test]
    fn keys_are_found_under_usual_names_and_given_ones() {
        let mut fields = Fields::default();
        let object =
            r#"{"headline": "H", "body": "", "maintext": "T", "story": "S", "authors": ["A", "B"], "id": 7}"#;
        let mut record = Record::from_json(object, &fields).unwrap();
        let take = |record: &mut Record, f| record.take(f).unwrap_or_default();
        assert_eq!(take(&mut record, Field::Text), "T");
        assert_eq!((record.get(Field::Id), record.get(Field::Byline)), ("7", "A, B"));
        fields.assign("text=story, title=id").unwrap();
        let record = Record::from_json(object, &fields).unwrap();
        assert_eq!((record.get(Field::Text), record.get(Field::Title)), ("S", "7"));
        fields.assign("text=Story.Body").unwrap();
        let nested = r#"{"story": {"body": "T"}, "Headline": "H", "author": {"name": "A"}, "date": {"$date": "2025-03-04"}}"#;
        let record = Record::from_json(nested, &fields).unwrap();
        assert_eq!(
            (record.get(Field::Text), record.get(Field::Byline), record.get(Field::Date)),
            ("T", "A", "2025-03-04")
        );
        assert!(fields.assign("autor=x").unwrap_err().contains("byline"));
    }
}
