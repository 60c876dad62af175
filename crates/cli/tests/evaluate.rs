//! `pugmark evaluate` on files whose figures can be worked out by hand.

mod support;

use serde_json::{Value, json};
use support::{CLEAR, Folder, SUSPECT};

/// Three suspects, one of them not to be seen in its text, and two clear rows, one of them with a suspect's text.
fn labelled() -> String {
    let rows = [
        (SUSPECT, "suspect", "code word; emoji", "sell"),
        (SUSPECT, "suspect", "plain", "sell"),
        (CLEAR, "suspect", "code word", "buy"),
        (SUSPECT, "clear", "museum", "sell"),
        (CLEAR, "clear", "plain", "sell"),
    ];
    let mut lines = String::new();
    for (number, (text, label, hard, intent)) in rows.iter().enumerate() {
        let gold = json!({"label": label, "hard": hard, "intent": intent});
        lines += &json!({"id": format!("r{number}"), "text": text, "gold": gold}).to_string();
        lines.push('\n');
    }
    lines
}

fn near(value: &Value, expected: f64) {
    let found = value.as_f64().expect("a figure");
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn the_figures_are_those_worked_out_by_hand() {
    let folder = Folder::new();
    folder.file("in.jsonl", labelled());
    let ran = folder.run(&["evaluate", "in.jsonl", "--label", "gold.label", "--by", "gold.hard", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let own = &report["at_model"];
    assert_eq!(own["threshold"], Value::Null);
    for (cell, count) in
        [("true_positives", 2), ("false_positives", 1), ("false_negatives", 1), ("true_negatives", 1)]
    {
        assert_eq!(own[cell], count, "{cell}");
    }
    near(&own["precision"], 2.0 / 3.0);
    near(&own["recall"], 2.0 / 3.0);
    near(&own["f1"], 2.0 / 3.0);
    near(&own["accuracy"], 0.6);
    // Two scores only: of 6 pairs, 2 are won, 3 tied (two suspects with the museum, one clear with the clear), 1 lost.
    near(&report["area_under_curve"], (2.0 + 1.5) / 6.0);
    // First threshold: recall 2/3 at precision 2/3; second: the last third at 3/5.
    near(&report["average_precision"], 2.0 / 3.0 * 2.0 / 3.0 + 1.0 / 3.0 * 0.6);
    assert_eq!(report["precision_at"][0]["k"], 3);
    near(&report["precision_at"][0]["precision"], 2.0 / 3.0);

    let slice = |value: &str| {
        let slices = report["slices"].as_array().expect("slices");
        slices.iter().find(|slice| slice["value"] == value).cloned().expect("a slice")
    };
    assert_eq!(slice("code word")["rows"], 2);
    near(&slice("code word")["recall"], 0.5);
    near(&slice("emoji")["recall"], 1.0);
    near(&slice("museum")["left_clear"], 0.0);
    near(&slice("plain")["f1"], 1.0);
}

#[test]
fn a_threshold_of_ones_own_and_gathered_slices() {
    let folder = Folder::new();
    folder.file("in.jsonl", labelled());
    let arguments = ["evaluate", "in.jsonl", "--label", "gold.label", "--by", "gold.hard", "--json"];
    let more = ["--threshold", "0", "--gather", "hidden=emoji;code*"];
    let ran = folder.run(&[&arguments[..], &more[..]].concat());
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    near(&report["at_model"]["recall"], 1.0);
    near(&report["at_model"]["precision"], 0.6);
    let hidden = report["slices"].as_array().and_then(|slices| slices.last()).expect("a slice");
    assert_eq!((&hidden["value"], &hidden["rows"]), (&json!("hidden"), &json!(2)));
}

#[test]
fn errors_are_listed_and_written() {
    let folder = Folder::new();
    folder.file("in.jsonl", labelled());
    let arguments =
        ["evaluate", "in.jsonl", "--label", "gold.label", "--errors", "3", "--errors", "wrong.jsonl"];
    let ran = folder.run(&arguments);
    assert!(ran.out.contains("false alarms, highest score first (1 of 1)"), "{}", ran.out);
    assert!(ran.out.contains("misses, lowest score first (1 of 1)"));
    assert!(ran.out.contains("15 bins of equal mass"));
    let wrong: Vec<Value> =
        folder.read("wrong.jsonl").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<(&str, bool)> = wrong
        .iter()
        .map(|row| {
            let wrong = row["wrong"].as_array().expect("a list");
            (
                row["id"].as_str().expect("an id"),
                wrong.contains(&json!("miss")) || wrong.contains(&json!("false alarm")),
            )
        })
        .collect();
    assert!(kinds.contains(&("r2", true)) && kinds.contains(&("r3", true)), "{kinds:?}");
    assert!(wrong[0]["assessment"]["signals"].is_array());
}

#[test]
fn tables_with_numbers_for_labels() {
    let folder = Folder::new();
    folder.file("in.csv", format!("id,text,y\n1,\"{SUSPECT}\",1\n2,\"{CLEAR}\",0\n"));
    let ran = folder.run(&["evaluate", "in.csv", "--label", "y", "--json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    near(&report["at_model"]["f1"], 1.0);
    near(&report["area_under_curve"], 1.0);
}

#[test]
fn contacts_and_prices_are_held_against_gold() {
    let folder = Folder::new();
    let row = json!({"id": "a", "text": CLEAR, "label": 0, "gold": {"contacts": [], "prices": [{"amount": "20", "currency": "USD"}]}});
    folder.file("in.jsonl", format!("{row}\n"));
    let ran = folder.run(&["evaluate", "in.jsonl", "--json"]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let whats: Vec<&str> = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["what"].as_str())
        .collect();
    assert_eq!(whats, ["contacts", "prices"]);
    assert_eq!(report["findings"][0]["right"], 1);
}

#[test]
fn a_row_without_a_label_is_told_and_the_rest_measured() {
    let folder = Folder::new();
    let lines = [
        json!({"text": CLEAR, "label": 0}),
        json!({"text": CLEAR}),
        json!({"text": CLEAR, "label": "maybe"}),
    ];
    folder.file("in.jsonl", lines.map(|line| format!("{line}\n")).concat());
    let ran = folder.run(&["evaluate", "in.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("in.jsonl:2: column `label`: no label;"), "{}", ran.err);
    assert!(ran.err.contains("in.jsonl:3: column `label`: \"maybe\" is not a label;"), "{}", ran.err);
    assert!(ran.out.starts_with("1 rows: 0 suspect, 1 clear; 2 faults"), "{}", ran.out);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new();
    folder.file("in.jsonl", labelled().repeat(500));
    let run = |threads| {
        folder
            .run(&["evaluate", "in.jsonl", "--label", "gold.label", "--errors", "9", "--threads", threads])
            .out
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn shadow_terms_are_measured_on_request() {
    let folder = Folder::new();
    let row = json!({"text": "zorbulon, 2 kg, whatsapp me", "gold": {"label": 1}});
    folder.file("in.jsonl", format!("{}{row}\n", labelled()));
    std::fs::create_dir_all(folder.path("tables/terms")).expect("a folder");
    let header = "id,term,script,taxon,product,kind,needs,innocent,status,added,by,source,note";
    let row = "x-zorb,zorbulon,,Elephantidae,IVC,code,none,,shadow,2026-11-23,a test,,";
    folder.file("tables/terms/en.csv", format!("{header}\n{row}\n"));
    let arguments = ["evaluate", "in.jsonl", "--label", "gold.label", "--knowledge", "tables", "--shadow"];
    let ran = folder.run(&arguments);
    assert!(ran.out.contains("shadow term") && ran.out.contains("zorbulon [en]"), "{}", ran.out);
    let ran = folder.run(&[&arguments[..], &["--json"]].concat());
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let term = &report["shadow"][0];
    assert_eq!(term["id"], "x-zorb");
    assert_eq!(
        term["listings"],
        json!(term["suspect"].as_u64().unwrap_or(0) + term["clear"].as_u64().unwrap_or(0))
    );
    assert!(term["changed"].as_u64() > Some(0), "{term}");
    let without = folder.run(&["evaluate", "in.jsonl", "--label", "gold.label", "--json"]);
    let without: Value = serde_json::from_str(&without.out).expect("JSON");
    assert!(without.get("shadow").is_none());
    assert_eq!(without["at_model"], report["at_model"]);
}
