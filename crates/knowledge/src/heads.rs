//! The heads of all entries, and which of them begin at a place of a text: a hash table over how they begin, with a
//! bitmap before it. Nothing of it is walked letter by letter, and all of it lies in bytes that need no reading.

use crate::index::Bytes;

/// The heads of all entries, by number. A head of ASCII letters is filed under its first word, or, where more follows
/// it, under the word and the next few bytes; any other under its first few bytes.
#[derive(Debug, Clone)]
pub(crate) struct Heads {
    /// A bitmap of hashes of how heads begin; it fits a near cache, the rest does not. For a head of one word also (as
    /// the complement of the hash) of its first three letters.
    seen: Bytes,
    /// For each drawer, where its records begin, four bytes each; one more than drawers.
    drawers: Bytes,
    /// For each head a [`RECORD`], and one more that ends the last.
    records: Bytes,
    /// The heads one after the other.
    text: Bytes,
}

/// Bits of the map, as a power of two: a thirtieth of them set keeps false alarms rare.
const BITS: u32 = 20;
/// Drawers, as a power of two: about as many as heads.
const DRAWERS: u32 = 17;
/// Bytes of a record: what is left of the hash, and where the head's text begins.
const RECORD: usize = 8;
/// Letters that may follow a head's first word: a plural, or what a `*` stands for.
const LONGEST_EXTENSION: usize = 4;
/// Letters that a word must have to take an ending.
const SHORTEST_STEM: usize = 3;
/// Bytes behind the first word that a head is filed under, where it has as many.
const NEXT: [usize; 2] = [6, 4];
/// First bytes that a head of other signs is filed under, where it has as many.
const FIRST: [usize; 5] = [12, 6, 3, 2, 1];
/// An odd number of scattered bits, for hashing by multiplication.
const SCATTER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Heads {
    /// What [`file`](Self::file) gave, back from its bytes.
    pub(crate) fn from_bytes([seen, drawers, records, text]: [Bytes; 4]) -> Result<Self, String> {
        let sound = seen.len() == (1 << BITS) / 8
            && drawers.len() == ((1 << DRAWERS) + 1) * 4
            && records.len() >= RECORD
            && records.len().is_multiple_of(RECORD);
        if sound { Ok(Self { seen, drawers, records, text }) } else { Err("it is cut short".to_owned()) }
    }

    /// Files heads; gives them in the order of their numbers, and the bytes for [`from_bytes`](Self::from_bytes).
    pub(crate) fn file<T>(mut heads: Vec<(String, T)>) -> (Vec<(String, T)>, [Vec<u8>; 4]) {
        heads.sort_by_cached_key(|(head, _)| (drawer(filed_under(head.as_bytes())), head.clone()));
        let mut seen = vec![0; (1 << BITS) / 8];
        let mut drawers = Vec::with_capacity(((1 << DRAWERS) + 1) * 4);
        let (mut records, mut text) = (Vec::with_capacity((heads.len() + 1) * RECORD), Vec::new());
        for (number, (head, _)) in heads.iter().enumerate() {
            let key = filed_under(head.as_bytes());
            while drawers.len() <= drawer(key) * 4 {
                drawers.extend((number as u32).to_le_bytes());
            }
            for hash in [Some(key), stem_key(head.as_bytes())].into_iter().flatten() {
                seen[bit(hash) / 8] |= 1 << (bit(hash) % 8);
            }
            records.extend((key as u32).to_le_bytes());
            records.extend((text.len() as u32).to_le_bytes());
            text.extend(head.as_bytes());
        }
        drawers.resize_with(((1 << DRAWERS) + 1) * 4, || 0);
        let (filled, end) = (drawers_filled(&heads), (heads.len() as u32).to_le_bytes());
        for drawer in drawers[filled * 4..].chunks_exact_mut(4) {
            drawer.copy_from_slice(&end);
        }
        records.extend([0; 4]);
        records.extend((text.len() as u32).to_le_bytes());
        (heads, [seen, drawers, records, text])
    }

    /// Tells `found` the number and length of every head that begins here.
    pub(crate) fn at(&self, text: &[u8], found: impl FnMut(u32, usize)) {
        if text.first().is_some_and(u8::is_ascii_lowercase) {
            self.at_word(text, found);
        } else {
            self.at_sign(text, found);
        }
    }

    /// As [`at`](Self::at) where a word of ASCII letters begins; gives the length of the word.
    pub(crate) fn at_word(&self, text: &[u8], mut found: impl FnMut(u32, usize)) -> usize {
        let length = text.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let beginning = Beginning::of(text);
        let word = beginning.hash(length);
        if self.has_seen(word) {
            self.open(word, text, &mut found);
        }
        // The last few beginnings of the word, of three letters or more: fewer take no ending.
        if length > SHORTEST_STEM && self.has_seen(!beginning.hash(SHORTEST_STEM)) {
            for stem in length.saturating_sub(LONGEST_EXTENSION).max(SHORTEST_STEM)..length {
                let hash = beginning.hash(stem);
                if self.has_seen(hash) {
                    self.open(hash, text, &mut found);
                }
            }
        }
        let rest = load(&text[length..]);
        for next in NEXT {
            let hash = with_next(word, rest, next);
            if self.has_seen(hash) {
                self.open(hash, text, &mut found);
            }
        }
        length
    }

    /// As [`at`](Self::at) where anything else begins.
    fn at_sign(&self, text: &[u8], mut found: impl FnMut(u32, usize)) {
        let beginning = Beginning::of(text);
        for first in FIRST.into_iter().filter(|first| *first <= text.len()) {
            let hash = beginning.hash(first);
            if self.has_seen(hash) {
                self.open(hash, text, &mut found);
            }
        }
    }

    /// Compares the text with the heads filed under a hash.
    fn open(&self, hash: u64, text: &[u8], found: &mut impl FnMut(u32, usize)) {
        let at = drawer(hash);
        let (from, to) = (number(&self.drawers, at), number(&self.drawers, at + 1));
        for head in from..to {
            let place = head as usize * (RECORD / 4);
            if number(&self.records, place) != hash as u32 {
                continue;
            }
            let start = number(&self.records, place + 1) as usize;
            let end = number(&self.records, place + 3) as usize;
            let head_text = self.text.get(start..end).unwrap_or_default();
            if !head_text.is_empty() && text.starts_with(head_text) {
                found(head, head_text.len());
            }
        }
    }

    fn has_seen(&self, hash: u64) -> bool {
        let bit = bit(hash);
        self.seen[bit / 8] >> (bit % 8) & 1 == 1
    }
}

/// How many drawers begin at or before the last head.
fn drawers_filled<T>(heads: &[(String, T)]) -> usize {
    heads.last().map_or(0, |(head, _)| drawer(filed_under(head.as_bytes())) + 1)
}

/// What a head is filed under.
fn filed_under(head: &[u8]) -> u64 {
    let length = head.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let beginning = Beginning::of(head);
    if length == 0 {
        let first = FIRST.into_iter().find(|first| *first <= head.len()).unwrap_or(0);
        return beginning.hash(first);
    }
    let (word, rest) = (beginning.hash(length), &head[length..]);
    NEXT.into_iter().find(|next| rest.len() >= *next).map_or(word, |next| with_next(word, load(rest), next))
}

/// The mark of a head that may take an ending.
fn stem_key(head: &[u8]) -> Option<u64> {
    let length = head.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let short = length >= SHORTEST_STEM && head.len() - length < NEXT[1];
    short.then(|| !Beginning::of(head).hash(SHORTEST_STEM))
}

/// The little-endian number at a place of a list of them.
fn number(bytes: &[u8], place: usize) -> u32 {
    bytes.get(place * 4..).and_then(<[u8]>::first_chunk).map_or(0, |four| u32::from_le_bytes(*four))
}

fn bit(hash: u64) -> usize {
    (hash.wrapping_mul(SCATTER) >> (64 - BITS)) as usize
}

fn drawer(hash: u64) -> usize {
    (hash.wrapping_mul(SCATTER) >> (64 - DRAWERS)) as usize
}

/// The first sixteen bytes of a text, from which the hash of any beginning is made without looking at it again.
struct Beginning([u64; 2]);

impl Beginning {
    fn of(text: &[u8]) -> Self {
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
    use std::borrow::Cow;

    const SOME: [&str; 14] = [
        "ivory",
        "rhino horn",
        "in it",
        "on a",
        "tusk",
        "象牙",
        "象牙手串一条",
        "925 silver",
        "9",
        "象",
        "🐘",
        "elephantivorycarvings",
        "elephantivorycarvers",
        "รัก",
    ];

    fn heads() -> (Vec<String>, Heads) {
        let (filed, bytes) = Heads::file(SOME.map(|head| (head.to_owned(), ())).to_vec());
        let heads = Heads::from_bytes(bytes.map(Cow::Owned)).unwrap_or_else(|error| panic!("{error}"));
        (filed.into_iter().map(|(head, ())| head).collect(), heads)
    }

    fn found(text: &str) -> Vec<String> {
        let (names, heads) = heads();
        let mut found = Vec::new();
        heads.at(text.as_bytes(), |head, length| {
            assert_eq!(names[head as usize].len(), length);
            found.push(names[head as usize].clone());
        });
        found.sort();
        found
    }

    #[test]
    fn heads_are_found_where_they_begin() {
        for head in SOME {
            assert!(found(head).contains(&head.to_owned()), "{head}");
            assert!(found(&format!("{head}! and more")).contains(&head.to_owned()), "{head}");
        }
        assert_eq!(found("象牙手串一条龙"), ["象", "象牙", "象牙手串一条"]);
        assert_eq!(found("tuskers"), ["tusk"]);
        assert_eq!(found("elephantivorycarvings"), ["elephantivorycarvings"]);
        for text in ["rhino", "rhino house", "tuxedo", "ivo", "", "大象"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_empty_drawer_holds_nothing() {
        let (filed, bytes) = Heads::file(Vec::<(String, ())>::new());
        assert!(filed.is_empty());
        let heads = Heads::from_bytes(bytes.map(Cow::Owned)).unwrap_or_else(|error| panic!("{error}"));
        heads.at(b"ivory", |_, _| panic!("nothing is filed"));
        assert!(
            Heads::from_bytes([
                Cow::Owned(vec![0]),
                Cow::Owned(vec![]),
                Cow::Owned(vec![]),
                Cow::Owned(vec![])
            ])
            .is_err()
        );
    }
}
