//! Lists the tables of function words so that they are embedded, whichever languages there are.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data/function_words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut list = String::from("&[\n");
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "csv")) {
        let tag = path.file_stem().unwrap_or_default().to_string_lossy();
        let _ = writeln!(list, "    ({tag:?}, include_str!({:?})),", path.display().to_string());
    }
    list.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("function_words.rs"), list)
}
