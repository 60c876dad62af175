//! `cargo xtask fuzz`: each target of `fuzz/` for a while, on the toolchain at hand.
//!
//! Seeds of our own making lie in `fuzz/seeds/TARGET`; what a run finds beyond them grows in `fuzz/corpus/TARGET` and is
//! taken up again by the next run. An input that breaks a target is left in `fuzz/artifacts/TARGET`.

use crate::Done;
use crate::shell::{
    cargo, has_subcommand, number, read, root, run as run_command, spoken, tee, timed, unknown,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of cargo-fuzz that is installed where none is there.
const CARGO_FUZZ: &str = "0.13.2";

/// Longest input tried, in bytes: listings are short, and long ones are slow to try.
const LONGEST: usize = 6_000;

/// Seconds that one input may take, and MB that a target may hold, before it counts as broken.
const SLOWEST: usize = 10;
const LARGEST: usize = 2048;

/// Runs the targets named, or all of them.
pub(crate) fn run(arguments: &[String]) -> Done {
    let all = targets()?;
    let mut seconds = 60;
    let mut chosen = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = number(argument, &mut arguments)?,
            option if option.starts_with('-') => return Err(unknown(option)),
            target if all.iter().any(|known| known == target) => chosen.push(target.to_owned()),
            other => return Err(format!("no target `{other}`; there are {}", all.join(", "))),
        }
    }
    let chosen = if chosen.is_empty() { all } else { chosen };
    install()?;
    let built = build()?;
    let mut broken = Vec::new();
    for target in &chosen {
        println!("--- {target}, {seconds} s");
        match fuzz(&built, target, seconds) {
            Ok(told) => println!("{target}: {told}"),
            Err(told) => {
                println!("{target}: BROKEN: {told}");
                broken.push(format!("{target}: {told}"));
            }
        }
    }
    if broken.is_empty() {
        println!("{} targets, {seconds} s each, none broken", chosen.len());
        return Ok(());
    }
    Err(format!("broken:\n{}", broken.join("\n")))
}

/// The names of the targets: the files of `fuzz/fuzz_targets`.
fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let names = entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}

/// Installs cargo-fuzz where it is missing.
fn install() -> Done {
    if has_subcommand("fuzz") {
        return Ok(());
    }
    println!("installing cargo-fuzz {CARGO_FUZZ}");
    run_command(
        "cargo install cargo-fuzz",
        &mut cargo(&["install", "--locked", "cargo-fuzz", "--version", CARGO_FUZZ]),
    )
}

/// Builds all targets, without a sanitizer, which no safe code needs: so the stable toolchain does. Gives their folder.
fn build() -> Result<PathBuf, String> {
    let mut command = cargo(&["fuzz", "build", "--sanitizer", "none"]);
    // The fuzzer's builds have flags of their own: apart from the others, they spoil none.
    run_command("cargo fuzz build", command.env_remove("CARGO_TARGET_DIR"))?;
    let told = read("rustc -vV", Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("`rustc -vV` does not tell its host")?;
    Ok(root().join("fuzz/target").join(host).join("release"))
}

/// Runs one target; gives what it came to, or what broke it.
fn fuzz(built: &Path, target: &str, seconds: usize) -> Result<String, String> {
    let [corpus, seeds, artifacts] = ["corpus", "seeds", "artifacts"].map(|kind| folder(kind, target));
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    }
    let before = inputs(&artifacts);
    let mut command = Command::new(built.join(target));
    command.arg(&corpus);
    if seeds.is_dir() {
        command.arg(&seeds);
    }
    command.arg(format!("-artifact_prefix={}/", artifacts.display())).args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        format!("-timeout={SLOWEST}"),
        format!("-rss_limit_mb={LARGEST}"),
        "-print_final_stats=1".to_owned(),
    ]);
    let (done, time) = timed(|| tee(target, &mut command));
    let (whole, lines) = done?;
    let new: Vec<String> =
        inputs(&artifacts).difference(&before).map(|path| path.display().to_string()).collect();
    if whole {
        let tried = lines.iter().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        let (tried, kept) = (tried.unwrap_or("?").trim(), inputs(&corpus).len());
        return Ok(format!("whole after {}, {tried} inputs tried, {kept} kept", spoken(time)));
    }
    Err(if new.is_empty() { "it ended without leaving an input".to_owned() } else { new.join(" ") })
}

fn folder(kind: &str, target: &str) -> PathBuf {
    root().join("fuzz").join(kind).join(target)
}

fn inputs(folder: &Path) -> BTreeSet<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}
