//! Reading the lists that others publish: the CITES Checklist index, the Species+ listings, an EU annex, an
//! organisation's own list of taxa. Which it is, its header tells.
//!
//! A list is read whole or not at all: any fault, named by line and column, and no row of it counts.

use crate::table::is_date;
use crate::vocabulary::{Kingdom, Rank};
use pugmark_model::{Fault, Place};
use serde::Serialize;
use std::sync::Arc;

/// The most rows that are read of one list: thirty times the CITES index.
const MOST_ROWS: usize = 1_000_000;

/// What a list is, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// The index of the CITES Checklist: one row for each taxon of every rank, its listings summed up (`I/II/NC`).
    Index,
    /// A download of Species+: one row for each listing of a species.
    SpeciesPlus,
    /// A list of taxa with the annex or appendix of each.
    List,
}

impl Format {
    /// As messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Index => "CITES Checklist index",
            Self::SpeciesPlus => "Species+ listings",
            Self::List => "list of taxa",
        }
    }
}

/// How exactly the day of a list is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// The day itself.
    Day,
    /// The month; its middle is taken.
    Month,
    /// The year; its middle is taken.
    Year,
}

/// One row of an official list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialRow {
    /// 1-based line of the file.
    pub line: u64,
    /// The scientific name as it is written there, without authors.
    pub taxon: String,
    /// Its rank, where the list says so.
    pub rank: Option<Rank>,
    /// Its kingdom, where the list says so.
    pub kingdom: Option<Kingdom>,
    /// The law it is of: `CITES`, `EU`, or what a column `instrument` says.
    pub instrument: String,
    /// The appendices, annexes or categories, sorted; empty where the list says nothing, or that it is not covered.
    pub lists: Vec<String>,
    /// Whether the list says of the taxon, or of a part of it, that it is not covered (`NC`).
    pub not_covered: bool,
    /// Who listed it, for Appendix III.
    pub party: String,
    /// The entry under which it is listed, such as `Varanus spp.`.
    pub under: String,
    /// The populations, in the words of the list.
    pub population: String,
    /// Mark such as `#15`, in the words of the list.
    pub annotation: String,
    /// What else is said.
    pub note: String,
    /// In force from this day (ISO 8601), where the list says so.
    pub from: Option<String>,
    /// No longer in force from this day (ISO 8601), where the list says so.
    pub to: Option<String>,
}

impl OfficialRow {
    /// Whether the list leaves open what it says of the taxon: neither an appendix nor `NC`.
    pub fn is_silent(&self) -> bool {
        self.lists.is_empty() && !self.not_covered
    }
}

/// An official list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// What it is.
    pub format: Format,
    /// The path as the user gave it.
    pub path: Arc<str>,
    /// The day (ISO 8601) of which its name tells, and how exactly.
    pub date: Option<(String, Precision)>,
    /// Its rows, in their order.
    pub rows: Vec<OfficialRow>,
}

/// What a column holds, with the spellings of its heading: small letters and digits only, `#` kept.
const COLUMNS: [(Column, &[&str]); 12] = [
    (Column::Taxon, &["fullname", "scientificname", "taxon", "taxonname", "name"]),
    (Column::Rank, &["rankname", "rank"]),
    (Column::Kingdom, &["kingdom", "kingdomname"]),
    (
        Column::Listing,
        &[
            "currentlisting",
            "listing",
            "appendix",
            "citesappendix",
            "citeslisting",
            "annex",
            "euannex",
            "eulisting",
            "list",
        ],
    ),
    (Column::Instrument, &["instrument", "law"]),
    (Column::Party, &["party", "listedby"]),
    (Column::Under, &["listedunder"]),
    (Column::Population, &["population", "populations"]),
    (Column::Annotation, &["#fullnote", "annotation", "#annotation", "hashannotation"]),
    (Column::Note, &["fullnote", "note", "notes", "remarks"]),
    (Column::From, &["from", "effectivefrom", "effectiveat", "since", "date"]),
    (Column::To, &["to", "until"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Taxon,
    Rank,
    Kingdom,
    Listing,
    Instrument,
    Party,
    Under,
    Population,
    Annotation,
    Note,
    From,
    To,
}

/// Where each column stands.
struct Header {
    places: Vec<(Column, usize)>,
    shown: Vec<String>,
    width: usize,
    annex: bool,
}

impl Header {
    fn read(cells: &csv::StringRecord) -> Self {
        let shown: Vec<String> =
            cells.iter().map(|cell| cell.trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
        let plain: Vec<String> = shown.iter().map(|cell| plain(cell)).collect();
        let place = |spellings: &[&str]| {
            spellings.iter().find_map(|spelling| plain.iter().position(|known| known == spelling))
        };
        let places: Vec<(Column, usize)> = COLUMNS
            .iter()
            .filter_map(|(column, spellings)| place(spellings).map(|at| (*column, at)))
            .collect();
        let annex =
            places.iter().any(|(column, at)| *column == Column::Listing && plain[*at].ends_with("annex"));
        Self { places, width: shown.len(), shown, annex }
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, at)| *at)
    }

    fn has(&self, heading: &str) -> bool {
        self.shown.iter().any(|cell| plain(cell) == heading)
    }

    fn format(&self) -> Option<Format> {
        self.place(Column::Taxon)?;
        self.place(Column::Listing)?;
        Some(if self.has("fullname") && self.has("currentlisting") {
            Format::Index
        } else if self.has("scientificname") && self.has("listedunder") {
            Format::SpeciesPlus
        } else {
            Format::List
        })
    }

    fn heading(&self, column: Column) -> Option<String> {
        self.place(column).map(|at| self.shown[at].clone())
    }
}

fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric() || *c == '#').flat_map(char::to_lowercase).collect()
}

/// Reads a list. `path` is its name in messages, and may tell its day; `bytes` is its text, no longer compressed.
///
/// # Errors
/// Every fault, when there is one: a header that is none of those known, a cell that is no rank, appendix or day, a
/// row too long or too short, text that is not UTF-8.
pub fn read(path: &str, bytes: &[u8]) -> Result<Official, Vec<Fault>> {
    let shown: Arc<str> = path.into();
    let mut faults = Vec::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = match reader.headers() {
        Ok(cells) => Header::read(cells),
        Err(error) => {
            return Err(vec![broken(&shown, 1, &error)]);
        }
    };
    let Some(format) = header.format() else {
        return Err(vec![unknown_header(&shown, &header)]);
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(_) if rows.len() + faults.len() >= MOST_ROWS => {
                let message = format!("holds more than {MOST_ROWS} rows");
                faults.push(fault(&shown, 0, None, message, "part it into several files"));
                break;
            }
            Ok(record) => {
                let mut cells = Cells { header: &header, record: &record, path: &shown, faults: &mut faults };
                rows.extend(cells.row());
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(broken(&shown, line, &error));
            }
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(fault(
            &shown,
            0,
            None,
            "holds no row".to_owned(),
            "name a file with rows below its header",
        ));
    }
    if faults.is_empty() {
        Ok(Official { format, date: date_in(path), path: shown, rows })
    } else {
        Err(faults)
    }
}

/// A row under its header.
struct Cells<'a> {
    header: &'a Header,
    record: &'a csv::StringRecord,
    path: &'a Arc<str>,
    faults: &'a mut Vec<Fault>,
}

impl Cells<'_> {
    fn row(&mut self) -> Option<OfficialRow> {
        if self.record.len() != self.header.width {
            let message = format!("{} cells where {} are needed", self.record.len(), self.header.width);
            self.faults.push(fault(self.path, self.line(), None, message, "quote cells that hold a comma"));
            return None;
        }
        let before = self.faults.len();
        let taxon = self.taxon();
        let rank =
            self.known(Column::Rank, |text| Rank::from_spelling(&text.to_lowercase()), &Rank::spellings());
        let kingdom = self.known(Column::Kingdom, kingdom, "Animalia, Plantae");
        let (instrument, lists, not_covered) = self.listing();
        let (from, to) = (self.day(Column::From), self.day(Column::To));
        let row = OfficialRow {
            line: self.line(),
            taxon,
            rank,
            kingdom,
            instrument,
            lists,
            not_covered,
            party: self.text(Column::Party),
            under: self.text(Column::Under),
            population: self.text(Column::Population),
            annotation: self.text(Column::Annotation),
            note: self.text(Column::Note),
            from,
            to,
        };
        (self.faults.len() == before).then_some(row)
    }

    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn text(&self, column: Column) -> String {
        let cell = self.header.place(column).and_then(|at| self.record.get(at)).unwrap_or_default();
        // Spaces without break and doubled ones stand in the official files.
        cell.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn fault(&mut self, column: Column, message: String, mend: &str) {
        let heading = self.header.heading(column);
        self.faults.push(fault(self.path, self.line(), heading, message, mend));
    }

    fn taxon(&mut self) -> String {
        let name = self.text(Column::Taxon);
        let name = name.strip_suffix("spp.").unwrap_or(&name).trim_end().to_owned();
        if !name.starts_with(char::is_uppercase) {
            let message = format!("`{name}` is no scientific name");
            self.fault(Column::Taxon, message, "write it as `Manis javanica`, or delete the row");
        }
        name
    }

    fn known<T>(&mut self, column: Column, read: impl Fn(&str) -> Option<T>, all: &str) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let found = read(&text);
        if found.is_none() {
            let mend = format!("use one of: {all}");
            self.fault(column, format!("`{text}` is not one of the known words"), &mend);
        }
        found
    }

    /// The law, its lists, and whether something is said to be not covered.
    fn listing(&mut self) -> (String, Vec<String>, bool) {
        let text = self.text(Column::Listing);
        let mut lists: Vec<String> = text
            .split(['/', ',', '|'])
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        lists.sort();
        lists.dedup();
        let before = lists.len();
        lists.retain(|list| !is_nothing(list));
        let not_covered = lists.len() < before;
        let named = self.text(Column::Instrument);
        let instrument = if !named.is_empty() {
            named
        } else if lists.iter().any(|list| is_annex(list)) || (lists.is_empty() && self.header.annex) {
            "EU".to_owned()
        } else {
            "CITES".to_owned()
        };
        let fits: fn(&str) -> bool = match instrument.as_str() {
            "CITES" => is_appendix,
            "EU" => is_annex,
            _ => |_| true,
        };
        if let Some(odd) = lists.iter().find(|list| !fits(list)) {
            let message = format!("`{odd}` is no list of {instrument}");
            let mend = "write I, II, III or NC for CITES, A, B, C or D for the European Union, parted by /; name another law in a column `instrument`";
            self.fault(Column::Listing, message, mend);
        }
        (instrument, lists, not_covered)
    }

    fn day(&mut self, column: Column) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let day = iso(&text);
        if day.is_none() {
            let message = format!("`{text}` is not a date");
            self.fault(column, message, "write the year, month and day as 2026-11-22");
        }
        day
    }
}

fn is_appendix(text: &str) -> bool {
    matches!(text, "I" | "II" | "III")
}

fn is_annex(text: &str) -> bool {
    matches!(text, "A" | "B" | "C" | "D")
}

/// Whether a word of the listing says that something is not covered.
fn is_nothing(text: &str) -> bool {
    matches!(text, "NC" | "nc" | "-" | "not listed")
}

fn kingdom(text: &str) -> Option<Kingdom> {
    let text = text.to_lowercase();
    Kingdom::ALL
        .iter()
        .copied()
        .find(|kingdom| kingdom.spelling() == text || kingdom.taxon().to_lowercase() == text)
}

/// A day in the ways of the official files: `2017-01-02` or `02/01/2017`, day before month.
fn iso(text: &str) -> Option<String> {
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let turned = match text.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    is_date(&turned).then_some(turned)
}

/// The day of which a file's name tells: `2023-07-15`, `2023-07` (its middle), `2017` (its middle).
fn date_in(path: &str) -> Option<(String, Precision)> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let numbers: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    let year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let two = |at: usize| numbers.get(at).copied().filter(|part| part.len() == 2);
    let (at, first) = numbers.iter().enumerate().find(|(_, part)| year(part))?;
    let month = two(at + 1);
    let day = month.and(two(at + 2));
    let candidates = [
        (month.zip(day).map(|(month, day)| format!("{first}-{month}-{day}")), Precision::Day),
        (month.map(|month| format!("{first}-{month}-15")), Precision::Month),
        (Some(format!("{first}-07-01")), Precision::Year),
    ];
    candidates.into_iter().find_map(|(date, precision)| Some((date.filter(|date| is_date(date))?, precision)))
}

fn unknown_header(path: &Arc<str>, header: &Header) -> Fault {
    let mut shown = header.shown.join(",");
    if shown.chars().count() > 200 {
        shown = shown.chars().take(200).chain(['…']).collect();
    }
    let mend = "give a file with a column for the name (FullName, Scientific Name or taxon) and one for its list (CurrentListing, Listing, appendix or annex)";
    fault(path, 1, None, format!("the header is none of those known: {shown}"), mend)
}

fn broken(path: &Arc<str>, line: u64, error: &csv::Error) -> Fault {
    fault(path, line, None, format!("cannot be read: {error}"), "save the file as UTF-8 CSV")
}

fn fault(path: &Arc<str>, line: u64, column: Option<String>, message: String, mend: &str) -> Fault {
    Fault { place: Place { path: path.clone(), line }, column, message, mend: mend.to_owned() }
}
