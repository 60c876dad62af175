//! Splits a JSON document (an array of objects, or objects one after the other over many lines) into its objects.

use crate::batch::{Chunk, Item};
use crate::lines::{Splitter, bad, failure, fault, too_long};
use crate::options::Limits;
use crate::window::Window;
use pugmark_model::Fault;
use std::sync::Arc;

/// The objects of a JSON document.
pub(crate) struct Elements {
    window: Window,
    path: Arc<str>,
}

/// What stands at a place of the document.
enum Element {
    /// An object (or something else that its parser will refuse) in `start..end`.
    Found { start: usize, end: usize },
    /// It may go on beyond the text read so far; it begins at this place.
    More(usize),
    /// An object nested too deep begins here.
    Deep(usize),
    /// An object begins here in which a bracket is closed by one of the other kind.
    Unclosed(usize),
}

impl Elements {
    pub(crate) fn new(window: Window, path: Arc<str>) -> Self {
        Elements { window, path }
    }

    fn split(&mut self, limits: &Limits) -> Chunk {
        let data = self.window.data();
        let mut items = Vec::new();
        let (mut start, mut line) = (0, self.window.line);
        while items.len() < limits.batch_records && start < limits.batch_bytes {
            let line_end = |begin| end_of_line(data, begin).unwrap_or(data.len());
            let (next, begin, item) = match next_element(data, start, limits.max_depth) {
                Element::Found { start, end } if end - start > limits.max_record_bytes => {
                    (end, start, Err(Trouble::Long))
                }
                Element::Found { start, end } => (end, start, Ok(end)),
                Element::More(begin) => {
                    line += count_lines(&data[start..begin]);
                    start = begin;
                    break;
                }
                Element::Deep(begin) => (line_end(begin), begin, Err(Trouble::Deep)),
                Element::Unclosed(begin) => (line_end(begin), begin, Err(Trouble::Unclosed)),
            };
            let begin_line = line + count_lines(&data[start..begin]);
            items.push(match item {
                Ok(end) => Item::Text { start: begin, end, line: begin_line },
                Err(trouble) => Item::Bad(self.fault(&trouble, begin_line, limits)),
            });
            line += count_lines(&data[start..next]);
            start = next;
        }
        let data = data[..start].to_vec();
        self.window.consume(start, line - self.window.line);
        Chunk { data, items, encoding: self.window.encoding().map(encoding_rs::Encoding::name) }
    }

    fn fault(&self, trouble: &Trouble, line: u64, limits: &Limits) -> Fault {
        let message = match trouble {
            Trouble::Long => return too_long(&self.path, line, limits),
            Trouble::Deep => {
                format!("JSON nested deeper than {} levels, or a bracket not closed", limits.max_depth)
            }
            Trouble::Unclosed => "a JSON object that begins here is not closed".to_owned(),
        };
        let mend = "close the bracket or the quote, or flatten the record; reading went on in the next line";
        fault(&self.path, line, message, mend)
    }

    /// Passes over an object without end, up to the end of the line in which it begins.
    fn skip(&mut self, limits: &Limits) -> Option<Fault> {
        let unclosed = self.fault(&Trouble::Unclosed, self.window.line, limits);
        if self.window.failed() {
            self.window.consume_counting(self.window.data().len());
            return None;
        }
        loop {
            if let Some(next) = end_of_line(self.window.data(), 0) {
                self.window.consume(next, 1);
                return Some(unclosed);
            }
            self.window.consume(self.window.data().len(), 0);
            if self.window.ended() {
                return Some(unclosed);
            }
            self.window.fill();
        }
    }
}

/// Why an object cannot be handed on.
enum Trouble {
    Long,
    Deep,
    Unclosed,
}

impl Splitter for Elements {
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
            if self.window.ended() || self.window.data().len() > limits.max_record_bytes {
                if let Some(fault) = self.skip(limits) {
                    return Some(bad(fault));
                }
            } else {
                self.window.fill();
            }
        }
    }
}

fn count_lines(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

fn end_of_line(text: &[u8], from: usize) -> Option<usize> {
    memchr::memchr(b'\n', &text[from..]).map(|end| from + end + 1)
}

fn next_element(text: &[u8], from: usize, max_depth: usize) -> Element {
    let between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']');
    let Some(start) = text[from..].iter().position(|byte| !between(byte)).map(|skipped| from + skipped)
    else {
        return Element::More(text.len());
    };
    if text[start] != b'{' {
        // Not an object: up to the line's end or the next object, for the parser to refuse.
        let end = text[start..].iter().position(|byte| matches!(byte, b'\n' | b'{'));
        return end.map_or(Element::More(start), |end| Element::Found { start, end: start + end });
    }
    let mut open = Brackets::default();
    let mut position = start;
    while let Some(byte) = text.get(position) {
        match byte {
            b'"' => match string_end(text, position) {
                Some(end) => position = end - 1,
                None => return Element::More(start),
            },
            b'{' | b'[' if open.depth >= max_depth.min(Brackets::MOST) => return Element::Deep(start),
            b'{' | b'[' => open.push(*byte == b'{'),
            b'}' | b']' if !open.pop(*byte == b'}') => return Element::Unclosed(start),
            _ => {}
        }
        position += 1;
        if open.depth == 0 {
            return Element::Found { start, end: position };
        }
    }
    Element::More(start)
}

/// The brackets that are open: one bit each, set for a brace.
#[derive(Default)]
struct Brackets {
    kinds: u128,
    depth: usize,
}

impl Brackets {
    /// The deepest that is followed: the JSON parser's own bound.
    const MOST: usize = 128;

    fn push(&mut self, is_brace: bool) {
        self.kinds = self.kinds << 1 | u128::from(is_brace);
        self.depth += 1;
    }

    /// Whether the innermost open bracket is of this kind.
    fn pop(&mut self, is_brace: bool) -> bool {
        let fits = (self.kinds & 1 == 1) == is_brace;
        self.kinds >>= 1;
        self.depth -= 1;
        fits
    }
}

/// The place behind the closing quote of the string that opens at `open`.
fn string_end(text: &[u8], open: usize) -> Option<usize> {
    let mut position = open + 1;
    loop {
        let found = position + memchr::memchr2(b'"', b'\\', text.get(position..)?)?;
        if text[found] == b'"' {
            return Some(found + 1);
        }
        position = found + 2;
    }
}
