//! Ways to reach the seller: phone numbers as E.164, ids of messengers, addresses, links, also when written to hide.
//!
//! One pass finds the words that stand beside contacts; only where they or the digits say that there may be a contact does anything else run. Texts are untrusted: every reader here is bounded.

mod address;
mod digits;
mod handle;
mod link;
mod marks;
mod parted;
mod phone;

use crate::{Hints, Normal};
use marks::Found;
use pugmark_model::{Contact, ContactKind, Field};
use std::ops::Range;

/// Most contacts read out of one field.
const MOST: usize = 200;

/// Most numbers tried against numbering plans in one field.
const TRIES: u32 = 400;

/// Reads the contacts of a field.
///
/// `taken` receives the byte ranges of [`Normal::folded`] that are contacts, so that no other reader takes their
/// digits for a price.
pub fn extract(
    normal: &Normal,
    field: Field,
    hints: &Hints,
    out: &mut Vec<Contact>,
    taken: &mut Vec<Range<usize>>,
) {
    let text = normal.folded();
    let sight = Sight::of(text);
    let mut found = marks::scan(text);
    if normal.may_part_letters() {
        parted::add(text, &mut found);
    }
    let numbers = found.iter().filter(|word| word.mark.number.is_some()).count();
    let channels = found.iter().any(|word| word.mark.channel.is_some() || word.mark.host.is_some());
    let least = phone::least_digits(hints.country);
    let countable = sight.digits + numbers + sight.zeros >= least;
    if !(countable || channels || sight.address || found.iter().any(|word| is_at(word) || word.mark.mail)) {
        return;
    }
    let mut reader =
        Reader { text, hints, found: &found, contacts: Vec::new(), tries: TRIES, latin: None, least };
    address::read(&mut reader);
    handle::after_channels(&mut reader);
    if countable {
        let runs = digits::runs(text, &found, hints.language, least);
        phone::read(&mut reader, &runs);
    }
    if sight.address {
        handle::bare(&mut reader);
    }
    reader.finish(normal, field, out, taken);
}

fn is_at(word: &Found) -> bool {
    word.mark.sign == Some('@') && !word.mark.weak
}

/// What a look over the bytes tells.
#[derive(Debug, Clone, Copy, Default)]
struct Sight {
    digits: usize,
    /// Letters `o` in words of nothing but digits and letters that stand for digits.
    zeros: usize,
    /// An `@`, `//` or `w.` is there.
    address: bool,
}

impl Sight {
    fn of(text: &str) -> Self {
        let digits = count_digits(text);
        let zeros = if digits == 0 { 0 } else { zeros(text) };
        let bytes = text.as_bytes();
        let address = memchr::memchr3_iter(b'@', b'/', b'.', bytes).any(|at| match bytes[at] {
            b'@' => true,
            b'/' => at > 0 && bytes[at - 1] == b'/',
            _ => at > 0 && bytes[at - 1] == b'w',
        });
        Self { digits, zeros, address }
    }
}

/// Letters `o` in words that hold a digit and nothing else but letters that stand for digits.
fn zeros(text: &str) -> usize {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let zero = |byte: &&u8| matches!(byte, b'o' | 0xBE | 0xBF);
    // `o` of Latin, Cyrillic and Greek, and the letters that stand for a one.
    let pure =
        |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'o' | b'l' | b'i' | 0xBE | 0xBF | 0xD0 | 0xCE);
    let words = text.as_bytes().split(|byte| !is_word(*byte));
    words.filter(|word| word.iter().all(pure)).map(|word| word.iter().filter(zero).count()).sum()
}

/// ASCII digits of a text; looks at many bytes at once.
pub(crate) fn count_digits(text: &str) -> usize {
    text.as_bytes()
        .chunks(192)
        .map(|part| usize::from(part.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>()))
        .sum()
}

/// A field being read.
struct Reader<'a> {
    text: &'a str,
    hints: &'a Hints,
    found: &'a [Found],
    contacts: Vec<(ContactKind, String, Range<usize>)>,
    /// How many more numbers may be tried against numbering plans.
    tries: u32,
    latin: Option<bool>,
    /// Fewest digits of a phone number here.
    least: usize,
}

impl Reader<'_> {
    /// Keeps a contact.
    fn add(&mut self, kind: ContactKind, value: String, span: Range<usize>) {
        if self.contacts.len() < MOST {
            self.contacts.push((kind, value, span));
        }
    }

    /// Whether a contact already covers the byte at `at`.
    fn is_taken(&self, at: usize) -> bool {
        self.contacts.iter().any(|(_, _, span)| span.contains(&at))
    }

    /// Whether most letters of the text are Latin.
    fn is_latin(&self) -> bool {
        if let Some(latin) = self.latin {
            return latin;
        }
        let (mut latin, mut other) = (0_u32, 0_u32);
        for character in self.text.chars().take(400).filter(|character| character.is_alphabetic()) {
            if marks::spaced_script(character) == 1 {
                latin += 1;
            } else {
                other += 2;
            }
        }
        latin > other
    }

    /// The countries whose numbering plans may apply, likeliest first.
    fn countries(&self, channel: Option<ContactKind>) -> Vec<[u8; 2]> {
        let mut countries: Vec<[u8; 2]> = self.hints.country.into_iter().collect();
        let channel_home = match channel {
            Some(ContactKind::Zalo) => Some(*b"VN"),
            Some(ContactKind::Wechat) => Some(*b"CN"),
            Some(ContactKind::Kakao) => Some(*b"KR"),
            _ => None,
        };
        let language_home = self.hints.language.and_then(crate::place::country_of_language);
        for country in language_home.into_iter().chain(channel_home) {
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        countries
    }

    /// Writes the contacts out in the order of the text, each value once.
    fn finish(
        mut self,
        normal: &Normal,
        field: Field,
        out: &mut Vec<Contact>,
        taken: &mut Vec<Range<usize>>,
    ) {
        self.contacts.sort_by_key(|(_, _, span)| (span.start, span.end));
        let first = out.len();
        for (kind, value, span) in self.contacts {
            taken.push(span.clone());
            if out[first..].iter().all(|contact| contact.value != value) {
                out.push(Contact { kind, value, field, span: normal.original_span(span) });
            }
        }
    }
}

/// Whether an id is in truth a number with letters for digits (`o812`).
fn looks_spelled(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_digit() || b"oli.-_".contains(&byte))
}

/// Whether a unit of money or measure starts at `at`.
pub(crate) fn is_amount_word(text: &str, at: usize) -> bool {
    marks::word_at(text, at, |mark| mark.amount).is_some()
}

/// Whether the bytes `start..end` stand as a word of their own.
pub(crate) fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    marks::is_word(text, start, end)
}
