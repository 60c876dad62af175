//! `cargo xtask bench`: speed, start time and memory, each beside its budget. Nothing here fails for being slow:
//! the figures depend on the machine and on what else runs there.

mod command;
mod peers;
mod texts;

use crate::Done;
use crate::shell::{cargo, number, read, release_binary, target_folder, unknown, value};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// What to measure.
struct Asked {
    peers: bool,
    listings: usize,
    million: usize,
    json: Option<PathBuf>,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self { peers: false, listings: 20_000, million: 1_000_000, json: None };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--peers" => asked.peers = true,
                "--listings" => asked.listings = number(argument, &mut arguments)?.max(1),
                "--million" => asked.million = number(argument, &mut arguments)?,
                "--json" => asked.json = Some(value(argument, &mut arguments)?.into()),
                other => return Err(unknown(other)),
            }
        }
        Ok(asked)
    }
}

/// Measures and prints, and writes the figures to a file if asked.
pub(crate) fn run(arguments: &[String]) -> Done {
    let asked = Asked::read(arguments)?;
    let folder = Folder::new()?;
    let mut figures = Figures::default();

    let texts = texts::load()?;
    println!("texts: {} ({} of them, repeated to {})", texts.from, texts.all.len(), asked.listings);
    let file = folder.0.join("listings.jsonl");
    texts.write(&file, asked.listings)?;
    let build = ["build", "--release", "--quiet", "--package", "pugmark-score", "--example", "throughput"];
    crate::shell::run("cargo build --release --example throughput", &mut cargo(&build))?;
    let binary = release_binary()?;

    stage_one(&file, &mut figures)?;
    command::start(&binary, &folder.0, &texts, &mut figures)?;
    if asked.million > 0 {
        command::scan(&binary, &folder.0, &texts, asked.million, &mut figures)?;
    }
    if asked.peers {
        peers::measure(&file, &mut figures)?;
    }
    if let Some(path) = asked.json {
        figures.texts(&texts.from);
        let text = format!("{:#}\n", Value::Object(figures.0));
        fs::write(&path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Runs the scorer alone over the listings; gives what it measured.
fn throughput(file: &Path) -> Result<Value, String> {
    let program = target_folder().join("release/examples/throughput");
    let printed = read("throughput", std::process::Command::new(program).arg(file))?;
    serde_json::from_str(&printed).map_err(|error| format!("throughput: {error}"))
}

/// Measures the scorer alone.
fn stage_one(file: &Path, figures: &mut Figures) -> Result<(), String> {
    let measured = throughput(file)?;
    let of = |name: &str| measured[name].as_f64().unwrap_or(f64::NAN);
    let (one, two) = (of("one_thread_per_second"), of("two_threads_per_second"));
    let mean = of("bytes") / of("listings");
    Figures::title("stage one: a parsed listing to its assessment");
    figures.add("mean bytes of a listing", mean, "bytes", Budget::None);
    figures.add("one thread", one, "listings/s", Budget::AtLeast(100_000.0));
    figures.add("one thread, text", one * mean / 1e6, "MB/s", Budget::None);
    figures.add("two threads", two, "listings/s", Budget::None);
    figures.add("two threads, text", two * mean / 1e6, "MB/s", Budget::None);
    figures.add("two threads to one", two / one, "x", Budget::AtLeast(1.8));
    figures.add("p50 of one listing", of("p50_us"), "us", Budget::None);
    figures.add("p99 of one listing", of("p99_us"), "us", Budget::Below(1_000.0));
    figures.add("slowest listing", of("max_us"), "us", Budget::None);
    figures.add("loading the tables", of("loading_ms"), "ms", Budget::None);
    Ok(())
}

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
enum Budget {
    None,
    AtLeast(f64),
    Below(f64),
}

/// Figures as they are printed and kept: name to value and unit.
#[derive(Default)]
struct Figures(Map<String, Value>);

impl Figures {
    fn title(title: &str) {
        println!("\n{title}");
    }

    fn add(&mut self, name: &str, figure: f64, unit: &str, budget: Budget) {
        let held = match budget {
            Budget::None => String::new(),
            Budget::AtLeast(least) => format!("budget >= {}: {}", shown(least), met(figure >= least)),
            Budget::Below(most) => format!("budget < {}: {}", shown(most), met(figure < most)),
        };
        println!("{}", format!("  {name:<34}{:>12} {unit:<12}{held}", shown(figure)).trim_end());
        self.0.insert(name.to_owned(), serde_json::json!({ "value": figure, "unit": unit }));
    }

    fn texts(&mut self, from: &str) {
        self.0.insert("texts".to_owned(), from.into());
    }
}

fn met(is_met: bool) -> &'static str {
    if is_met { "met" } else { "NOT met" }
}

/// A number with as many places as it deserves, thousands parted.
fn shown(figure: f64) -> String {
    if figure.abs() < 100.0 {
        return format!("{figure:.2}");
    }
    let digits = format!("{figure:.0}");
    let mut parted = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && !parted.ends_with('-') {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// A folder for the run's large files, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, String> {
        let path = target_folder().join(format!("bench-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("cannot make {}: {error}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is below target/, which may always be thrown away.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_are_parted_by_thousands() {
        assert_eq!(shown(1.8), "1.80");
        assert_eq!(shown(101_234.4), "101,234");
        assert_eq!(shown(1_000_000.0), "1,000,000");
        assert_eq!(shown(999.6), "1,000");
        assert_eq!(shown(-123_456.0), "-123,456");
    }
}
