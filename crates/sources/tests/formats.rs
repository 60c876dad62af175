//! Every format, packing and option, on sound input.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use pugmark_model::{Listing, Record};
use pugmark_sources::{Format, Options, Reader, read_bytes};
use std::io::Write;

fn read_with(name: &str, bytes: impl AsRef<[u8]>, options: Options) -> Vec<Record> {
    let results = read_bytes(name, bytes.as_ref().to_vec(), options);
    results
        .into_iter()
        .map(|result| result.unwrap())
        .inspect(|record| assert!(record.faults.is_empty()))
        .collect()
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Listing> {
    read_with(name, bytes, Options::default()).into_iter().map(|record| record.listing).collect()
}

const JSONL: &str = concat!(
    r#"{"id":"1","title":"ขายงา","text":"象牙 🐘","price":{"amount":12.50,"currency":"usd"},"country":"vn","#,
    r#""seller":{"id":"s1","name":"Anh"},"images":[{"path":"a.jpg"}],"comments":["còn không?"]}"#,
    "\n",
    r#"{"description":"two","currency":"EUR","price":"1,000","seller_bio":"bio","posted_at":"2026-02-20T23:15:00+07:00"}"#,
);

fn check_both(listings: &[Listing]) {
    let [first, second] = listings else { panic!("{listings:?}") };
    assert_eq!((first.id.as_deref(), first.title.as_deref()), (Some("1"), Some("ขายงา")));
    assert_eq!((first.text.as_deref(), first.country.as_deref()), (Some("象牙 🐘"), Some("VN")));
    let price = first.price.as_ref().unwrap();
    assert!(price.amount.as_deref().unwrap().starts_with("12.5"));
    assert_eq!(price.currency.as_deref(), Some("USD"));
    assert_eq!(first.seller.as_ref().unwrap().name.as_deref(), Some("Anh"));
    assert_eq!(first.images[0].path.as_deref(), Some("a.jpg"));
    assert_eq!(first.comments, ["còn không?"]);
    assert_eq!(second.text.as_deref(), Some("two"));
    assert_eq!(second.price.as_ref().unwrap().amount.as_deref(), Some("1000"));
    assert_eq!(second.price.as_ref().unwrap().currency.as_deref(), Some("EUR"));
    assert_eq!(second.seller.as_ref().unwrap().bio.as_deref(), Some("bio"));
    assert_eq!(second.posted_at.as_deref(), Some("2026-02-20T23:15:00+07:00"));
}

#[test]
fn jsonl_and_arrays() {
    check_both(&read("a.jsonl", JSONL));
    check_both(&read("-", format!("\u{FEFF}{JSONL}\r\n\r\n")));
    check_both(&read("a.json", format!("[{}]", JSONL.replace('\n', ",\n"))));
    check_both(&read("a.jsonl", format!(" \n[{}]", JSONL.replace('\n', ", "))));
    check_both(&read("a.json", JSONL.replace("\",\"", "\",\n  \"")));
    assert_eq!(read("dir/a.jsonl", "\n{\"text\":\"x\"}")[0].id.as_deref(), Some("dir/a.jsonl:2"));
}

#[test]
fn tables() {
    let columns =
        "id,title,BODY,price,currency,country,seller,seller.name,images,comments,seller_bio,posted_at";
    let rows = "1,ขายงา,象牙 🐘,12.50,usd,vn,s1,Anh,a.jpg,còn không?,,\n\
                2,,two,\"1,000\",EUR,,,,,,bio,2026-02-20T23:15:00+07:00\n";
    let table = format!("\u{FEFF}{columns}\n{rows}");
    check_both(&read("a.csv", &table));
    check_both(&read("no extension", &table));
    check_both(&read("a.csv", table.replace('\n', "\r\n")));
    let quoted_thousand = |by: &str| table.replace("\"1,000\"", "1000").replace(',', by);
    check_both(&read("a.tsv", quoted_thousand("\t")));
    for delimiter in [";", "\t", "|"] {
        check_both(&read("a.csv", quoted_thousand(delimiter)));
    }
    check_both(&read("a.csv", format!("sep=;\n{}", quoted_thousand(";").trim_start_matches('\u{FEFF}'))));
    let images = read("a.csv", "images\na.jpg|https://x.example/b.png | \n")[0].images.clone();
    assert_eq!(images.len(), 2);
    assert_eq!(images[1].url.as_deref(), Some("https://x.example/b.png"));
}

#[test]
fn packed() {
    let mut gz = Vec::new();
    for line in JSONL.split_inclusive('\n') {
        let mut encoder = flate2::write::GzEncoder::new(&mut gz, flate2::Compression::default());
        encoder.write_all(line.as_bytes()).unwrap();
        encoder.finish().unwrap();
    }
    let zst: Vec<u8> =
        JSONL.split_inclusive('\n').flat_map(|l| zstd::encode_all(l.as_bytes(), 1).unwrap()).collect();
    for name in ["a.jsonl.gz", "a.jsonl.zst", "a", "-"] {
        check_both(&read(name, &gz));
        check_both(&read(name, &zst));
    }
    check_both(&read("named.jsonl.gz", JSONL));
}

#[test]
fn other_encodings() {
    let text = "Défense d'éléphant sculptée à vendre, très belle pièce, état impeccable";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let table = [b"id,text\n1,\"", &bytes[..], b"\"\n"].concat();
    assert_eq!(read("a.csv", table)[0].text.as_deref(), Some(text));
    let utf16: Vec<u8> = format!("\u{FEFF}{JSONL}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_both(&read("a.jsonl", &utf16));
}

#[test]
fn mapping_and_extra() {
    let map = vec![("text".to_owned(), "Story".to_owned()), ("id".to_owned(), "gold.key".to_owned())];
    let options = || Options { map: map.clone(), keep_extra: true, ..Options::default() };
    let json = r#"{"story":"from story","text":"not this","gold":{"key":7,"label":"clear"}}"#;
    let records = read_with("a.jsonl", json, options());
    assert_eq!(records[0].listing.text.as_deref(), Some("from story"));
    assert_eq!(records[0].listing.id.as_deref(), Some("7"));
    assert_eq!(records[0].extra.as_ref().unwrap()["gold"]["label"], "clear");
    let records = read_with("a.csv", "gold.key,story,label\n7,from story,1\n", options());
    assert_eq!(records[0].listing.text.as_deref(), Some("from story"));
    assert_eq!(records[0].listing.id.as_deref(), Some("7"));
    assert_eq!(records[0].extra.as_ref().unwrap()["label"], "1");
}

#[test]
fn format_names() {
    for name in ["auto", "jsonl", "csv", "tsv", "parquet"] {
        assert_eq!(name.parse::<Format>().unwrap().to_string(), name);
    }
    assert!("xml".parse::<Format>().unwrap_err().contains("auto, jsonl, csv, tsv, parquet"));
}

#[test]
fn folders_progress_and_order() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..5 {
        let lines: Vec<String> =
            (0..1000).map(|line| format!("{{\"id\":\"{number}-{line:04}\",\"text\":\"x\"}}")).collect();
        let lines = lines.join("\n") + "\n";
        std::fs::write(folder.path().join(format!("{number}.jsonl")), lines).unwrap();
    }
    std::fs::write(folder.path().join("picture.jpg"), b"\xff\xd8").unwrap();
    let mut reader = Reader::new(&[folder.path().to_owned()], Options::default());
    let mut ids = Vec::new();
    let mut sequence = 0;
    while let Some(batch) = reader.next_batch() {
        assert_eq!(batch.sequence(), sequence);
        sequence += 1;
        let parse = std::thread::spawn(move || batch.parse());
        ids.extend(parse.join().unwrap().into_iter().map(|record| record.unwrap().listing.id.unwrap()));
    }
    assert_eq!(ids.len(), 5000);
    assert!(ids.is_sorted());
    assert_eq!(Some(reader.bytes_read()), reader.bytes_total());
}

#[test]
fn the_labelled_sets() {
    let labelled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/labelled");
    if !labelled.exists() {
        println!("skipped: ../shared is absent");
        return;
    }
    let mut paths = vec![labelled.join("redteam.jsonl")];
    paths.extend(["ads", "posts", "news"].map(|folder| labelled.join(folder)));
    let mut reader = Reader::new(&paths, Options { keep_extra: true, ..Options::default() });
    let (mut read, mut faults, mut replaced) = (0, 0, 0);
    while let Some(batch) = reader.next_batch() {
        for result in batch.parse() {
            match result {
                Ok(record) => {
                    read += 1;
                    replaced += u32::from(record.listing.text.is_some_and(|text| text.contains('\u{FFFD}')));
                }
                Err(fault) => {
                    println!("{fault}");
                    faults += 1;
                }
            }
        }
    }
    println!("{read} read, {faults} faults, {replaced} with U+FFFD");
    assert!(read > 10_000);
    assert!(faults * 1000 < read);
}
