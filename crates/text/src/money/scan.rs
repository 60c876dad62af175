//! From folded text to tokens: numbers, words with their meanings, symbols.

use super::amount::Amount;
use super::hanzi;
use super::tables::{Sense, TABLES, letter, unspaced};
use std::ops::Range;

/// Longest text that is read, in bytes.
const LONGEST: usize = 1 << 16;

/// A number written in digits (or Chinese numerals).
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of how a number is written")]
pub(super) struct Number {
    /// Read as an amount of money.
    pub(super) price: Amount,
    /// Read as an amount of goods.
    pub(super) quantity: Amount,
    /// Digits before the decimal mark.
    pub(super) digits: u8,
    pub(super) grouped: bool,
    pub(super) leading_zero: bool,
    /// `1.500` with three decimals: grouped where the currency has two.
    pub(super) pointed: bool,
    /// Written in numerals, not digits.
    pub(super) spelled: bool,
    /// `22.00` where the decimal mark is a comma: a time of day.
    pub(super) clock: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Number(Number),
    /// Digits that are no number: dates, versions, sex counts, overlong runs, contacts.
    Blocked,
    /// A word of a script written with spaces.
    Word,
    /// A piece of a script written without spaces.
    Piece,
    Symbol(char),
    Newline,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) sense: Sense,
    /// A space stands before it.
    pub(super) spaced: bool,
}

/// How numbers are written here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) mask: u32,
    pub(super) decimal: u8,
    /// Spaces may part groups of three.
    pub(super) space_groups: bool,
}

/// Digits of the scripts that a folded text may still hold.
pub(super) fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{0E50}'..='\u{0E59}' => '\u{0E50}',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0966}'..='\u{096F}' => '\u{0966}',
        '\u{09E6}'..='\u{09EF}' => '\u{09E6}',
        '\u{17E0}'..='\u{17E9}' => '\u{17E0}',
        '\u{1040}'..='\u{1049}' => '\u{1040}',
        '\u{0ED0}'..='\u{0ED9}' => '\u{0ED0}',
        _ => return None,
    };
    Some((u32::from(character) - u32::from(zero)) as u8)
}

/// Whether a text can hold an amount at all: one pass, and a bit looked up for each word.
pub(super) fn may_hold_amount(text: &str, mask: u32) -> bool {
    if crate::contact::count_digits(text) > 0 {
        return true;
    }
    let tables = &*TABLES;
    let bytes = text.as_bytes();
    let mut begin = 0;
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            0xD9 | 0xDB if foreign_digit(bytes, index) => return true,
            0xE0 | 0xE1 | 0xE3..=0xE9 if unspaced_amount(&bytes[index..]) => return true,
            b'a'..=b'z' | 0x80.. => {}
            _ => {
                if begin < index && tables.makes_amount(&text[begin..index], mask) {
                    return true;
                }
                begin = index + 1;
            }
        }
    }
    begin < bytes.len() && tables.makes_amount(&text[begin..], mask)
}

/// Whether the bytes at `index` begin an Arabic or Persian digit.
fn foreign_digit(bytes: &[u8], index: usize) -> bool {
    let next = bytes.get(index + 1).copied().unwrap_or(0);
    if bytes[index] == 0xD9 { (0xA0..=0xA9).contains(&next) } else { (0xB0..=0xB9).contains(&next) }
}

/// Whether a Chinese magnitude begins here, or a letter of a script that is cheaper read than judged (Thai, Lao,
/// Burmese, Khmer).
fn unspaced_amount(bytes: &[u8]) -> bool {
    match bytes {
        [0xE0, 0xB8..=0xBB, ..] | [0xE1, 0x80..=0x82 | 0x9E..=0x9F, ..] => true,
        [first, second, third, ..] => {
            MAGNITUDES.iter().any(|one| one.as_bytes() == [*first, *second, *third])
        }
        _ => false,
    }
}

/// Numerals without which no amount is written in Chinese.
const MAGNITUDES: [&str; 10] = ["十", "百", "千", "万", "萬", "亿", "拾", "佰", "仟", "億"];

/// Cuts a text into tokens. Numbers inside `taken` come out blocked.
pub(super) fn scan(text: &str, style: Style, taken: &[Range<usize>]) -> Vec<Token> {
    scan_into(Vec::with_capacity(48), text, style, taken)
}

/// As [`scan`], with the room of an earlier list.
pub(super) fn scan_into(
    mut tokens: Vec<Token>,
    text: &str,
    style: Style,
    taken: &[Range<usize>],
) -> Vec<Token> {
    tokens.clear();
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut scanner = Scanner { text, style, taken, at: 0, spaced: false, tokens };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    style: Style,
    taken: &'a [Range<usize>],
    at: usize,
    spaced: bool,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b' ' => {
                self.at += 1;
                self.spaced = true;
                return;
            }
            b'a'..=b'z' => return self.word(rest),
            b'0'..=b'9' => return self.number(),
            _ => {}
        }
        let Some(character) = rest.chars().next() else {
            return;
        };
        if character == '\n' {
            self.push(1, Kind::Newline, Sense::default());
        } else if character.is_whitespace() {
            self.at += character.len_utf8();
            self.spaced = true;
        } else if digit(character).is_some() {
            self.number();
        } else if letter(character) {
            self.word(rest);
        } else {
            self.symbol(rest, character);
        }
    }

    fn push(&mut self, length: usize, kind: Kind, sense: Sense) {
        let start = self.at as u32;
        self.at += length;
        self.tokens.push(Token { start, end: self.at as u32, kind, sense, spaced: self.spaced });
        self.spaced = false;
    }

    fn word(&mut self, rest: &str) {
        let plain = rest.bytes().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
        let length = match rest.as_bytes().get(plain) {
            Some(0x80..) => rest.find(|character| !letter(character)).unwrap_or(rest.len()),
            _ => plain,
        };
        let (word, after) = rest.split_at(length);
        let found =
            TABLES.word(word, after, self.style.mask).or_else(|| arabic(word, after, self.style.mask));
        let (extra, sense) = found.unwrap_or_default();
        self.push(length + extra, Kind::Word, sense);
    }

    fn symbol(&mut self, rest: &str, character: char) {
        let after = &rest[character.len_utf8()..];
        let found = TABLES.symbol(character, after, self.style.mask);
        let numeral = if unspaced(character) { hanzi::read(rest) } else { None };
        if let Some((length, value)) = numeral
            && found.is_none_or(|(extra, _)| extra + character.len_utf8() <= length)
        {
            let kind = value.map_or(Kind::Blocked, |value| Kind::Number(spelled(value)));
            self.push(length, kind, Sense::default());
            return;
        }
        if let Some((extra, mut sense)) = found {
            if hanzi::small(character).is_some() && extra == 0 {
                sense.numeral = 0;
            }
            let kind = if unspaced(character) { Kind::Piece } else { Kind::Symbol(character) };
            self.push(character.len_utf8() + extra, kind, sense);
        } else if unspaced(character) {
            self.piece(character);
        } else {
            self.push(character.len_utf8(), Kind::Symbol(character), Sense::default());
        }
    }

    /// A character of no meaning: joined to the one before it.
    fn piece(&mut self, character: char) {
        let length = character.len_utf8();
        if !self.spaced
            && let Some(last) = self.tokens.last_mut()
            && matches!(last.kind, Kind::Piece)
            && is_empty(last.sense)
        {
            self.at += length;
            last.end = self.at as u32;
            return;
        }
        self.push(length, Kind::Piece, Sense::default());
    }

    fn number(&mut self) {
        let start = self.at;
        let run = Run::read(&self.text[start..], self.style.space_groups);
        let end = start + run.length;
        let taken = self.taken.iter().any(|range| range.start < end && start < range.end);
        let kind = match run.interpret(self.style.decimal) {
            Some(number) if !taken => Kind::Number(number),
            _ => Kind::Blocked,
        };
        self.push(run.length, kind, Sense::default());
    }
}

/// Whether a word has no meaning here.
pub(super) fn is_empty(sense: Sense) -> bool {
    sense.cue == 0 && sense.unit == 0 && sense.mark == 0 && sense.multiplier == 0 && sense.numeral == 0
}

/// Arabic particles written on to the next word.
const PARTICLES: [&str; 8] = ["وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"];

/// Looks an Arabic word up without its particles (`wa`, `bi`, `li`, `al`).
fn arabic(word: &str, after: &str, mask: u32) -> Option<(usize, Sense)> {
    if !word.starts_with(|first| ('\u{0621}'..='\u{064A}').contains(&first)) {
        return None;
    }
    PARTICLES.iter().find_map(|particle| {
        let stem = word.strip_prefix(particle)?;
        TABLES.word(stem, after, mask)
    })
}

fn spelled(value: u64) -> Number {
    let amount = Amount::whole(value);
    let digits = value.checked_ilog10().map_or(1, |log| log as u8 + 1);
    Number {
        price: amount,
        quantity: amount,
        digits,
        grouped: false,
        leading_zero: false,
        pointed: false,
        spelled: true,
        clock: false,
    }
}

/// Runs of digits with the separators between them.
struct Run {
    length: usize,
    digits: [u8; 16],
    count: usize,
    groups: [u8; 8],
    separators: [u8; 8],
    parts: usize,
    overlong: bool,
}

impl Run {
    fn read(text: &str, space_groups: bool) -> Self {
        let mut run = Self {
            length: 0,
            digits: [0; 16],
            count: 0,
            groups: [0; 8],
            separators: [0; 8],
            parts: 0,
            overlong: false,
        };
        run.digits_at(text, 0);
        while let Some((separator, width)) = run.separator(&text[run.length..], space_groups) {
            run.length += width;
            run.digits_at(text, separator);
        }
        run
    }

    fn digits_at(&mut self, text: &str, separator: u8) {
        let mut group = 0u8;
        for character in text[self.length..].chars() {
            let Some(value) = digit(character) else { break };
            if self.count < 16 {
                self.digits[self.count] = value;
                self.count += 1;
            } else {
                self.overlong = true;
            }
            group = group.saturating_add(1);
            self.length += character.len_utf8();
        }
        if self.parts < 8 {
            self.groups[self.parts] = group;
            self.separators[self.parts] = separator;
            self.parts += 1;
        } else {
            self.overlong = true;
        }
    }

    /// The separator at the head of `rest` if a further group of digits follows it.
    fn separator(&self, rest: &str, space_groups: bool) -> Option<(u8, usize)> {
        let mut characters = rest.chars();
        let character = characters.next()?;
        let separator = match character {
            '.' | '\u{066B}' => b'.',
            ',' | '\u{066C}' | '，' => b',',
            ' ' | '\u{00A0}' | '\u{202F}' if space_groups => b' ',
            '\'' | '’' => b'\'',
            _ => return None,
        };
        let width = character.len_utf8();
        let following = characters.take_while(|next| digit(*next).is_some()).take(4).count();
        let spaced = matches!(separator, b' ' | b'\'');
        if following == 0 || (character == '，' && following != 3) {
            return None;
        }
        if spaced
            && (following != 3
                || self.groups[0] > 3
                || self.digits[0] == 0
                || !self.all_separated_by(separator))
        {
            return None;
        }
        Some((separator, width))
    }

    fn all_separated_by(&self, separator: u8) -> bool {
        (1..self.parts).all(|part| self.separators[part] == separator && self.groups[part] == 3)
    }

    fn amount(&self, decimals: u8) -> Amount {
        let value = self.digits[..self.count].iter().fold(0u64, |sum, digit| sum * 10 + u64::from(*digit));
        Amount::whole(value).shifted(decimals)
    }

    /// The number in a locale whose decimal mark is `decimal`.
    fn interpret(&self, decimal: u8) -> Option<Number> {
        if self.overlong || self.count > 15 {
            return None;
        }
        let leading_zero = self.digits[0] == 0 && self.groups[0] > 1;
        let last = self.groups[self.parts - 1];
        let number = |decimals: u8, grouped: bool| Number {
            price: self.amount(decimals),
            quantity: self.amount(decimals),
            digits: self.count as u8 - decimals,
            grouped,
            leading_zero,
            pointed: false,
            spelled: false,
            clock: false,
        };
        if self.parts == 1 {
            return Some(number(0, false));
        }
        let separator = self.separators[self.parts - 1];
        let inner_grouped = self.grouped_until(self.parts - 1);
        if self.parts == 2 {
            if matches!(separator, b' ' | b'\'') {
                return Some(number(0, true));
            }
            if last == 3 && self.groups[0] <= 3 && self.digits[0] != 0 {
                return Some(self.three_places(separator, decimal, number(0, true)));
            }
            let clock = separator == b'.' && decimal == b',' && last == 2 && self.groups[0] <= 2;
            return Some(Number { clock, ..number(last, false) });
        }
        let same = (1..self.parts).all(|part| self.separators[part] == separator);
        match (same, inner_grouped && last == 3) {
            (true, true) => Some(number(0, true)),
            (false, _) if inner_grouped && self.separators[1] != separator => Some(number(last, true)),
            _ => None,
        }
    }

    /// `1.500`: grouped, or with three decimals.
    fn three_places(&self, separator: u8, decimal: u8, grouped: Number) -> Number {
        if separator != decimal {
            return grouped;
        }
        let quantity = self.amount(3);
        if separator == b',' {
            return Number { quantity, ..grouped };
        }
        let digits = self.groups[0];
        Number { price: quantity, quantity, digits, grouped: false, pointed: true, ..grouped }
    }

    /// Whether the groups after the first and before `end` are groups of three (or, in India, two).
    fn grouped_until(&self, end: usize) -> bool {
        (1..end).all(|part| {
            self.groups[part] == 3
                || (self.groups[part] == 2 && self.separators[part] == b',' && self.parts > 2)
        }) && self.groups[0] <= 3
    }
}
