//! Mail addresses and links, also with their signs spelled out.

use super::Reader;
use super::marks::{Found, word_at};
use pugmark_model::ContactKind;
use std::ops::Range;

/// How far to either side of an `@` an address may reach, in bytes.
const REACH: usize = 80;

/// Longest part before the `@`, in bytes (RFC 5321).
const LONGEST_LOCAL: usize = 64;

/// Most `@` that are looked at in one field, and as many words for it.
const MOST: usize = 100;

/// A slice of the text with sign words turned into signs, and where each byte came from.
struct Unspelled {
    text: String,
    origin: Vec<Range<usize>>,
}

/// Reads every address and link.
pub(super) fn read(reader: &mut Reader<'_>) {
    let text = reader.text;
    let found = reader.found;
    for at in memchr::memchr_iter(b'@', text.as_bytes()).take(MOST) {
        if reader.is_taken(at) {
            continue;
        }
        if let Some((from, to)) = mail_around(text, at) {
            reader.add(ContactKind::Email, text[from..to].to_owned(), from..to);
        } else if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
            mail(reader, at, at + 1);
        }
    }
    for word in found.iter().filter(|word| word.mark.sign == Some('@')).take(MOST) {
        let written = text[word.start..].starts_with('@');
        let likely = !word.mark.weak || is_provider_next(text, word.end) || has_mail_word(found, word.start);
        if !written && likely && !reader.is_taken(word.start) {
            mail(reader, word.start, word.end);
        }
    }
    for word in found.iter().filter(|word| word.mark.host.is_some()) {
        super::link::channel_link(reader, word);
    }
    super::link::plain_links(reader);
}

fn mail(reader: &mut Reader<'_>, start: usize, end: usize) {
    let text = reader.text;
    let (window_start, window_end) = (floor(text, start.saturating_sub(REACH)), floor(text, end + REACH));
    let window = unspell(text, window_start, window_end, start, end);
    let Some(at) = window.origin.iter().position(|range| range.start == start) else {
        return;
    };
    let Some((from, to)) = mail_around(&window.text, at) else {
        return;
    };
    let span = window.origin[from].start..window.origin[to - 1].end;
    let value = window.text[from..to].to_owned();
    reader.add(ContactKind::Email, value, span);
}

/// Whether the next word names a provider of mail.
fn is_provider_next(text: &str, at: usize) -> bool {
    let start = at + (text[at..].len() - text[at..].trim_start_matches(' ').len());
    super::marks::word_at(text, start, |mark| mark.provider).is_some()
}

fn has_mail_word(found: &[Found], before: usize) -> bool {
    found.iter().any(|word| word.mark.mail && word.end <= before && before - word.end < 40)
}

/// The bounds of the address around the `@` at `at`.
fn mail_around(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let mut from =
        at - bytes[..at].iter().rev().take(LONGEST_LOCAL + 1).take_while(|byte| is_local(byte)).count();
    while from < at && !bytes[from].is_ascii_alphanumeric() {
        from += 1;
    }
    let is_domain = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let mut to = at + 1 + bytes[at + 1..].iter().take(REACH).take_while(|byte| is_domain(byte)).count();
    loop {
        while to > at + 1 && !bytes[to - 1].is_ascii_alphanumeric() {
            to -= 1;
        }
        let domain = &text[at + 1..to];
        let (name, top) = domain.rsplit_once('.')?;
        if bytes.get(to) == Some(&b'@') {
            return None;
        }
        if !name.is_empty() && !name.starts_with('.') && is_top_level(top) && !domain.contains("..") {
            return (from < at && at - from <= LONGEST_LOCAL).then_some((from, to));
        }
        to -= top.len();
    }
}

fn is_top_level(label: &str) -> bool {
    (2..=12).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Turns sign words into signs between `from` and `to`; `at..at_end` is the `@` itself.
fn unspell(text: &str, from: usize, to: usize, at: usize, at_end: usize) -> Unspelled {
    let mut out = Unspelled { text: String::with_capacity(to - from), origin: Vec::with_capacity(to - from) };
    let mut index = from;
    while index < to {
        if index == at {
            push_sign(&mut out, '@', at..at_end);
            index = skip_spaces(text, at_end, to);
            continue;
        }
        if let Some((end, sign)) = sign_word(text, index)
            && (end <= at || index > at)
        {
            push_sign(&mut out, sign, index..end);
            index = skip_spaces(text, end, to);
            continue;
        }
        let Some(character) = text[index..].chars().next() else {
            break;
        };
        let end = index + character.len_utf8();
        out.text.push(character);
        out.origin.extend((0..character.len_utf8()).map(|_| index..end));
        index = end;
    }
    out
}

/// The sign named at `index`; one written as itself is not "named".
fn sign_word(text: &str, index: usize) -> Option<(usize, char)> {
    let (end, mark) = word_at(text, index, |mark| mark.sign.is_some_and(|sign| sign != '@' && sign != '/'))?;
    Some((end, mark.sign?))
}

fn push_sign(out: &mut Unspelled, sign: char, origin: Range<usize>) {
    while out.text.ends_with(' ') {
        out.text.pop();
        out.origin.pop();
    }
    out.text.push(sign);
    out.origin.push(origin);
}

fn skip_spaces(text: &str, from: usize, to: usize) -> usize {
    from + text.as_bytes()[from..to.max(from)].iter().take_while(|byte| **byte == b' ').count()
}

/// The nearest character bound at or before `index`.
pub(super) fn floor(text: &str, index: usize) -> usize {
    text.floor_char_boundary(index.min(text.len()))
}
