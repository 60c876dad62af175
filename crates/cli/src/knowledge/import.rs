//! `pugmark knowledge import`: lists of others as tables laid over the program's.

use super::{diff, folder, list};
use crate::console::{self, Paint, Style};
use crate::exit::{Done, Ending, Stop};
use crate::faults::Ledger;
use crate::high::{Import, ListKind, Place};
use crate::output::Destination;
use crate::{clock, engine};
use pugmark_knowledge::Knowledge;
use pugmark_knowledge::atlas::Day;
use pugmark_knowledge::import::Import as Made;
use pugmark_knowledge::official::{self, Official};
use pugmark_model::{Fault, Place as FaultPlace};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The most changes that are printed.
const MOST_PRINTED: usize = 200;

/// Lays a list over the tables.
pub(super) fn run(wish: &Import) -> Done {
    let target = target(wish)?;
    let has_tables = target.is_dir() && target.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    let tables = engine::knowledge(has_tables.then_some(target.as_path()))?;
    let shown = wish.file.display().to_string();
    let bytes = list::bytes(&wish.file)?;
    let made = if is_terms(wish.kind, &bytes) {
        tables.import_terms(&shown, &bytes, clock::today()).map_err(|faults| refused(&shown, &faults))?
    } else {
        let official = official::read(&shown, &bytes).map_err(|faults| refused(&shown, &faults))?;
        let faults = of_another_kind(&official, wish.kind);
        if !faults.is_empty() {
            return Err(refused(&shown, &faults));
        }
        let day = as_of(&tables, &official, wish.as_of);
        tables.import_law(&official, day)
    };
    if !made.changes.is_empty() {
        let copy = folder::Copy::make(&target, &made.tables)?;
        // What was made is read once more as it will be used.
        engine::knowledge(Some(copy.path()))?;
        if !wish.dry_run {
            copy.commit()?;
        }
    }
    let mut output = Destination::open(&Place::Standard)?;
    output.write(said(&made, &shown, &target, wish.dry_run).as_bytes())?;
    output.commit()?;
    Ok(Ending::Found)
}

fn target(wish: &Import) -> Result<PathBuf, Stop> {
    let own = || {
        folder::own().ok_or_else(|| {
            Stop::Trouble("there is no home folder to lay tables into; name one with --into".to_owned())
        })
    };
    let target = wish.into.clone().map_or_else(own, Ok)?;
    if target.exists() && !target.is_dir() {
        let shown = target.display();
        return Err(Stop::Trouble(format!("{shown} is a file; name a folder with --into")));
    }
    Ok(target)
}

/// Whether a list is one of terms: as told, or by its header.
fn is_terms(kind: Option<ListKind>, bytes: &[u8]) -> bool {
    if let Some(kind) = kind {
        return kind == ListKind::Terms;
    }
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(header).to_lowercase();
    let headings: Vec<&str> =
        header.split(',').map(|cell| cell.trim_matches(['"', ' ', '\r', '\u{FEFF}'])).collect();
    let has = |names: &[&str]| names.iter().any(|name| headings.contains(name));
    has(&["term", "word", "keyword"]) && !has(&["appendix", "annex", "listing", "currentlisting"])
}

/// A fault for the first row of another law than the one that was told.
fn of_another_kind(official: &Official, kind: Option<ListKind>) -> Vec<Fault> {
    let wanted = match kind {
        Some(ListKind::Cites) => "CITES",
        Some(ListKind::Eu) => "EU",
        _ => return Vec::new(),
    };
    let odd = official.rows.iter().find(|row| row.instrument != wanted);
    let fault = odd.map(|row| Fault {
        place: FaultPlace { path: official.path.clone(), line: row.line },
        column: None,
        message: format!("{} is listed by {}, not {wanted}", row.taxon, row.instrument),
        mend: "name the right --kind, or leave it out".to_owned(),
    });
    fault.into_iter().collect()
}

fn as_of(tables: &Knowledge, official: &Official, given: Option<Day>) -> Day {
    diff::day(tables, official, given).0
}

/// Tells the faults; of many only some.
fn refused(shown: &str, faults: &[Fault]) -> Stop {
    let mut ledger = Ledger::default();
    for fault in faults {
        ledger.enter(fault, &mut console::complain);
    }
    ledger.close(&mut console::complain);
    let count = if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) };
    Stop::Trouble(format!("{shown} has {count}; nothing of it was laid over: mend it, then try again"))
}

/// What changed, and how to use it.
fn said(made: &Made, shown: &str, target: &Path, dry_run: bool) -> String {
    let paint = Paint::for_output();
    let mut text = format!("{}\n", console::printable(shown));
    let changes = if dry_run { "would change" } else { "changed" };
    let counts = [
        (changes, made.changes.len()),
        ("the same already", made.same),
        ("explained by the tables", made.explained),
        ("cannot be laid over", made.left.len()),
    ];
    for (name, count) in counts {
        _ = writeln!(text, "{name:<24}{count:>8}");
    }
    if !made.unknown_columns.is_empty() {
        let columns = console::printable(&made.unknown_columns.join(", "));
        _ = writeln!(text, "columns passed over: {columns}");
    }
    for change in made.changes.iter().take(MOST_PRINTED) {
        let name = paint.dress(Style::Strong, &console::printable(&change.name));
        let was = if change.was.is_empty() { "new".to_owned() } else { console::printable(&change.was) };
        _ = writeln!(
            text,
            "\n{name} (line {})\n  {was}\n  → {}",
            change.line,
            console::printable(&change.now)
        );
    }
    more(&mut text, made.changes.len(), "changes");
    for left in made.left.iter().take(MOST_PRINTED) {
        let name = console::printable(&left.name);
        _ = writeln!(text, "\n{name} (line {}): not laid over: {}", left.line, console::printable(&left.why));
    }
    more(&mut text, made.left.len(), "rows that cannot be laid over");
    text.push('\n');
    let folder = console::printable(&target.display().to_string());
    if made.changes.is_empty() {
        text.push_str("nothing to change\n");
    } else if dry_run {
        _ = writeln!(text, "nothing was written; without --dry-run it goes to {folder}");
    } else {
        _ = writeln!(text, "laid into {folder}\nuse it with: pugmark scan … --knowledge {folder}");
    }
    text
}

fn more(text: &mut String, count: usize, what: &str) {
    if let Some(more) = count.checked_sub(MOST_PRINTED).filter(|more| *more > 0) {
        _ = writeln!(text, "\nand {more} more {what}");
    }
}
