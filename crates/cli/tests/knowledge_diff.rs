//! `pugmark knowledge diff`: lists that others publish, compared with the tables on their day.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{Folder, Ran};

const LIST: &str = "\
Kingdom,FullName,RankName,CurrentListing
Animalia,Primates,ORDER,I/II
Animalia,Panthera tigris,SPECIES,I
Animalia,Ursus arctos,SPECIES,I/II
Animalia,Uncia uncia,SPECIES,I
Animalia,Giraffa camelopardalis,SPECIES,NC
Animalia,Alopias vulpinus,SPECIES,II
Animalia,Psittacus erithacus,SPECIES,II
Animalia,Bison bison,SPECIES,
";

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {} {}", ran.out, ran.err))
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, content).expect("packed");
    packer.finish().expect("packed")
}

/// A difference by its taxon: what the list says, what the tables say, why.
fn told(answer: &Value, taxon: &str) -> Option<(String, String, String)> {
    let all = answer["differences"].as_array().expect("differences");
    let found = all.iter().find(|difference| difference["taxon"] == taxon)?;
    let text = |field: &str| found[field].as_str().expect("a text").to_owned();
    Some((text("theirs"), text("ours"), text("reason")))
}

fn difference(theirs: &str, ours: &str, reason: &str) -> (String, String, String) {
    (theirs.to_owned(), ours.to_owned(), reason.to_owned())
}

#[test]
fn a_list_is_compared_on_its_day() {
    let folder = Folder::new();
    folder.file("index_2017.csv", LIST);
    let ran = folder.run(&["knowledge", "diff", "index_2017.csv", "--json"]);
    let answer = json(&ran);
    assert_eq!(
        (answer["as_of"].as_str(), answer["as_of_by"].as_str()),
        (Some("2017-07-01"), Some("file-name-year"))
    );
    assert_eq!((answer["taxa"].as_u64(), answer["same"].as_u64()), (Some(6), Some(4)), "{}", ran.out);
    assert_eq!((answer["silent"].as_u64(), answer["passed_over"].as_u64()), (Some(1), Some(1)));
    assert_eq!(told(&answer, "Alopias vulpinus"), Some(difference("II", "-", "changes-later")));
    assert_eq!(told(&answer, "Psittacus erithacus"), Some(difference("II", "I", "changed-earlier")));
    let because = &answer["differences"][0]["because"][0];
    assert_eq!((because["from"].as_str(), because["list"].as_str()), (Some("2017-10-04"), Some("II")));
    assert_eq!(ran.code, 0, "every difference is explained");
}

#[test]
fn the_day_may_be_given() {
    let folder = Folder::new();
    folder.file("index_2017.csv", LIST);
    let answer =
        json(&folder.run(&["knowledge", "diff", "index_2017.csv", "--as-of", "2026-03-05", "--json"]));
    assert_eq!((answer["as_of"].as_str(), answer["as_of_by"].as_str()), (Some("2026-03-05"), Some("given")));
    assert!(told(&answer, "Giraffa camelopardalis").is_some());
    let refused = folder.run(&["knowledge", "diff", "index_2017.csv", "--as-of", "2026-02-30"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("2026-02-30"), "{}", refused.err);
}

#[test]
fn what_nothing_explains_is_told_first() {
    let folder = Folder::new();
    folder.file("own.csv", "taxon,appendix\nPanthera tigris,III\nNomen ignotum,I\nFicus carica,-\n");
    let ran = folder.run(&["knowledge", "diff", "own.csv", "--as-of", "2026-03-05"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.contains("Panthera tigris (line 2): CITES III there, I here\n  not explained"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Nomen ignotum (line 3): CITES I there, unknown here"), "{}", ran.out);
    assert!(!ran.out.contains("Ficus"), "{}", ran.out);
}

#[test]
fn a_packed_list_and_standard_input_are_read() {
    let folder = Folder::new();
    folder.file("list.csv.gz", packed(LIST.as_bytes()));
    let arguments = |file| ["knowledge", "diff", file, "--as-of", "2017-07-01", "--json"];
    let from_file = json(&folder.run(&arguments("list.csv.gz")));
    let from_input = json(&folder.run_with(&arguments("-"), LIST.as_bytes()));
    assert_eq!(from_file["differences"], from_input["differences"]);
}

#[test]
fn a_bad_list_is_refused_whole() {
    let folder = Folder::new();
    let whole = packed(LIST.repeat(50).as_bytes());
    let cases: [(&str, &[u8], &str); 5] = [
        ("header.csv", b"id,word\n1,ivory\n", "header.csv:1: the header is none of those known"),
        (
            "list.csv",
            b"taxon,appendix\nPanthera tigris,V\n",
            "list.csv:2: column `appendix`: `V` is no list of CITES",
        ),
        (
            "day.csv",
            b"taxon,list,from\nPanthera tigris,I,2023-13-01\n",
            "day.csv:2: column `from`: `2023-13-01` is not a date",
        ),
        ("broken.csv.gz", &whole[..whole.len() / 2], "cannot unpack broken.csv.gz"),
        ("text.csv", b"taxon,list\nPanthera \xff,I\n", "text.csv:2: cannot be read"),
    ];
    for (name, content, said) in cases {
        folder.file(name, content);
        let ran = folder.run(&["knowledge", "diff", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
    }
    let missing = folder.run(&["knowledge", "diff", "nowhere.csv"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere.csv"), "{}", missing.err);
}

fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reference/cites").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: ../shared is absent");
    None
}

/// The file compared with the tables: the share that is the same, and what is not explained.
fn compared(path: &Path) -> (f64, u64, u64) {
    let ran = Folder::new().run(&["knowledge", "diff", &path.display().to_string(), "--json"]);
    let answer = json(&ran);
    let count = |field: &str| answer[field].as_u64().expect("a count");
    (count("same") as f64 / count("taxa") as f64, count("different") - count("explained"), count("taxa"))
}

#[test]
fn the_index_of_2017_agrees() {
    let Some(path) = shared("cites_index_2017_slim.csv.gz") else {
        return;
    };
    let (same, unexplained, taxa) = compared(&path);
    assert!(same >= 0.995, "{same}");
    assert_eq!(unexplained, 0);
    assert!(taxa > 35_000, "{taxa}");
}

#[test]
fn the_reptiles_of_2023_agree() {
    let Some(path) = shared("Species+_Listings_Reptilia_2023-07.csv") else {
        return;
    };
    let (same, unexplained, taxa) = compared(&path);
    assert!(same >= 0.995, "{same}");
    assert_eq!(unexplained, 0);
    assert!(taxa > 1_100, "{taxa}");
}
