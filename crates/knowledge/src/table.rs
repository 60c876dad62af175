//! Reading a table: every fault with its file, line, column and mend, and no row lost in silence.

use pugmark_model::{Fault, Place};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

/// Where tables lie below the knowledge folder; those of a folder within are one for each language, law or kingdom.
pub(crate) const FOLDERS: [&str; 7] = ["", "cues", "innocent", "law", "names", "taxonomy", "terms"];

/// One table as text.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Path below the knowledge folder, such as `cues/en.csv`.
    pub(crate) name: String,
    /// How it is named in messages: the path as the user knows it.
    pub(crate) shown: String,
    pub(crate) text: String,
    /// Whether it is laid over the tables of the program: then its rows may take the place of theirs.
    pub(crate) overlay: bool,
}

impl Source {
    /// The folder below the knowledge folder; empty for a table that stands in it.
    pub(crate) fn folder(&self) -> &str {
        self.name.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's stem: the language of a table of names, cues or innocent phrases.
    pub(crate) fn stem(&self) -> &str {
        self.name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default()
    }

    fn fault(&self, line: u64, column: Option<&str>, message: String, mend: String) -> Fault {
        let place = Place { path: self.shown.as_str().into(), line };
        Fault { place, column: column.map(str::to_owned), message, mend }
    }
}

/// A row under its header.
pub(crate) struct Row<'a> {
    source: &'a Source,
    columns: &'a [&'static str],
    cells: &'a csv::StringRecord,
    pub(crate) line: u64,
    faults: &'a mut Vec<Fault>,
}

impl Row<'_> {
    /// A cell by its column; the columns were checked when the table was opened.
    pub(crate) fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|known| *known == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default().trim()
    }

    /// Notes a fault in a column.
    pub(crate) fn fault(&mut self, column: &str, message: impl Into<String>, mend: impl Into<String>) {
        let fault = self.source.fault(self.line, Some(column), message.into(), mend.into());
        self.faults.push(fault);
    }

    /// A cell that must not be empty.
    pub(crate) fn required(&mut self, column: &str) -> Option<String> {
        let value = self.cell(column).to_owned();
        if value.is_empty() {
            self.fault(column, "is empty", "fill it in or delete the row");
            return None;
        }
        Some(value)
    }

    /// A day that is in the calendar.
    pub(crate) fn date(&mut self, column: &str) -> Option<String> {
        let value = self.cell(column).to_owned();
        if is_date(&value) {
            return Some(value);
        }
        self.fault(column, format!("`{value}` is not a date"), "write the year, month and day as 2026-11-22");
        None
    }

    /// Whether its facts are confirmed: `confirmed` or `verify`.
    pub(crate) fn confirmed(&mut self, column: &str) -> Option<bool> {
        let read = |text: &str| match text {
            "confirmed" => Some(true),
            "verify" => Some(false),
            _ => None,
        };
        self.choice(column, read, "confirmed, verify")
    }

    /// Where the row stands, as messages name it.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.source.shown, self.line)
    }

    /// Whether the row is laid over the tables of the program.
    pub(crate) fn is_overlay(&self) -> bool {
        self.source.overlay
    }

    /// A cell of words parted by `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<String> {
        let words = self.cell(column).split('|').map(str::trim).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }

    /// A cell of a closed vocabulary.
    pub(crate) fn choice<T>(
        &mut self,
        column: &str,
        read: impl Fn(&str) -> Option<T>,
        all: &str,
    ) -> Option<T> {
        let value = self.cell(column).to_owned();
        let found = read(&value);
        if found.is_none() {
            self.fault(
                column,
                format!("`{value}` is not one of the known words"),
                format!("use one of: {all}"),
            );
        }
        found
    }
}

/// Whether a text is a day of the calendar as ISO 8601 writes it: `2026-11-22`.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' || bytes.contains(&b'+') {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1600..2200).contains(&year) && (1..=longest).contains(&day)
}

/// Reads a table with exactly these columns, row by row.
pub(crate) fn read(
    source: &Source,
    columns: &[&'static str],
    faults: &mut Vec<Fault>,
    mut each: impl FnMut(&mut Row<'_>),
) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source.text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => {
            header.iter().map(|cell| cell.trim_start_matches('\u{FEFF}').trim().to_owned()).collect()
        }
        Err(error) => {
            faults.push(source.fault(
                1,
                None,
                format!("no header: {error}"),
                String::from("save the file as UTF-8 CSV"),
            ));
            return;
        }
    };
    if header != columns {
        let mend = format!("the first line must be: {}", columns.join(","));
        faults.push(source.fault(1, None, format!("the columns are {}", header.join(",")), mend));
        return;
    }
    let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
    for record in reader.records() {
        match record {
            Ok(cells) => {
                let line = cells.position().map_or(0, csv::Position::line);
                if let Some(fault) = ill_formed(source, columns, &cells, &mut seen) {
                    faults.push(fault);
                    continue;
                }
                each(&mut Row { source, columns, cells: &cells, line, faults });
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let mend = String::from("save the file as UTF-8 CSV");
                faults.push(source.fault(line, None, format!("cannot be read: {error}"), mend));
            }
        }
    }
}

/// What no row of any table may be: too short or too long, running over several lines, with invisible characters,
/// the same as an earlier one.
fn ill_formed(
    source: &Source,
    columns: &[&'static str],
    cells: &csv::StringRecord,
    seen: &mut FxHashMap<u64, u64>,
) -> Option<Fault> {
    let line = cells.position().map_or(0, csv::Position::line);
    let fault = |column: Option<&str>, message: String, mend: &str| {
        Some(source.fault(line, column, message, mend.to_owned()))
    };
    if cells.len() != columns.len() {
        let message = format!("{} cells where {} are needed", cells.len(), columns.len());
        return fault(None, message, "quote cells that hold a comma, and close each quote");
    }
    for (column, cell) in columns.iter().zip(cells) {
        if cell.contains(['\n', '\r']) {
            let message = "runs over several lines".to_owned();
            return fault(Some(column), message, "close the quote, or write it in one line");
        }
        if let Some(odd) = cell.chars().find(|c| c.is_control() || *c == char::REPLACEMENT_CHARACTER) {
            let message = format!("holds the character {}", odd.escape_unicode());
            return fault(Some(column), message, "delete it, and save the file as UTF-8 text");
        }
    }
    let mut hasher = FxHasher::default();
    cells.iter().for_each(|cell| cell.hash(&mut hasher));
    match seen.entry(hasher.finish()) {
        Entry::Occupied(before) => {
            fault(None, format!("says the same as line {}", before.get()), "delete one of the rows")
        }
        Entry::Vacant(place) => {
            place.insert(line);
            None
        }
    }
}

/// A table's bytes as text; a fault with its line where they are not UTF-8.
pub(crate) fn decode(shown: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count() as u64;
        let place = Place { path: shown.into(), line };
        let mend = "save the file as UTF-8 text".to_owned();
        Fault { place, column: None, message: "is not UTF-8 text".to_owned(), mend }
    })
}

/// The keys of a table's rows: one that stands twice among the tables of the program, or twice among those laid over
/// them, is a fault.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys(FxHashMap<(String, bool), String>);

impl Keys {
    /// Whether the row may have this key; tells the fault where it may not.
    pub(crate) fn take(&mut self, row: &mut Row<'_>, column: &str, key: &str) -> bool {
        match self.0.entry((key.to_owned(), row.is_overlay())) {
            Entry::Occupied(before) => {
                let message = format!("`{key}` stands at {} already", before.get());
                row.fault(column, message, "delete one of the rows");
                false
            }
            Entry::Vacant(place) => {
                place.insert(row.place());
                true
            }
        }
    }
}

/// Content hash of tables, by path and text: 16 hexadecimal digits.
pub(crate) fn hash<'a>(sources: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, text) in sources {
        hasher.update(name.as_bytes());
        hasher.update(&[0]);
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
