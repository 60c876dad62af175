//! Raw records on their way from the reading thread to a parsing thread.

use crate::delimited::Header;
use crate::options::Options;
use crate::{delimited, json, parquet};
use pugmark_model::{Fault, Place, Record};
use std::borrow::Cow;
use std::sync::Arc;

/// A run of raw records of one file, in input order. Any thread may parse it.
#[derive(Debug)]
pub struct Batch {
    pub(crate) sequence: u64,
    pub(crate) context: Arc<Context>,
    pub(crate) chunk: Chunk,
}

/// What all records of a file share.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) path: Arc<str>,
    pub(crate) options: Arc<Options>,
    pub(crate) kind: Kind,
}

/// How to parse a raw record.
#[derive(Debug)]
pub(crate) enum Kind {
    Json,
    Delimited(Header),
    Rows,
    /// Nothing but faults.
    Nothing,
}

/// Raw records and faults in input order.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The text the items point into.
    pub(crate) data: Vec<u8>,
    pub(crate) items: Vec<Item>,
    /// The encoding the text was converted from, where it was not UTF-8.
    pub(crate) encoding: Option<&'static str>,
}

/// One raw record, or what stands in its place.
#[derive(Debug)]
pub(crate) enum Item {
    /// Bytes `start..end` of the chunk's data, beginning on `line`.
    Text { start: usize, end: usize, line: u64 },
    /// A row of a table with typed columns.
    Row(u64, Box<::parquet::record::Row>),
    /// What could not be read.
    Bad(Fault),
}

impl Batch {
    /// Number of this batch in the whole input, from 0, without gaps.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// How many results [`Batch::parse`] gives.
    pub fn len(&self) -> usize {
        self.chunk.items.len()
    }

    /// Whether [`Batch::parse`] gives nothing.
    pub fn is_empty(&self) -> bool {
        self.chunk.items.is_empty()
    }

    /// Parses the records, in input order. A record that cannot be read is a [`Fault`]; one that can be read in
    /// part is a [`Record`] that says so in its `faults`.
    pub fn parse(self) -> Vec<Result<Record, Fault>> {
        let Batch { context, chunk, .. } = self;
        let Chunk { data, items, encoding } = chunk;
        let text = Text::new(&data, encoding);
        let parse_text = |start: usize, end: usize, line: u64| {
            let mut notes = Notes::new(&context, line);
            let raw = text.slice(start, end, &mut notes);
            match &context.kind {
                Kind::Json => json::parse(&raw, &context, notes),
                Kind::Delimited(header) => delimited::parse(&raw, header, &context, notes),
                Kind::Rows | Kind::Nothing => {
                    Err(notes.fault("text in a table of rows", "report this as a defect of the program"))
                }
            }
        };
        items
            .into_iter()
            .map(|item| match item {
                Item::Text { start, end, line } => parse_text(start, end, line),
                Item::Row(line, row) => parquet::parse(*row, &context, Notes::new(&context, line)),
                Item::Bad(fault) => Err(fault),
            })
            .collect()
    }
}

/// The text of a chunk, checked once as a whole and only where that fails record by record.
struct Text<'a> {
    data: &'a [u8],
    whole: Option<&'a str>,
    holds_nul: bool,
    encoding: Option<&'static str>,
}

impl<'a> Text<'a> {
    fn new(data: &'a [u8], encoding: Option<&'static str>) -> Self {
        Text {
            data,
            whole: simdutf8::basic::from_utf8(data).ok(),
            holds_nul: memchr::memchr(0, data).is_some(),
            encoding,
        }
    }

    fn slice(&self, start: usize, end: usize, notes: &mut Notes<'_>) -> Cow<'a, str> {
        let mut raw = match self.whole.and_then(|whole| whole.get(start..end)) {
            Some(sound) => Cow::Borrowed(sound),
            None => String::from_utf8_lossy(&self.data[start..end]),
        };
        if matches!(raw, Cow::Owned(_)) {
            notes.note(None, "bytes that are not UTF-8, read as U+FFFD", "save the file as UTF-8");
        } else if let Some(encoding) = self.encoding
            && raw.contains('\u{FFFD}')
        {
            let message = format!("bytes that are not {encoding}, read as U+FFFD");
            notes.note(None, message, "save the file as UTF-8");
        }
        if self.holds_nul && raw.contains('\0') {
            notes.note(None, "NUL bytes, read as U+FFFD", "save the file as plain text");
            raw = Cow::Owned(raw.replace('\0', "\u{FFFD}"));
        }
        raw
    }
}

/// Collects what of one record could not be read.
pub(crate) struct Notes<'a> {
    pub(crate) context: &'a Context,
    pub(crate) line: u64,
    pub(crate) faults: Vec<Fault>,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(context: &'a Context, line: u64) -> Self {
        Notes { context, line, faults: Vec::new() }
    }

    pub(crate) fn place(&self) -> Place {
        Place { path: self.context.path.clone(), line: self.line }
    }

    /// A fault of the record as a whole.
    pub(crate) fn fault(&self, message: impl Into<String>, mend: impl Into<String>) -> Fault {
        Fault { place: self.place(), column: None, message: message.into(), mend: mend.into() }
    }

    /// Notes that a field was left out or changed.
    pub(crate) fn note(&mut self, column: Option<&str>, message: impl Into<String>, mend: impl Into<String>) {
        let mut fault = self.fault(message, mend);
        fault.column = column.map(str::to_owned);
        self.faults.push(fault);
    }
}
