//! Reads paths one after the other and hands out batches.

use crate::batch::{Batch, Chunk, Context, Item, Kind};
use crate::fields::Target;
use crate::lines::{bad, fault};
use crate::open::{Opened, open};
use crate::options::Options;
use crate::walk::{Entry, entries};
use pugmark_model::{Fault, Place, Record};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Reads listings from files, folders and standard input, in order.
///
/// [`Reader::next_batch`] only splits the input into raw records; [`Batch::parse`] does the rest on any thread.
/// Memory does not grow with the input.
pub struct Reader {
    entries: std::vec::IntoIter<Entry>,
    current: Option<Opened>,
    options: Arc<Options>,
    sequence: u64,
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("sequence", &self.sequence)
            .field("read", &self.bytes_read())
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// A reader of these paths: `-` is standard input; folders are walked in sorted order, and in them only files
    /// with an extension of a known format are read. Files are opened when their turn comes.
    pub fn new(paths: &[PathBuf], options: Options) -> Reader {
        let (entries, total) = entries(paths);
        Reader::of_entries(entries, total, options)
    }

    /// A reader of bytes in memory; `name` stands for the path in places and ids, and its extension counts.
    pub fn from_bytes(name: &str, bytes: Vec<u8>, options: Options) -> Reader {
        let total = Some(bytes.len() as u64);
        let input = Box::new(std::io::Cursor::new(bytes));
        Reader::of_entries(vec![Entry::Stream { shown: Arc::from(name), input }], total, options)
    }

    /// A reader of any stream of bytes; `name` stands for the path in places and ids, and its extension counts.
    pub fn from_read(name: &str, input: impl std::io::Read + Send + 'static, options: Options) -> Reader {
        let input = Box::new(input);
        Reader::of_entries(vec![Entry::Stream { shown: Arc::from(name), input }], None, options)
    }

    fn of_entries(entries: Vec<Entry>, total: Option<u64>, options: Options) -> Reader {
        let unknown = unknown_fields(&options).into_iter().map(Entry::Bad);
        let entries: Vec<Entry> = unknown.chain(entries).collect();
        Reader {
            entries: entries.into_iter(),
            current: None,
            options: Arc::new(options),
            sequence: 0,
            read: Arc::new(AtomicU64::new(0)),
            total,
        }
    }

    /// The next raw records, in input order; `None` at the end. A batch never spans two files.
    pub fn next_batch(&mut self) -> Option<Batch> {
        loop {
            if let Some(opened) = &mut self.current {
                if let Some(chunk) = opened.splitter.next_chunk(&self.options.limits) {
                    let context = opened.context.clone();
                    return Some(self.batch(context, chunk));
                }
                self.current = None;
            }
            let entry = self.entries.next()?;
            let name = entry.name();
            match open(entry, &self.options, &self.read) {
                Ok(Some(opened)) => self.current = Some(opened),
                Ok(None) => {
                    if let Some(name) = name {
                        return Some(self.bad_batch(empty(name)));
                    }
                }
                Err(fault) => return Some(self.bad_batch(fault)),
            }
        }
    }

    fn bad_batch(&mut self, fault: Fault) -> Batch {
        let path = fault.place.path.clone();
        let context = Context { path, options: self.options.clone(), kind: Kind::Nothing };
        self.batch(Arc::new(context), bad(fault))
    }

    fn batch(&mut self, context: Arc<Context>, chunk: Chunk) -> Batch {
        debug_assert!(chunk.items.iter().all(|item| match item {
            Item::Text { start, end, .. } => start < end && *end <= chunk.data.len(),
            _ => true,
        }));
        let sequence = self.sequence;
        self.sequence += 1;
        Batch { sequence, context, chunk }
    }

    /// Bytes read so far, as they lie on disk (compressed).
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes of all files as they lie on disk; `None` when a pipe is among them.
    pub fn bytes_total(&self) -> Option<u64> {
        self.total
    }
}

/// Fields that the caller's mapping names and a listing does not have.
/// An empty file is more often a failed export than a quiet day; an empty pipe is left alone.
fn empty(path: Arc<str>) -> Fault {
    Fault {
        place: Place { path, line: 0 },
        column: None,
        message: String::from("is empty"),
        mend: String::from("make the export again, or leave the file out"),
    }
}

fn unknown_fields(options: &Options) -> Vec<Fault> {
    let unknown = options.map.iter().filter(|(field, _)| Target::of(field).is_none());
    unknown
        .map(|(field, column)| {
            let message = format!("`{field}={column}`: a listing has no field `{field}`");
            fault(&Arc::from("--map"), 0, message, format!("name one of {}", Target::all_names()))
        })
        .collect()
}

/// Reads all of a file that is in memory. `name` stands for its path; its extension counts as a file's would.
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: Options) -> Vec<Result<Record, Fault>> {
    let mut reader = Reader::from_bytes(name, bytes, options);
    let mut results = Vec::new();
    while let Some(batch) = reader.next_batch() {
        results.extend(batch.parse());
    }
    results
}
