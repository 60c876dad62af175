//! Where bytes go: standard output, a device, or a file that appears whole or not at all.

use crate::exit::Stop;
use crate::high::Place;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An open output with a name for messages.
#[derive(Debug)]
pub(crate) struct Destination {
    name: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Standard(Stdout),
    /// A device, pipe or the like, which cannot be replaced by renaming.
    Device(File),
    /// A file that gets its name when all is written.
    Whole {
        unnamed: NamedTempFile,
        target: PathBuf,
    },
}

impl Destination {
    /// Opens a place for writing. A file that is there already is left alone until [`commit`](Self::commit).
    pub(crate) fn open(place: &Place) -> Result<Self, Stop> {
        match place {
            Place::Standard => {
                Ok(Self { name: "standard output".to_owned(), kind: Kind::Standard(io::stdout()) })
            }
            Place::File(path) => {
                let kind = open_file(path).map_err(|error| Stop::with_file("write", path, &error))?;
                Ok(Self { name: path.display().to_string(), kind })
            }
        }
    }

    /// Writes all bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let written = self.write_all(bytes);
        written.map_err(|error| self.trouble(&error))
    }

    /// Ends the output: all bytes are out, and a file bears its name.
    pub(crate) fn commit(mut self) -> Result<(), Stop> {
        let flushed = self.flush();
        flushed.map_err(|error| self.trouble(&error))?;
        if let Kind::Whole { unnamed, target } = self.kind {
            unnamed.persist(&target).map_err(|failure| Stop::with_file("write", &target, &failure.error))?;
        }
        Ok(())
    }

    /// The stop for an error of this output.
    pub(crate) fn trouble(&self, error: &io::Error) -> Stop {
        Stop::with_named("write", &self.name, error)
    }

    /// The name for messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.kind {
            Kind::Standard(stdout) => stdout.write(bytes),
            Kind::Device(file) => file.write(bytes),
            Kind::Whole { unnamed, .. } => unnamed.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kind {
            Kind::Standard(stdout) => stdout.flush(),
            Kind::Device(file) => file.flush(),
            Kind::Whole { unnamed, .. } => unnamed.flush(),
        }
    }
}

/// A device is written straight; anything else goes to an unnamed neighbour first. Links are followed, so that the
/// file they point at is replaced and not the link.
fn open_file(path: &Path) -> io::Result<Kind> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if !found.is_file() => {
            return OpenOptions::new().write(true).open(&target).map(Kind::Device);
        }
        Ok(found) if found.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        Ok(_) | Err(_) => {}
    }
    let folder = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut unnamed = tempfile::Builder::new();
    unnamed.prefix(".pugmark-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        unnamed.permissions(fs::Permissions::from_mode(0o666));
    }
    let unnamed = unnamed.tempfile_in(folder)?;
    Ok(Kind::Whole { unnamed, target })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.jsonl");
        fs::write(&path, "old").expect("a file");
        let place = Place::File(path.clone());

        let mut dropped = Destination::open(&place).expect("open");
        Destination::write(&mut dropped, b"half").expect("write");
        drop(dropped);
        assert_eq!(fs::read_to_string(&path).expect("still there"), "old");

        let mut whole = Destination::open(&place).expect("open");
        Destination::write(&mut whole, b"new").expect("write");
        whole.commit().expect("commit");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else is left behind");
    }

    #[test]
    fn a_folder_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let refused = Destination::open(&Place::File(folder.path().to_owned()));
        assert!(matches!(refused, Err(Stop::Trouble(message)) if message.contains("it is a folder")));
    }
}
