//! The names of a table's columns: those that serde has for the fields of its rows.

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

/// The columns of a table of these rows, in their order. A type says its fields without a value only when it is read, so that rows are
/// `Deserialize`, though nothing reads them.
pub(super) fn columns<Row: Deserialize<'static>>() -> &'static [&'static str] {
    let mut asked = Asked(&[]);
    // It has no row to give.
    let _ = Row::deserialize(&mut asked);
    asked.0
}

/// Gives nothing, and remembers the fields that it was asked for.
struct Asked(&'static [&'static str]);

impl<'de> Deserializer<'de> for &mut Asked {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0 = fields;
        self.deserialize_any(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("there is no row"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Default, Serialize, serde::Deserialize)]
    struct Row {
        id: String,
        #[serde(rename = "type")]
        kind: &'static str,
        end: Option<usize>,
    }

    #[test]
    fn columns_are_those_of_a_row_that_is_written() {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.serialize(Row::default()).unwrap();
        let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        assert_eq!(columns::<Row>().join(","), written.lines().next().unwrap());
        assert_eq!(columns::<Row>(), ["id", "type", "end"]);
    }
}
