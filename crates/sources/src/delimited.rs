//! Tables of delimited text: the header, the splitting into rows, and a row to a listing.

use crate::batch::{Chunk, Context, Item, Notes};
use crate::cells::{Scan, cells, scan_row};
use crate::checks::finish;
use crate::fields::{Target, put_text, same_column};
use crate::lines::{Splitter, bad, failure, fault, too_long};
use crate::options::{Limits, Options};
use crate::window::Window;
use pugmark_model::{Fault, Listing, Record};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Delimiters looked for, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The columns of a table.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) delimiter: u8,
    /// Names as written.
    names: Vec<String>,
    /// `(column, field)`, in the order in which they are put into a listing.
    targets: Vec<(usize, Target)>,
}

impl Header {
    fn of(row: &str, delimiter: u8, options: &Options) -> Self {
        let names: Vec<String> = cells(row, delimiter).map(|cell| cell.trim().to_owned()).collect();
        let mut ranked: Vec<(usize, usize, Target)> = Vec::new();
        for (column, name) in names.iter().enumerate() {
            let mapped = options.map.iter().position(|(_, mapped)| same_column(mapped, name));
            if let Some(rank) = mapped {
                let target = Target::of(&options.map[rank].0);
                ranked.extend(target.map(|(target, _)| (rank, column, target)));
            } else if let Some((target, rank)) = Target::of(name) {
                ranked.push((options.map.len() + rank, column, target));
            }
        }
        ranked.sort_unstable();
        // Of a doubled column only the first is read.
        ranked.dedup_by(|later, earlier| same_column(&names[later.1], &names[earlier.1]));
        let targets = ranked.into_iter().map(|(_, column, target)| (column, target)).collect();
        Header { delimiter, names, targets }
    }

    /// Whether the table holds anything that a listing needs.
    fn is_usable(&self) -> bool {
        let needed = |target| matches!(target, Target::Title | Target::Text | Target::Images);
        self.targets.iter().any(|(_, target)| needed(*target))
    }

    fn listed(&self) -> String {
        const MOST: usize = 30;
        let names: Vec<String> =
            self.names.iter().take(MOST).map(|name| name.chars().take(40).collect()).collect();
        let more = if self.names.len() > MOST { ", …" } else { "" };
        names.join(", ") + more
    }

    /// Doubled columns, and mapped columns that are not there.
    fn faults(&self, path: &Arc<str>, line: u64, options: &Options) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut lower: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        for (_, column) in &options.map {
            if !self.names.iter().any(|name| same_column(name, column)) {
                let message = format!("no such column; the columns are {}", self.listed());
                let mut missing = fault(path, line, message, "name one of these with --map FIELD=COLUMN");
                missing.column = Some(column.clone());
                faults.push(missing);
            }
        }
        lower.sort_unstable();
        lower.retain(|name| !name.is_empty());
        let mut doubled: Vec<&String> =
            lower.windows(2).filter(|pair| pair[0] == pair[1]).map(|p| &p[0]).collect();
        doubled.dedup();
        for name in doubled {
            let mend = "rename one of them; the first is read";
            let mut twice = fault(path, line, "the header names this column more than once", mend);
            twice.column = Some(name.clone());
            faults.push(twice);
        }
        faults
    }
}

/// Reads the header. `Ok(None)` means an empty file.
pub(crate) fn read_header(
    window: &mut Window,
    path: &Arc<str>,
    mut delimiter: Option<u8>,
    options: &Options,
) -> Result<Option<(Header, Vec<Fault>)>, Fault> {
    let (row, line) = loop {
        skip_blank_lines(window);
        let data = window.data();
        match scan_row(data, 0, delimiter.unwrap_or(b','), window.ended()) {
            Scan::Row { end, next } => {
                let row = String::from_utf8_lossy(&data[..end]).replace('\0', "\u{FFFD}");
                let line = window.line;
                window.consume_counting(next);
                if let Some(declared) = declared_delimiter(&row) {
                    delimiter = Some(declared);
                    continue;
                }
                break (row, line);
            }
            Scan::End => return Ok(None),
            Scan::More if data.len() <= options.limits.max_record_bytes => window.fill(),
            Scan::More | Scan::Unclosed => {
                let mend = "close the quote in the header, or name the format with --format";
                return Err(fault(path, window.line, "the header has a quote that is not closed", mend));
            }
        }
    };
    let header = match delimiter {
        Some(delimiter) => Header::of(&row, delimiter, options),
        None => sniff(&row, options),
    };
    if header.names.len() > options.limits.max_columns {
        let message = format!("{} columns, more than {}", header.names.len(), options.limits.max_columns);
        return Err(fault(path, line, message, "leave out the columns that are not needed"));
    }
    let faults = header.faults(path, line, options);
    if header.is_usable() {
        return Ok(Some((header, faults)));
    }
    let message = format!("no column for title, text or images; the columns are {}", header.listed());
    Err(fault(path, line, message, "name the column of the text with --map text=COLUMN"))
}

/// The delimiter that a first line such as `sep=;` declares, as spreadsheets write it.
fn declared_delimiter(row: &str) -> Option<u8> {
    let bytes = row.strip_prefix("sep=").or_else(|| row.strip_prefix("SEP="))?.as_bytes();
    (bytes.len() == 1 && DELIMITERS.contains(&bytes[0])).then(|| bytes[0])
}

fn skip_blank_lines(window: &mut Window) {
    loop {
        let blank = window.data().iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        if blank > 0 {
            window.consume_counting(blank);
        }
        if !window.data().is_empty() || window.ended() {
            return;
        }
        window.fill();
    }
}

/// The delimiter under which the header shows most known columns, then most columns.
fn sniff(row: &str, options: &Options) -> Header {
    let headers = DELIMITERS.iter().rev().map(|delimiter| Header::of(row, *delimiter, options));
    let best = headers.max_by_key(|header| (header.is_usable(), header.targets.len(), header.names.len()));
    best.unwrap_or_else(|| Header::of(row, b',', options))
}

/// Splits a table into rows.
pub(crate) struct Rows {
    pub(crate) window: Window,
    pub(crate) path: Arc<str>,
    pub(crate) delimiter: u8,
    /// Faults of the header, told first.
    pub(crate) faults: Vec<Fault>,
}

impl Splitter for Rows {
    fn next_chunk(&mut self, limits: &Limits) -> Option<Chunk> {
        if !self.faults.is_empty() {
            let items = self.faults.drain(..).map(Item::Bad).collect();
            return Some(Chunk { items, ..Chunk::default() });
        }
        self.window.fill_to(limits.batch_bytes);
        loop {
            let chunk = self.split(limits);
            if !chunk.items.is_empty() {
                return Some(chunk);
            }
            if self.window.ended() && self.window.data().is_empty() {
                return failure(&mut self.window, &self.path);
            }
            if self.window.data().len() > limits.max_record_bytes {
                return Some(bad(self.skip_row(limits)));
            }
            self.window.fill();
        }
    }
}

impl Rows {
    /// Takes whole rows from the window, up to the bounds of a batch.
    fn split(&mut self, limits: &Limits) -> Chunk {
        let data = self.window.data();
        let ended = self.window.ended();
        let mut items = Vec::with_capacity(limits.batch_records.min(1024));
        let (mut start, mut line) = (0, self.window.line);
        while items.len() < limits.batch_records && start < limits.batch_bytes {
            match scan_row(data, start, self.delimiter, ended) {
                Scan::Row { end, next } => {
                    self.push(&mut items, data, start, end, line, limits);
                    line += memchr::memchr_iter(b'\n', &data[start..next]).count() as u64;
                    start = next;
                }
                Scan::Unclosed => {
                    // Reading goes on behind the line in which the quote was opened.
                    items.push(Item::Bad(self.unclosed(line)));
                    start = memchr::memchr(b'\n', &data[start..]).map_or(data.len(), |end| start + end + 1);
                    line += 1;
                }
                Scan::More | Scan::End => break,
            }
        }
        let data = data[..start].to_vec();
        self.window.consume(start, line - self.window.line);
        Chunk { data, items, encoding: self.window.encoding().map(encoding_rs::Encoding::name) }
    }

    fn push(&self, items: &mut Vec<Item>, data: &[u8], start: usize, end: usize, line: u64, limits: &Limits) {
        let cut = self.window.failed() && self.window.ended() && end == data.len();
        if end - start > limits.max_record_bytes {
            items.push(Item::Bad(too_long(&self.path, line, limits)));
        } else if end > start && !cut {
            items.push(Item::Text { start, end, line });
        }
    }

    fn unclosed(&self, line: u64) -> Fault {
        let mend =
            "close the quote, or double it if it belongs to the text; reading went on in the next line";
        fault(&self.path, line, "a quote is opened in this row and not closed", mend)
    }

    /// Passes over a row that is too long: a quote that nobody closed, or a line without end.
    fn skip_row(&mut self, limits: &Limits) -> Fault {
        let line = self.window.line;
        if let Some(end) = memchr::memchr(b'\n', self.window.data()) {
            self.window.consume(end + 1, 1);
            return self.unclosed(line);
        }
        let fault = too_long(&self.path, line, limits);
        loop {
            self.window.consume(self.window.data().len(), 0);
            if self.window.ended() {
                return fault;
            }
            self.window.fill();
            if let Some(end) = memchr::memchr(b'\n', self.window.data()) {
                self.window.consume(end + 1, 1);
                return fault;
            }
        }
    }
}

/// Parses one row.
pub(crate) fn parse(
    raw: &str,
    header: &Header,
    context: &Context,
    mut notes: Notes<'_>,
) -> Result<Record, Fault> {
    let mut row: Vec<std::borrow::Cow<'_, str>> = Vec::with_capacity(header.names.len());
    for cell in cells(raw, header.delimiter) {
        if row.len() < header.names.len() {
            row.push(cell);
        } else if !cell.trim().is_empty() {
            let seen = cells(raw, header.delimiter).count();
            return Err(wrong_width(seen, header, &notes));
        }
    }
    if row.len() < header.names.len() {
        return Err(wrong_width(row.len(), header, &notes));
    }
    let mut listing = Listing::default();
    for (column, target) in &header.targets {
        put_text(&mut listing, *target, &header.names[*column], &row[*column], &mut notes);
    }
    let extra = context.options.keep_extra.then(|| {
        let mut extra = Map::new();
        for (name, cell) in header.names.iter().zip(row) {
            extra.entry(name.as_str()).or_insert_with(|| Value::String(cell.into_owned()));
        }
        extra
    });
    finish(listing, extra, notes)
}

fn wrong_width(seen: usize, header: &Header, notes: &Notes<'_>) -> Fault {
    let message = format!("the row has {seen} cells, the header {}", header.names.len());
    notes.fault(message, "put cells that hold the delimiter, a quote or a line break in quotes")
}
