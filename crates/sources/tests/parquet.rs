//! Parquet: nested columns, row groups, packings, damage.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use pugmark_sources::{Options, Reader, read_bytes};
use std::io::Write;
use std::sync::Arc;

const SCHEMA: &str = "message listings {
    required binary id (UTF8);
    optional binary Text (UTF8);
    optional group price { optional double amount; optional binary currency (UTF8); }
    optional group comments (LIST) { repeated group list { optional binary element (UTF8); } }
    optional int64 posted_at (TIMESTAMP_MILLIS);
    required int32 label;
}";
const ROWS: usize = 300;

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn texts(group: &mut Group<'_>, values: &[String], definition: Option<&[i16]>, repetition: Option<&[i16]>) {
    let values: Vec<ByteArray> = values.iter().map(|text| ByteArray::from(text.as_str())).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&values, definition, repetition).unwrap();
    column.close().unwrap();
}

/// Two row groups of `ROWS` rows; each row has two comments, the third row of each group a price of NaN.
fn written(compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for group_number in 0..2 {
        let mut group = writer.next_row_group().unwrap();
        let named = |what: &str| -> Vec<String> {
            (0..ROWS).map(|row| format!("{what} {group_number}-{row}")).collect()
        };
        texts(&mut group, &named("id"), None, None);
        texts(&mut group, &named("象牙"), Some(&[1; ROWS]), None);
        let amounts: Vec<f64> =
            (0..ROWS).map(|row| if row == 2 { f64::NAN } else { row as f64 + 0.5 }).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&amounts, Some(&[2; ROWS]), None).unwrap();
        column.close().unwrap();
        texts(&mut group, &vec!["USD".to_owned(); ROWS], Some(&[2; ROWS]), None);
        let comments: Vec<String> =
            named("a").into_iter().zip(named("b")).flat_map(|(a, b)| [a, b]).collect();
        let repetition: Vec<i16> = (0..ROWS).flat_map(|_| [0, 1]).collect();
        texts(&mut group, &comments, Some(&[3; ROWS * 2]), Some(&repetition));
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[1_700_000_000_123; ROWS], Some(&[1; ROWS]), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[1; ROWS], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn check_all(name: &str, bytes: Vec<u8>) {
    let results = read_bytes(name, bytes, Options::default());
    assert_eq!(results.len(), ROWS * 2, "{:?}", results.last());
    let record = results[ROWS + 1].as_ref().unwrap();
    assert_eq!(record.place.line, ROWS as u64 + 2);
    let listing = &record.listing;
    assert_eq!((listing.id.as_deref(), listing.text.as_deref()), (Some("id 1-1"), Some("象牙 1-1")));
    assert_eq!(listing.price.as_ref().unwrap().amount.as_deref(), Some("1.5"));
    assert_eq!(listing.price.as_ref().unwrap().currency.as_deref(), Some("USD"));
    assert_eq!(listing.comments, ["a 1-1", "b 1-1"]);
    assert!(listing.posted_at.as_deref().unwrap().starts_with("2023-11-14T22:13:20"));
    assert!(record.faults.is_empty(), "{:?}", record.faults);
    let faults = &results[2].as_ref().unwrap().faults;
    assert_eq!(faults.len(), 1);
    assert!(faults[0].to_string().starts_with(&format!("{name}:3: column `price")), "{}", faults[0]);
}

#[test]
fn nested_columns_in_every_packing() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(parquet::basic::GzipLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        check_all("a.parquet", written(compression));
    }
    let bytes = written(Compression::SNAPPY);
    check_all("a", bytes.clone());
    check_all("a.parquet.zst", zstd::encode_all(&bytes[..], 1).unwrap());
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&bytes).unwrap();
    check_all("a.parquet.gz", encoder.finish().unwrap());
}

#[test]
fn from_disk_with_extra_and_progress() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    std::fs::write(&path, written(Compression::SNAPPY)).unwrap();
    let mut reader = Reader::new(&[path], Options { keep_extra: true, ..Options::default() });
    let mut rows = 0;
    while let Some(batch) = reader.next_batch() {
        for record in batch.parse() {
            rows += 1;
            assert_eq!(record.unwrap().extra.unwrap()["label"], 1);
        }
    }
    assert_eq!(rows, ROWS * 2);
    let total = reader.bytes_total().unwrap();
    assert!(reader.bytes_read() * 10 > total * 9 && reader.bytes_read() <= total + 64);
}

#[test]
fn cut_short() {
    let bytes = written(Compression::SNAPPY);
    let results = read_bytes("a.parquet", bytes[..bytes.len() / 2].to_vec(), Options::default());
    assert_eq!(results.len(), 1);
    let fault = results[0].as_ref().unwrap_err().to_string();
    assert!(fault.starts_with("a.parquet: not a sound Parquet file: "), "{fault}");
}

proptest! {
    #![proptest_config(ProptestConfig {  failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_escapes(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = written(Compression::SNAPPY);
        for (place, byte) in places {
            *place.get_mut(&mut bytes) = byte;
        }
        let results = read_bytes("a.parquet", bytes, Options::default());
        prop_assert!(results.len() <= ROWS * 2 + 4);
    }
}
