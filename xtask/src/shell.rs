//! Running other programs, and reading a chore's own arguments.

use crate::Done;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Cargo, as it was called for this chore, in the folder of the workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// Whether cargo has a subcommand, such as `nextest`.
pub(crate) fn has_subcommand(name: &str) -> bool {
    let mut command = cargo(&[name, "--version"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Where cargo builds: `CARGO_TARGET_DIR`, else `target/` of the workspace.
pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Builds the release binary and gives its path.
pub(crate) fn release_binary() -> Result<PathBuf, String> {
    let mut build = cargo(&["build", "--release", "--package", "pugmark-cli"]);
    run("cargo build --release --package pugmark-cli", &mut build)?;
    Ok(target_folder().join("release").join(format!("pugmark{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs a command to its end, its output shown as it is; an error names it.
pub(crate) fn run(name: &str, command: &mut Command) -> Done {
    let status = command.status().map_err(|error| format!("cannot start `{name}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{name}` failed: {status}")) }
}

/// Runs a command to its end and gives what it wrote on standard output.
pub(crate) fn read(name: &str, command: &mut Command) -> Result<String, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start `{name}`: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{name}` failed: {}", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, shows what it writes as it comes, and gives its success and its lines.
pub(crate) fn tee(name: &str, command: &mut Command) -> Result<(bool, Vec<String>), String> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cannot start `{name}`: {error}"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let lines = std::thread::scope(|scope| {
        let out = scope.spawn(|| echo(out, &mut std::io::stdout()));
        let mut lines = echo(err, &mut std::io::stderr());
        lines.extend(out.join().unwrap_or_default());
        lines
    });
    let status = child.wait().map_err(|error| format!("cannot wait for `{name}`: {error}"))?;
    Ok((status.success(), lines))
}

fn echo(stream: Option<impl Read>, sink: &mut impl Write) -> Vec<String> {
    let Some(stream) = stream else { return Vec::new() };
    let mut lines = Vec::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A closed terminal must not end the chore.
        let _ = writeln!(sink, "{line}");
        lines.push(line);
    }
    lines
}

/// The value after an option such as `--seconds`.
pub(crate) fn value<'a>(
    option: &str,
    arguments: &mut std::slice::Iter<'a, String>,
) -> Result<&'a str, String> {
    arguments.next().map(String::as_str).ok_or_else(|| format!("`{option}` wants a value after it"))
}

/// The number after an option.
pub(crate) fn number(option: &str, arguments: &mut std::slice::Iter<'_, String>) -> Result<usize, String> {
    let text = value(option, arguments)?;
    text.parse().map_err(|_| format!("`{option} {text}`: give a whole number"))
}

/// An error for an argument that a chore does not know.
pub(crate) fn unknown(argument: &str) -> String {
    format!("`{argument}` is not known here; `cargo xtask help` lists what is")
}

/// A time as people read it: `0.42 s`, `3 min 12 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        return format!("{} min {} s", seconds / 60, seconds % 60);
    }
    format!("{:.2} s", time.as_secs_f64())
}

/// Does something and gives its result with the time it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
