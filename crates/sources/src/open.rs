//! Opens one entry: finds compression and format, and sets up what splits it into records.

use crate::batch::{Context, Kind};
use crate::cells::looks_like_json;
use crate::delimited::{Rows, read_header};
use crate::elements::Elements;
use crate::encoding::Input;
use crate::lines::{Lines, Splitter, fault, mend_of, reason};
use crate::options::{Format, Options};
use crate::parquet::open_parquet;
use crate::walk::{Entry, extension};
use crate::window::Window;
use pugmark_model::Fault;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
const PARQUET: [u8; 4] = *b"PAR1";
/// The most a zstd frame may ask for as its window (2 to this power, in bytes).
const ZSTD_WINDOW_LOG: u32 = 27;

/// A file that is open, ready to be split.
pub(crate) struct Opened {
    pub(crate) context: Arc<Context>,
    pub(crate) splitter: Box<dyn Splitter>,
}

/// Opens an entry. `Ok(None)` is an empty file.
pub(crate) fn open(
    entry: Entry,
    options: &Arc<Options>,
    read: &Arc<AtomicU64>,
) -> Result<Option<Opened>, Fault> {
    let (raw, path, patient, on_disk): (Input, Arc<str>, bool, Option<File>) = match entry {
        Entry::StandardInput => (Box::new(io::stdin()), Arc::from("-"), false, None),
        Entry::Stream { shown, input } => (input, shown, true, None),
        Entry::File { path, shown } => {
            let file = open_file(&path).map_err(|error| io_fault(&shown, &error))?;
            let is_file = file.metadata().is_ok_and(|metadata| metadata.is_file());
            let on_disk = if is_file { file.try_clone().ok() } else { None };
            (Box::new(file), shown, is_file, on_disk)
        }
        Entry::Bad(fault) => return Err(fault),
    };
    let counted: Input = Box::new(Counted { input: raw, read: read.clone() });
    let opening = Opening { path, patient, options, read };
    opening.open(counted, on_disk)
}

fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder"));
    }
    Ok(file)
}

fn io_fault(path: &Arc<str>, error: &io::Error) -> Fault {
    fault(path, 0, reason(error), mend_of(error))
}

struct Opening<'a> {
    path: Arc<str>,
    patient: bool,
    options: &'a Arc<Options>,
    read: &'a Arc<AtomicU64>,
}

impl Opening<'_> {
    fn open(self, raw: Input, on_disk: Option<File>) -> Result<Option<Opened>, Fault> {
        let wrap = |error: io::Error| io_fault(&self.path, &error);
        let (head, raw) = peek(raw).map_err(wrap)?;
        if head.is_empty() {
            return Ok(None);
        }
        let compression = Compression::of(&self.path, &head);
        let input = compression.decode(raw).map_err(wrap)?;
        let on_disk = on_disk.filter(|_| compression == Compression::None);
        let (head, input) =
            if compression == Compression::None { (head, input) } else { peek_decoded(input) };
        let format = self.format(&head);
        if format == Format::Parquet {
            let splitter = open_parquet(input, on_disk, &self.path, self.options, self.read)?;
            return Ok(Some(self.opened(Kind::Rows, splitter)));
        }
        let window = Window::new(input, self.patient);
        match format {
            Format::Tsv => self.open_table(window, Some(b'\t')),
            Format::Csv => self.open_table(window, None),
            _ => Ok(Some(self.open_json(window))),
        }
    }

    fn format(&self, head: &[u8]) -> Format {
        if self.options.format != Format::Auto {
            return self.options.format;
        }
        if head.starts_with(&PARQUET) {
            return Format::Parquet;
        }
        match extension(&self.path).as_deref() {
            Some("jsonl" | "ndjson" | "json") => Format::Jsonl,
            Some("csv") => Format::Csv,
            Some("tsv" | "tab") => Format::Tsv,
            Some("parquet" | "pq") => Format::Parquet,
            _ if looks_like_json(without_mark(head)) => Format::Jsonl,
            _ => Format::Csv,
        }
    }

    fn open_json(self, mut window: Window) -> Opened {
        while !window.ended()
            && window.data().iter().all(u8::is_ascii_whitespace)
            && window.data().len() < 1 << 20
        {
            window.fill();
        }
        let first = window.data().iter().find(|byte| !byte.is_ascii_whitespace());
        let whole = first == Some(&b'[') || extension(&self.path).as_deref() == Some("json");
        let path = self.path.clone();
        let splitter: Box<dyn Splitter> =
            if whole { Box::new(Elements::new(window, path)) } else { Box::new(Lines { window, path }) };
        self.opened(Kind::Json, splitter)
    }

    fn open_table(self, mut window: Window, delimiter: Option<u8>) -> Result<Option<Opened>, Fault> {
        let header = read_header(&mut window, &self.path, delimiter, self.options);
        if window.data().is_empty()
            && let Some(error) = window.take_failure()
        {
            return Err(io_fault(&self.path, &error));
        }
        let Some((header, faults)) = header? else {
            return Ok(None);
        };
        let rows = Rows { window, path: self.path.clone(), delimiter: header.delimiter, faults };
        Ok(Some(self.opened(Kind::Delimited(header), Box::new(rows))))
    }

    fn opened(self, kind: Kind, splitter: Box<dyn Splitter>) -> Opened {
        let context = Arc::new(Context { path: self.path, options: self.options.clone(), kind });
        Opened { context, splitter }
    }
}

/// UTF-8 and UTF-16 byte order marks taken off.
fn without_mark(head: &[u8]) -> &[u8] {
    [&[0xEF, 0xBB, 0xBF][..], &[0xFF, 0xFE], &[0xFE, 0xFF, 0]]
        .iter()
        .find_map(|mark| head.strip_prefix(*mark))
        .unwrap_or(head)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// By the first bytes; the name decides only when they are not text either.
    fn of(name: &str, head: &[u8]) -> Self {
        if head.starts_with(&GZIP) {
            return Compression::Gzip;
        }
        let skippable = head.len() >= 4 && head[0] & 0xF0 == 0x50 && head[1..4] == [0x2A, 0x4D, 0x18];
        if head.starts_with(&ZSTD) || skippable {
            return Compression::Zstd;
        }
        let suffix = name.rsplit('.').next().unwrap_or_default();
        let is_text = head.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'));
        if is_text || head.starts_with(&PARQUET) {
            Compression::None
        } else if suffix.eq_ignore_ascii_case("gz") {
            Compression::Gzip
        } else if suffix.eq_ignore_ascii_case("zst") {
            Compression::Zstd
        } else {
            Compression::None
        }
    }

    fn decode(self, raw: Input) -> io::Result<Input> {
        Ok(match self {
            Compression::None => raw,
            Compression::Gzip => {
                Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(64 << 10, raw)))
            }
            Compression::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::new(raw)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
        })
    }
}

/// The first bytes (64, or all there are), and the input with them still in it. An error behind the first byte is
/// kept and told when reading comes to it.
fn peek(mut input: Input) -> io::Result<(Vec<u8>, Input)> {
    let mut head = Vec::new();
    match input.by_ref().take(64).read_to_end(&mut head) {
        Ok(_) => {}
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => input = Box::new(Failing(Some(error))),
    }
    let again = Cursor::new(head.clone()).chain(input);
    Ok((head, Box::new(again)))
}

/// Looks into the decompressed bytes; an error there is kept and told when the text is read.
fn peek_decoded(input: Input) -> (Vec<u8>, Input) {
    peek(input).unwrap_or_else(|error| (Vec::new(), Box::new(Failing(Some(error)))))
}

/// Counts bytes as they are read from disk.
struct Counted {
    input: Input,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Fails once, then is empty.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
