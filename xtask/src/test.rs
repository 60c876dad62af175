//! `cargo xtask test`: every check and every test, each step named with its time.

use crate::Done;
use crate::shell::{cargo, has_subcommand, spoken, tee, timed, unknown};
use std::process::Command;
use std::time::Instant;

/// Runs all steps, also after one has failed, and fails if any has.
pub(crate) fn run(arguments: &[String]) -> Done {
    if let Some(argument) = arguments.first() {
        return Err(unknown(argument));
    }
    let start = Instant::now();
    let mut report = Report::default();
    report.step("formatting", &mut cargo(&["fmt", "--all", "--check"]));
    let lints = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    report.step("lints", &mut cargo(&lints));
    if has_subcommand("deny") {
        report.step("licences and advisories", &mut cargo(&["deny", "check"]));
    } else {
        report.skip(
            "licences and advisories",
            "cargo-deny is not installed; xtask/tests/licences.rs checks licences",
        );
    }
    let documentation = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    report.step("documentation", &mut with_denied_warnings(documentation));
    report.step("examples in the documentation", &mut cargo(&["test", "--workspace", "--doc", "--quiet"]));
    if has_subcommand("nextest") {
        let tests = ["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"];
        report.step("tests", &mut cargo(&tests));
    } else {
        report.step("tests", &mut cargo(&["test", "--workspace", "--all-targets", "--no-fail-fast"]));
    }
    report.close(start)
}

fn with_denied_warnings(mut command: Command) -> Command {
    command.env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private_intra_doc_links");
    command
}

/// What the steps came to.
#[derive(Debug, Default)]
struct Report {
    told: Vec<String>,
    failed: Vec<&'static str>,
    counts: Counts,
}

impl Report {
    fn step(&mut self, name: &'static str, command: &mut Command) {
        println!("--- {name}");
        let (result, time) = timed(|| tee(name, command));
        let (passed, lines) = result.unwrap_or_else(|error| (false, vec![error]));
        let counts = Counts::of(&lines);
        self.counts.passed += counts.passed;
        self.counts.failed += counts.failed;
        if passed && counts.failed == 0 {
            self.told.push(format!("{name}: passed in {}", spoken(time)));
        } else {
            self.told.push(format!("{name}: FAILED after {}", spoken(time)));
            self.failed.push(name);
        }
    }

    fn skip(&mut self, name: &'static str, why: &str) {
        self.told.push(format!("{name}: skipped, {why}"));
    }

    /// Tells all steps, then the tests of all runners in one line.
    fn close(self, start: Instant) -> Done {
        println!("---");
        for line in &self.told {
            println!("{line}");
        }
        println!("all steps: {}", spoken(start.elapsed()));
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        if self.failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", self.failed.join(", "))) }
    }
}

/// Tests as the runners count them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    /// The closing counts of a runner's output. Nextest repeats what a failed test wrote, closing lines of the
    /// built-in runner among it, so where nextest has summed up, its own last line counts alone.
    fn of(lines: &[String]) -> Self {
        let mut counts = Self::default();
        let summed_up = lines.iter().rev().find(|line| line.trim_start().starts_with("Summary ["));
        match summed_up {
            Some(line) => counts.read(line),
            None => lines.iter().for_each(|line| counts.read(line)),
        }
        counts
    }

    /// Reads a closing line of nextest (`Summary [ 1.2s] 9 tests run: 8 passed, 1 failed`) or of the built-in
    /// runner (`test result: ok. 8 passed; 1 failed; …`).
    fn read(&mut self, line: &str) {
        let line = line.trim_start();
        let counted = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
            .or_else(|| line.strip_prefix("Summary [").and_then(|rest| rest.split_once(" run: ")));
        let Some((_, counted)) = counted else { return };
        for part in counted.split([',', ';']) {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|word| word.parse::<u64>().ok());
            match (number, words.next()) {
                (Some(number), Some("passed")) => self.passed += number,
                (Some(number), Some("failed" | "timed")) => self.failed += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn check(line: &str, passed: u64, failed: u64) {
        let mut counts = Counts::default();
        counts.read(line);
        assert_eq!(counts, Counts { passed, failed }, "{line}");
    }

    #[test]
    fn a_failed_test_is_counted_once() {
        let lines = [
            "test result: FAILED. 0 passed; 1 failed; 0 ignored",
            "     Summary [ 1s] 3 tests run: 2 passed, 1 failed",
        ];
        assert_eq!(Counts::of(&lines.map(str::to_owned)), Counts { passed: 2, failed: 1 });
    }

    #[test]
    fn closing_lines_are_counted() {
        check("     Summary [   1.234s] 9 tests run: 8 passed (1 slow), 1 failed, 2 skipped", 8, 1);
        check("     Summary [   0.034s] 1 test run: 1 passed, 0 skipped", 1, 0);
        check("     Summary [   3.034s] 3/9 tests run: 2 passed, 1 timed out, 0 skipped", 2, 1);
        check("test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out", 5, 0);
        check("test result: FAILED. 5 passed; 2 failed; 0 ignored", 5, 2);
        check("        PASS [   0.010s] pugmark-text a_test_of_3_passed", 0, 0);
    }
}
