//! Apache Parquet: the columns of the CSV form, written in row groups of bounded size.

use super::Destination;
use super::columns::{NAMES, Row, is_number, text_index};
use crate::exit::Stop;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io;
use std::sync::Arc;

/// Rows gathered before a row group is written.
const GROUP_ROWS: usize = 32_768;

/// A Parquet file being written.
pub(crate) struct Writer {
    name: String,
    file: SerializedFileWriter<Destination>,
    rows: Vec<Row>,
}

impl Writer {
    /// Starts a file.
    pub(crate) fn new(destination: Destination) -> Result<Self, Stop> {
        let name = destination.name().to_owned();
        let level = ZstdLevel::try_new(1).map_err(|error| trouble(&name, error))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let schema = schema().map_err(|error| trouble(&name, error))?;
        let file = SerializedFileWriter::new(destination, schema, Arc::new(properties))
            .map_err(|error| trouble(&name, error))?;
        Ok(Self { name, file, rows: Vec::new() })
    }

    /// Takes rows, writing them when there are enough for a group.
    pub(crate) fn take(&mut self, mut rows: Vec<Row>) -> Result<(), Stop> {
        self.rows.append(&mut rows);
        while self.rows.len() >= GROUP_ROWS {
            let rest = self.rows.split_off(GROUP_ROWS);
            let group = std::mem::replace(&mut self.rows, rest);
            self.write_group(&group)?;
        }
        Ok(())
    }

    /// Writes what is left and the footer.
    pub(crate) fn finish(mut self) -> Result<(), Stop> {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.write_group(&rows)?;
        }
        let destination = self.file.into_inner().map_err(|error| trouble(&self.name, error))?;
        destination.commit()
    }

    fn write_group(&mut self, rows: &[Row]) -> Result<(), Stop> {
        let written = self.file.next_row_group().and_then(|group| write_columns(group, rows));
        written.map_err(|error| trouble(&self.name, error))
    }
}

/// Writes each column of a group.
fn write_columns(
    mut group: SerializedRowGroupWriter<'_, Destination>,
    rows: &[Row],
) -> Result<(), ParquetError> {
    for column in 0..NAMES.len() {
        let Some(mut writer) = group.next_column()? else {
            break;
        };
        if is_number(column) {
            let values: Vec<f64> = rows.iter().map(|row| row.number(column)).collect();
            writer.typed::<DoubleType>().write_batch(&values, None, None)?;
        } else {
            let values: Vec<ByteArray> =
                rows.iter().map(|row| ByteArray::from(row.texts[text_index(column)].as_str())).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        }
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

/// Two numbers and texts, none of them ever absent.
fn schema() -> Result<Arc<Type>, ParquetError> {
    let mut fields = Vec::with_capacity(NAMES.len());
    for (column, name) in NAMES.iter().enumerate() {
        let field = if is_number(column) {
            Type::primitive_type_builder(name, Physical::DOUBLE)
        } else {
            Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_converted_type(ConvertedType::UTF8)
        };
        fields.push(Arc::new(field.with_repetition(Repetition::REQUIRED).build()?));
    }
    Ok(Arc::new(Type::group_type_builder("assessment").with_fields(fields).build()?))
}

/// What the library met, as the system's own error where it was one.
fn trouble(name: &str, error: ParquetError) -> Stop {
    let error = match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(system) => *system,
            Err(other) => io::Error::other(other.to_string()),
        },
        other => io::Error::other(other.to_string()),
    };
    Stop::with_named("write", &name, &error)
}
