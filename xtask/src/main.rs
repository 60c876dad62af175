//! The chores of the project: `cargo xtask demo`, `test`, `bench`, `fuzz`, `collisions`.
//!
//! Each chore is one file here. A chore that fails ends with a code other than 0 and a line that says why.

// A chore speaks to the person who started it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod collisions;
mod demo;
mod fuzz;
mod memory;
mod shell;
mod test;

use std::process::ExitCode;

/// A chore's result: on failure, what went wrong and what to do.
type Done = Result<(), String>;

const USAGE: &str = "usage: cargo xtask CHORE

  demo  [--no-open]                            build the program and scan the sample it ships
  test                                         every check and every test
  bench [--peers] [--listings N] [--million N] [--json FILE]
                                               speed, start time and memory; with --peers beside Python peers
  fuzz  [--seconds 60] [TARGET]...             each fuzz target for that long
  collisions [--rate 0.0003] [--background FILE]...
                                               names that stand in ordinary text without a mark";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (chore, rest) = arguments.split_first().map_or(("", &[][..]), |(chore, rest)| (chore.as_str(), rest));
    let done = match chore {
        "demo" => demo::run(rest),
        "test" => test::run(rest),
        "bench" => bench::run(rest),
        "fuzz" => fuzz::run(rest),
        "collisions" => collisions::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        "" => Err(USAGE.to_owned()),
        other => Err(format!("no chore `{other}`\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
