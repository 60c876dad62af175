//! Bad input: every fault says path, line, what is wrong and how to mend it, and the rest is still read.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use pugmark_model::{Fault, Record};
use pugmark_sources::{Limits, Options, Reader, read_bytes};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

type Results = Vec<Result<Record, Fault>>;

fn read(name: &str, text: impl AsRef<[u8]>) -> Results {
    read_bytes(name, text.as_ref().to_vec(), Options::default())
}

fn read_path(path: &Path) -> Results {
    drain(Reader::new(&[path.to_owned()], Options::default()))
}

fn drain(mut reader: Reader) -> Results {
    let mut results = Vec::new();
    while let Some(batch) = reader.next_batch() {
        let expected = batch.len();
        let parsed = batch.parse();
        assert_eq!(parsed.len(), expected);
        results.extend(parsed);
    }
    results
}

fn texts(results: &Results) -> Vec<&str> {
    let records = results.iter().filter_map(|result| result.as_ref().ok());
    records.map(|record| record.listing.text.as_deref().unwrap_or("")).collect()
}

/// Every fault, of records as well as of fields, as the user sees it.
fn faults(results: &Results) -> Vec<String> {
    let all = results.iter().flat_map(|result| match result {
        Ok(record) => record.faults.clone(),
        Err(fault) => vec![fault.clone()],
    });
    let shown: Vec<String> = all.map(|fault| fault.to_string()).collect();
    for fault in &shown {
        assert!(fault.contains("; "), "no mend: {fault}");
    }
    shown
}

#[track_caller]
fn check(name: &str, input: impl AsRef<[u8]>, expected_texts: &[&str], expected_faults: &[&str]) {
    let results = read(name, input);
    assert_eq!(texts(&results), expected_texts);
    let faults = faults(&results);
    assert_eq!(faults.len(), expected_faults.len(), "{faults:#?}");
    for (fault, expected) in faults.iter().zip(expected_faults) {
        assert!(fault.contains(expected), "{fault}\n  does not hold\n{expected}");
    }
}

fn gz(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn many_lines() -> Vec<u8> {
    // Random-looking words, so that a cut in the packed file is a cut in the middle of the text.
    let mut state = 1_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    };
    let lines = (0..20_000).map(|number| format!("{{\"text\":\"n{number} {:x} {:x}\"}}\n", word(), word()));
    lines.collect::<String>().into_bytes()
}

#[test]
fn truncated_gz_and_zst() {
    let whole = many_lines();
    let packed_by_gz = gz(&whole);
    let packed_by_zst = zstd::encode_all(&whole[..], 3).unwrap();
    for (name, packed) in [("a.jsonl.gz", packed_by_gz), ("a.jsonl.zst", packed_by_zst)] {
        assert_eq!(read(name, &packed).len(), 20_000);
        let results = read(name, &packed[..packed.len() / 2]);
        let faults = faults(&results);
        assert_eq!(faults.len(), 1, "{faults:?}");
        let start = format!("{name}:{}: reading stopped: the file ends early", results.len());
        assert!(faults[0].starts_with(&start), "{} not {start}", faults[0]);
        assert!(results.len() > 5_000, "{name} {}", results.len());
        assert!(results[..results.len() - 1].iter().all(Result::is_ok));
    }
    check("b.csv.gz", &gz(b"text\nivory\n")[..12], &[], &["the file ends early"]);
    check("b.jsonl.gz", b"\x1f\x8b\x00garbage that is no gzip", &[], &["b.jsonl.gz"]);
    check("b.jsonl.zst", b"\x28\xb5\x2f\xfd garbage", &[], &["b.jsonl.zst"]);
}

/// Gives a long line without holding it.
fn long_line(bytes: u64, before: &'static str, after: &'static str) -> impl Read + Send {
    before.as_bytes().chain(io::repeat(b'x').take(bytes)).chain(after.as_bytes())
}

#[test]
fn a_line_of_200_mb() {
    for (name, line, before, after) in [
        ("a.jsonl", 2, "{\"text\":\"first\"}\n{\"text\":\"", "\"}\n{\"text\":\"last\"}\n"),
        ("a.json", 2, "[{\"text\":\"first\"},\n{\"text\":\"", "\"},\n{\"text\":\"last\"}]\n"),
        ("a.csv", 3, "text\nfirst\n", "\nlast\n"),
    ] {
        let results = drain(Reader::from_read(name, long_line(200 << 20, before, after), Options::default()));
        assert_eq!(texts(&results), ["first", "last"], "{name}");
        let faults = faults(&results);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].starts_with(&format!("{name}:{line}: ")), "{}", faults[0]);
    }
}

#[test]
fn a_gz_bomb_is_a_long_line() {
    let bomb = gz(&vec![b'x'; 64 << 20]);
    assert!(bomb.len() < 100_000);
    check("a.jsonl.gz", bomb, &[], &["a.jsonl.gz:1: a record longer than 16777216 bytes"]);
}

#[test]
fn json_nested_100_000_deep() {
    let deep = format!("{{\"text\":\"x\",\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let input = format!("{{\"text\":\"one\"}}\n{deep}\n{{\"text\":\"two\"}}\n");
    check("a.jsonl", &input, &["one", "two"], &["a.jsonl:2: JSON nested deeper than 64 levels"]);
    check("a.json", &input, &["one", "two"], &["a.json:2: JSON nested deeper than 64 levels"]);
    let open = "{\"a\":".repeat(100_000);
    check("a.jsonl", format!("{open}\n{{\"text\":\"two\"}}\n"), &["two"], &["a.jsonl:1: JSON nested deeper"]);
}

#[test]
fn invalid_utf8() {
    let mut input = "{\"text\":\"слоновая кость\"}\n{\"text\":\"象牙 手镯\"}\n".as_bytes().to_vec();
    input.extend(b"{\"text\":\"caf\xff\"}\n{\"text\":\"ok\"}\n");
    let expected = ["слоновая кость", "象牙 手镯", "caf\u{FFFD}", "ok"];
    check("a.jsonl", &input, &expected, &["a.jsonl:3: bytes that are not UTF-8"]);
    let mut table = "id,text\n1,слоновая кость\n".as_bytes().to_vec();
    table.extend(b"2,caf\xff\n");
    check("a.csv", &table, &["слоновая кость", "caf\u{FFFD}"], &["a.csv:3: bytes that are not UTF-8"]);
}

#[test]
fn nul_bytes() {
    check(
        "a.jsonl",
        b"{\"text\":\"a\0b\"}\n\0\0\0\n{\"text\":\"c\"}\n",
        &["a\u{FFFD}b", "c"],
        &["a.jsonl:1: NUL bytes", "a.jsonl:2: "],
    );
    check("a.csv", b"text,id\na\0b,1\nc,2\n", &["a\u{FFFD}b", "c"], &["a.csv:2: NUL bytes"]);
}

#[test]
fn a_missing_quote() {
    check(
        "a.csv",
        "id,text\n1,\"open\n2,\"good one\"\n3,three\n",
        &["good one", "three"],
        &["a.csv:2: a quote is opened in this row and not closed"],
    );
    check(
        "a.csv",
        "id,text\n1,one\n2,\"open\n3,three\n4,four\n",
        &["one", "three", "four"],
        &["a.csv:3: a quote is opened in this row and not closed"],
    );
    let small =
        Options { limits: Limits { max_record_bytes: 1000, ..Limits::default() }, ..Options::default() };
    let rows: Vec<String> = (0..30_000).map(|number| format!("{number},row {number}")).collect();
    let rows = rows.join("\n");
    let results = read_bytes("a.csv", format!("id,text\n0,\"open\n{rows}").into_bytes(), small);
    assert_eq!(texts(&results).len(), 30_000);
    assert!(faults(&results)[0].starts_with("a.csv:2: a quote"));
}

#[test]
fn wrong_or_doubled_columns() {
    check(
        "a.csv",
        "id,text,Text,other\n1,one,two,x\n",
        &["one"],
        &["a.csv:1: column `text`: the header names this column more than once"],
    );
    check(
        "a.csv",
        "foo,bar\n1,2\n",
        &[],
        &["a.csv:1: no column for title, text or images; the columns are foo, bar; "],
    );
    check(
        "a.csv",
        "id,text\n1,one,too many\n2,two\n3\n",
        &["two"],
        &["a.csv:2: the row has 3 cells, the header 2", "a.csv:4: the row has 1 cells, the header 2"],
    );
    let map = vec![("text".to_owned(), "nowhere".to_owned()), ("colour".to_owned(), "id".to_owned())];
    let results = read_bytes("a.csv", b"id,title\n1,one\n".to_vec(), Options { map, ..Options::default() });
    let faults = faults(&results);
    assert!(faults[0].starts_with("--map: `colour=id`: a listing has no field"), "{faults:?}");
    assert!(faults[1].starts_with("a.csv:1: column `nowhere`: no such column"), "{faults:?}");
}

#[test]
fn doubled_keys() {
    check(
        "a.jsonl",
        r#"{"text":"one","text":"two","currency":"USD","body":"three"}"#,
        &["two"],
        &["a.jsonl:1: column `text`: the key occurs more than once"],
    );
    check("a.jsonl", r#"{"body":"one","currency":"USD","price":5}"#, &["one"], &[]);
}

#[test]
fn nan_and_negative_prices() {
    let prices = ["NaN", "-5", "inf", "1e999", "\"US$1,00-US$100,00\"", "cheap"];
    for price in prices {
        check("a.csv", format!("text,price,currency\nx,{price},\n"), &["x"], &["a.csv:2: column `price`: "]);
    }
    for price in ["NaN", "-5", "1e999", "-Infinity", "\"cheap\"", "{\"amount\":\"-1\"}", "{\"amount\":NaN}"] {
        let results = read("a.jsonl", format!("{{\"text\":\"x\",\"price\":{price}}}\n"));
        assert_eq!(texts(&results), ["x"], "{price}");
        let faults = faults(&results);
        assert!(faults.len() == 1 && faults[0].starts_with("a.jsonl:1: column `"), "{faults:?}");
        assert_eq!(results[0].as_ref().unwrap().listing.price, None);
    }
}

#[test]
fn times_of_year_0_and_9999() {
    for time in ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-00-00", "tomorrow", "2026-02-30"] {
        check("a.csv", format!("text,posted_at\nx,{time}\n"), &["x"], &["a.csv:2: column `posted_at`: "]);
        let json = format!("{{\"text\":\"x\",\"observed_at\":\"{time}\"}}");
        check("a.jsonl", json, &["x"], &["a.jsonl:1: column `observed_at`: "]);
    }
}

#[test]
fn fields_of_the_wrong_kind() {
    let json = r#"{"title":5,"text":"x","seller":"abc","images":["a.jpg",{"url":"u"}],"comments":"hm","country":"vnm"}"#;
    let results = read("a.jsonl", json);
    let listing = &results[0].as_ref().unwrap().listing;
    assert_eq!(listing.title.as_deref(), Some("5"));
    assert_eq!(listing.seller.as_ref().unwrap().id.as_deref(), Some("abc"));
    assert_eq!(listing.images[0].path.as_deref(), Some("a.jpg"));
    assert_eq!(listing.images[1].url.as_deref(), Some("u"));
    assert_eq!(listing.comments, ["hm"]);
    assert!(faults(&results)[0].starts_with("a.jsonl:1: column `country`: "));
    check(
        "a.jsonl",
        r#"{"text":"x","title":{"a":1}}"#,
        &["x"],
        &["column `title`: an object where text is due"],
    );
}

#[test]
fn records_with_nothing_to_read() {
    check(
        "a.jsonl",
        "{\"id\":\"1\"}\n{}\n{\"text\":\" \"}\n5\n\"x\"\n[1]\n{\"text\":\"x\"}\n",
        &["x"],
        &[
            "a.jsonl:1: nothing to read",
            "a.jsonl:2: nothing to read",
            "a.jsonl:3: nothing to read",
            "a.jsonl:4: `5` is not a JSON object",
            "a.jsonl:5: ",
            "a.jsonl:6: ",
        ],
    );
    check(
        "a.jsonl",
        "{\"text\":\"x\"\n{\"text\":\"y\"}\n{text:z}\n",
        &["y"],
        &["a.jsonl:1: not valid JSON", "a.jsonl:3: not valid JSON"],
    );
}

#[test]
fn json_that_common_writers_get_wrong() {
    check(
        "a.jsonl",
        "{\"text\":\"a \\ud83d b\"}\n{\"text\":\"tab\there\"}\n",
        &["a \u{FFFD} b", "tab here"],
        &[
            "a.jsonl:1: column `text`: half of a surrogate pair",
            "a.jsonl:2: column `text`: a control character",
        ],
    );
    check(
        "a.json",
        "[\n{\"text\":\"one\"},\n{\"text\":\"open\",\n{\"text\":\"two\"}\n]\n",
        &["one", "two"],
        &["a.json:3: a JSON object that begins here is not closed"],
    );
}

#[test]
fn empty_files_are_named_and_empty_pipes_are_not() {
    for name in ["a.jsonl", "a.json", "a.csv", "a.tsv", "a", "-"] {
        check(name, "", &[], if name == "-" { &[] } else { &["is empty"] });
        check(name, "\n \n", &[], if name.ends_with("sv") || name.len() == 1 { &["no column"] } else { &[] });
    }
    check("a.jsonl.gz", gz(b""), &[], &[]);
    check("a.csv", "id,text\n", &[], &[]);
    check("a.json", "[]", &[], &[]);
    check("a.parquet", "", &[], &["is empty"]);
}

#[test]
fn parquet_that_is_none() {
    check("a.parquet", "PAR1 is how it begins, but no more", &[], &["a.parquet: not a sound Parquet file"]);
    check("a", b"PAR1\xff\xff\xff\x7fPAR1", &[], &["a: not a sound Parquet file"]);
    check("a.parquet", "text\nx\n", &[], &["a.parquet: not a sound Parquet file"]);
}

#[cfg(unix)]
#[test]
fn a_directory_loop() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    std::fs::write(folder.path().join("inner/a.jsonl"), "{\"text\":\"x\"}").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("inner/loop")).unwrap();
    std::os::unix::fs::symlink("self.csv", folder.path().join("self.csv")).unwrap();
    let results = read_path(folder.path());
    assert_eq!(texts(&results), ["x"]);
    let faults = faults(&results);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].contains("inner/loop: the folder leads back to one above it"), "{faults:?}");
    assert!(faults[1].contains("self.csv: "), "{faults:?}");
}

#[test]
fn paths_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.jsonl");
    std::fs::write(&good, "{\"text\":\"x\"}").unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    let missing = folder.path().join("missing.jsonl");
    let paths: Vec<PathBuf> = vec![missing, folder.path().join("empty"), good];
    let results = drain(Reader::new(&paths, Options::default()));
    assert_eq!(texts(&results), ["x"]);
    let faults = faults(&results);
    assert!(faults[0].contains("missing.jsonl: no such file or directory; check the path"), "{faults:?}");
    assert!(faults[1].contains("empty: no file of listings in this folder"), "{faults:?}");
}

/// Fails as a file does that may not be read, or a disk that is broken.
struct Broken(io::ErrorKind);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
}

#[test]
fn no_right_to_read_and_a_broken_disk() {
    let refused =
        drain(Reader::from_read("a.jsonl", Broken(io::ErrorKind::PermissionDenied), Options::default()));
    assert_eq!(faults(&refused), ["a.jsonl: permission denied; ask for the right to read it"]);
    let start = "{\"text\":\"x\"}\n{\"text\":\"y\"}\n{\"text\":\"cut".as_bytes();
    let breaking = start.chain(Broken(io::ErrorKind::ConnectionReset));
    let results = drain(Reader::from_read("a.jsonl", breaking, Options::default()));
    assert_eq!(texts(&results), ["x", "y"]);
    assert!(faults(&results)[0].starts_with("a.jsonl:3: reading stopped: "), "{:?}", faults(&results));
}

#[cfg(unix)]
#[test]
fn a_file_without_the_right_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "{\"text\":\"x\"}").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    let results = read_path(&path);
    if results[0].is_ok() {
        println!("skipped: this user may read every file");
        return;
    }
    assert!(faults(&results)[0].contains("a.jsonl: permission denied; "), "{:?}", faults(&results));
}

#[test]
fn long_text_is_cut_and_noted() {
    let limits = Limits { max_text_chars: 10, max_list_items: 2, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let json = r#"{"text":"ééééééééééé","comments":["a","b","c"]}"#;
    let results = read_bytes("a.jsonl", json.as_bytes().to_vec(), options);
    assert_eq!(texts(&results), ["éééééééééé"]);
    assert_eq!(faults(&results).len(), 2);
}

#[test]
fn odd_quotes_do_not_blow_up() {
    // Every line opens a quote that only the end of the file could close.
    let started = std::time::Instant::now();
    let lines = "a,\"b\"\"\n".repeat(200_000);
    let results = read("a.csv", format!("id,text\n{lines}"));
    assert!(!results.is_empty());
    let brackets = "{\"a\":[\n".repeat(200_000);
    assert!(!read("a.json", brackets).is_empty());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
