//! Numbers that are written as if they were a permit's: claims of shape, never of validity.
//!
//! No format is shared by all management authorities, so a number is read only after a word that announces one,
//! and the shapes of `permit_shapes.csv` only name what it looks like.

use crate::Normal;
use crate::place::{folded, rows};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
use pugmark_model::{Field, Permit};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest number that is read, in bytes (the CITES standard for electronic permits allows 35 characters).
const LONGEST: usize = 40;

/// Fewest digits of a number; see [`is_number`].
const FEWEST_DIGITS: usize = 3;

/// Most permits read out of one field.
const MOST: usize = 50;

/// Name of the shapes that say nothing but "digits" or "letters and digits".
const PLAIN: &str = "number";

struct Tables {
    marks: Option<DoubleArrayAhoCorasick<u32>>,
    fillers: FxHashSet<String>,
    shapes: Vec<(String, Vec<char>)>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let words = rows(include_str!("../data/permit_marks.csv"));
    let (marks, fillers): (Vec<_>, Vec<_>) = words.into_iter().partition(|row| row[1] == "mark");
    Tables {
        marks: DoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(marks.iter().zip(0_u32..).map(|(row, index)| (folded(&row[0]), index)))
            .ok(),
        fillers: fillers.into_iter().map(|row| folded(&row[0])).collect(),
        shapes: rows(include_str!("../data/permit_shapes.csv"))
            .into_iter()
            .map(|row| (row[0].clone(), folded(&row[2]).chars().collect()))
            .collect(),
    }
});

/// Reads what stands as a permit number after words such as "CITES no." or `许可证`.
///
/// `taken` receives the byte ranges of [`Normal::folded`] that were read.
pub fn extract(normal: &Normal, field: Field, out: &mut Vec<Permit>, taken: &mut Vec<Range<usize>>) {
    let text = normal.folded();
    let Some(marks) = &TABLES.marks else { return };
    if crate::contact::count_digits(text) < FEWEST_DIGITS {
        return;
    }
    let first = out.len();
    for hit in marks.leftmost_find_iter(text) {
        if out.len() - first >= MOST {
            break;
        }
        if !is_word(text, hit.start(), hit.end()) {
            continue;
        }
        let Some(range) =
            number_after(text, hit.end()).or_else(|| number_around(text, hit.start(), hit.end()))
        else {
            continue;
        };
        let is_taken = taken.iter().any(|other| other.start < range.end && range.start < other.end);
        let value = text[range.clone()].to_owned();
        if is_taken || out[first..].iter().any(|permit| permit.value == value) {
            continue;
        }
        let shape = shape_of(&value);
        out.push(Permit { shape, value, field, span: normal.original_span(range.clone()) });
        taken.push(range);
    }
}

/// A number that holds the mark itself, as `00123/iv/sats-ln/2024` holds `sats-ln`.
fn number_around(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let before = text[..start].bytes().rev().take(LONGEST).take_while(|byte| is_number_byte(*byte)).count();
    let after = text[end..].bytes().take(LONGEST).take_while(|byte| is_number_byte(*byte)).count();
    let range = trimmed(text, start - before..end + after);
    (before > 1 && after > 1 && is_number(&text[range.clone()])).then_some(range)
}

/// The number after a mark, over fillers such as "no." and a few signs.
fn number_after(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    for _ in 0..5 {
        let rest = &text[at..];
        let signs = rest
            .chars()
            .take(4)
            .take_while(|c| !c.is_alphanumeric() && !matches!(c, '\n' | ',' | ';' | '!' | '?'));
        at += signs.map(char::len_utf8).sum::<usize>();
        let rest = &text[at..];
        let length = rest.bytes().take(LONGEST + 1).take_while(|byte| is_number_byte(*byte)).count();
        let range = trimmed(text, at..at + length);
        if length <= LONGEST && is_number(&text[range.clone()]) && !is_measured(text, range.end) {
            return Some(with_second_part(text, range));
        }
        let longer = with_second_part(text, range.clone());
        if longer != range {
            return Some(longer);
        }
        let word =
            rest.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '°' | 'º' | ':')).next()?;
        let word = word.get(..word.len().min(24)).unwrap_or_default();
        let known = if TABLES.fillers.contains(word) {
            word
        } else {
            unspaced_filler(rest).unwrap_or_else(|| word.trim_end_matches(['.', ':']))
        };
        if known.is_empty() || !TABLES.fillers.contains(known) {
            return None;
        }
        at += known.len();
    }
    None
}

/// A filler in a script without spaces at the start of `rest`.
fn unspaced_filler(rest: &str) -> Option<&str> {
    let first = rest.chars().next().filter(|character| *character >= '\u{E00}')?;
    let ends = rest.char_indices().map(|(index, _)| index).skip(1).take(8);
    let longest = ends.filter(|end| TABLES.fillers.contains(&rest[..*end])).last();
    Some(&rest[..longest.unwrap_or(first.len_utf8())])
}

/// Rings and some licences are written in two parts: `ao 3.5 123456`, `apo/pl 123/24`.
fn with_second_part(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = &text[range.end..];
    let Some(rest) = rest.strip_prefix(' ') else {
        return range;
    };
    let length = rest.bytes().take(LONGEST).take_while(|byte| is_number_byte(*byte)).count();
    let longer = trimmed(text, range.start..range.end + 1 + length);
    let is_known = shape_of(&text[longer.clone()]).is_some_and(|shape| shape != PLAIN);
    if is_known { longer } else { range }
}

fn is_number_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-.".contains(&byte)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(['/', '-', '.']).len());
    let end = range.start + part.trim_end_matches(['/', '-', '.']).len();
    start..end.max(start)
}

/// Whether a word may be a permit's number: at least four digits, or three among letters, and no plain year or day.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_year =
        digits == 4 && letters == 0 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let is_day = letters == 0 && parts.len() == 3 && parts.iter().all(|part| part.len() <= 4) && digits <= 8;
    let is_range =
        letters == 0 && parts.len() == 2 && parts.iter().all(|part| part.len() <= 4) && word.contains('-');
    (digits >= 4 || (digits >= 3 && letters > 0))
        && !is_year
        && !is_day
        && !is_range
        && shape_of(word).is_some()
}

/// Whether money or a measure follows, so that the number is none of a permit.
fn is_measured(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(' ');
    rest.starts_with(['$', '€', '£', '¥', '%', '₫', '₹', '฿', '元', '克'])
        || crate::contact::is_amount_word(text, text.len() - rest.len())
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    crate::contact::is_whole_word(text, start, end)
}

/// The first published or usual shape that a number has.
fn shape_of(word: &str) -> Option<String> {
    let characters: Vec<char> = word.chars().take(LONGEST + 8).collect();
    TABLES.shapes.iter().find(|(_, pattern)| matches(pattern, &characters)).map(|(name, _)| name.clone())
}

/// Whether a number has a shape, written as in `permit_shapes.csv`: `#` a digit, `@` a letter, `*` after either one or
/// more of them, `*` elsewhere any run of letters, digits, dots and dashes, all else itself. Case does not matter. A
/// longer number than any paper bears has no shape.
pub fn has_shape(pattern: &str, number: &str) -> bool {
    let characters: Vec<char> = folded(number).chars().take(LONGEST + 1).collect();
    let pattern: Vec<char> = folded(pattern).chars().collect();
    characters.len() <= LONGEST && matches(&pattern, &characters)
}

/// Matches a pattern of `permit_shapes.csv`: `#` a digit, `@` a letter, `*` after either one or more of them,
/// `*` elsewhere any run of letters, digits, dots and dashes, all else itself.
fn matches(pattern: &[char], word: &[char]) -> bool {
    let Some((&first, rest)) = pattern.split_first() else {
        return word.is_empty();
    };
    let class = |character: char| match first {
        '#' => character.is_ascii_digit(),
        '@' => character.is_ascii_alphabetic(),
        '*' => character.is_ascii_alphanumeric() || matches!(character, '.' | '-'),
        other => character == other,
    };
    let repeats = first == '*' || (matches!(first, '#' | '@') && rest.first() == Some(&'*'));
    let after = if first != '*' && repeats { &rest[1..] } else { rest };
    let run = word.iter().take_while(|character| class(**character)).count();
    let most = if repeats { run } else { run.min(1) };
    (1..=most).rev().any(|taken| (repeats || taken == 1) && matches(after, &word[taken..]))
}
