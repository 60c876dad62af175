//! Which words heads begin with: most words of most texts begin none, and need not be walked through the trie.

use serde::{Deserialize, Serialize};

/// A bitmap of hashes of how heads of ASCII letters begin: the first word, and, where more follows it, the next few
/// bytes. It fits a near cache, the trie does not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FirstWords(Vec<u64>);

/// Bits of the map: a thirtieth of them set keeps false alarms rare.
const BITS: u32 = 1 << 20;
/// Letters that may follow a head's first word: a plural, or what a `*` stands for.
const LONGEST_EXTENSION: usize = 4;
/// Letters that a word must have to take an ending.
const SHORTEST_STEM: usize = 3;
/// Bytes behind the first word that are looked at, where a head has as many.
const NEXT: [usize; 2] = [6, 4];
/// The FNV-1a offset and prime.
const FNV: (u32, u32) = (0x811C_9DC5, 0x0100_0193);

impl Default for FirstWords {
    fn default() -> Self {
        Self(vec![0; BITS as usize / 64])
    }
}

impl FirstWords {
    /// Adds how a head begins.
    pub(crate) fn insert(&mut self, head: &[u8]) {
        let length = head.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let (word, rest) = head.split_at(length);
        let hash = word.iter().fold(FNV.0, step);
        let next = NEXT.into_iter().find(|next| rest.len() >= *next).unwrap_or(0);
        let bit = bit(rest[..next].iter().fold(hash, step));
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    /// The length of the word of ASCII letters that begins here, and whether a head may begin so.
    pub(crate) fn look(&self, text: &[u8]) -> (usize, bool) {
        // The word itself, and its last few beginnings of three letters or more: fewer letters take no ending.
        let mut hashes = [0; LONGEST_EXTENSION];
        let mut hash = FNV.0;
        let mut length = 0;
        for byte in text.iter().take_while(|byte| byte.is_ascii_lowercase()) {
            if length >= SHORTEST_STEM {
                hashes[length % LONGEST_EXTENSION] = hash;
            }
            hash = step(hash, byte);
            length += 1;
        }
        let stems = length.saturating_sub(SHORTEST_STEM).min(LONGEST_EXTENSION);
        let begins = self.holds(hash)
            || hashes[..stems.min(LONGEST_EXTENSION)].iter().any(|stem| self.holds(*stem))
            || self.goes_on(hash, &text[length..]);
        (length, begins)
    }

    /// Whether a head may begin with this word and go on so.
    fn goes_on(&self, hash: u32, rest: &[u8]) -> bool {
        let [six, four] = NEXT;
        let Some(near) = rest.get(..four) else { return false };
        let hash = near.iter().fold(hash, step);
        self.holds(hash) || rest.get(four..six).is_some_and(|far| self.holds(far.iter().fold(hash, step)))
    }

    fn holds(&self, hash: u32) -> bool {
        let bit = bit(hash);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

fn step(hash: u32, byte: &u8) -> u32 {
    (hash ^ u32::from(*byte)).wrapping_mul(FNV.1)
}

fn bit(hash: u32) -> usize {
    ((hash ^ hash >> 15) % BITS) as usize
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
        for text in ["rhino", "rhino house", "in", "in a", "tuxedo", "ivo", "on"] {
            assert!(!words.look(text.as_bytes()).1, "{text}");
        }
        assert_eq!(words.look(b"rhino horn").0, 5);
    }
}
