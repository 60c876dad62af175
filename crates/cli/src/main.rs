//! The `pugmark` command: arguments in, the work of the other crates, an exit code out.

mod clock;
mod console;
mod engine;
mod evaluate;
mod exit;
mod explain;
mod faults;
mod high;
mod knowledge;
mod low;
mod manual;
mod output;
mod page;
mod pipeline;
mod progress;
mod scan;
mod show;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    silence_caught_panics();
    let command = match low::Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        Err(refusal) => return exit::refused(&refusal),
    };
    exit::code(run(command))
}

/// A damaged file can make the Parquet library panic. The reader catches that and reports a fault with file and mend,
/// so the panic's own message would only frighten.
fn silence_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let caught = panic.location().is_some_and(|location| location.file().contains("/parquet-"));
        if !caught {
            usual(panic);
        }
    }));
}

/// Turns what was typed into what is needed, and does it.
fn run(command: low::Command) -> exit::Done {
    match command {
        low::Command::Scan(typed) => scan::run(&high::scan(*typed)?),
        low::Command::Explain(typed) => explain::run(&high::explain(typed)),
        low::Command::Evaluate(typed) => evaluate::run(&high::evaluate(*typed)?),
        low::Command::Knowledge { question } => knowledge::run(&high::knowledge(question)),
        low::Command::Completions { shell } => manual::completions(shell),
        low::Command::Man { command } => manual::page(command.as_deref()),
    }
}
