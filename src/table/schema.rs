//! What the tables and their columns are: `data/tables/columns.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A table of a run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TableSchema {
    /// The file's name without its ending.
    pub name: String,
    pub meaning: String,
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Column {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: ColumnKind,
    /// The table's rows are told apart by it.
    #[serde(default)]
    pub key: bool,
    /// Cells may be empty.
    #[serde(default)]
    pub nullable: bool,
    /// Tables whose key the cells are; each cell is that of one of them.
    #[serde(default)]
    pub refers: Vec<String>,
    pub meaning: String,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ColumnKind {
    String,
    Integer,
    /// A floating point number.
    Number,
    /// A number of as many digits as stand there.
    Decimal,
    Boolean,
    /// ISO 8601, a whole day.
    Day,
    /// ISO 8601, a day, a month or a year.
    Date,
    /// Texts with `|` between.
    List,
}

#[derive(Deserialize)]
struct File {
    table: Vec<TableSchema>,
}

static TABLES: LazyLock<Vec<TableSchema>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../data/tables/columns.toml"));
    // The file is part of the binary, and a test reads it.
    file.expect("data/tables/columns.toml is sound").table
});

/// The tables of a run, in the order in which they refer to each other.
pub fn schema() -> &'static [TableSchema] {
    &TABLES
}

impl TableSchema {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static TableSchema> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The column by which its rows are told apart.
    pub fn key(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{AmountRow, EntityRow, MentionRow, RelationRow, StatementRow};
    use crate::table::columns::columns;
    use crate::table::rows::ArticleRow;
    use crate::table::world_events::EventRow;

    #[test]
    fn the_description_has_the_columns_of_the_rows() {
        let names = |table: &str| -> Vec<&str> {
            TableSchema::named(table).unwrap().columns.iter().map(|c| c.name.as_str()).collect()
        };
        assert_eq!(names("articles"), columns::<ArticleRow>());
        assert_eq!(names("entities"), columns::<EntityRow>());
        assert_eq!(names("mentions"), columns::<MentionRow>());
        assert_eq!(names("amounts"), columns::<AmountRow>());
        assert_eq!(names("relations"), columns::<RelationRow>());
        assert_eq!(names("statements"), columns::<StatementRow>());
        assert_eq!(names("events"), columns::<EventRow>());
    }

    #[test]
    fn what_columns_refer_to_is_there() {
        for table in schema() {
            assert_eq!(table.columns.iter().filter(|c| c.key).count(), 1, "{}", table.name);
            for name in table.columns.iter().flat_map(|c| &c.refers) {
                assert!(
                    TableSchema::named(name).is_some_and(|t| t.key().is_some()),
                    "{}: {name}",
                    table.name
                );
            }
        }
    }
}
