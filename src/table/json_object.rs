//! Rows as JSON objects with the types of their columns, and an article as one object with all its rows.

use serde::Serialize;
use serde_json::{Map, Value};

use super::quarantine::Quarantined;
use super::rows::ArticleRow;
use super::schema::{Column, ColumnKind, TableSchema};
use crate::article::{Article, Outcome};
use crate::extraction::{CellStyle, Extraction};

/// An article with its rows under the names of their tables. Ids are numbered within the article; with `text`, the text that offsets count in.
pub fn article_object(id: &str, article: &Article, extraction: &Extraction, text: bool) -> Value {
    let mut object = row_object("articles", &ArticleRow::read(id, article, extraction, CellStyle::Raw));
    if text {
        object.insert("text".to_string(), article.text.as_str().into());
    }
    object.insert("entities".to_string(), rows("entities", extraction.entities()));
    object.insert("mentions".to_string(), rows("mentions", extraction.mentions()));
    object.insert("amounts".to_string(), rows("amounts", extraction.amounts()));
    object.insert("relations".to_string(), rows("relations", extraction.relations()));
    object.insert("statements".to_string(), rows("statements", extraction.statements()));
    Value::Object(object)
}

/// An article that was not read: its row of articles.csv alone.
pub fn unread_object(unread: &Quarantined<'_>, outcome: Outcome) -> Value {
    let row = ArticleRow::unread(unread.article_id, unread.source, outcome, unread.reason, CellStyle::Raw);
    Value::Object(row_object("articles", &row))
}

fn rows<T: Serialize>(table: &str, rows: impl Iterator<Item = T>) -> Value {
    rows.map(|row| Value::Object(row_object(table, &row))).collect()
}

/// A row as an object; what is not there is left out.
fn row_object(table: &str, row: &impl Serialize) -> Map<String, Value> {
    let (Some(schema), Ok(Value::Object(mut cells))) = (TableSchema::named(table), serde_json::to_value(row))
    else {
        return Map::new();
    };
    let mut typed = |column: &Column| match cells.remove(&column.name)? {
        Value::Null => None,
        Value::String(cell) => cell_value(column, &cell),
        value => Some(value),
    };
    schema.columns.iter().filter_map(|column| Some((column.name.clone(), typed(column)?))).collect()
}

/// A cell as a value of its column's type; none where the column may be empty, and is.
pub fn cell_value(column: &Column, cell: &str) -> Option<Value> {
    if cell.is_empty() && column.nullable {
        return None;
    }
    Some(match column.kind {
        ColumnKind::Integer => cell.parse::<i64>().map_or_else(|_| cell.into(), Value::from),
        ColumnKind::Number | ColumnKind::Decimal => {
            cell.parse::<f64>().map_or_else(|_| cell.into(), Value::from)
        }
        ColumnKind::Boolean => (cell == "true").into(),
        ColumnKind::List => cell.split('|').collect::<Vec<_>>().into(),
        ColumnKind::String | ColumnKind::Day | ColumnKind::Date => cell.into(),
    })
}
