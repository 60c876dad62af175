//! Apache Parquet: rows streamed row group by row group, only the columns that are needed.

use crate::batch::{Chunk, Context, Item, Notes};
use crate::checks::finish;
use crate::encoding::Input;
use crate::fields::{Target, is_mapped, listing_of_map};
use crate::lines::{Splitter, bad, fault, reason};
use crate::options::{Limits, Options};
use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::{ReaderIter, TreeBuilder};
use parquet::record::{Field, Row};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};
use pugmark_model::{Fault, Record};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much of a piped or compressed file is held in memory before a temporary file takes it.
const HELD_BYTES: usize = 32 << 20;
/// Rows decoded ahead in each column.
const ROWS_AHEAD: usize = 256;
const MEND: &str = "write the file again; what stands before this place was read";

type Reader = Box<dyn FileReader>;

/// Streams the rows of a Parquet file.
struct ParquetRows {
    reader: Reader,
    schema: Arc<SchemaDescriptor>,
    path: Arc<str>,
    group: usize,
    rows: Option<ReaderIter>,
    /// Rows handed out so far.
    row: u64,
    read: Arc<AtomicU64>,
    /// Bytes of the file that were not counted while it was opened.
    uncounted: u64,
}

/// Opens a Parquet file: the file itself when it lies on disk uncompressed, else a copy of the decompressed bytes.
pub(crate) fn open_parquet(
    input: Input,
    on_disk: Option<File>,
    path: &Arc<str>,
    options: &Arc<Options>,
    read: &Arc<AtomicU64>,
) -> Result<Box<dyn Splitter>, Fault> {
    let counted_before = read.load(Ordering::Relaxed);
    let is_copy = on_disk.is_none();
    let (reader, size) = match on_disk {
        Some(file) => {
            let size = file.metadata().map_or(0, |metadata| metadata.len());
            (guarded(path, 0, || open_reader(file))?, size)
        }
        None => open_copy(input, path, options.limits.max_spool_bytes)?,
    };
    let schema = guarded(path, 0, || Ok(projected(reader.as_ref(), options)))?
        .ok_or_else(|| no_column(reader.as_ref(), path))?;
    let uncounted = if is_copy { 0 } else { size.saturating_sub(counted_before.min(64)) };
    Ok(Box::new(ParquetRows {
        reader,
        schema,
        path: path.clone(),
        group: 0,
        rows: None,
        row: 0,
        read: read.clone(),
        uncounted,
    }))
}

fn open_reader<R: parquet::file::reader::ChunkReader + 'static>(
    source: R,
) -> parquet::errors::Result<Reader> {
    Ok(Box::new(SerializedFileReader::new(source)?))
}

/// Runs a step of the Parquet library; its errors, and panics on hostile bytes, become faults.
fn guarded<T>(
    path: &Arc<str>,
    row: u64,
    step: impl FnOnce() -> parquet::errors::Result<T>,
) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            let message = format!("not a sound Parquet file: {}", error.to_string().to_lowercase());
            Err(fault(path, row, message, MEND))
        }
        Err(_) => Err(fault(path, row, "not a sound Parquet file", MEND)),
    }
}

/// Copies the input to memory, or to a temporary file when it is large. Gives the copy's size as well.
fn open_copy(input: Input, path: &Arc<str>, most: u64) -> Result<(Reader, u64), Fault> {
    let io_fault =
        |error: &io::Error| fault(path, 0, reason(error), "decompress the file first and read that");
    let mut input = input.take(most.saturating_add(1));
    let mut held = Vec::new();
    input.by_ref().take(HELD_BYTES as u64).read_to_end(&mut held).map_err(|error| io_fault(&error))?;
    if held.len() < HELD_BYTES {
        let size = held.len() as u64;
        return Ok((guarded(path, 0, || open_reader(Bytes::from(held)))?, size));
    }
    let mut copy = || -> io::Result<(File, u64)> {
        let mut file = tempfile::tempfile()?;
        file.write_all(&held)?;
        let size = held.len() as u64 + io::copy(&mut input, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok((file, size))
    };
    let (file, size) = copy().map_err(|error| io_fault(&error))?;
    if size > most {
        let message = format!("a compressed or piped Parquet file of more than {most} bytes");
        return Err(fault(path, 0, message, "decompress the file first and read that"));
    }
    Ok((guarded(path, 0, || open_reader(file))?, size))
}

/// The schema of the columns that are needed; `None` when none is.
fn projected(reader: &dyn FileReader, options: &Options) -> Option<Arc<SchemaDescriptor>> {
    let whole = reader.metadata().file_metadata().schema_descr();
    let needed = |field: &&TypePtr| {
        let mapped = options.map.iter().any(|(_, column)| column.split('.').next() == Some(field.name()));
        mapped || is_mapped(options, field.name()) || Target::of(field.name()).is_some()
    };
    let fields: Vec<TypePtr> = whole.root_schema().get_fields().iter().filter(needed).cloned().collect();
    if fields.is_empty() {
        return None;
    }
    if options.keep_extra {
        return Some(reader.metadata().file_metadata().schema_descr_ptr());
    }
    let root = Type::group_type_builder(whole.name()).with_fields(fields).build().ok()?;
    Some(Arc::new(SchemaDescriptor::new(Arc::new(root))))
}

fn no_column(reader: &dyn FileReader, path: &Arc<str>) -> Fault {
    let fields = reader.metadata().file_metadata().schema_descr().root_schema().get_fields();
    let names: Vec<&str> = fields.iter().take(30).map(|field| field.name()).collect();
    let message = format!("no column for title, text or images; the columns are {}", names.join(", "));
    fault(path, 0, message, "name the column of the text with --map text=COLUMN")
}

impl ParquetRows {
    /// The next row; goes on to the next row group when one is done or cannot be read.
    fn next_row(&mut self) -> Option<Result<Row, Fault>> {
        loop {
            if let Some(mut rows) = self.rows.take() {
                let (next, rows) = match guarded(&self.path, self.row + 1, move || Ok((rows.next(), rows))) {
                    Ok(pair) => pair,
                    Err(fault) => return Some(Err(fault)),
                };
                match next {
                    Some(Ok(row)) => {
                        self.rows = Some(rows);
                        self.row += 1;
                        return Some(Ok(row));
                    }
                    Some(Err(error)) => return Some(Err(self.unsound(&error))),
                    None => {}
                }
            }
            if self.group >= self.reader.num_row_groups() {
                return None;
            }
            if let Err(fault) = self.open_group() {
                return Some(Err(fault));
            }
        }
    }

    fn unsound(&self, error: &parquet::errors::ParquetError) -> Fault {
        let message = format!("not a sound Parquet file: {}", error.to_string().to_lowercase());
        fault(&self.path, self.row + 1, message, MEND)
    }

    fn open_group(&mut self) -> Result<(), Fault> {
        let group = self.group;
        self.group += 1;
        let groups = self.reader.num_row_groups() as u64;
        let share = self.uncounted / groups.max(1);
        self.read.fetch_add(share, Ordering::Relaxed);
        let rows = guarded(&self.path, self.row + 1, || {
            let reader = self.reader.get_row_group(group)?;
            TreeBuilder::new().with_batch_size(ROWS_AHEAD).as_iter(self.schema.clone(), reader.as_ref())
        })?;
        self.rows = Some(rows);
        Ok(())
    }
}

impl Splitter for ParquetRows {
    fn next_chunk(&mut self, limits: &Limits) -> Option<Chunk> {
        let mut chunk = Chunk::default();
        let mut bytes = 0;
        while chunk.items.len() < limits.batch_records && bytes < limits.batch_bytes {
            match self.next_row() {
                Some(Ok(row)) => {
                    let size = size_of_row(&row);
                    bytes += size;
                    chunk.items.push(if size > limits.max_record_bytes {
                        let message = format!("a row larger than {} bytes, skipped", limits.max_record_bytes);
                        Item::Bad(fault(&self.path, self.row, message, "part the record"))
                    } else {
                        Item::Row(self.row, Box::new(row))
                    });
                }
                Some(Err(fault)) => {
                    if chunk.items.is_empty() {
                        return Some(bad(fault));
                    }
                    chunk.items.push(Item::Bad(fault));
                    break;
                }
                None => break,
            }
        }
        (!chunk.items.is_empty()).then_some(chunk)
    }
}

/// Parses one row.
pub(crate) fn parse(row: Row, context: &Context, mut notes: Notes<'_>) -> Result<Record, Fault> {
    let row = map_of(row, 0);
    let extra = context.options.keep_extra.then(|| row.clone());
    let listing = listing_of_map(row, &mut notes);
    finish(listing, extra, notes)
}

/// How deep nested values are followed; deeper ones are left out.
const DEEPEST: usize = 16;

fn map_of(row: Row, depth: usize) -> Map<String, Value> {
    row.into_columns().into_iter().map(|(name, field)| (name, value_of(field, depth))).collect()
}

fn value_of(field: Field, depth: usize) -> Value {
    match field {
        _ if depth > DEEPEST => Value::Null,
        Field::Null => Value::Null,
        Field::Bool(value) => Value::Bool(value),
        Field::Byte(value) => Value::from(value),
        Field::Short(value) => Value::from(value),
        Field::Int(value) => Value::from(value),
        Field::Long(value) => Value::from(value),
        Field::UByte(value) => Value::from(value),
        Field::UShort(value) => Value::from(value),
        Field::UInt(value) => Value::from(value),
        Field::ULong(value) => Value::from(value),
        Field::Float16(value) => number_of(value.to_string()),
        Field::Float(value) => number_of(value.to_string()),
        Field::Double(value) => number_of(value.to_string()),
        Field::Str(text) => Value::String(text),
        Field::Bytes(bytes) => Value::String(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Group(row) => Value::Object(map_of(row, depth + 1)),
        Field::ListInternal(list) => {
            Value::Array(list.elements().iter().map(|element| value_of(element.clone(), depth + 1)).collect())
        }
        Field::MapInternal(map) => Value::Object(
            map.entries()
                .iter()
                .map(|(key, value)| (plain(key), value_of(value.clone(), depth + 1)))
                .collect(),
        ),
        // Dates, times and decimals as the library writes them.
        other => Value::String(plain(&other)),
    }
}

/// A number spelled as itself; what JSON has no number for (NaN, infinite) as text, for the checks to refuse.
fn number_of(spelled: String) -> Value {
    let number = spelled.parse().ok().and_then(serde_json::Number::from_f64);
    number.map_or(Value::String(spelled), Value::Number)
}

fn plain(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        Field::Decimal(decimal) if decimal.scale() < 0 || decimal.precision() < decimal.scale() => {
            String::new()
        }
        other => other.to_string(),
    }
}

/// About how many bytes a row takes.
fn size_of_row(row: &Row) -> usize {
    row.get_column_iter().map(|(_, field)| size_of_field(field)).sum()
}

fn size_of_field(field: &Field) -> usize {
    match field {
        Field::Str(text) => text.len(),
        Field::Bytes(bytes) => bytes.len(),
        Field::Group(row) => size_of_row(row),
        Field::ListInternal(list) => list.elements().iter().map(size_of_field).sum(),
        Field::MapInternal(map) => {
            map.entries().iter().map(|(k, v)| size_of_field(k) + size_of_field(v)).sum()
        }
        _ => 8,
    }
}
