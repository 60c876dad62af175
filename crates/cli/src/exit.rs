//! How a run can end, and the exit codes that tell of it: 0 something suspected (or done), 1 nothing, 2 trouble.

use crate::console;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The end of a run that was not stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Something was suspected, or the thing asked for was done.
    Found,
    /// All was read and nothing was suspected.
    Nothing,
    /// Something could not be read; the rest was done.
    Faulty,
}

/// Why a run was stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The reader of our output has gone: no trouble of ours.
    PipeClosed,
    /// A message for the user: lower case, no full stop, says what to do.
    Trouble(String),
}

/// The result of a command.
pub(crate) type Done = Result<Ending, Stop>;

impl Stop {
    /// Trouble with a file, which the message names.
    pub(crate) fn with_file(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::with_named(doing, &path.display(), error)
    }

    /// Trouble with something named, such as `standard output`.
    pub(crate) fn with_named(doing: &str, name: &impl fmt::Display, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::PipeClosed;
        }
        Self::Trouble(format!("cannot {doing} {name}: {}", reason(error)))
    }
}

/// What the system says, in the house's form, with what to do.
fn reason(error: &io::Error) -> String {
    let advice = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path",
        io::ErrorKind::PermissionDenied => "no permission; ask for access or choose another place",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "no space left; free some or choose another place with --output"
        }
        io::ErrorKind::IsADirectory => "it is a folder; name a file",
        io::ErrorKind::ReadOnlyFilesystem => {
            "the file system is read-only; choose another place with --output"
        }
        io::ErrorKind::NotADirectory => "a part of the path is not a folder; check the path",
        _ => return error.to_string().to_lowercase(),
    };
    advice.to_owned()
}

/// The exit code of a result; trouble is told on standard error.
pub(crate) fn code(done: Done) -> ExitCode {
    match done {
        Ok(Ending::Found) | Err(Stop::PipeClosed) => ExitCode::from(0),
        Ok(Ending::Nothing) => ExitCode::from(1),
        Ok(Ending::Faulty) => ExitCode::from(2),
        Err(Stop::Trouble(message)) => {
            console::complain(&message);
            ExitCode::from(2)
        }
    }
}

/// The exit code when the arguments were refused, or help was asked for.
pub(crate) fn refused(refusal: &clap::Error) -> ExitCode {
    let trouble = refusal.use_stderr();
    match refusal.print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ if trouble => ExitCode::from(2),
        _ => ExitCode::from(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_trouble() {
        let error = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(matches!(Stop::with_named("write", &"x", &error), Stop::PipeClosed));
    }

    #[test]
    fn messages_name_the_file_and_a_way_out() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let Stop::Trouble(message) = Stop::with_file("write", Path::new("a/b.jsonl"), &error) else {
            panic!("a full disk is trouble");
        };
        assert_eq!(
            message,
            "cannot write a/b.jsonl: no space left; free some or choose another place with --output"
        );
    }
}
