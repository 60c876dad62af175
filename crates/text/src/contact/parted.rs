//! Channel names whose letters are parted by signs: `z.a.l.o`, `w h a t s a p p`, `ไ-ล-น์`.

use super::marks::{Found, lookup};

/// Longest name, in letters.
const LONGEST: usize = 16;

/// Adds such names to the words found.
pub(super) fn add(text: &str, found: &mut Vec<Found>) {
    let before = found.len();
    let letters = letters(text);
    let mut index = 0;
    while index < letters.len() {
        let length = chain(text, &letters[index..]);
        if length >= 3 {
            add_longest(text, &letters[index..index + length], found);
        }
        index += length.max(1);
    }
    if found.len() > before {
        found.sort_by_key(|word| (word.start, word.end));
    }
}

/// Letters that stand alone between signs, with the marks on them.
fn letters(text: &str) -> Vec<(usize, usize)> {
    let mut letters = Vec::new();
    let mut word: Option<(usize, usize, u32)> = None;
    for (index, character) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let end = index + character.len_utf8();
        if is_joined_mark(character) {
            if let Some(open) = &mut word {
                open.1 = end;
            }
        } else if character.is_alphabetic() {
            match &mut word {
                Some(open) => *open = (open.0, end, open.2 + 1),
                None => word = Some((index, end, 1)),
            }
        } else if let Some((start, word_end, count)) = word.take()
            && count == 1
        {
            letters.push((start, word_end));
        }
    }
    letters
}

/// Vowel signs and tone marks of Thai and combining accents.
fn is_joined_mark(character: char) -> bool {
    matches!(character, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{300}'..='\u{36F}')
}

/// How many letters from the first on are parted by one and the same sign.
fn chain(text: &str, letters: &[(usize, usize)]) -> usize {
    let mut separator: Option<&str> = None;
    let mut length = 1;
    for pair in letters.windows(2).take(LONGEST * 4) {
        let gap = &text[pair[0].1..pair[1].0];
        let single = gap.chars().count() == 1
            && !gap.contains('\n')
            && !gap.starts_with(|c: char| c.is_alphanumeric());
        if !single || separator.is_some_and(|sign| sign != gap) {
            break;
        }
        separator = Some(gap);
        length += 1;
    }
    length
}

fn add_longest(text: &str, letters: &[(usize, usize)], found: &mut Vec<Found>) {
    let joined: String = letters.iter().take(LONGEST).map(|(start, end)| &text[*start..*end]).collect();
    let mut ends = Vec::with_capacity(LONGEST);
    let mut length = 0;
    for (start, end) in letters.iter().take(LONGEST) {
        length += end - start;
        ends.push(length);
    }
    for count in (3..=ends.len()).rev() {
        if let Some(mark) = lookup(&joined[..ends[count - 1]])
            && mark.channel.is_some()
        {
            found.push(Found { start: letters[0].0, end: letters[count - 1].1, mark });
            return;
        }
    }
}
