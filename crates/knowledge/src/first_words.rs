//! Which words heads begin with: most words of most texts begin none, and need not be walked through the trie.

use crate::index::Bytes;
use std::borrow::Cow;

/// A bitmap of hashes of how heads of ASCII letters begin: the first word, and, where more follows it, the next few
/// bytes; for a head of one word also (as the complement of the hash) its first three letters. It fits a near cache, the trie does not.
#[derive(Debug, Clone)]
pub(crate) struct FirstWords(Bytes);

/// Bits of the map, as a power of two: a thirtieth of them set keeps false alarms rare.
const BITS: u32 = 20;
/// Letters that may follow a head's first word: a plural, or what a `*` stands for.
const LONGEST_EXTENSION: usize = 4;
/// Letters that a word must have to take an ending.
const SHORTEST_STEM: usize = 3;
/// Bytes behind the first word that are looked at, where a head has as many.
const NEXT: [usize; 2] = [6, 4];
/// An odd number of scattered bits, for hashing by multiplication.
const SCATTER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Default for FirstWords {
    fn default() -> Self {
        Self(Cow::Owned(vec![0; (1 << BITS) / 8]))
    }
}

impl FirstWords {
    /// The map as [`into_bytes`](Self::into_bytes) gave it; anything else is an empty one.
    pub(crate) fn from_bytes(bytes: Bytes) -> Self {
        if bytes.len() == (1 << BITS) / 8 { Self(bytes) } else { Self::default() }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_owned()
    }

    /// Adds how a head begins.
    pub(crate) fn insert(&mut self, head: &[u8]) {
        let length = head.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let (word, rest) = (Word::at(head), &head[length..]);
        if let Some(next) = NEXT.into_iter().find(|next| rest.len() >= *next) {
            self.set(with_next(word.hash(length), load(rest), next));
            return;
        }
        self.set(word.hash(length));
        if length >= SHORTEST_STEM {
            self.set(!word.hash(SHORTEST_STEM));
        }
    }

    /// The length of the word of ASCII letters that begins here, and whether a head may begin so.
    pub(crate) fn look(&self, text: &[u8]) -> (usize, bool) {
        let length = text.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let word = Word::at(text);
        let hash = word.hash(length);
        let begins = self.holds(hash) || self.begins_with_stem(&word, length) || {
            let rest = load(&text[length..]);
            NEXT.iter().any(|next| self.holds(with_next(hash, rest, *next)))
        };
        (length, begins)
    }

    /// Whether one of the last few beginnings of the word, of three letters or more, is a head: fewer take no ending.
    fn begins_with_stem(&self, word: &Word, length: usize) -> bool {
        length > SHORTEST_STEM
            && self.holds(!word.hash(SHORTEST_STEM))
            && (length.saturating_sub(LONGEST_EXTENSION).max(SHORTEST_STEM)..length)
                .any(|stem| self.holds(word.hash(stem)))
    }

    fn set(&mut self, hash: u64) {
        let bit = bit(hash);
        self.0.to_mut()[bit / 8] |= 1 << (bit % 8);
    }

    fn holds(&self, hash: u64) -> bool {
        let bit = bit(hash);
        self.0[bit / 8] >> (bit % 8) & 1 == 1
    }
}

fn bit(hash: u64) -> usize {
    (hash.wrapping_mul(SCATTER) >> (64 - BITS)) as usize
}

/// The first sixteen bytes of a text, from which the hash of any beginning is made without looking at it again.
struct Word([u64; 2]);

impl Word {
    fn at(text: &[u8]) -> Self {
        Self([load(text), text.get(8..).map_or(0, load)])
    }

    /// The hash of the first `length` bytes; beyond sixteen only their number counts.
    fn hash(&self, length: usize) -> u64 {
        let [near, far] = self.0;
        let (near, far) = (first(near, length), first(far, length.saturating_sub(8)));
        (near ^ far.rotate_left(31)).wrapping_mul(SCATTER).rotate_left(23) ^ length as u64
    }
}

/// The hash of a word and of as many of the bytes behind it.
fn with_next(hash: u64, rest: u64, next: usize) -> u64 {
    (hash ^ first(rest, next)).wrapping_mul(SCATTER).rotate_left(29) ^ next as u64
}

/// Up to eight bytes as a number.
fn load(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The first bytes of a loaded number.
fn first(number: u64, bytes: usize) -> u64 {
    match bytes {
        0 => 0,
        1..8 => number & (u64::MAX >> (64 - 8 * bytes)),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_seen_where_they_begin() {
        let mut words = FirstWords::default();
        for head in ["ivory", "rhino horn", "in it", "on a", "tusk"] {
            words.insert(head.as_bytes());
        }
        for text in ["ivory", "ivorys", "rhino horn!", "in it", "in item", "on a", "tusken"] {
            assert!(words.look(text.as_bytes()).1, "{text}");
        }
        for text in ["rhino", "rhino house", "tuxedo", "ivo"] {
            assert!(!words.look(text.as_bytes()).1, "{text}");
        }
        assert_eq!(words.look(b"rhino horn").0, 5);
    }
}
