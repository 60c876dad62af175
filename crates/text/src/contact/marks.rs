//! The words that stand beside contacts, and the one pass that finds them.

use crate::place::{folded, rows};
use pugmark_model::ContactKind;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest word, in characters, that is looked up at a position.
const LONGEST: usize = 24;

/// What a word may say, several things at once.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a role of its own, and a word may have any of them"
)]
pub(super) struct Mark {
    /// Names a channel.
    pub(super) channel: Option<ContactKind>,
    /// The channel's name is also an ordinary word or sign, so more has to follow.
    pub(super) weak: bool,
    /// The host of a channel's links.
    pub(super) host: Option<ContactKind>,
    /// Stands before phone numbers.
    pub(super) phone: bool,
    /// Stands before numbers that are no phone numbers.
    pub(super) avoid: bool,
    /// Stands after numbers that are amounts.
    pub(super) amount: bool,
    /// Stands before bare handles.
    pub(super) reach: bool,
    /// Says that the number just given is also the channel's id.
    pub(super) same: bool,
    /// May stand between a channel and its id.
    pub(super) filler: bool,
    /// Stands before mail addresses.
    pub(super) mail: bool,
    /// Names the `+` before a country code.
    pub(super) plus: bool,
    /// Names a provider of mail.
    pub(super) provider: bool,
    /// Names a sign: `_`, `.`, `-`, `/` or `@`.
    pub(super) sign: Option<char>,
    /// Names a number or says what to do with one.
    pub(super) number: Option<Number>,
}

/// What a number word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// The value, or how often to repeat, by `role`.
    pub(super) value: u16,
    /// How to read it.
    pub(super) role: NumberRole,
    /// The languages it belongs to, one bit each.
    pub(super) languages: u32,
}

/// How a number word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberRole {
    /// A number.
    Value,
    /// The next digit is repeated.
    Repeat,
    /// Tens and units are joined by it.
    And,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mark: &'static Mark,
}

struct Tables {
    words: FxHashMap<Box<str>, Mark>,
    /// The words that the scan looks for, by how they begin, longest first.
    scanned: FxHashMap<u32, Vec<(Box<str>, Mark)>>,
    /// One bit for each beginning, by its hash: most places in a text are passed over on this alone.
    beginnings: Vec<u64>,
}

/// Bits in `Tables::beginnings`.
const BEGINNINGS: usize = 1 << 15;

/// How a word begins: up to three letters of ASCII, two of other alphabets, one sign of the rest. What follows a
/// shorter word is no letter of its script, so both a word and its place in a text come to the same.
fn beginning(bytes: &[u8]) -> u32 {
    let letter = |index: usize| bytes.get(index).copied().filter(u8::is_ascii_lowercase).unwrap_or(0);
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(0);
    match byte(0) {
        first @ 0..0x80 => {
            let second = letter(1);
            let third = if second == 0 { 0 } else { letter(2) };
            u32::from_le_bytes([first, second, third, 0])
        }
        first @ 0x80..0xE0 if (0xC0..0xE0).contains(&byte(2)) => {
            u32::from_le_bytes([first, byte(1), byte(2), byte(3)])
        }
        first @ 0x80..0xE0 => u32::from_le_bytes([first, byte(1), 0, 0]),
        first => u32::from_le_bytes([first, byte(1), byte(2), 0]),
    }
}

fn bit_of(beginning: u32) -> usize {
    (beginning.wrapping_mul(0x9E37_79B1) >> 17) as usize % BEGINNINGS
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::build);

const LANGUAGES: [&str; 14] =
    ["en", "zh", "vi", "th", "id", "ms", "pt", "es", "fr", "ru", "ar", "sw", "hi", "ja"];

impl Tables {
    fn build() -> Self {
        let mut words: FxHashMap<Box<str>, Mark> = FxHashMap::default();
        for row in rows(include_str!("../../data/contact_marks.csv")) {
            let mark = words.entry(folded(&row[0]).into()).or_default();
            set_role(mark, &row[1], &row[2]);
        }
        for row in rows(include_str!("../../data/digit_words.csv")) {
            let languages = row[2].split(' ').fold(0, |bits, name| bits | language_bit(name));
            let (role, value) = match row[1].as_str() {
                "and" => (NumberRole::And, 0),
                "x2" => (NumberRole::Repeat, 2),
                "x3" => (NumberRole::Repeat, 3),
                value => (NumberRole::Value, value.parse().unwrap_or(0)),
            };
            let mark = words.entry(folded(&row[0]).into()).or_default();
            mark.number = Some(Number { value, role, languages });
        }
        let mut scanned: FxHashMap<u32, Vec<(Box<str>, Mark)>> = FxHashMap::default();
        let mut beginnings = vec![0_u64; BEGINNINGS / 64];
        for (word, mark) in words.iter().filter(|(_, mark)| mark.is_scanned()) {
            let key = beginning(word.as_bytes());
            scanned.entry(key).or_default().push((word.clone(), *mark));
            let bit = bit_of(key);
            beginnings[bit / 64] |= 1 << (bit % 64);
        }
        for group in scanned.values_mut() {
            group.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Self { words, scanned, beginnings }
    }
}

impl Mark {
    /// Whether the scan of a whole text looks for it; the rest is looked up only where a contact may be.
    fn is_scanned(&self) -> bool {
        self.channel.is_some()
            || self.host.is_some()
            || self.phone
            || self.avoid
            || self.mail
            || self.number.is_some()
            || self.sign == Some('@')
    }
}

fn language_bit(name: &str) -> u32 {
    LANGUAGES.iter().position(|language| *language == name).map_or(0, |index| 1 << index)
}

/// The bits of the languages whose number words may stand in a text of this language: its own, and English.
pub(super) fn language_bits(language: &str) -> u32 {
    let related = match language {
        "id" | "ms" => language_bit("id") | language_bit("ms"),
        "zh" | "ja" => language_bit("zh") | language_bit("ja"),
        other => language_bit(other),
    };
    if LANGUAGES.contains(&language) { related | language_bit("en") } else { u32::MAX }
}

fn kind_named(name: &str) -> Option<ContactKind> {
    Some(match name {
        "wechat" => ContactKind::Wechat,
        "qq" => ContactKind::Qq,
        "whatsapp" => ContactKind::Whatsapp,
        "telegram" => ContactKind::Telegram,
        "line" => ContactKind::Line,
        "zalo" => ContactKind::Zalo,
        "messenger" => ContactKind::Messenger,
        "instagram" => ContactKind::Instagram,
        "snapchat" => ContactKind::Snapchat,
        "signal" => ContactKind::Signal,
        "viber" => ContactKind::Viber,
        "kakao" => ContactKind::Kakao,
        _ => return None,
    })
}

fn set_role(mark: &mut Mark, role: &str, kind: &str) {
    match role {
        "channel" => mark.channel = kind_named(kind),
        "weak" => {
            mark.channel = kind_named(kind);
            mark.weak = true;
        }
        "host" => mark.host = kind_named(kind),
        "phone" => mark.phone = true,
        "avoid" => mark.avoid = true,
        "amount" => mark.amount = true,
        "reach" => mark.reach = true,
        "same" => mark.same = true,
        "filler" => mark.filler = true,
        "mailword" => mark.mail = true,
        "provider" => mark.provider = true,
        "underscore" => mark.sign = Some('_'),
        "dot" => mark.sign = Some('.'),
        "dash" => mark.sign = Some('-'),
        "slash" => mark.sign = Some('/'),
        "at" => {
            mark.sign = Some('@');
            mark.weak |= kind == "weak";
        }
        "plus" => mark.plus = true,
        _ => {}
    }
}

/// Finds every word the scan looks for, in order, the longest at each place, none inside a longer word of its
/// script and none overlapping another.
pub(super) fn scan(text: &str) -> Vec<Found> {
    let tables = &*TABLES;
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte != b' ' && byte & 0xC0 != 0x80 {
            let key = beginning(&bytes[at..]);
            let bit = bit_of(key);
            if tables.beginnings[bit / 64] >> (bit % 64) & 1 == 1
                && let Some(word) = found_at(tables, text, at, key)
            {
                at = word.end;
                found.push(word);
                // What goes on in the same script is no beginning; `found_at` saw to it for all but signs and digits.
                continue;
            }
        }
        at += 1;
        if byte.is_ascii_lowercase() {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        }
    }
    found
}

/// The longest word that stands at `at`, among those that begin so.
fn found_at(tables: &'static Tables, text: &str, at: usize, key: u32) -> Option<Found> {
    let rest = &text.as_bytes()[at..];
    let starting = tables.scanned.get(&key)?.iter().filter(|(word, _)| rest.starts_with(word.as_bytes()));
    starting
        .map(|(word, mark)| Found { start: at, end: at + word.len(), mark })
        .find(|word| is_word(text, word.start, word.end))
}

/// The entry for exactly this word.
pub(super) fn lookup(word: &str) -> Option<&'static Mark> {
    TABLES.words.get(word)
}

/// The longest word that starts at `at` and that `wanted` accepts, with its end.
pub(super) fn word_at(
    text: &str,
    at: usize,
    wanted: impl Fn(&Mark) -> bool,
) -> Option<(usize, &'static Mark)> {
    let rest = text.get(at..)?;
    if !is_bound(rest.chars().next(), text[..at].chars().next_back()) {
        return None;
    }
    let mut best = None;
    let mut characters =
        rest.char_indices().take(LONGEST).take_while(|(_, character)| *character != '\n').peekable();
    while let Some((offset, character)) = characters.next() {
        let end = offset + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next).or_else(|| rest[end..].chars().next());
        if is_bound(Some(character), next)
            && let Some(mark) = lookup(&rest[..end])
            && wanted(mark)
        {
            best = Some((at + end, mark));
        }
    }
    best
}

/// Whether the bytes `start..end` stand as a word of their own; scripts without spaces have no such bound.
pub(super) fn is_word(text: &str, start: usize, end: usize) -> bool {
    let inside = &text[start..end];
    is_bound(inside.chars().next(), text[..start].chars().next_back())
        && is_bound(inside.chars().next_back(), text[end..].chars().next())
}

/// Whether a word that begins or ends with one character is apart from what stands beside it.
fn is_bound(inner: Option<char>, outer: Option<char>) -> bool {
    match (inner, outer) {
        (Some(inner), Some(outer)) => {
            spaced_script(inner) == 0 || spaced_script(inner) != spaced_script(outer)
        }
        _ => true,
    }
}

/// A number for each script that parts its words by spaces, 0 for all other characters.
pub(super) fn spaced_script(character: char) -> u8 {
    match character {
        'a'..='z' | 'A'..='Z' => 1,
        '\u{00}'..='\u{BF}' | '\u{D7}' | '\u{F7}' => 0,
        '\u{C0}'..='\u{24F}' | '\u{300}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' => 1,
        '\u{370}'..='\u{3FF}' => 2,
        '\u{400}'..='\u{52F}' => 3,
        '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' => 4,
        '\u{900}'..='\u{963}' | '\u{971}'..='\u{97F}' => 5,
        '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' => 6,
        _ => 0,
    }
}
