//! How one form of a text leads back to another: as runs, so that a text with few odd places costs little.

use std::ops::Range;

/// How the bytes of a folded text lead back to characters of the original.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    runs: Vec<Run>,
    /// One past the last original character noted.
    next: u32,
}

/// A stretch of the folded text, up to where the next begins.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Its first byte.
    byte: u32,
    /// The original character it begins with.
    character: u32,
    /// 0: character for character; else all of it came from this many.
    width: u32,
}

/// A run is cut after this many bytes, so that counting its characters stays short.
const LONGEST_RUN: u32 = 512;

impl Map {
    /// Notes that the character now pushed at `byte` came from the original characters `start..end`.
    pub(super) fn note(&mut self, byte: usize, start: u32, end: u32) {
        let byte = byte as u32;
        let width = if end - start == 1 { 0 } else { end - start };
        let goes_on = self.runs.last().is_some_and(|run| {
            let same = if width == 0 { start == self.next } else { start == run.character };
            same && run.width == width && byte - run.byte < LONGEST_RUN
        });
        if !goes_on {
            self.runs.push(Run { byte, character: start, width });
        }
        self.next = end;
    }

    /// Notes that as many characters of ASCII as follow `byte` came from the original ones from `start` on.
    pub(super) fn note_ascii(&mut self, byte: usize, start: u32, count: usize) {
        let mut done = 0;
        while done < count {
            self.note(byte + done, start + done as u32, start + done as u32 + 1);
            done += LONGEST_RUN as usize;
        }
        self.next = start + count as u32;
    }

    /// The original characters of a byte range of `folded`.
    pub(super) fn span(&self, folded: &str, range: Range<usize>) -> [u32; 2] {
        if range.is_empty() {
            let at = if range.start < folded.len() {
                self.start_of(folded, range.start)
            } else {
                self.end_of(folded, folded.len())
            };
            return [at, at];
        }
        [self.start_of(folded, range.start), self.end_of(folded, range.end)]
    }

    /// The original character that the character at `byte` came from, or begins with.
    fn start_of(&self, folded: &str, byte: usize) -> u32 {
        let Some(run) = self.run_at(byte) else { return 0 };
        let begun = count_characters(&folded.as_bytes()[run.byte as usize..=byte]);
        if run.width > 0 { run.character } else { run.character + begun.saturating_sub(1) }
    }

    /// One past the last original character of what stands before `byte`.
    fn end_of(&self, folded: &str, byte: usize) -> u32 {
        let Some(run) = byte.checked_sub(1).and_then(|last| self.run_at(last)) else { return 0 };
        let begun = count_characters(&folded.as_bytes()[run.byte as usize..byte]);
        run.character + if run.width > 0 { run.width } else { begun }
    }

    fn run_at(&self, byte: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.byte as usize <= byte);
        self.runs.get(after.checked_sub(1)?)
    }
}

/// Characters that begin in these bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

/// How the bytes of a shorter form lead back to those of the form it was made from: where the distance changes.
#[derive(Debug, Clone, Default)]
pub(super) struct Shifts(Vec<(u32, u32)>);

impl Shifts {
    /// Notes that what is now pushed at `byte` came from `source`.
    pub(super) fn note(&mut self, byte: usize, source: usize) {
        let (byte, source) = (byte as u32, source as u32);
        let (last_byte, last_source) = self.0.last().copied().unwrap_or_default();
        if source - last_source != byte - last_byte {
            self.0.push((byte, source));
        }
    }

    /// The byte that `byte` came from.
    pub(super) fn back(&self, byte: usize) -> usize {
        let after = self.0.partition_point(|(from, _)| *from as usize <= byte);
        let (from, source) =
            after.checked_sub(1).and_then(|before| self.0.get(before)).copied().unwrap_or_default();
        byte - from as usize + source as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_leads_back() {
        let folded = "ab...é£x";
        let mut map = Map::default();
        map.note_ascii(0, 0, 2);
        for byte in 2..5 {
            map.note(byte, 2, 3);
        }
        map.note(5, 3, 5);
        map.note(7, 6, 7);
        map.note(9, 7, 8);
        let spans = [
            (0..2, [0, 2]),
            (1..3, [1, 3]),
            (3..5, [2, 3]),
            (4..7, [2, 5]),
            (7..10, [6, 8]),
            (10..10, [8, 8]),
        ];
        for (range, span) in spans {
            assert_eq!(map.span(folded, range.clone()), span, "{range:?}");
        }
    }

    #[test]
    fn long_runs_are_cut_and_still_count() {
        let folded = "x".repeat(2_000);
        let mut map = Map::default();
        map.note_ascii(0, 0, 2_000);
        assert!(map.runs.len() > 2);
        assert_eq!(map.span(&folded, 1_500..1_999), [1_500, 1_999]);
    }

    #[test]
    fn shifts_lead_back() {
        let mut shifts = Shifts::default();
        for (byte, source) in [(0, 0), (1, 1), (2, 3), (3, 4), (4, 9)] {
            shifts.note(byte, source);
        }
        let back: Vec<usize> = (0..=5).map(|byte| shifts.back(byte)).collect();
        assert_eq!(back, [0, 1, 3, 4, 9, 10]);
    }
}
