//! Every bad input: a clear message with file and line, the rest scanned, exit code 2, no panic.

mod support;

use std::fs;
use support::{CLEAR, Folder, Ran, SUSPECT, listing};

/// Scans `name` between two good files and checks that those were scanned and the fault was told.
fn check(folder: &Folder, name: &str, told: &str) -> Ran {
    folder.file("1-good.jsonl", listing("before", CLEAR));
    folder.file("9-good.jsonl", listing("after", SUSPECT));
    let ran = folder.run(&["scan", "1-good.jsonl", name, "9-good.jsonl"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains(told), "`{told}` is not in: {}", ran.err);
    let ids = ran.ids();
    assert_eq!(ids.first().map(String::as_str), Some("before"), "{ids:?}");
    assert_eq!(ids.last().map(String::as_str), Some("after"), "{ids:?}");
    assert!(ran.err.lines().all(|line| line.len() < 2_000), "no line of a message is long");
    assert!(ran.err.contains(" fault"), "the closing line counts the faults: {}", ran.err);
    ran
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, content).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn a_truncated_gz() {
    let folder = Folder::new();
    let mut text: String =
        (0..3_000).map(|number| listing(&format!("t{number}"), &format!("{CLEAR} {number}"))).collect();
    text.push_str("{}");
    let whole = packed(text.as_bytes());
    folder.file("bad.jsonl.gz", &whole[..whole.len() / 2]);
    let ran = check(&folder, "bad.jsonl.gz", "bad.jsonl.gz");
    assert!(ran.ids().iter().any(|id| id == "t0"), "what could be unpacked was scanned");
}

#[test]
fn a_line_of_200_megabytes() {
    let folder = Folder::new();
    let mut content = listing("first", CLEAR).into_bytes();
    content.extend_from_slice(b"{\"id\":\"long\",\"text\":\"");
    content.resize(content.len() + 200_000_000, b'a');
    content.extend_from_slice(b"\"}\n");
    content.extend_from_slice(listing("third", CLEAR).as_bytes());
    folder.file("bad.jsonl.gz", packed(&content));
    let ran = check(&folder, "bad.jsonl.gz", "bad.jsonl.gz:2: ");
    assert_eq!(ran.ids(), ["before", "first", "third", "after"]);
}

#[test]
fn json_nested_100_000_deep() {
    let folder = Folder::new();
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let objects = "{\"a\":".repeat(100_000);
    folder.file(
        "bad.jsonl",
        format!(
            "{}{{\"id\":\"x\",\"text\":\"t\",\"deep\":{open}{close}}}\n{objects}\n{}",
            listing("ok", CLEAR),
            listing("ok2", CLEAR)
        ),
    );
    let ran = check(&folder, "bad.jsonl", "bad.jsonl:3: ");
    assert!(ran.ids().contains(&"ok2".to_owned()));
}

#[test]
fn invalid_utf_8_and_nul_bytes() {
    let folder = Folder::new();
    let mut content = listing("ok", "caf\u{e9} \u{8c61}\u{7259} plain utf-8").repeat(100).into_bytes();
    content.extend_from_slice(b"{\"id\":\"broken\",\"text\":\"bro\xff\xfe\xc3(ken\"}\n");
    content.extend_from_slice(b"{\"id\":\"nul\",\"text\":\"a\0b\"}\n");
    folder.file("bad.jsonl", content);
    let ran = check(&folder, "bad.jsonl", "bad.jsonl:102: ");
    assert!(ran.err.contains("bad.jsonl:101: "), "{}", ran.err);
}

#[test]
fn a_table_with_a_missing_quote() {
    let folder = Folder::new();
    folder.file("bad.csv", format!("id,text\na,\"{CLEAR}\nb,plain\nc,plain\n"));
    check(&folder, "bad.csv", "bad.csv:2: ");
}

#[test]
fn a_table_with_a_doubled_column() {
    let folder = Folder::new();
    folder.file("bad.csv", format!("id,text,text\na,\"{CLEAR}\",again\n"));
    check(&folder, "bad.csv", "bad.csv:1: column `text`");
}

#[test]
fn a_table_without_a_column_for_words() {
    let folder = Folder::new();
    folder.file("bad.csv", "number,words\n1,ivory\n");
    check(&folder, "bad.csv", "bad.csv:");
}

#[test]
fn a_row_with_too_many_cells() {
    let folder = Folder::new();
    folder.file("bad.csv", format!("id,text\na,\"{CLEAR}\"\nb,plain,more,cells\nc,plain\n"));
    let ran = check(&folder, "bad.csv", "bad.csv:3: ");
    assert!(ran.ids().contains(&"c".to_owned()));
}

#[test]
fn prices_that_are_none() {
    let folder = Folder::new();
    folder.file("bad.csv", "id,text,price,currency\na,plain,NaN,USD\nb,plain,-5,USD\nc,plain,5,USD\n");
    let ran = check(&folder, "bad.csv", "bad.csv:2: column `price`");
    assert!(ran.err.contains("bad.csv:3: column `price`"), "{}", ran.err);
    let objects = ran.objects();
    let a = objects
        .iter()
        .find(|object| object["id"] == "a")
        .expect("a listing with a bad price is still scanned");
    assert!(a["note"].as_str().is_some_and(|note| note.contains("price")), "{a}");
}

#[test]
fn dates_beyond_the_calendar() {
    let folder = Folder::new();
    let line = |id: &str, date: &str| {
        format!("{}\n", serde_json::json!({"id": id, "text": CLEAR, "posted_at": date}))
    };
    folder.file(
        "bad.jsonl",
        line("a", "0000-01-01T00:00:00Z") + &line("b", "9999-12-31T23:59:59Z") + &line("c", "yesterday"),
    );
    let ran = check(&folder, "bad.jsonl", "bad.jsonl:3: column `posted_at`");
    assert_eq!(ran.ids().len(), 5);
}

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    folder.file("empty.jsonl", "");
    folder.file("empty.csv", "");
    folder.file("good.jsonl", listing("after", SUSPECT));
    let ran = folder.run(&["scan", "empty.jsonl", "empty.csv", "good.jsonl"]);
    assert_eq!(ran.ids(), ["after"], "{}", ran.err);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.contains("empty.jsonl: is empty") && ran.err.contains("empty.csv: is empty"),
        "{}",
        ran.err
    );
}

#[test]
fn no_such_file() {
    let folder = Folder::new();
    check(&folder, "none.jsonl", "none.jsonl: ");
}

#[cfg(unix)]
#[test]
fn a_folder_that_holds_itself() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("loop/inner")).expect("folders");
    folder.file("loop/inner/a.jsonl", listing("inside", CLEAR));
    std::os::unix::fs::symlink("..", folder.path("loop/inner/again")).expect("a link");
    folder.file("good.jsonl", listing("after", CLEAR));
    let ran = folder.run(&["scan", "loop", "good.jsonl"]);
    assert!(ran.code == 1 || ran.code == 2, "{}", ran.err);
    assert_eq!(ran.ids(), ["inside", "after"], "each file is read once");
}

#[cfg(unix)]
#[test]
fn no_right_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.file("bad.jsonl", listing("secret", CLEAR));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::File::open(&path).is_ok() {
        return; // The superuser may read everything.
    }
    check(&folder, "bad.jsonl", "bad.jsonl: ");
}

#[test]
fn many_faults_are_counted_but_not_all_told() {
    let folder = Folder::new();
    folder.file("bad.jsonl", "not json\n".repeat(5_000));
    let ran = check(&folder, "bad.jsonl", "bad.jsonl:20: ");
    assert!(!ran.err.contains("bad.jsonl:21: "), "{}", ran.err);
    assert!(ran.err.contains("bad.jsonl: and 4980 more like these"), "{}", ran.err);
    assert!(ran.err.contains("5,000 faults"), "{}", ran.err);
}

#[test]
fn faults_are_told_in_input_order_whatever_the_threads() {
    let folder = Folder::new();
    let line = |number: usize| {
        if number % 600 == 7 { "broken\n".to_owned() } else { listing(&number.to_string(), CLEAR) }
    };
    folder.file("bad.jsonl", (0..9_000).map(line).collect::<String>());
    let alone = folder.run(&["scan", "bad.jsonl", "--quiet", "--threads", "1"]);
    let together = folder.run(&["scan", "bad.jsonl", "--quiet", "--threads", "5"]);
    assert_eq!(alone.err, together.err);
    assert_eq!(alone.err.lines().count(), 15, "{}", alone.err);
    assert!(alone.out == together.out);
}
