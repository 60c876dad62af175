//! A folder of tables that changes whole or not at all.

use crate::exit::Stop;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The user's own folder of tables, by the custom of the system.
pub(super) fn own() -> Option<PathBuf> {
    let home = || env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        env::var_os("APPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        let data = env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        data.or_else(|| home().map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("pugmark").join("knowledge"))
}

/// A copy of a folder beside it, with some tables new. It takes the folder's place when it is committed, and goes
/// when it is not.
pub(super) struct Copy {
    target: PathBuf,
    made: TempDir,
}

impl Copy {
    /// Copies the folder, where there is one, and writes the tables.
    pub(super) fn make(target: &Path, tables: &BTreeMap<String, String>) -> Result<Self, Stop> {
        let trouble = |error: &io::Error| Stop::with_file("write", target, error);
        let made = Self::copy(target, tables).map_err(|error| trouble(&error))?;
        Ok(Self { target: target.to_owned(), made })
    }

    fn copy(target: &Path, tables: &BTreeMap<String, String>) -> io::Result<TempDir> {
        let parent =
            target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent)?;
        let made = tempfile::Builder::new().prefix(".pugmark-").tempdir_in(parent)?;
        if target.is_dir() {
            copy_all(target, made.path(), 0)?;
        }
        for (name, text) in tables {
            let path = made.path().join(name);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, text)?;
        }
        Ok(made)
    }

    /// Where the copy lies.
    pub(super) fn path(&self) -> &Path {
        self.made.path()
    }

    /// Puts the copy in the folder's place; where that fails, the folder is as it was.
    pub(super) fn commit(self) -> Result<(), Stop> {
        let Self { target, made } = self;
        let old = made.path().with_extension("old");
        let swap = || -> io::Result<()> {
            if target.exists() {
                fs::rename(&target, &old)?;
            }
            if let Err(error) = fs::rename(made.path(), &target) {
                if old.exists() {
                    fs::rename(&old, &target)?;
                }
                return Err(error);
            }
            Ok(())
        };
        swap().map_err(|error| Stop::with_file("write", &target, &error))?;
        // It bears another name now.
        _ = made.keep();
        if old.exists() {
            fs::remove_dir_all(&old).map_err(|error| Stop::with_file("remove", &old, &error))?;
        }
        Ok(())
    }
}

/// Copies what is in a folder. Links are followed as files are; folders are entered a few levels deep.
fn copy_all(from: &Path, to: &Path, depth: u8) -> io::Result<()> {
    /// Tables lie one level deep.
    const DEEPEST: u8 = 4;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.path().is_dir() {
            fs::copy(entry.path(), &target)?;
        } else if depth < DEEPEST {
            fs::create_dir(&target)?;
            copy_all(&entry.path(), &target, depth + 1)?;
        } else {
            let message = format!("{} lies too deep; move it away", entry.path().display());
            return Err(io::Error::other(message));
        }
    }
    Ok(())
}
