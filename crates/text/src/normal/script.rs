//! Which script a character belongs to, as far as reading adverts needs it.

use super::fold::is_han;
use serde::{Deserialize, Serialize};

/// A set of scripts, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scripts(u16);

/// The scripts told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u16)]
#[allow(missing_docs)]
pub enum Script {
    Latin = 1,
    Cyrillic = 1 << 1,
    Greek = 1 << 2,
    Arabic = 1 << 3,
    Devanagari = 1 << 4,
    Thai = 1 << 5,
    Lao = 1 << 6,
    Khmer = 1 << 7,
    Burmese = 1 << 8,
    Han = 1 << 9,
    Kana = 1 << 10,
    Hangul = 1 << 11,
    /// Any other letter.
    Other = 1 << 12,
}

impl Scripts {
    /// Whether the set holds a script.
    pub fn has(self, script: Script) -> bool {
        self.0 & script as u16 != 0
    }

    /// Adds a script.
    pub fn add(&mut self, script: Script) {
        self.0 |= script as u16;
    }
}

impl Script {
    const ALL: [Self; 13] = [
        Self::Latin,
        Self::Cyrillic,
        Self::Greek,
        Self::Arabic,
        Self::Devanagari,
        Self::Thai,
        Self::Lao,
        Self::Khmer,
        Self::Burmese,
        Self::Han,
        Self::Kana,
        Self::Hangul,
        Self::Other,
    ];

    /// Its number, for compact tables; it may differ between versions of the program.
    pub fn number(self) -> u8 {
        (self as u16).trailing_zeros() as u8
    }

    /// The script of a [`number`](Self::number); none for one that no script has.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The script of a letter or mark in folded form; `None` for digits, signs, spaces, emoji.
    pub fn of(character: char) -> Option<Self> {
        let code = character as u32;
        Some(match code {
            0x41..=0x5A | 0x61..=0x7A => Self::Latin,
            // Signs, punctuation, boxes, emoji.
            0..=0xA9
            | 0xAB..=0xB4
            | 0xB6..=0xB9
            | 0xBB..=0xBF
            | 0xD7
            | 0xF7
            | 0x2000..=0x2BFF
            | 0x2E00..=0x2E7F
            | 0x3000..=0x3004
            | 0xFE00..=0xFE0F
            | 0x1F000..=0x1FAFF => {
                return None;
            }
            0xAA..=0x2AF | 0x1E00..=0x1EFF => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF if character.is_alphabetic() => Self::Greek,
            0x400..=0x52F => Self::Cyrillic,
            0x600..=0x6FF | 0x750..=0x77F if character.is_alphabetic() => Self::Arabic,
            0x900..=0x97F => Self::Devanagari,
            0xE00..=0xE7F if code != 0xE3F => Self::Thai,
            0xE80..=0xEFF => Self::Lao,
            0x1000..=0x109F => Self::Burmese,
            0x1780..=0x17FF => Self::Khmer,
            0x3040..=0x30FF => Self::Kana,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Self::Hangul,
            _ if is_han(character) => Self::Han,
            _ if character.is_alphabetic() => Self::Other,
            _ => return None,
        })
    }

    /// Whether words of this script stand without spaces between them.
    pub fn is_unspaced(self) -> bool {
        matches!(self, Self::Thai | Self::Lao | Self::Khmer | Self::Burmese | Self::Han | Self::Kana)
    }
}

/// What a character is to a word bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter,
    Digit,
    Neither,
}

fn part(character: char) -> Part {
    if character.is_ascii_digit() {
        return Part::Digit;
    }
    match Script::of(character) {
        Some(script) if !script.is_unspaced() => Part::Letter,
        _ => Part::Neither,
    }
}

/// Whether a word of a spaced script may begin or end at this byte. A digit beside a letter is a bound.
pub fn is_word_bound(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || at >= bytes.len() {
        return true;
    }
    let (before, after) = (bytes[at - 1], bytes[at]);
    if before < 0x80 && after < 0x80 {
        return !(before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
            || before.is_ascii_digit() && after.is_ascii_digit());
    }
    let apart = |byte: u8| byte < 0x80 && !byte.is_ascii_alphanumeric();
    if apart(before) || apart(after) {
        return true;
    }
    let before = text[..at].chars().next_back().map_or(Part::Neither, part);
    let after = text[at..].chars().next().map_or(Part::Neither, part);
    before != after || before == Part::Neither
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back() {
        for script in Script::ALL {
            assert_eq!(Script::from_number(script.number()), Some(script));
        }
        assert_eq!(Script::from_number(13), None);
    }

    #[test]
    fn latin_is_what_is_alphabetic() {
        for character in ('\u{0}'..='\u{2AF}').chain('\u{1E00}'..='\u{1EFF}') {
            assert_eq!(Script::of(character).is_some(), character.is_alphabetic(), "{character:?}");
        }
    }
}
