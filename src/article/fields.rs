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
    (Field::Id, "id", &["id", "article_id", "guid", "uri"]),
    (Field::Text, "text", &["text", "body", "content", "article", "maintext"]),
    (Field::Title, "title", &["title", "headline"]),
    (
        Field::Date,
        "date",
        &["date", "published", "date_publish", "published_at", "publish_date", "pubdate", "datetime"],
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
        let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(object)?;
        let mut pick = |key: &String| said(object.get_mut(key)?.take());
        let values = from_fn(|field| fields.0[field].iter().find_map(&mut pick));
        Ok(Record { values, ..Record::default() })
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

/// A JSON value as text: lists, as of authors, with commas.
fn said(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(s) if !s.is_empty() => Some(s),
        serde_json::Value::Number(n) => Some(n.to_string()),
        serde_json::Value::Array(list) => {
            let said: Vec<String> = list.into_iter().filter_map(said).collect();
            Some(said.join(", ")).filter(|s| !s.is_empty())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!((record.get(Field::Text), record.get(Field::Title)), ("S", ""));
        assert!(fields.assign("autor=x").unwrap_err().contains("byline"));
    }
}
