//! Running the built binary in a folder of its own.

#![allow(dead_code, unreachable_pub, reason = "each test program uses a part")]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A listing that any scorer worth its name suspects.
pub const SUSPECT: &str = "For sale: raw African elephant ivory tusks, 12 kg, real ivory, no papers, discreet \
                           shipping, 900 USD per kg, WhatsApp +254 700 000 704";
/// A listing that none does.
pub const CLEAR: &str = "Blue cotton summer dress, size M, worn once, 20 USD";

/// A folder for one test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).expect("a file");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The command, to be run in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pugmark"));
        command.current_dir(self.0.path()).args(arguments).env_remove("COLUMNS").env("NO_COLOR", "1");
        command
    }

    /// Runs the command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).stdin(Stdio::null()).output().expect("the command"))
    }

    /// Runs the command with this on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command");
        let mut pipe = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            _ = pipe.write_all(&input);
        });
        let output = child.wait_with_output().expect("an end");
        writer.join().expect("a writer");
        Ran::of(&output)
    }
}

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let ran = Self {
            code: output.status.code().expect("an exit code, not a signal"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }

    /// The JSON objects on standard output.
    pub fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// The ids of the assessments on standard output.
    pub fn ids(&self) -> Vec<String> {
        self.objects().iter().map(|object| object["id"].as_str().expect("an id").to_owned()).collect()
    }
}

/// One listing as a line of JSON.
pub fn listing(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

/// Many listings, every tenth suspected.
pub fn listings(count: usize) -> String {
    (0..count)
        .map(|number| listing(&format!("n{number}"), if number % 10 == 3 { SUSPECT } else { CLEAR }))
        .collect()
}

/// A path as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}
