//! Numbers in Chinese numerals, plain and formal.

/// The value of a digit numeral.
pub(super) fn small(character: char) -> Option<u64> {
    Some(match character {
        '零' | '〇' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn magnitude(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Reads a number of two or more numerals at the head of `text`: its bytes, and its value unless it is a mere
/// string of digits (a year, a telephone number, "three or four").
pub(super) fn read(text: &str) -> Option<(usize, Option<u64>)> {
    let first = text.chars().next()?;
    if small(first).is_none() && !matches!(first, '十' | '拾') {
        return None;
    }
    let mut reading = Reading::default();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if !reading.take(character, next) || reading.count > 16 {
            reading.length = at;
            break;
        }
        reading.length = at + character.len_utf8();
    }
    (reading.count > 1).then(|| (reading.length, reading.value()))
}

#[derive(Default)]
struct Reading {
    length: usize,
    count: usize,
    magnitudes: usize,
    total: u64,
    section: u64,
    digit: Option<u64>,
    digits_in_row: usize,
    last_magnitude: u64,
    after_zero: bool,
}

impl Reading {
    /// Takes one character; false when it does not belong.
    fn take(&mut self, character: char, next: Option<char>) -> bool {
        if let Some(value) = small(character) {
            let measure = matches!(character, '两' | '兩') && self.count > 0;
            if measure && next.and_then(magnitude).is_none() {
                return false;
            }
            if self.magnitudes > 0 && self.digit.is_some_and(|digit| digit != 0) {
                return false;
            }
            self.after_zero |= value == 0;
            self.digits_in_row += 1;
            self.digit = Some(value);
            self.count += 1;
            return true;
        }
        let Some(factor) = magnitude(character) else {
            return false;
        };
        if self.digit.is_none() && factor < 10_000 && !(factor == 10 && self.count == 0) {
            return false;
        }
        self.count += 1;
        self.magnitudes += 1;
        self.digits_in_row = 0;
        self.after_zero = false;
        self.last_magnitude = factor;
        let digit = self.digit.take();
        if factor < 10_000 {
            self.section += digit.unwrap_or(1) * factor;
        } else {
            let section = self.section + digit.unwrap_or(0);
            self.total = self.total.saturating_add(section.saturating_mul(factor));
            self.section = 0;
        }
        true
    }

    fn value(&self) -> Option<u64> {
        if self.magnitudes == 0 || self.digits_in_row > 1 && !self.after_zero {
            return None;
        }
        let last = self.digit.unwrap_or(0);
        // "two thousand five" is 2500, but "two thousand zero five" and "twenty-five" mean what they say.
        let scale = if self.after_zero || self.last_magnitude <= 10 { 1 } else { self.last_magnitude / 10 };
        Some(self.total.saturating_add(self.section).saturating_add(last.saturating_mul(scale)))
    }
}
