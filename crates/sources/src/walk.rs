//! From what the user named to the files to read.

use crate::encoding::Input;
use crate::lines::{fault, mend_of, reason};
use pugmark_model::Fault;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Extensions read in folders, once `.gz` and `.zst` are taken off. A file named by the user is always read.
const EXTENSIONS: [&str; 8] = ["jsonl", "ndjson", "json", "csv", "tsv", "tab", "parquet", "pq"];
const DEEPEST: usize = 64;

/// One thing to read, or why it cannot be.
pub(crate) enum Entry {
    StandardInput,
    File { path: PathBuf, shown: Arc<str> },
    Stream { shown: Arc<str>, input: Input },
    Bad(Fault),
}

impl Entry {
    /// How messages name it, where it is a file.
    pub(crate) fn name(&self) -> Option<Arc<str>> {
        match self {
            Self::File { shown, .. } | Self::Stream { shown, .. } if &**shown != "-" => Some(shown.clone()),
            _ => None,
        }
    }
}

/// The files of all paths in order, and their size on disk where all are files.
pub(crate) fn entries(paths: &[PathBuf]) -> (Vec<Entry>, Option<u64>) {
    let mut walk = Walk { entries: Vec::new(), total: Some(0), seen: HashSet::new() };
    for path in paths {
        walk.seen.clear();
        walk.named(path);
    }
    (walk.entries, walk.total)
}

struct Walk {
    entries: Vec<Entry>,
    total: Option<u64>,
    /// Folders walked, by their real path.
    seen: HashSet<PathBuf>,
}

impl Walk {
    /// A path that the user gave.
    fn named(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            self.total = None;
            self.entries.push(Entry::StandardInput);
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let before = self.entries.len();
                self.folder(path, &mut Vec::new());
                if self.entries.len() == before {
                    let mend =
                        "name a folder with .jsonl, .csv, .tsv or .parquet files, or name the file itself";
                    self.bad(path, "no file of listings in this folder", mend);
                }
            }
            Ok(metadata) => self.file(path, &metadata),
            Err(error) => self.bad_error(path, &error),
        }
    }

    fn file(&mut self, path: &Path, metadata: &fs::Metadata) {
        self.total = if metadata.is_file() { self.total.map(|total| total + metadata.len()) } else { None };
        self.entries.push(Entry::File { path: path.to_owned(), shown: shown(path) });
    }

    fn folder(&mut self, path: &Path, above: &mut Vec<PathBuf>) {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return self.bad_error(path, &error),
        };
        if above.contains(&real) {
            return self.bad(path, "the folder leads back to one above it, skipped", "remove the link");
        }
        if above.len() >= DEEPEST {
            return self.bad(path, "folders nested too deep, skipped", "name the folder itself");
        }
        if !self.seen.insert(real.clone()) {
            return;
        }
        above.push(real);
        match sorted_children(path) {
            Ok(children) => {
                for child in children {
                    self.child(&child, above);
                }
            }
            Err(error) => self.bad_error(path, &error),
        }
        above.pop();
    }

    fn child(&mut self, path: &Path, above: &mut Vec<PathBuf>) {
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden {
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path, above),
            Ok(metadata) if metadata.is_file() && has_known_extension(path) => self.file(path, &metadata),
            Err(error) if has_known_extension(path) || is_loop(&error) => self.bad_error(path, &error),
            Ok(_) | Err(_) => {}
        }
    }

    fn bad_error(&mut self, path: &Path, error: &io::Error) {
        self.bad(path, &reason(error), mend_of(error));
    }

    fn bad(&mut self, path: &Path, message: &str, mend: &str) {
        self.entries.push(Entry::Bad(fault(&shown(path), 0, message, mend)));
    }
}

fn is_loop(error: &io::Error) -> bool {
    error.to_string().to_lowercase().contains("symbolic link")
}

fn sorted_children(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut children = Vec::new();
    for child in fs::read_dir(path)? {
        children.push(child?.path());
    }
    children.sort_unstable();
    Ok(children)
}

fn has_known_extension(path: &Path) -> bool {
    extension(&path.to_string_lossy()).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// The extension in lower case, once `.gz` and `.zst` are taken off.
pub(crate) fn extension(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let name = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    let file = name.rsplit(['/', '\\']).next()?;
    file.rsplit_once('.').map(|(_, extension)| extension.to_owned())
}

pub(crate) fn shown(path: &Path) -> Arc<str> {
    Arc::from(path.to_string_lossy().as_ref())
}
