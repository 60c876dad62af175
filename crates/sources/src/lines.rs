//! Splits text into lines: one record each.

use crate::batch::{Chunk, Item};
use crate::options::Limits;
use crate::window::Window;
use pugmark_model::{Fault, Place};
use std::sync::Arc;

/// Hands out raw records of one file, cheaply and in order.
pub(crate) trait Splitter: Send {
    /// The next raw records; `None` at the end.
    fn next_chunk(&mut self, limits: &Limits) -> Option<Chunk>;
}

/// One record a line.
pub(crate) struct Lines {
    pub(crate) window: Window,
    pub(crate) path: Arc<str>,
}

impl Splitter for Lines {
    fn next_chunk(&mut self, limits: &Limits) -> Option<Chunk> {
        self.window.fill_to(limits.batch_bytes);
        loop {
            let chunk = self.split(limits);
            if !chunk.items.is_empty() {
                return Some(chunk);
            }
            if self.window.ended() && self.window.data().is_empty() {
                return failure(&mut self.window, &self.path);
            }
            if self.window.data().len() > limits.max_record_bytes && !self.window.ended() {
                return Some(bad(self.skip_line(limits)));
            }
            self.window.fill();
        }
    }
}

impl Lines {
    /// Takes whole lines from the window, up to the bounds of a batch.
    fn split(&mut self, limits: &Limits) -> Chunk {
        let data = self.window.data();
        let first_line = self.window.line;
        let mut items = Vec::with_capacity(limits.batch_records.min(1024));
        let (mut start, mut lines) = (0, 0);
        for end in memchr::memchr_iter(b'\n', data) {
            self.push(&mut items, data, start, end, first_line + lines, limits);
            (start, lines) = (end + 1, lines + 1);
            if items.len() >= limits.batch_records || start >= limits.batch_bytes {
                break;
            }
        }
        if start == 0 && self.window.ended() && !data.is_empty() {
            if !self.window.failed() {
                self.push(&mut items, data, 0, data.len(), first_line, limits);
            }
            start = data.len();
        }
        let data = data[..start].to_vec();
        self.window.consume(start, lines);
        Chunk { data, items, encoding: self.window.encoding().map(encoding_rs::Encoding::name) }
    }

    fn push(&self, items: &mut Vec<Item>, data: &[u8], start: usize, end: usize, line: u64, limits: &Limits) {
        if end - start > limits.max_record_bytes {
            items.push(Item::Bad(too_long(&self.path, line, limits)));
        } else if !data[start..end].iter().all(u8::is_ascii_whitespace) {
            items.push(Item::Text { start, end, line });
        }
    }

    /// Passes over a line that is too long, holding no more of it than the window.
    fn skip_line(&mut self, limits: &Limits) -> Fault {
        let fault = too_long(&self.path, self.window.line, limits);
        loop {
            if let Some(end) = memchr::memchr(b'\n', self.window.data()) {
                self.window.consume(end + 1, 1);
                return fault;
            }
            self.window.consume(self.window.data().len(), 0);
            if self.window.ended() {
                return fault;
            }
            self.window.fill();
        }
    }
}

/// The fault of a record beyond the bound.
pub(crate) fn too_long(path: &Arc<str>, line: u64, limits: &Limits) -> Fault {
    let message = format!("a record longer than {} bytes, skipped", limits.max_record_bytes);
    fault(path, line, message, "part the record, or look for a missing line break or quote")
}

/// A fault of a place in a file.
pub(crate) fn fault(
    path: &Arc<str>,
    line: u64,
    message: impl Into<String>,
    mend: impl Into<String>,
) -> Fault {
    let place = Place { path: path.clone(), line };
    Fault { place, column: None, message: message.into(), mend: mend.into() }
}

/// A chunk of one fault.
pub(crate) fn bad(fault: Fault) -> Chunk {
    Chunk { items: vec![Item::Bad(fault)], ..Chunk::default() }
}

/// What ended the text too early, once, as a chunk.
pub(crate) fn failure(window: &mut Window, path: &Arc<str>) -> Option<Chunk> {
    let error = window.take_failure()?;
    let message = format!("reading stopped: {}", reason(&error));
    Some(bad(fault(path, window.line, message, mend_of(&error))))
}

/// The cause in words, without the system's error number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return "the file ends early (cut short while it was copied?)".to_owned();
    }
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// What to do about an error of reading.
pub(crate) fn mend_of(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "check the path",
        Kind::PermissionDenied => "ask for the right to read it",
        Kind::IsADirectory => "name the files in it, or give the folder as a path of its own",
        Kind::UnexpectedEof | Kind::InvalidData | Kind::InvalidInput | Kind::Other => {
            "get the file again; what stands before this place was read"
        }
        _ => "check the disk or the connection and read it again",
    }
}
