//! Reading the repository's own files.

// Each test binary uses its part; a file that cannot be read is a failed test.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file's text, by its path in the repository.
pub(crate) fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder of the repository with this extension, sorted.
pub(crate) fn files(folder: impl AsRef<Path>, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The names of the crates in `crates/`.
pub(crate) fn crates() -> Vec<String> {
    let entries = fs::read_dir(root().join("crates")).unwrap();
    let mut names: Vec<String> = entries
        .map(Result::unwrap)
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Rows of a CSV file of the repository, by column name.
pub(crate) fn rows(path: impl AsRef<Path>) -> Vec<std::collections::HashMap<String, String>> {
    let text = text(path);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// What a Rust file says to the compiler and what it says to people: code without comments and tests, with each
/// string literal replaced by `""`; and the string literals.
pub(crate) struct Source {
    pub(crate) code: String,
    pub(crate) literals: Vec<String>,
}

impl Source {
    /// Reads a file's text. Tests are what follows the first `#[cfg(test)]`.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.split("#[cfg(test)]").next().unwrap();
        let mut source = Self { code: String::new(), literals: Vec::new() };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            rest = if rest.starts_with("//") {
                &rest[rest.find('\n').unwrap_or(rest.len())..]
            } else if rest.starts_with("/*") {
                &rest[rest.find("*/").map_or(rest.len(), |at| at + 2)..]
            } else if let Some(after) = source.raw_literal(rest) {
                after
            } else if let Some(after) = rest.strip_prefix('"') {
                source.literal(after)
            } else if let Some(length) = character(rest) {
                source.code.push_str("' '");
                &rest[length..]
            } else {
                source.code.push(first);
                &rest[first.len_utf8()..]
            };
        }
        source
    }

    /// A literal such as `"a \" b"`, after its opening quote; gives what follows it.
    fn literal<'a>(&mut self, text: &'a str) -> &'a str {
        let mut escaped = false;
        let end = text.find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let end = end.unwrap_or(text.len());
        self.push(&text[..end]);
        text.get(end + 1..).unwrap_or_default()
    }

    /// A literal such as `r#"a"#`; gives what follows it, if it is one.
    fn raw_literal<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let inside_word =
            self.code.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !self.code.ends_with('b');
        let after = text.strip_prefix('r').filter(|_| !inside_word)?;
        let hashes = after.len() - after.trim_start_matches('#').len();
        let after = after[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = after.find(&close).unwrap_or(after.len());
        self.push(&after[..end]);
        Some(after.get(end + close.len()..).unwrap_or_default())
    }

    fn push(&mut self, literal: &str) {
        self.code.push_str("\"\"");
        self.literals.push(literal.to_owned());
    }
}

/// The length of a character literal at the start of a text; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map(|at| at + 4);
    }
    let length = inside.chars().next()?.len_utf8();
    inside[length..].starts_with('\'').then_some(length + 2)
}
