//! `pugmark knowledge diff`: what an official list says otherwise than the tables, and why.

use super::list;
use crate::console;
use crate::exit::{Ending, Stop};
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::atlas::Day;
use pugmark_knowledge::diff::{Because, Diff, Difference, Reason};
use pugmark_knowledge::official::{Official, Precision};
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// The most differences that are printed; JSON has all.
const MOST_PRINTED: usize = 200;

/// What was compared, and what came of it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    file: &'a str,
    as_of_by: By,
    #[serde(flatten)]
    diff: Diff,
}

/// How the day of the comparison was found.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum By {
    Given,
    FileName,
    FileNameMonth,
    FileNameYear,
    Tables,
}

impl By {
    fn said(self) -> &'static str {
        match self {
            Self::Given => "as given",
            Self::FileName => "by the name of the file",
            Self::FileNameMonth => "the middle of the month in the name of the file",
            Self::FileNameYear => "the middle of the year in the name of the file",
            Self::Tables => "the day of the tables, as the file tells of none",
        }
    }
}

/// The text to print, and how the run ends: as `diff` does, found when nothing is left unexplained.
pub(super) fn run(
    tables: &Knowledge,
    path: &Path,
    as_of: Option<Day>,
    json: bool,
) -> Result<(String, Ending), Stop> {
    let official = list::read(path)?;
    let (day, by) = day(tables, &official, as_of);
    let diff = tables.diff(&official, day);
    let ending = if diff.explained == diff.different { Ending::Found } else { Ending::Nothing };
    let answer = Answer { file: &official.path, as_of_by: by, diff };
    let text = if json { super::json(&answer) } else { printed(&answer) };
    Ok((text, ending))
}

pub(super) fn day(tables: &Knowledge, official: &Official, given: Option<Day>) -> (Day, By) {
    if let Some(day) = given {
        return (day, By::Given);
    }
    let known = official.date.as_ref().and_then(|(text, precision)| Some((Day::parse(text)?, precision)));
    match known {
        Some((day, Precision::Day)) => (day, By::FileName),
        Some((day, Precision::Month)) => (day, By::FileNameMonth),
        Some((day, Precision::Year)) => (day, By::FileNameYear),
        None => (tables.as_of(), By::Tables),
    }
}

fn printed(answer: &Answer<'_>) -> String {
    let diff = &answer.diff;
    let mut text = String::new();
    let file = console::printable(answer.file);
    let laws = console::printable(&diff.instruments.join(", "));
    _ = writeln!(text, "{file}: {}", diff.format.name());
    _ = writeln!(text, "compared with {laws} as of {} ({})\n", diff.as_of, answer.as_of_by.said());
    let share = diff.same as f64 * 100.0 / diff.taxa.max(1) as f64;
    let counts = [
        ("taxa compared", diff.taxa, String::new()),
        ("  same", diff.same, format!("  {share:.2} %")),
        ("  different", diff.different, String::new()),
        ("    explained", diff.explained, String::new()),
        ("    not explained", diff.different - diff.explained, String::new()),
        ("not compared", diff.silent + diff.passed_over, String::new()),
        ("  no list given", diff.silent, String::new()),
        ("  sums, or not in force", diff.passed_over, String::new()),
    ];
    for (name, count, more) in counts {
        _ = writeln!(text, "{name:<24}{count:>8}{more}");
    }
    // What nobody explains comes first.
    let (explained, rest): (Vec<&Difference>, Vec<&Difference>) =
        diff.differences.iter().partition(|difference| difference.reason.is_explained());
    let all: Vec<&Difference> = rest.into_iter().chain(explained).collect();
    for difference in all.iter().take(MOST_PRINTED) {
        text.push_str(&told(difference));
    }
    if let Some(more) = all.len().checked_sub(MOST_PRINTED).filter(|more| *more > 0) {
        _ = writeln!(text, "\nand {more} more: --json prints all");
    }
    text
}

/// A difference in words.
fn told(difference: &Difference) -> String {
    let mut text = String::new();
    let name = console::printable(&difference.taxon);
    let (law, line) = (console::printable(&difference.instrument), difference.line);
    _ = write!(text, "\n{name} (line {line}): {law} {} there", console::printable(&difference.theirs));
    match &difference.accepted {
        Some(accepted) if *accepted != difference.taxon => {
            _ = writeln!(text, ", {} here as {}", difference.ours, console::printable(accepted));
        }
        Some(_) => _ = writeln!(text, ", {} here", difference.ours),
        None => text.push_str(", unknown here\n"),
    }
    let why = match difference.reason {
        Reason::ChangesLater => "explained: the same from a later day",
        Reason::ChangedEarlier => "explained: the same until an earlier day",
        Reason::KeptApart => "explained: the list counts in taxa that have rows of their own",
        Reason::UnknownName => "not explained: the name is in no table of the taxonomy",
        Reason::NotExplained => "not explained",
    };
    _ = writeln!(text, "  {why}");
    for row in &difference.because {
        _ = writeln!(text, "    {}", row_told(row));
    }
    text
}

fn row_told(row: &Because) -> String {
    let mut text = format!("{} {}", row.taxon, row.list);
    if !row.population.is_empty() {
        _ = write!(text, " ({})", row.population);
    }
    _ = write!(text, " from {}", row.from);
    if let Some(to) = row.to {
        _ = write!(text, " until {to}");
    }
    if !row.source.is_empty() {
        _ = write!(text, ": {}", row.source);
    }
    console::printable(&text)
}
