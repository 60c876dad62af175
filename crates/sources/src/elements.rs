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
            let (next, begin, item_end) = match next_element(data, start, limits.max_depth) {
                Element::Found { start, end } => (end, start, Some(end)),
                Element::More(begin) => {
                    line += count_lines(&data[start..begin]);
                    start = begin;
                    break;
                }
                Element::Deep(begin) => (end_of_line(data, begin).unwrap_or(data.len()), begin, None),
            };
            let begin_line = line + count_lines(&data[start..begin]);
            items.push(match item_end {
                Some(end) if end - begin > limits.max_record_bytes => {
                    Item::Bad(too_long(&self.path, begin_line, limits))
                }
                Some(end) => Item::Text {
                    start: begin,
                    end,
                    line: begin_line,
                },
                None => Item::Bad(self.too_deep(begin_line, limits)),
            });
            line += count_lines(&data[start..next]);
            start = next;
        }
        let data = data[..start].to_vec();
        self.window.consume(start, line - self.window.line);
        Chunk {
            data,
            items,
            encoding: self.window.encoding().map(encoding_rs::Encoding::name),
        }
    }

    fn too_deep(&self, line: u64, limits: &Limits) -> Fault {
        let message = format!(
            "JSON nested deeper than {} levels, or a bracket is not closed",
            limits.max_depth
        );
        fault(
            &self.path,
            line,
            message,
            "flatten the record or close the bracket; reading went on in the next line",
        )
    }

    /// Passes over an object without end.
    fn skip(&mut self) -> Option<Fault> {
        let line = self.window.line;
        let rest = self.window.data().len();
        let next = end_of_line(self.window.data(), 0).unwrap_or(rest);
        self.window.consume_counting(next);
        if self.window.failed() {
            return None;
        }
        let mend = "close the bracket or the quote; reading went on in the next line";
        Some(fault(
            &self.path,
            line,
            "a JSON object that begins here is not closed",
            mend,
        ))
    }
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
                if let Some(fault) = self.skip() {
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
    let Some(start) = text[from..]
        .iter()
        .position(|byte| !between(byte))
        .map(|skipped| from + skipped)
    else {
        return Element::More(text.len());
    };
    if text[start] != b'{' {
        // Not an object: up to the line's end or the next object, for the parser to refuse.
        let end = text[start..].iter().position(|byte| matches!(byte, b'\n' | b'{'));
        return end.map_or(Element::More(start), |end| Element::Found {
            start,
            end: start + end,
        });
    }
    let (mut depth, mut position) = (0_usize, start);
    while let Some(byte) = text.get(position) {
        match byte {
            b'"' => match string_end(text, position) {
                Some(end) => position = end - 1,
                None => return Element::More(start),
            },
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        position += 1;
        if depth == 0 {
            return Element::Found { start, end: position };
        }
        if depth > max_depth {
            return Element::Deep(start);
        }
    }
    Element::More(start)
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
