//! `cargo xtask fuzz`: each target of `fuzz/` for a while, on the toolchain at hand.
//!
//! Seeds of our own making lie in `fuzz/seeds/TARGET`; what a run finds beyond them grows in `fuzz/corpus/TARGET` and is
//! taken up again by the next run. An input that breaks a target is left in `fuzz/artifacts/TARGET`.

use crate::Done;
use crate::shell::{cargo, has_subcommand, number, root, run as run_command, spoken, timed, unknown};
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
    run_command("cargo fuzz build", &mut cargo_fuzz("build", &[]))?;
    let mut broken = Vec::new();
    for target in &chosen {
        println!("--- {target}, {seconds} s");
        match fuzz(target, seconds) {
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
    let names = entries
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()));
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

/// `cargo fuzz VERB -s none …`: without a sanitizer, which no safe code needs, the stable toolchain does.
fn cargo_fuzz(verb: &str, rest: &[&str]) -> Command {
    let mut command = cargo(&["fuzz", verb, "--sanitizer", "none"]);
    // The fuzzer's builds have flags of their own: apart from the others, they spoil none.
    command.env_remove("CARGO_TARGET_DIR").args(rest);
    command
}

/// Runs one target; gives what it came to, or what broke it.
fn fuzz(target: &str, seconds: usize) -> Result<String, String> {
    let (corpus, seeds, artifacts) = (
        folder("corpus", target),
        folder("seeds", target),
        folder("artifacts", target),
    );
    fs::create_dir_all(&corpus).map_err(|error| format!("cannot make {}: {error}", corpus.display()))?;
    let before = inputs(&artifacts);
    let mut folders = vec![corpus.display().to_string()];
    folders.extend(seeds.is_dir().then(|| seeds.display().to_string()));
    let limits = [
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        format!("-timeout={SLOWEST}"),
        format!("-rss_limit_mb={LARGEST}"),
        "-verbosity=0".to_owned(),
        "-print_final_stats=1".to_owned(),
    ];
    let mut rest = vec![target];
    rest.extend(folders.iter().map(String::as_str));
    rest.push("--");
    rest.extend(limits.iter().map(String::as_str));
    let (done, time) = timed(|| run_command(target, &mut cargo_fuzz("run", &rest)));
    let new: Vec<String> = inputs(&artifacts)
        .difference(&before)
        .map(|path| path.display().to_string())
        .collect();
    match done {
        Ok(()) => Ok(format!(
            "whole after {}, corpus of {} inputs",
            spoken(time),
            inputs(&corpus).len()
        )),
        Err(error) if new.is_empty() => Err(error),
        Err(_) => Err(new.join(" ")),
    }
}

fn folder(kind: &str, target: &str) -> PathBuf {
    root().join("fuzz").join(kind).join(target)
}

fn inputs(folder: &Path) -> BTreeSet<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}
