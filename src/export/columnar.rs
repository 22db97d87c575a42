//! The tables as Parquet files, with their types.

#[cfg(not(feature = "parquet"))]
pub fn write(
    _: &super::run_folder::RunFolder,
    _: &std::path::Path,
) -> Result<super::exported::Exported, super::error::ExportError> {
    Err(super::error::ExportError::Missing("Parquet", "parquet"))
}

#[cfg(feature = "parquet")]
pub use with_parquet::write;

#[cfg(feature = "parquet")]
mod with_parquet {
    use std::path::Path;
    use std::sync::Arc;

    use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical, ZstdLevel};
    use parquet::data_type::{
        BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type,
    };
    use parquet::errors::ParquetError;
    use parquet::file::metadata::KeyValue;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
    use parquet::schema::types::{ColumnPath, Type, TypePtr};
    use rust_decimal::Decimal;

    use crate::export::error::ExportError;
    use crate::export::exported::Exported;
    use crate::export::run_folder::{Row, RunFolder};
    use crate::export::sink::Sink;
    use crate::extraction::number_of_day;
    use crate::table::{Column, ColumnKind, TableSchema, schema};

    /// Rows that are held in memory and written together.
    const GROUP: usize = 1 << 17;
    /// Digits of a decimal, and those of them behind the point.
    const PRECISION: i32 = 28;
    const SCALE: u32 = 6;
    /// Bytes of a decimal of so many digits.
    const DECIMAL: usize = 12;
    pub fn write(run: &RunFolder, to: &Path) -> Result<Exported, ExportError> {
        let mut exported = Exported::default();
        for table in schema() {
            let sink = Sink::create(to, &format!("{}.parquet", table.name))?;
            let path = to.join(&table.name);
            let error = |e: ParquetError| ExportError::Write {
                path: path.clone(),
                source: std::io::Error::other(e.to_string()),
            };
            let properties = properties(table).map_err(error)?;
            let shape = shape(table).map_err(error)?;
            let mut writer = SerializedFileWriter::new(sink, shape, Arc::new(properties)).map_err(error)?;
            let mut rows = run.rows(&table.name)?;
            let mut held: Vec<Values> = table.columns.iter().map(Values::of).collect();
            let mut count = 0;
            while let Some(row) = rows.next()? {
                table.columns.iter().zip(&mut held).for_each(|(column, values)| values.push(column, row));
                count += 1;
                if count == GROUP {
                    group(&mut writer, &mut held).map_err(error)?;
                    count = 0;
                }
            }
            if count > 0 {
                group(&mut writer, &mut held).map_err(error)?;
            }
            let sink = writer.into_inner().map_err(error)?;
            exported.files.push(sink.finish()?);
        }
        Ok(exported)
    }

    fn properties(table: &TableSchema) -> Result<WriterProperties, ParquetError> {
        let told = |key: &str, value: &str| KeyValue::new(key.to_string(), value.to_string());
        let metadata = vec![
            told("dossier.version", env!("CARGO_PKG_VERSION")),
            told("dossier.table", &table.name),
            told("dossier.meaning", &table.meaning),
        ];
        let mut builder = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(9)?))
            .set_created_by(format!("dossier {}", env!("CARGO_PKG_VERSION")))
            .set_key_value_metadata(Some(metadata));
        // A dictionary of values that hardly come twice is a second copy of them: ids differ from row to row, places grow.
        for column in &table.columns {
            let encoding = match column.kind {
                ColumnKind::Integer => Encoding::DELTA_BINARY_PACKED,
                ColumnKind::String if column.key || column.name.ends_with("uid") => {
                    Encoding::DELTA_BYTE_ARRAY
                }
                _ => continue,
            };
            let path = ColumnPath::from(column.name.as_str());
            builder = builder
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, encoding);
        }
        Ok(builder.build())
    }

    fn shape(table: &TableSchema) -> Result<TypePtr, ParquetError> {
        let columns = table.columns.iter().map(|c| field(c).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
        Ok(Arc::new(Type::group_type_builder(&table.name).with_fields(columns).build()?))
    }

    fn field(column: &Column) -> Result<Type, ParquetError> {
        let (physical, logical) = match column.kind {
            ColumnKind::Integer => (Physical::INT32, None),
            ColumnKind::Number => (Physical::DOUBLE, None),
            ColumnKind::Boolean => (Physical::BOOLEAN, None),
            ColumnKind::Day => (Physical::INT32, Some(LogicalType::Date)),
            ColumnKind::Decimal => {
                return Type::primitive_type_builder(&column.name, Physical::FIXED_LEN_BYTE_ARRAY)
                    .with_length(DECIMAL as i32)
                    .with_logical_type(Some(LogicalType::decimal(SCALE as i32, PRECISION)))
                    .with_precision(PRECISION)
                    .with_scale(SCALE as i32)
                    .with_repetition(repetition(column))
                    .build();
            }
            ColumnKind::String | ColumnKind::Date => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::List => return list(column),
        };
        Type::primitive_type_builder(&column.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition(column))
            .build()
    }

    /// The three levels of a list: itself, its entries, the value of each.
    fn list(column: &Column) -> Result<Type, ParquetError> {
        let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_repetition(Repetition::REQUIRED)
            .build()?;
        let entries = Type::group_type_builder("list")
            .with_repetition(Repetition::REPEATED)
            .with_fields(vec![Arc::new(element)])
            .build()?;
        Type::group_type_builder(&column.name)
            .with_logical_type(Some(LogicalType::List))
            .with_repetition(Repetition::OPTIONAL)
            .with_fields(vec![Arc::new(entries)])
            .build()
    }

    fn repetition(column: &Column) -> Repetition {
        if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED }
    }

    /// The cells of a column of a group of rows.
    struct Values {
        cells: Cells,
        /// Which rows have one; empty where all must.
        defined: Vec<i16>,
        /// Of lists: where a new row begins.
        repeated: Vec<i16>,
    }

    enum Cells {
        Texts(Vec<ByteArray>),
        Integers(Vec<i32>),
        Numbers(Vec<f64>),
        Decimals(Vec<FixedLenByteArray>),
        Booleans(Vec<bool>),
    }

    impl Values {
        fn of(column: &Column) -> Values {
            let cells = match column.kind {
                ColumnKind::String | ColumnKind::Date | ColumnKind::List => Cells::Texts(Vec::new()),
                ColumnKind::Integer | ColumnKind::Day => Cells::Integers(Vec::new()),
                ColumnKind::Number => Cells::Numbers(Vec::new()),
                ColumnKind::Decimal => Cells::Decimals(Vec::new()),
                ColumnKind::Boolean => Cells::Booleans(Vec::new()),
            };
            Values { cells, defined: Vec::new(), repeated: Vec::new() }
        }

        fn push(&mut self, column: &Column, row: Row<'_>) {
            let cell = row.text(&column.name);
            if column.kind == ColumnKind::List {
                return self.push_list(cell);
            }
            let is_there = self.cells.push(column, cell);
            if column.nullable {
                self.defined.push(i16::from(is_there));
            }
        }

        fn push_list(&mut self, cell: &str) {
            let Cells::Texts(texts) = &mut self.cells else { return };
            if cell.is_empty() {
                self.defined.push(0);
                self.repeated.push(0);
                return;
            }
            for (i, part) in cell.split('|').enumerate() {
                texts.push(ByteArray::from(part));
                self.defined.push(2);
                self.repeated.push(i16::from(i > 0));
            }
        }

        fn clear(&mut self) {
            self.defined.clear();
            self.repeated.clear();
            match &mut self.cells {
                Cells::Texts(v) => v.clear(),
                Cells::Integers(v) => v.clear(),
                Cells::Numbers(v) => v.clear(),
                Cells::Decimals(v) => v.clear(),
                Cells::Booleans(v) => v.clear(),
            }
        }
    }

    impl Cells {
        /// Adds a cell; whether there is a value in it. What must be there and is none counts as nothing of its kind.
        fn push(&mut self, column: &Column, cell: &str) -> bool {
            if cell.is_empty() && column.nullable {
                return false;
            }
            match self {
                Cells::Texts(texts) => texts.push(ByteArray::from(cell)),
                Cells::Integers(values) if column.kind == ColumnKind::Day => {
                    match cell.parse().ok().and_then(number_of_day) {
                        Some(day) => values.push(day),
                        None => return false,
                    }
                }
                Cells::Integers(values) => values.push(cell.parse().unwrap_or_default()),
                Cells::Numbers(values) => values.push(cell.parse().unwrap_or_default()),
                Cells::Booleans(values) => values.push(cell == "true"),
                Cells::Decimals(values) => values.push(decimal(cell)),
            }
            true
        }
    }

    /// A number as a whole number of its last digits, the highest byte first.
    fn decimal(cell: &str) -> FixedLenByteArray {
        let mut value: Decimal = cell.parse().unwrap_or_default();
        value.rescale(SCALE);
        let bytes = value.mantissa().to_be_bytes();
        FixedLenByteArray::from(bytes[bytes.len() - DECIMAL..].to_vec())
    }

    fn group(writer: &mut SerializedFileWriter<Sink>, held: &mut [Values]) -> Result<(), ParquetError> {
        let mut group = writer.next_row_group()?;
        for values in held.iter() {
            write_column(&mut group, values)?;
        }
        group.close()?;
        held.iter_mut().for_each(Values::clear);
        Ok(())
    }

    fn write_column(
        group: &mut SerializedRowGroupWriter<'_, Sink>,
        values: &Values,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let levels = |levels: &'_ Vec<i16>| (!levels.is_empty()).then(|| levels.clone());
        let (defined, repeated) = (levels(&values.defined), levels(&values.repeated));
        let (defined, repeated) = (defined.as_deref(), repeated.as_deref());
        match &values.cells {
            Cells::Texts(v) => column.typed::<ByteArrayType>().write_batch(v, defined, repeated)?,
            Cells::Integers(v) => column.typed::<Int32Type>().write_batch(v, defined, repeated)?,
            Cells::Numbers(v) => column.typed::<DoubleType>().write_batch(v, defined, repeated)?,
            Cells::Decimals(v) => {
                column.typed::<FixedLenByteArrayType>().write_batch(v, defined, repeated)?
            }
            Cells::Booleans(v) => column.typed::<BoolType>().write_batch(v, defined, repeated)?,
        };
        column.close()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn decimals_are_whole_numbers_of_their_last_digits() {
            let of = |cell: &str| {
                let bytes = decimal(cell);
                let sign = if bytes.data()[0] >= 128 { 255 } else { 0 };
                let mut whole = [sign; 16];
                whole[4..].copy_from_slice(bytes.data());
                i128::from_be_bytes(whole)
            };
            assert_eq!(of("1.5"), 1_500_000);
            assert_eq!(of("500000000000"), 500_000_000_000_000_000);
            assert_eq!(of("-0.25"), -250_000);
        }
    }
}
