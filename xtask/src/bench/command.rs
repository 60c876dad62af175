//! The command from outside: how soon it answers, how fast it scans a large file, how much memory it holds.

use super::texts::Texts;
use super::{Budget, Figures};
use crate::memory;
use crate::shell::timed;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Starts of which the median counts.
const STARTS: usize = 20;

/// Time from the start of the command to its first assessment, on a file of one listing.
pub(super) fn start(
    binary: &Path,
    folder: &Path,
    texts: &Texts,
    figures: &mut Figures,
) -> Result<(), String> {
    let file = folder.join("one.jsonl");
    texts.write(&file, 1)?;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let (line, time) = timed(|| first_line(Command::new(binary).arg("scan").arg(&file)));
        if !line.map_err(|error| format!("cannot start {}: {error}", binary.display()))?.starts_with('{') {
            return Err("the command printed no assessment".to_owned());
        }
        times.push(time);
    }
    times.sort_unstable();
    Figures::title("the command");
    let median = times[STARTS / 2].as_secs_f64() * 1e3;
    figures.add("start to first assessment", median, "ms", Budget::Below(150.0));
    Ok(())
}

fn first_line(command: &mut Command) -> std::io::Result<String> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    if let Some(output) = child.stdout.take() {
        BufReader::new(output).read_line(&mut line)?;
    }
    child.wait()?;
    Ok(line)
}

/// Scans a large file, JSONL to JSONL, with one thread and with two.
pub(super) fn scan(
    binary: &Path,
    folder: &Path,
    texts: &Texts,
    count: usize,
    figures: &mut Figures,
) -> Result<(), String> {
    let file = folder.join("many.jsonl");
    texts.write(&file, count)?;
    let megabytes = std::fs::metadata(&file).map_or(f64::NAN, |data| data.len() as f64 / 1e6);
    Figures::title(&format!("pugmark scan, {count} listings, JSONL to JSONL ({megabytes:.0} MB)"));
    let mut rates = Vec::new();
    for threads in ["1", "2"] {
        let output = folder.join("assessments.jsonl");
        let (time, peak) = scan_once(binary, &file, &output, threads)?;
        let rate = count as f64 / time.as_secs_f64();
        rates.push(rate);
        figures.add(&format!("scan, threads {threads}"), rate, "listings/s", Budget::None);
        figures.add(
            &format!("scan, threads {threads}, input"),
            megabytes / time.as_secs_f64(),
            "MB/s",
            Budget::None,
        );
        if let Some(peak) = peak {
            figures.add(&format!("scan, threads {threads}, peak memory"), peak, "MB", Budget::Below(400.0));
        }
    }
    figures.add("scan, two threads to one", rates[1] / rates[0], "x", Budget::AtLeast(1.8));
    Ok(())
}

fn scan_once(
    binary: &Path,
    file: &Path,
    output: &Path,
    threads: &str,
) -> Result<(Duration, Option<f64>), String> {
    let mut command = Command::new(binary);
    command.args(["scan", "--quiet", "--threads", threads, "--output"]).arg(output).arg(file);
    let (ended, time) = timed(|| memory::wait(&mut command.spawn()?));
    let (status, peak) = ended.map_err(|error| format!("cannot run {}: {error}", binary.display()))?;
    // 0 and 1 tell whether anything is suspected.
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("the scan failed: {status}"));
    }
    Ok((time, peak))
}
