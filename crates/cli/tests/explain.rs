//! `pugmark explain` and `pugmark knowledge` as their users meet them.

mod support;

use support::{CLEAR, Folder, SUSPECT};

#[test]
fn each_signal_stands_under_its_words_and_the_sum_below() {
    let ran = Folder::new().run(&["explain", SUSPECT]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("^^^^"), "{}", ran.out);
    assert!(ran.out.contains("sum of the signals"));
    assert!(ran.out.contains("calibrated score, verdict"));
    assert!(!ran.out.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn json_adds_up_and_exit_codes_tell() {
    let folder = Folder::new();
    let ran = folder.run(&["explain", "--json", "--title", "Old box", SUSPECT]);
    let assessment: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(assessment["signals"].as_array().is_some_and(|signals| !signals.is_empty()));
    assert_eq!(folder.run(&["explain", CLEAR]).code, 1);
    let piped = folder.run_with(&["explain", "-"], SUSPECT.as_bytes());
    assert_eq!((piped.code, piped.out), (0, folder.run(&["explain", SUSPECT]).out));
}

#[test]
fn text_from_outside_cannot_drive_the_terminal() {
    let hostile = "raw ivory \u{1b}]0;title\u{7}\u{1b}[2J \u{202e}evil \u{9b}31m";
    let ran = Folder::new().run(&["explain", hostile]);
    for control in ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}'] {
        assert!(!ran.out.contains(control), "{control:?} in {}", ran.out);
    }
    assert!(ran.out.contains("\\u{1b}[2J"));
}

#[test]
fn strange_texts_do_no_harm() {
    let folder = Folder::new();
    for text in ["", " ", "\u{200b}", "🐘", "عاج للبيع", &"ivory ".repeat(5_000), &"象".repeat(20_000)]
    {
        let ran = folder.run_with(&["explain", "-"], text.as_bytes());
        assert!(ran.code < 2, "{}", ran.err);
    }
    assert!(folder.run_with(&["explain", "-"], b"\xff\xfe\x00 ivory").code < 2);
}

#[test]
fn the_tables_can_be_asked() {
    let folder = Folder::new();
    let sound = folder.run(&["knowledge", "check"]);
    assert_eq!(sound.code, 0, "{}", sound.err);
    assert!(sound.out.contains("sound"));
    let stats = folder.run(&["knowledge", "stats", "--json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&stats.out).is_ok_and(|stats| stats["taxa"].is_u64()));
    assert_eq!(folder.run(&["knowledge", "lookup", "no such word at all"]).code, 1);
    let known = folder.run(&["knowledge", "lookup", "Loxodonta africana", "--json"]);
    assert_eq!(known.code, 0, "{}", known.err);
    let answers: serde_json::Value = serde_json::from_str(&known.out).expect("JSON");
    let best = &answers["matches"][0];
    assert_eq!((&best["name"], &best["via"]), (&"Loxodonta africana".into(), &"accepted name".into()));
    assert!(best["listings"].as_array().is_some_and(|all| all.iter().any(|one| one["appendix"] == "II")));
    let past = folder.run(&["knowledge", "lookup", "Loxodonta africana", "--date", "1995-06-01"]);
    assert!(past.out.contains("Appendix I since 1990-01-18 until 1997-09-18"), "{}", past.out);
    let wrong = folder.run(&["knowledge", "lookup", "Loxodonta africana", "--date", "lately"]);
    assert!(wrong.code == 2 && wrong.err.contains("--date") && wrong.err.contains("lately"), "{}", wrong.err);
}

#[test]
fn tables_that_cannot_be_read_are_named() {
    let ran = Folder::new().run(&["knowledge", "check", "no-such-folder"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no-such-folder"), "{}", ran.err);
}

#[test]
fn requirements_are_told_in_sections_without_verdict() {
    let folder = Folder::new();
    let asked = ["knowledge", "requirements", "Loxodonta africana", "--product", "IVC"];
    let way = ["--from", "GB", "--to", "US", "--claim", "antique", "--permit", "12/345"];
    let ran = folder.run(&[&asked[..], &way].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in [
        "What the law lists",
        "Papers that would be needed",
        "What the advert claims and what would prove it",
        "Sources",
        "shape only",
        "This is no verdict",
    ] {
        assert!(ran.out.contains(words), "{words} is not in {}", ran.out);
    }
    let ran = folder.run(&[&asked[..], &way, &["--json"]].concat());
    let panel: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(panel["needs"].as_array().is_some_and(|needs| !needs.is_empty()));
    let ran = folder.run(&["knowledge", "requirements", "Nonsensia absurda"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("use a scientific name"), "{}", ran.err);
}
