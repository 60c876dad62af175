//! A window that slides over the text: what splitters look at.

use crate::encoding::{Input, Utf8Stream};
use encoding_rs::Encoding;
use std::io;

const LEAST_READ: usize = 64 << 10;

/// The part of the text that was read and not yet handed on, with the line it begins on.
pub(crate) struct Window {
    stream: Utf8Stream,
    buffer: Vec<u8>,
    start: usize,
    /// 1-based line of the first byte of [`Window::data`].
    pub(crate) line: u64,
    ended: bool,
    failure: Option<io::Error>,
    /// Whether to wait for a full batch (files) or hand on what has come (a live pipe).
    patient: bool,
}

impl Window {
    pub(crate) fn new(input: Input, patient: bool) -> Self {
        Window {
            stream: Utf8Stream::new(input),
            buffer: Vec::new(),
            start: 0,
            line: 1,
            ended: false,
            failure: None,
            patient,
        }
    }

    pub(crate) fn data(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Whether nothing follows [`Window::data`].
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Whether the text ended because reading failed, so that its last record may be cut.
    pub(crate) fn failed(&self) -> bool {
        self.failure.is_some()
    }

    /// The reason why reading failed, once.
    pub(crate) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        self.stream.encoding()
    }

    /// Reads on, at least as much as is there already, so that scanning anew after each call stays linear.
    pub(crate) fn fill(&mut self) {
        if self.ended {
            return;
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let mut length = self.buffer.len();
        let wanted = length + length.max(LEAST_READ);
        self.buffer.resize(wanted, 0);
        while length < wanted && wanted - length >= 64 {
            match self.stream.read(&mut self.buffer[length..]) {
                Ok(0) => self.ended = true,
                Ok(count) => length += count,
                Err(error) => {
                    self.ended = true;
                    self.failure = Some(error);
                }
            }
            if self.ended || !self.patient {
                break;
            }
        }
        self.buffer.truncate(length);
    }

    /// Reads until a full batch is there, where the source can be waited for.
    pub(crate) fn fill_to(&mut self, bytes: usize) {
        while !self.ended && (self.data().is_empty() || self.patient && self.data().len() < bytes) {
            self.fill();
        }
    }

    /// Moves the window's start on by `count` bytes, which hold `lines` line breaks.
    pub(crate) fn consume(&mut self, count: usize, lines: u64) {
        self.start = (self.start + count).min(self.buffer.len());
        self.line += lines;
    }

    /// As [`Window::consume`], counting the line breaks itself.
    pub(crate) fn consume_counting(&mut self, count: usize) {
        let lines = memchr::memchr_iter(b'\n', &self.data()[..count]).count() as u64;
        self.consume(count, lines);
    }
}
