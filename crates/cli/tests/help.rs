//! The help texts, kept as golden files. After a wanted change: `UPDATE_GOLDEN=1 cargo test -p pugmark-cli --test help`.

mod support;

use std::fs;
use std::path::Path;
use support::Folder;

/// Every command with its help.
const COMMANDS: [&[&str]; 13] = [
    &[],
    &["scan"],
    &["explain"],
    &["evaluate"],
    &["knowledge"],
    &["knowledge", "check"],
    &["knowledge", "stats"],
    &["knowledge", "lookup"],
    &["knowledge", "requirements"],
    &["knowledge", "diff"],
    &["knowledge", "import"],
    &["completions"],
    &["man"],
];

#[test]
fn help_texts_are_as_reviewed() {
    let folder = Folder::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for command in &COMMANDS {
        let ran = folder.run(&[command, &["--help"][..]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command:?}");
        let file = golden.join(format!(
            "help-{}.txt",
            if command.is_empty() { "pugmark".to_owned() } else { command.join("-") }
        ));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, &ran.out).expect("a golden file");
        }
        let reviewed = fs::read_to_string(&file).expect("a golden file");
        assert_eq!(ran.out, reviewed, "the help of {command:?} differs from {}", file.display());
    }
}

#[test]
fn every_command_shows_an_example() {
    let folder = Folder::new();
    for command in &COMMANDS[1..] {
        let ran = folder.run(&[command, &["--help"][..]].concat());
        assert!(ran.out.contains("Example"), "{command:?}");
    }
}

#[test]
fn every_golden_file_is_used() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = fs::read_dir(golden).expect("a folder").count();
    assert_eq!(files, COMMANDS.len(), "a golden file that no command refers to is removed");
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("pugmark") && ran.out.contains("evaluate"), "{shell}");
    }
    assert!(folder.run(&["man"]).out.contains(".TH pugmark 1"));
    assert!(folder.run(&["man", "scan"]).out.contains("min\\-score"));
    assert_eq!(folder.run(&["man", "nonsense"]).code, 2);
}

#[test]
fn what_is_printed_says_suspected_never_illegal() {
    let folder = Folder::new();
    for command in &COMMANDS {
        let ran = folder.run(&[command, &["--help"][..]].concat());
        assert!(!ran.out.to_lowercase().contains("illegal"), "{command:?}");
    }
}
