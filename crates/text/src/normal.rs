//! The normal form and its map back to the original.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text in normal form, with an exact map back to the characters of the original.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    folded: String,
    /// For each byte of `folded`: the first original character it came from; one more entry than bytes.
    starts: Vec<u32>,
    /// For each byte of `folded`: one past the last original character it came from.
    ends: Vec<u32>,
}

impl Normal {
    /// Normalises a text.
    pub fn new(text: &str) -> Self {
        let mut normal = Self::default();
        for (index, character) in text.chars().enumerate() {
            if matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' | '\u{FE00}'..='\u{FE0F}') {
                continue;
            }
            for folded in character.nfkc().flat_map(char::to_lowercase) {
                normal.folded.push(folded);
                for _ in 0..folded.len_utf8() {
                    normal.starts.push(index as u32);
                    normal.ends.push(index as u32 + 1);
                }
            }
        }
        normal
    }

    /// The text as NFKC, lower case, without invisible characters, every digit as ASCII; accents kept.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The characters of the original that a byte range of [`folded`](Self::folded) came from, half open.
    pub fn original_span(&self, range: Range<usize>) -> [u32; 2] {
        if range.is_empty() {
            let at = self.starts.get(range.start).or(self.ends.last()).copied().unwrap_or(0);
            return [at, at];
        }
        [self.starts[range.start], self.ends[range.end - 1]]
    }
}
