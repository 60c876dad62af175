//! An organisation's own list of terms as tables of terms.

use super::{Change, Import, sources_without, table_text};
use crate::Knowledge;
use crate::atlas::Day;
use crate::table::Source;
use crate::tables::{Meaning, TERMS, Tables};
use pugmark_model::{Fault, Place};
use pugmark_text::language::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Other headings under which a column may stand.
const ALIASES: [(&str, &[&str]); 6] = [
    ("term", &["word", "keyword", "code word"]),
    ("language", &["lang", "language code"]),
    ("taxon", &["species", "scientific name"]),
    ("innocent", &["innocent sense", "other meaning"]),
    ("note", &["notes", "remarks", "comment", "comments"]),
    ("by", &["added by", "author"]),
];

/// The most rows that are read of one list.
const MOST_ROWS: usize = 1_000_000;

/// A row of the list, with where it stands.
struct Listed {
    line: u64,
    language: String,
    /// In the order of the columns of the table.
    cells: Vec<String>,
}

impl Knowledge {
    /// An organisation's own terms as tables to lay over those in force: CSV with the columns `term` and `language`; any
    /// other column of `terms/LANGUAGE.csv` may be there too. A term without a status begins as `shadow`, one without
    /// a kind as `code` that needs `context`; one without an id gets one made of its language and letters.
    ///
    /// # Errors
    /// Every fault, with the line and the heading of the list, and then nothing of it is to be used.
    pub fn import_terms(&self, path: &str, bytes: &[u8], today: Day) -> Result<Import, Vec<Fault>> {
        let mut reading = Reading {
            path: path.into(),
            today,
            headings: BTreeMap::new(),
            unknown: Vec::new(),
            faults: Vec::new(),
        };
        let mut rows = reading.read(bytes);
        reading.drop_doubles(&mut rows);
        let mut import = Import { unknown_columns: reading.unknown.clone(), ..Import::default() };
        let mut by_language: BTreeMap<String, Vec<&Listed>> = BTreeMap::new();
        for row in &rows {
            by_language.entry(format!("terms/{}.csv", row.language)).or_default().push(row);
        }
        let ids: BTreeMap<&str, &Listed> = rows.iter().map(|row| (row.cells[0].as_str(), row)).collect();
        let kept = self.kept_terms(&ids);
        for name in by_language.keys() {
            let old = kept.get(name).cloned().unwrap_or_default();
            let new = by_language[name].iter().map(|row| &row.cells);
            let mut all: Vec<&Vec<String>> = old.iter().chain(new).collect();
            all.sort_by(|a, b| a[0].cmp(&b[0]));
            import.tables.insert(name.clone(), table_text(&TERMS, all.into_iter()));
        }
        // A term that has changed its language leaves its old table.
        for (name, old) in &kept {
            if !import.tables.contains_key(name) && self.overlay_rows(name).len() != old.len() {
                import.tables.insert(name.clone(), table_text(&TERMS, old.iter()));
            }
        }
        reading.check(self, &kept, &by_language, &import.tables);
        if !reading.faults.is_empty() {
            return Err(reading.faults);
        }
        self.tell_terms(&rows, &mut import);
        Ok(import)
    }

    fn overlay_rows(&self, name: &str) -> Vec<Vec<String>> {
        let sources = self.overlay.iter().filter(|source| source.name == name);
        let rows = sources.flat_map(|source| {
            let mut reader = csv::Reader::from_reader(source.text.as_bytes());
            let cells: Vec<csv::StringRecord> = reader.records().flatten().collect();
            cells
        });
        rows.map(|cells| cells.iter().map(str::to_owned).collect()).collect()
    }

    /// The terms that were laid over before and stay, by table.
    fn kept_terms(&self, ids: &BTreeMap<&str, &Listed>) -> BTreeMap<String, Vec<Vec<String>>> {
        let tables = self.overlay.iter().filter(|source| source.folder() == "terms");
        let kept = |name: &str| {
            let rows = self.overlay_rows(name).into_iter();
            rows.filter(|row| row.first().is_none_or(|id| !ids.contains_key(id.as_str()))).collect()
        };
        tables.map(|source| (source.name.clone(), kept(&source.name))).collect()
    }

    /// Says what becomes different of each term.
    fn tell_terms(&self, rows: &[Listed], import: &mut Import) {
        let known: BTreeMap<&str, &crate::Entry> =
            self.compiled.entries.iter().filter_map(|entry| Some((entry.term_id()?, entry))).collect();
        for row in rows {
            let now = said(row);
            let was = known.get(row.cells[0].as_str()).map(|entry| self.said_of(entry)).unwrap_or_default();
            if was == now {
                import.same += 1;
            } else {
                import.changes.push(Change { line: row.line, name: row.cells[1].clone(), was, now });
            }
        }
    }

    /// A term of the tables in the words of [`said`].
    fn said_of(&self, entry: &crate::Entry) -> String {
        let Meaning::Term { taxon, product, kind, needs, status, innocent, .. } = &entry.meaning else {
            return String::new();
        };
        let taxon = taxon.map(|number| self.taxon(number).name.as_str()).unwrap_or_default();
        let product = product.map(|number| self.product(number).code.as_str()).unwrap_or_default();
        let parts = [
            status.spelling(),
            kind.spelling(),
            &entry.text,
            taxon,
            product,
            needs.spelling(),
            innocent,
            entry.language.tag(),
        ];
        phrase(&parts)
    }
}

/// What a row says of its term.
fn said(row: &Listed) -> String {
    let cell = |column: &str| row.cells[place(column)].as_str();
    phrase(&[
        cell("status"),
        cell("kind"),
        cell("term"),
        cell("taxon"),
        cell("product"),
        cell("needs"),
        cell("innocent"),
        &row.language,
    ])
}

fn phrase(parts: &[&str]) -> String {
    let [status, kind, term, taxon, product, needs, innocent, language] = parts else {
        return String::new();
    };
    let meant = [*taxon, *product].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let other = if innocent.is_empty() { String::new() } else { format!(", otherwise {innocent}") };
    format!("{status} {kind} `{term}` ({language}): {meant}, needs {needs}{other}")
}

/// The place of a column of the table.
fn place(column: &str) -> usize {
    TERMS.iter().position(|known| *known == column).unwrap_or_default()
}

struct Reading {
    path: Arc<str>,
    today: Day,
    /// The list's own heading of each column of the table, and its place.
    headings: BTreeMap<&'static str, (usize, String)>,
    unknown: Vec<String>,
    faults: Vec<Fault>,
}

impl Reading {
    fn read(&mut self, bytes: &[u8]) -> Vec<Listed> {
        let mut rows = Vec::new();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let width = match reader.headers() {
            Ok(header) => {
                let header: Vec<String> =
                    header.iter().map(|cell| cell.trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
                self.header(&header);
                header.len()
            }
            Err(error) => {
                self.fault(1, None, format!("no header: {error}"), "save the file as UTF-8 CSV");
                return rows;
            }
        };
        for needed in ["term", "language"] {
            if !self.headings.contains_key(needed) {
                let mend = "name the columns in the first line; term and language are needed";
                self.fault(1, None, format!("there is no column `{needed}`"), mend);
            }
        }
        if !self.faults.is_empty() {
            return rows;
        }
        for record in reader.records() {
            match record {
                Ok(_) if rows.len() >= MOST_ROWS => {
                    self.fault(
                        0,
                        None,
                        format!("holds more than {MOST_ROWS} rows"),
                        "part it into several files",
                    );
                    break;
                }
                Ok(cells) => rows.extend(self.row(&cells, width)),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    self.fault(line, None, format!("cannot be read: {error}"), "save the file as UTF-8 CSV");
                }
            }
        }
        if rows.is_empty() && self.faults.is_empty() {
            self.fault(0, None, "holds no row".to_owned(), "name a file with rows below its header");
        }
        rows
    }

    fn header(&mut self, header: &[String]) {
        for (at, heading) in header.iter().enumerate() {
            let plain = heading.to_lowercase().replace(['_', '-'], " ");
            let known = TERMS.into_iter().chain(["language"]).find(|column| {
                let aliases = ALIASES.iter().find(|(name, _)| name == column).map_or(&[][..], |(_, all)| all);
                *column == plain || aliases.contains(&plain.as_str())
            });
            match known {
                Some(column) if self.headings.contains_key(column) => {
                    let message = format!("two columns stand for `{column}`");
                    self.fault(1, Some(heading.clone()), message, "delete or rename one of them");
                }
                Some(column) => {
                    self.headings.insert(column, (at, heading.clone()));
                }
                None => self.unknown.push(heading.clone()),
            }
        }
    }

    fn row(&mut self, record: &csv::StringRecord, width: usize) -> Option<Listed> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != width {
            let message = format!("{} cells where {width} are needed", record.len());
            self.fault(line, None, message, "quote cells that hold a comma");
            return None;
        }
        let cell = |column: &str| {
            let at = self.headings.get(column).map(|(at, _)| *at);
            at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
        };
        let written = cell("language");
        let Some(language) = Language::from_tag(&written).filter(|_| !written.is_empty()) else {
            let message = format!("`{written}` is not a language tag known here");
            self.fault_in(line, "language", message, "use a BCP-47 tag such as en or zh");
            return None;
        };
        let language = language.tag().to_owned();
        let term = cell("term");
        let file = self.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let owner = file.split('.').next().unwrap_or_default().to_lowercase();
        let today = self.today.to_string();
        let cells = TERMS
            .iter()
            .map(|column| {
                let given = cell(column);
                let usual = match *column {
                    "id" => id(&owner, &language, &term),
                    "kind" => "code".to_owned(),
                    "needs" => "context".to_owned(),
                    "status" => "shadow".to_owned(),
                    "added" => today.clone(),
                    "by" => owner.clone(),
                    "source" => file.clone(),
                    _ => String::new(),
                };
                if given.is_empty() { usual } else { given }
            })
            .collect();
        Some(Listed { line, language, cells })
    }

    /// Tells of terms that stand twice in the list, and leaves the first.
    fn drop_doubles(&mut self, rows: &mut Vec<Listed>) {
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        rows.retain(|row| {
            let Some(before) = seen.get(&row.cells[0]) else {
                seen.insert(row.cells[0].clone(), row.line);
                return true;
            };
            let column = if self.headings.contains_key("id") { "id" } else { "term" };
            let message = format!("stands in line {before} already");
            self.fault_in(row.line, column, message, "delete one of the rows, or give each an id of its own");
            false
        });
    }

    /// Reads the new rows together with all others, and tells the faults of the new ones by the lines of the list.
    fn check(
        &mut self,
        known: &Knowledge,
        kept: &BTreeMap<String, Vec<Vec<String>>>,
        new: &BTreeMap<String, Vec<&Listed>>,
        tables: &BTreeMap<String, String>,
    ) {
        let mut sources = sources_without(known, tables);
        let source = |name: &str, shown: String, rows: &[&Vec<String>]| Source {
            name: name.to_owned(),
            shown,
            text: table_text(&TERMS, rows.iter().copied()),
            overlay: true,
        };
        for (name, rows) in kept.iter().filter(|(name, _)| tables.contains_key(*name)) {
            sources.push(source(name, name.clone(), &rows.iter().collect::<Vec<_>>()));
        }
        for (name, rows) in new {
            let cells: Vec<&Vec<String>> = rows.iter().map(|row| &row.cells).collect();
            sources.push(source(name, format!("new {name}"), &cells));
        }
        let mut faults = Vec::new();
        _ = Tables::read(&sources, &mut faults);
        for fault in faults {
            let rows = fault.place.path.strip_prefix("new ").and_then(|name| new.get(name));
            let Some(rows) = rows else {
                self.faults.push(fault);
                continue;
            };
            let line = line_of(rows, fault.place.line);
            let heading = fault
                .column
                .map(|column| self.headings.get(column.as_str()).map_or(column, |(_, own)| own.clone()));
            self.fault(line, heading, fault.message, &fault.mend);
        }
        self.faults.sort_by_key(|fault| fault.place.line);
    }

    fn fault_in(&mut self, line: u64, column: &str, message: String, mend: &str) {
        let heading = self.headings.get(column).map(|(_, heading)| heading.clone());
        self.fault(line, heading, message, mend);
    }

    fn fault(&mut self, line: u64, column: Option<String>, message: String, mend: &str) {
        let place = Place { path: Arc::clone(&self.path), line };
        self.faults.push(Fault { place, column, message, mend: mend.to_owned() });
    }
}

/// The line of the list for a line of a table made of it: cells may hold line breaks.
fn line_of(rows: &[&Listed], line: u64) -> u64 {
    let mut at = 2;
    for row in rows {
        if line <= at {
            return row.line;
        }
        at += 1 + row.cells.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
    }
    rows.last().map_or(0, |row| row.line)
}

/// An id of whose, which language and which letters.
fn id(owner: &str, language: &str, term: &str) -> String {
    let owner: String = owner.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    let owner = if owner.is_empty() { "own" } else { &owner };
    let plain = pugmark_text::Normal::plain(term);
    let hash = blake3::hash(plain.folded().as_bytes()).to_hex();
    format!("{owner}-{}-{}", language.to_lowercase(), &hash[..10])
}
