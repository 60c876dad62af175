//! `pugmark scan` as its users meet it.

mod support;

use std::process::Stdio;
use support::{CLEAR, Folder, SUSPECT, listing, listings};

#[test]
fn exit_codes_are_those_of_grep() {
    let folder = Folder::new();
    folder.file("suspect.jsonl", listing("a", SUSPECT));
    folder.file("clear.jsonl", listing("b", CLEAR));
    assert_eq!(folder.run(&["scan", "suspect.jsonl"]).code, 0);
    assert_eq!(folder.run(&["scan", "clear.jsonl"]).code, 1);
    assert_eq!(folder.run(&["scan", "suspect.jsonl", "no-such-file.jsonl"]).code, 2);
    assert_eq!(folder.run(&["scan"]).code, 2, "arguments that are refused are trouble");
    assert_eq!(folder.run(&["--help"]).code, 0);
}

#[test]
fn a_pipe_hears_nothing_but_assessments() {
    let folder = Folder::new();
    folder.file("in.jsonl", listing("a", SUSPECT));
    let ran = folder.run(&["scan", "in.jsonl"]);
    assert_eq!(ran.err, "");
    assert_eq!(ran.ids(), ["a"]);
    let assessment = &ran.objects()[0];
    assert!(assessment["score"].as_f64().expect("a score") > 0.5);
    assert_eq!(assessment["intent"]["kind"], "sell");
    assert!(!ran.out.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(5_000));
    for format in ["jsonl", "csv"] {
        let alone = folder.run(&["scan", "in.jsonl", "--threads", "1", "--output-format", format]);
        for threads in ["2", "7"] {
            let together = folder.run(&["scan", "in.jsonl", "--threads", threads, "--output-format", format]);
            assert!(alone.out == together.out, "{format} with {threads} threads differs");
        }
    }
    for name in ["1", "3"] {
        let (parquet, page) = (format!("{name}.parquet"), format!("{name}.html"));
        folder.run(&["scan", "in.jsonl", "--threads", name, "--output", &parquet, "--html", &page]);
    }
    assert_eq!(folder.read("1.html"), folder.read("3.html"));
    let bytes = |name: &str| std::fs::read(folder.path(name)).expect("a file");
    assert!(bytes("1.parquet") == bytes("3.parquet"), "parquet differs");
}

#[test]
fn standard_input_and_folders_are_read() {
    let folder = Folder::new();
    let ran = folder.run_with(&["scan", "-"], listing("from-pipe", SUSPECT).as_bytes());
    assert_eq!((ran.code, ran.ids()), (0, vec!["from-pipe".to_owned()]));

    std::fs::create_dir_all(folder.path("folder/inner")).expect("folders");
    folder.file("folder/a.jsonl", listing("a", CLEAR));
    folder.file("folder/inner/b.jsonl", listing("b", SUSPECT));
    let mut ids = folder.run(&["scan", "folder"]).ids();
    ids.sort();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn packed_files_and_tables_are_read() {
    let folder = Folder::new();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, listing("packed", SUSPECT).as_bytes()).expect("packed");
    folder.file("in.jsonl.gz", packer.finish().expect("packed"));
    assert_eq!(folder.run(&["scan", "in.jsonl.gz"]).ids(), ["packed"]);

    folder.file("in.csv", format!("number,words\nc1,\"{SUSPECT}\"\n"));
    let ran = folder.run(&["scan", "in.csv", "--map", "text=words", "--map", "id=number"]);
    assert_eq!((ran.code, ran.ids()), (0, vec!["c1".to_owned()]));
}

#[test]
fn what_was_written_as_parquet_can_be_read_as_parquet() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(50));
    let ran = folder.run(&["scan", "in.jsonl", "--output", "out.parquet"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let again = folder.run(&["scan", "out.parquet", "--map", "text=verdict", "--threads", "1"]);
    assert_eq!(again.ids().len(), 50, "{}", again.err);
    assert_eq!(again.ids()[..2], ["n0", "n1"]);
}

#[test]
fn low_scores_can_be_left_out() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(40));
    let ran = folder.run(&["scan", "in.jsonl", "--min-score", "0.5"]);
    assert_eq!(ran.ids(), ["n3", "n13", "n23", "n33"]);
    assert_eq!(folder.run(&["scan", "in.jsonl", "--min-score", "1.5"]).code, 2);
}

#[test]
fn the_top_comes_highest_first_and_equals_in_input_order() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(3_000));
    let ran = folder.run(&["scan", "in.jsonl", "--top", "5"]);
    assert_eq!(ran.ids(), ["n3", "n13", "n23", "n33", "n43"]);
    let scores: Vec<f64> = folder
        .run(&["scan", "in.jsonl", "--top", "400"])
        .objects()
        .iter()
        .filter_map(|a| a["score"].as_f64())
        .collect();
    assert_eq!(scores.len(), 400);
    assert!(scores.is_sorted_by(|higher, lower| higher >= lower));
}

#[test]
fn no_cell_of_a_table_starts_a_formula() {
    let folder = Folder::new();
    let ids = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\",\"y\")"];
    let lines: String = ids.iter().map(|id| listing(id, CLEAR)).collect();
    folder.file("in.jsonl", lines);
    let ran = folder.run(&["scan", "in.jsonl", "--output", "out.csv"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let table = folder.read("out.csv");
    let rows: Vec<&str> = table.split("\r\n").collect();
    assert!(rows[0].starts_with("id,score,verdict,"));
    assert_eq!(rows.iter().filter(|row| !row.is_empty()).count(), ids.len() + 1);
    for row in table.split("\r\n").skip(1).filter(|row| !row.is_empty()) {
        assert!(row.trim_start_matches('"').starts_with('\''), "{row}");
    }
}

#[test]
fn table_and_page_show_the_reasons_but_no_contact() {
    let folder = Folder::new();
    folder.file("in.jsonl", listing("a", SUSPECT) + &listing("b", CLEAR));
    let ran = folder.run(&["scan", "in.jsonl", "--table", "--html", "page.html", "--output", "out.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("^^^"), "{}", ran.out);
    assert!(!ran.out.contains("Blue cotton"), "only what is suspected is shown");
    let page = folder.read("page.html");
    assert!(page.contains("<mark>") && page.contains("ivory"));
    assert!(!page.contains("700 000 704") && !page.contains("254700000704"), "contacts are masked");
    assert!(!page.contains("<script"));
    assert_eq!(folder.read("out.jsonl").lines().count(), 2);
    let clear = folder.run(&["scan", "in.jsonl", "--html", "-", "--show-contacts"]);
    assert!(clear.out.starts_with("<!DOCTYPE html>"));
    assert!(clear.out.contains("700 000 704"));
}

#[test]
fn outputs_do_not_share_a_place() {
    let folder = Folder::new();
    folder.file("in.jsonl", listing("a", CLEAR));
    for arguments in [["--table", "--output", "-"], ["--html", "-", "--table"]] {
        let ran = folder.run(&[&["scan", "in.jsonl"][..], &arguments[..]].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("standard output"), "{}", ran.err);
    }
    let ran = folder.run(&["scan", "in.jsonl", "--output", "x", "--html", "x"]);
    assert!(ran.err.contains("name the same file"), "{}", ran.err);
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_a_whole_one() {
    let folder = Folder::new();
    folder.file("in.jsonl", listing("a", CLEAR));
    folder.file("out.jsonl", "old\n");
    assert_eq!(folder.run(&["scan", "in.jsonl", "--output", "out.jsonl"]).code, 1);
    assert!(folder.read("out.jsonl").contains("\"id\":\"a\""));
    assert_eq!(folder.names(), ["in.jsonl", "out.jsonl"], "nothing else is left behind");
    let ran = folder.run(&["scan", "in.jsonl", "--output", "no-folder/out.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot write no-folder/out.jsonl: no such file or folder"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_its_path() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(2_000));
    for format in ["jsonl", "csv", "parquet"] {
        let ran = folder.run(&["scan", "in.jsonl", "--output", "/dev/full", "--output-format", format]);
        assert_eq!(ran.code, 2, "{format}");
        assert!(ran.err.contains("cannot write /dev/full: no space left"), "{format}: {}", ran.err);
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let output = folder.command(&["scan", "in.jsonl"]).stdout(full).output().expect("the command");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("cannot write standard output: no space left"), "{told}");
}

#[test]
fn a_closed_pipe_is_quiet_success() {
    let folder = Folder::new();
    folder.file("in.jsonl", listings(20_000));
    let mut child = folder
        .command(&["scan", "in.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_model_that_cannot_be_read_is_named() {
    let folder = Folder::new();
    folder.file("in.jsonl", listing("a", CLEAR));
    let ran = folder.run(&["scan", "in.jsonl", "--model", "none.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("cannot read none.toml: no such file or folder"), "{}", ran.err);
}
